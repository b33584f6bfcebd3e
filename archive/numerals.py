"""Whole numbers as notices write them: 39, ３９, 三十九, 一百二十, 两."""

from functools import cache
from importlib import import_module
from typing import Any

DIGITS = "零〇一二两三四五六七八九十百千万"
_LONGEST = 32  # characters; the library takes a time that grows with the square
NUMBER = rf"(?:\d+|[{DIGITS}]+)"  # 39 or 三十九; for use inside larger patterns


@cache
def to_int(numeral: str) -> int | None:
    """The value of a numeral in digits or Chinese, None where it is not one."""
    plain = numeral.strip().replace("〇", "零").replace("两", "二")
    if len(plain) > _LONGEST:
        return None
    try:
        if plain.isascii() and plain.isdigit():
            return int(plain)
        return int(_library().cn2an(plain, "smart"))
    except (ValueError, KeyError):  # KeyError: of 零十二, a slip of the library
        return None


def to_chinese(number: int) -> str:
    """The numeral of a number: 三十九."""
    return str(_library().an2cn(number))


@cache
def _library() -> Any:
    """Imported when first needed: it takes a fifth of a second, and many commands do without."""
    return import_module("cn2an")
