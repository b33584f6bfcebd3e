"""Marks stand on the words they are said to stand on, to the character."""

from hypothesis import given, settings
from hypothesis import strategies as st

from archive.fulltext import fold
from indexer.highlight import WIDTH, cut_snippet, find_words, merge

TEXT = st.text("党黨费收缴，。\n 2２aA", max_size=400)
WORDS = st.lists(st.text("党费收缴，2a", min_size=1, max_size=4), max_size=5, unique=True)


@settings(deadline=None)
@given(TEXT, WORDS)
def test_every_occurrence_is_found_and_nothing_else(text: str, words: list[str]) -> None:
    found = find_words(text, words)
    folded = fold(text)
    for word in words:
        wanted = fold(word)
        starts = [at for at in range(len(text)) if folded.startswith(wanted, at)]
        assert found.get(word, []) == [(start, start + len(word)) for start in starts]


@settings(deadline=None)
@given(TEXT, WORDS)
def test_marks_in_a_snippet_are_those_of_the_text(text: str, words: list[str]) -> None:
    found = find_words(text, words)
    snippet = cut_snippet(text, found)
    held = snippet.text.strip("…")
    shift = snippet.text.index(held)
    start = "".join(" " if one.isspace() else one for one in text).index(held)
    marked = {at for low, high in snippet.marks for at in range(low, high)}
    everywhere = {at for spans in found.values() for low, high in spans for at in range(low, high)}
    within = {at - start + shift for at in everywhere if start <= at < start + len(held)}
    repeated = text.count(held) > 1 or held != held.strip()
    assert repeated or marked == within
    assert len(held) <= WIDTH


@settings(deadline=None)
@given(TEXT, WORDS)
def test_a_text_with_a_word_shows_one_in_its_snippet(text: str, words: list[str]) -> None:
    found = find_words(text, words)
    assert bool(cut_snippet(text, found).marks) == bool(found)


def test_the_snippet_is_where_most_words_are() -> None:
    text = "党费。" + "无关的话，" * 60 + "党费的收缴和使用情况，"
    snippet = cut_snippet(text, find_words(text, ["党费", "收缴", "使用"]))
    assert [snippet.text[low:high] for low, high in snippet.marks] == ["党费", "收缴", "使用"]


def test_a_short_text_is_its_own_snippet() -> None:
    assert cut_snippet("党费收缴\n不规范", {}).text == "党费收缴 不规范"


def test_what_is_left_out_is_shown_by_an_ellipsis() -> None:
    text = "前" * 200 + "党费" + "后" * 200
    snippet = cut_snippet(text, find_words(text, ["党费"]))
    assert snippet.text.startswith("…前")
    assert snippet.text.endswith("后…")


def test_spans_that_touch_are_one() -> None:
    assert merge([(4, 6), (0, 2), (2, 3), (5, 7)]) == ((0, 3), (4, 7))
