"""Values as people read them."""

import pytest

from webui.wording import date, field_value, marked, moment, money, number, plain, size, window


@pytest.mark.parametrize(
    ("iso", "read"),
    [
        ("2023-06-19", "2023年6月19日"),
        ("2023-06", "2023年6月"),
        ("2023", "2023年"),
        (None, "—"),
    ],
)
def test_dates_are_said_as_exactly_as_they_are_known(iso: str | None, read: str) -> None:
    assert date(iso) == read


@pytest.mark.parametrize(
    ("first", "last", "read"),
    [
        ("2023-02-27", "2023-04-28", "2023年2月27日至4月28日"),
        ("2022-12-01", "2023-01-20", "2022年12月1日至2023年1月20日"),
        ("2023-02", "2023-04", "2023年2月至4月"),
        ("2023-02-27", None, "2023年2月27日"),
        (None, None, "—"),
        ("2023", "2023", "2023年至2023年"),
    ],
)
def test_a_window_says_its_year_once(first: str | None, last: str | None, read: str) -> None:
    assert window(first, last) == read


def test_numbers_are_grouped_from_five_digits_on() -> None:
    assert [number(one) for one in (0, 1532, 30000, 98.71, None)] == [
        "0",
        "1532",
        "30,000",
        "98.71",
        "—",
    ]


def test_sums_are_said_in_ten_thousands_and_stay_exact() -> None:
    assert [money(yuan) for yuan in (860, 54410, 665700, 13695000)] == [
        "860元",
        "5.441万元",
        "66.57万元",
        "1,369.5万元",
    ]


def test_marks_are_set_and_everything_else_is_text() -> None:
    assert marked("<b>党费</b>收缴", [(3, 5), (9, 11)]) == (
        "&lt;b&gt;<mark>党费</mark>&lt;/b&gt;<mark>收缴</mark>"
    )


def test_overlapping_marks_do_not_double_words() -> None:
    assert marked("党费收缴", [(1, 3), (0, 2)]).striptags() == "党费收缴"


def test_sizes_times_and_fields_are_readable() -> None:
    assert size(512) == "512 字节"
    assert size(18315) == "17.9 KB"
    assert moment("2026-11-22T15:08:31+00:00") == "2026年11月22日 15:08"
    assert field_value("county", "level") == "县级"
    assert field_value(98.71, "stated_rate") == "98.71%"
    assert field_value("2023-06", "feedback_on") == "2023年6月"


def test_control_characters_stay_out_of_xml() -> None:
    assert plain("甲\x00\x0b乙\n") == "甲乙\n"
