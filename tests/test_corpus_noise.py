"""Noise and formats keep the truth exact: marks move with the text, and what is only laid out
differently can be laid back."""

import re
from html import unescape
from io import BytesIO

import docx
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Mix, Specimen, generate
from corpus.archives import NOISE, TWICE
from corpus.dice import Dice
from corpus.frames import AFTER, BEFORE
from corpus.pieces import Edit, Mark, Passage, apply
from corpus.surface import CUTS, STYLES, lay_out
from corpus.wear import LAYERS, wear

CLEAN = Mix(others=0, noise=0)
VALUED = ("amount", "accountability", "number", "status", "name", "heading", "aspect")


@pytest.fixture(scope="module")
def notices() -> list[Specimen]:
    return list(generate(25, 13, CLEAN))


def _said(passage: Passage, mark: Mark) -> str:
    return passage.text[mark.start : mark.end]


@given(st.data())
def test_marks_move_with_the_text(data: st.DataObject) -> None:
    words = data.draw(st.lists(st.text("甲乙丙", min_size=1, max_size=4), min_size=1, max_size=8))
    text = "".join(words)
    ends = [len("".join(words[: count + 1])) for count in range(len(words))]
    starts = [0, *ends[:-1]]
    marks = tuple(Mark("word", *span) for span in zip(starts, ends, strict=True))
    places = data.draw(st.sets(st.sampled_from(starts)))
    after = apply(Passage(text, marks), [Edit(place, place, "x") for place in places])
    assert [_said(after, mark) for mark in after.marks] == words


def test_what_changes_inside_a_mark_belongs_to_it() -> None:
    passage = Passage("整改情况公布", (Mark("a", 0, 4), Mark("b", 4, 6)))
    after = apply(passage, [Edit(1, 1, "z"), Edit(2, 4, "进展")])
    assert after.text == "整z改进展公布"
    assert [_said(after, mark) for mark in after.marks] == ["整z改进展", "公布"]


@pytest.mark.parametrize("layer", ["junk_letters", "inner_spaces", "slips"])
def test_noise_in_measures_leaves_values_alone(layer: str, notices: list[Specimen]) -> None:
    changed = 0
    for count, specimen in enumerate(notices):
        before = specimen.passage
        after = wear(before, [layer], Dice(1, count))
        changed += before.text != after.text
        for old, new in zip(before.marks, after.marks, strict=True):
            assert (old.label, old.value) == (new.label, new.value)
            if old.label in VALUED or old.label.startswith("notice."):
                assert _said(before, old) == _said(after, new)
    assert changed > len(notices) / 2


@pytest.mark.parametrize("layer", ["traditional", "half_width", "full_digits", "one_line"])
def test_noise_all_over_keeps_every_place(layer: str, notices: list[Specimen]) -> None:
    for specimen in notices:
        after = wear(specimen.passage, [layer], Dice(1))
        assert after.marks == specimen.passage.marks
        assert len(after.text) >= len(specimen.passage.text) - 1
        assert after.text != specimen.passage.text


@pytest.mark.parametrize("style", STYLES)
def test_layout_of_paragraphs_can_be_undone(style: str, notices: list[Specimen]) -> None:
    for specimen in notices:
        laid = lay_out(specimen.passage.text, style, Dice(2))
        kept = [line.strip() for line in laid.split("\n") if line.strip()]
        assert kept == specimen.passage.text.rstrip("\n").split("\n")


@pytest.mark.parametrize("cut", CUTS)
def test_cuts_lose_no_character(cut: str, notices: list[Specimen]) -> None:
    numbers = re.compile(r"(?m)^(?:- \d+ -|— \d+ —|第\d+页|\d+)$| — \d+ — ")
    twice = changed = 0
    for specimen in notices:
        text = CUTS[cut](specimen.passage.text, Dice(3))
        left = "".join(numbers.sub("", text).split())
        whole = "".join(specimen.passage.text.split())
        twice += len(left) - len(whole)
        if cut == "doubled_characters":
            left = re.sub(r"(.)\n\n\1", r"\1", text)
            assert len("".join(left.split())) == len(whole)
        else:
            assert left == whole
        changed += text.strip() != specimen.passage.text.strip()
    assert (twice > 0) == (cut == "doubled_characters")
    assert changed > len(notices) / 2


def test_every_layer_of_noise_comes_and_is_named() -> None:
    seen = {name for specimen in generate(600, 3, Mix(noise=1)) for name in _noise(specimen)}
    assert seen == set(NOISE) == {*LAYERS, *CUTS, *BEFORE, *AFTER, TWICE}


def _noise(specimen: Specimen) -> list[str]:
    return list(specimen.about.get("noise", ()))


def test_only_the_noise_asked_for_comes() -> None:
    mix = Mix(others=0, noise=1, layers=("breadcrumb", "wrapped"))
    assert {name for s in generate(40, 3, mix) for name in _noise(s)} == {"breadcrumb", "wrapped"}


def test_page_frames_stand_around_the_notice() -> None:
    for specimen in generate(30, 4, Mix(others=0, noise=1, layers=("metadata", "footer"))):
        first = specimen.passage.text[:12]
        at = specimen.text.index(first)
        assert at > 0 if "metadata" in _noise(specimen) else at == 0
        assert specimen.truth["published_on"] or "metadata" not in _noise(specimen)


def test_page_that_holds_the_notice_twice() -> None:
    for specimen in generate(10, 4, Mix(others=0, noise=1, layers=(TWICE,))):
        opening = "".join(specimen.passage.text.split())[:40]
        assert "".join(specimen.text.split()).count(opening) >= 2


def _lines(specimen: Specimen) -> list[str]:
    return specimen.passage.text.rstrip("\n").split("\n")


def test_web_pages_hold_the_whole_notice() -> None:
    charsets = set()
    for specimen in generate(40, 6, Mix(others=0, noise=0, formats=("html",))):
        old = b"gb2312" in specimen.data
        charsets.add(old)
        page = unescape(
            re.sub(r"<[^>]+>", "\n", specimen.data.decode("gb18030" if old else "utf-8"))
        )
        lines = {line.strip() for line in page.split("\n")}
        assert set(_lines(specimen)) <= lines
    assert charsets == {True, False}


def test_word_files_hold_the_whole_notice() -> None:
    numbered = 0
    for specimen in generate(12, 6, Mix(others=0, noise=0, formats=("docx",))):
        document = docx.Document(BytesIO(specimen.data))
        cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
        paragraphs = [p for holder in (document, *cells) for p in holder.paragraphs]
        tracked = "".join(t.text or "" for p in paragraphs for t in p._p.iter("{*}t"))
        numbers = sum(p._p.pPr is not None and p._p.pPr.numPr is not None for p in paragraphs)
        numbered += numbers > 0
        missing = len("".join(_lines(specimen))) - len(tracked)
        assert missing == 0 if not numbers else 0 < missing <= 5 * numbers
    assert numbered


def test_pdfs_hold_the_whole_notice() -> None:
    for specimen in generate(4, 6, Mix(others=0, noise=0, formats=("pdf",))):
        pages = list(pypdfium2.PdfDocument(specimen.data))
        text = "".join(page.get_textpage().get_text_range() for page in pages)
        kept = re.sub(r"- \d+ -|第 \d+ 页|\s", "", text)
        for line in _lines(specimen):
            assert line.replace(" ", "")[:20] in kept
