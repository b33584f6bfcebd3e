"""Numerals are read in digits and in Chinese, and what is none is no number, whatever it holds."""

from itertools import product

import pytest

from archive.numerals import DIGITS, to_chinese, to_int


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("39", 39), ("三十九", 39), ("一百二十", 120), ("两", 2), ("二〇二三", 2023), ("", None),
     ("零十二", None), ("9" * 5000, None), ("零" * 50_000, None)],
)  # fmt: skip
def test_it_is_read(numeral: str, value: int | None) -> None:
    assert to_int(numeral) == value


def test_what_is_written_is_read_back() -> None:
    assert [to_int(to_chinese(number)) for number in range(1000)] == list(range(1000))


def test_no_run_of_numerals_fails() -> None:
    for length in (1, 2, 3):
        for numeral in product(DIGITS, repeat=length):
            assert to_int("".join(numeral)) is None or to_int("".join(numeral)) >= 0
