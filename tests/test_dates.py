"""Dates are read in every form that notices write, and left alone where they cannot be settled."""

import pytest

from archive.dates import after, find_days, find_window

WINDOWS = {
    "2025年7月25日至9月12日": ("2025-07-25", "2025-09-12"),
    "2022年11月8日至2023年1月20日": ("2022-11-08", "2023-01-20"),
    "2022年11月8日至1月20日": ("2022-11-08", "2023-01-20"),
    "2024年9月9日到次年1月10日": ("2024-09-09", "2025-01-10"),
    "9月9日至2024年12月10日": ("2024-09-09", "2024-12-10"),
    "2024年9月9日至20日": ("2024-09-09", "2024-09-20"),
    "2023 年 2 月 27 日—4 月 28 日": ("2023-02-27", "2023-04-28"),
    "2024年10月8日-2024年12月20日": ("2024-10-08", "2024-12-20"),
    "2024.3.5至2024.5.6": ("2024-03-05", "2024-05-06"),
    "2024717日至830日": ("2024-07-17", "2024-08-30"),
    "2024年1008日至1220日": ("2024-10-08", "2024-12-20"),
    "2024年8月下旬至9月底": ("2024-08", "2024-09"),
    "2021年3月至5月": ("2021-03", "2021-05"),
    "2021年3-5月": ("2021-03", "2021-05"),
    "2024年3月1日至4月30日、6月1日至7月1日": ("2024-03-01", "2024-07-01"),
    "二〇二三年三月五日至六月十日": ("2023-03-05", "2023-06-10"),
}


@pytest.mark.parametrize(("text", "expected"), WINDOWS.items())
def test_window_is_read(text: str, expected: tuple[str, str]) -> None:
    window = find_window(f"按照部署，{text}，巡察组", 0, len(text) + 9)
    assert window is not None
    assert (window.first, window.last) == expected
    assert (window.start, window.end) == (5, 5 + len(text))


@pytest.mark.parametrize("text", ["2024111日至330日", "9月9日至12月10日", "2024年13月1日至15月2日"])
def test_window_that_cannot_be_settled_is_not_read(text: str) -> None:
    assert find_window(text, 0, len(text)) is None


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026年4月10日", "2026-04-10"),
        ("二〇二五年四月十日", "2025-04-10"),
        ("2025-04-10", "2025-04-10"),
        ("2021年9月底", "2021-09"),
        ("2023年2月29日", None),
    ],
)
def test_day_is_read(text: str, iso: str | None) -> None:
    (day,) = find_days(text, 0, len(text))
    assert day.iso() == iso


def test_left_out_year_minds_the_year_end() -> None:
    (day,) = find_days("1月27日", 0, 5)
    assert after(day, "2024-12-10") == "2025-01-27"
    (day,) = find_days("12月27日", 0, 6)
    assert after(day, "2024-12-10") == "2024-12-27"
