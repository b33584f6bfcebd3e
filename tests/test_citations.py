"""Citations: what stands in 《》, and whether the unit has newly made it."""

from pathlib import Path

import pytest

from archive.facts import find_citations
from archive.normal import normalise

NOTICES = Path(__file__).parents[2] / "shared" / "notices"


def titles(text: str) -> list[tuple[str, bool]]:
    return [
        (found.title, found.made) for found in find_citations(text, normalise(text), 0, len(text))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("学习《公务接待管理规定》", [("公务接待管理规定", False)]),
        ("制定《公务接待管理制度》", [("公务接待管理制度", True)]),
        ("研究制定了街道《公务接待管理制度》", [("公务接待管理制度", True)]),
        (
            "制定并印发《甲制度》《乙办法》和《丙方案》",
            [("甲制度", True), ("乙办法", True), ("丙方案", True)],
        ),
        ("制定《甲制度》（试行）、《乙办法》等5项制度", [("甲制度", True), ("乙办法", True)]),
        ("按照《甲条例》要求，修订完善《乙细则》", [("甲条例", False), ("乙细则", True)]),
        ("制定《甲制度》，学习《乙条例》", [("甲制度", True), ("乙条例", False)]),
        ("学习新修订的《纪律处分条例》", [("纪律处分条例", False)]),
        ("制定贯彻落实《甲条例》的任务分工", [("甲条例", False)]),
        ("制定《信访工作条例》实施细则", [("信访工作条例", False)]),
        ("将《财务管理制度》修订完善", [("财务管理制度", True)]),
        ("《请假制度》已重新修订", [("请假制度", True)]),
        ("未及时修订《请假制度》", [("请假制度", False)]),
        ("拟于年底前出台方案，严格落实《请假制度》", [("请假制度", False)]),
    ],
)
def test_made_says_that_the_unit_newly_made_it(text: str, expected: list[tuple[str, bool]]) -> None:
    assert titles(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("落实《贯彻〈巡察条例〉实施办法》", ["贯彻〈巡察条例〉实施办法"]),
        (
            "落实《贯彻《巡察条例》实施办法》和《公开办法》",
            ["贯彻〈巡察条例〉实施办法", "公开办法"],
        ),
        ("落实《关于印发《甲办法》《乙办法》的通知》", ["关于印发〈甲办法〉〈乙办法〉的通知"]),
        ("落实《关于甲的通知和《乙规定》", ["关于甲的通知", "乙规定"]),
        ("《中国共产党章程要求每名党员", ["中国共产党章程"]),
        ("《没有闭合的一句话，后面还有很多字", []),
        ("《》《甲规定》", ["甲规定"]),
        ("》《甲规定》《", ["甲规定"]),
    ],
)
def test_nested_and_unclosed_marks_are_bounded(text: str, expected: list[str]) -> None:
    assert [title for title, _ in titles(text)] == expected


def test_newspapers_films_and_books_are_no_documents() -> None:
    assert titles("在《青溪日报》刊发，观看《警钟长鸣》，学习《论党的建设》") == []


def test_spans_hold_the_title_wherever_the_search_begins() -> None:
    text = "《前条例》在前。按照《甲\n条例（试行）》执行。《后条例》在后"
    begin, end = text.index("按照"), text.index("《后")
    (found,) = find_citations(text, normalise(text), begin, end)
    assert found.title == "甲条例（试行）"
    assert text[found.start : found.end] == "甲\n条例（试行）"


def test_a_title_without_end_costs_no_time() -> None:
    text = "《" * 20_000 + "制定" * 20_000
    assert find_citations(text, normalise(text), 0, len(text)) == ()


@pytest.mark.skipif(not NOTICES.is_dir(), reason="the real notices are not here")
def test_real_notices_hold_so_many_documents() -> None:
    counts = []
    for path in sorted(NOTICES.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        found = find_citations(text, normalise(text), 0, len(text))
        counts.append((len(found), sum(citation.made for citation in found)))
    assert counts == [(16, 6), (9, 4), (17, 1)]
