"""What a person asks, read from a URL and written back into one."""

import pytest
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from webui.question import api_question, question


def asked(**arguments: str | list[str]) -> MultiDict[str, str]:
    return MultiDict(arguments)  # type: ignore[arg-type]


def test_a_question_is_written_back_as_it_was_read() -> None:
    given = asked(
        q="党费", unit=["甲", "乙"], year="2021..2023", scope="notices", sort="date", page="3"
    )
    assert question(given).arguments(page=3) == {
        "q": "党费",
        "unit": ["甲", "乙"],
        "year": ["2021..2023"],
        "scope": "notices",
        "sort": "date",
        "page": 3,
    }


def test_what_is_at_its_default_is_left_out() -> None:
    assert question(asked(scope="findings", sort="relevance", page="1")).arguments() == {}


@pytest.mark.parametrize(
    ("written", "range_"),
    [
        ("2023", (2023, 2023)),
        ("2021..2023", (2021, 2023)),
        ("..2023", (None, 2023)),
        ("2021..", (2021, None)),
    ],
)
def test_years_are_ranges(written: str, range_: tuple[int | None, int | None]) -> None:
    assert question(asked(year=written)).filters().year == (range_,)


@pytest.mark.parametrize(
    "written", ["23", "二〇二三", "2023-2024", "..", "20212023", "2021..2023..2025"]
)
def test_what_is_no_year_is_refused_with_a_sentence(written: str) -> None:
    with pytest.raises(BadRequest, match="year 须是四位年份"):
        question(asked(year=written))


@pytest.mark.parametrize(
    ("name", "value"),
    [("page", "0"), ("page", "-1"), ("page", "一"), ("page", "501"), ("page", "1" * 5000)],
)
def test_a_page_out_of_range_is_refused_with_a_sentence(name: str, value: str) -> None:
    with pytest.raises(BadRequest, match="page 须是 1 到 500 之间的整数"):
        question(asked(**{name: value}))


@pytest.mark.parametrize(("name", "value"), [("limit", "0"), ("limit", "101"), ("offset", "10001")])
def test_limits_out_of_range_are_refused_with_a_sentence(name: str, value: str) -> None:
    with pytest.raises(BadRequest, match=f"{name} 须是"):
        api_question(asked(**{name: value}))


def test_narrowing_and_widening_undo_each_other() -> None:
    start = question(asked(q="党费", unit="甲", page="4"))
    narrowed = start.narrowed("year", "2023")
    assert narrowed.arguments() == {"q": "党费", "unit": ["甲"], "year": ["2023"]}
    assert narrowed.widened("year", "2023").chosen == start.chosen


def test_the_same_value_given_twice_counts_once() -> None:
    assert question(asked(unit=["甲", " 甲 ", ""])).chosen == {"unit": ("甲",)}
