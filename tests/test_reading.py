"""A notice's text set as a document."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from webui.reading import Note, Place, blocks

TEXT = (
    "一、党的建设方面\n　　1.关于学习不深入的问题。一是加强学习；二是《学习制度》已经修订。\n\n末段"
)


def words(text: str, *places: Place) -> list[str]:
    return [str(block.words) for block in blocks(text, 0, len(text), places)]


def test_each_line_with_words_is_a_paragraph_without_the_white_space_around_it() -> None:
    assert [str(block.words)[:2] for block in blocks(TEXT, 0, len(TEXT), [])] == [
        "一、",
        "1.",
        "末段",
    ]


def test_a_place_becomes_an_element_with_its_anchor() -> None:
    at = TEXT.index("学习不深入")
    drawn = words(TEXT, Place(at, at + 5, "problem", "f1"))
    assert drawn[1].startswith(
        '1.关于<span id="f1" class="place problem">学习不深入</span>的问题。'
    )


def test_places_nest_as_they_stand() -> None:
    drawn = words("一二三四五", Place(1, 4, "measure", "m"), Place(2, 3, "fact", "x"))
    assert drawn == [
        '一<span id="m" class="place measure">二'
        '<span id="x" class="place fact">三</span>四</span>五'
    ]


def test_a_place_over_several_paragraphs_has_its_anchor_once() -> None:
    drawn = "".join(words("一二\n三四", Place(1, 4, "measure", "m")))
    assert drawn.count('id="m"') == 1
    assert drawn.count("<span") == 2


def test_a_paragraph_that_is_a_heading_but_for_its_number_becomes_one() -> None:
    heading = TEXT.index("党的建设")
    block = next(blocks(TEXT, 0, len(TEXT), [Place(heading, heading + 6, "aspect", "a1")]))
    assert (block.tag, block.kind) == ("h2", "aspect")


def test_a_heading_within_a_paragraph_stays_within_it() -> None:
    at = TEXT.index("关于学习")
    found = list(blocks(TEXT, 0, len(TEXT), [Place(at, at + 10, "problem", "f1")]))
    assert found[1].tag == "p"


def test_a_fact_stands_beside_the_paragraph_that_it_was_read_from() -> None:
    notes = [Note(TEXT.index("《"), "引用", "《学习制度》"), Note(0, "方面", "党的建设")]
    beside = [
        [note.label for note in block.notes] for block in blocks(TEXT, 0, len(TEXT), [], notes)
    ]
    assert beside == [["方面"], ["引用"], []]


def test_markup_in_a_notice_is_text() -> None:
    assert words("<script>&", Place(1, 7, '"><b>', 'x"y')) == [
        '&lt;<span id="x&#34;y" class="place &#34;&gt;&lt;b&gt;">script</span>&gt;&amp;'
    ]


def test_a_place_that_goes_beyond_the_one_around_it_is_drawn_in_parts() -> None:
    drawn = words("一二三四五", Place(0, 3, "measure", "m"), Place(2, 4, "fact", "x"))
    assert drawn == [
        '<span id="m" class="place measure">一二<span id="x" class="place fact">三</span></span>'
        '<span data-of="x" class="place fact">四</span>五'
    ]


spans = st.tuples(st.integers(0, 40), st.integers(0, 12)).map(lambda pair: (pair[0], sum(pair)))


@given(st.text("一二三四\n 　<", max_size=40), st.lists(spans, max_size=8))
def test_no_word_is_lost_or_doubled_whatever_the_places(
    text: str, found: list[tuple[int, int]]
) -> None:
    places = [
        Place(min(start, len(text)), min(end, len(text)), "fact", f"p{index}")
        for index, (start, end) in enumerate(found)
    ]
    drawn = [block.words for block in blocks(text, 0, len(text), places)]
    shown = "".join(one.striptags() for one in drawn)
    assert "".join(shown.split()) == "".join(text.split())
    page = html.fromstring(f"<div>{''.join(drawn)}</div>")
    for place in places:
        parts = page.xpath("//*[@id=$anchor or @data-of=$anchor]", anchor=place.anchor)
        lit = "".join(part.text_content() for part in parts)
        assert "".join(lit.split()) == "".join(text[place.start : place.end].split())
