"""A shadow of a text, character for character, in which patterns are matched.

Notices mix full-width and half-width digits, letters and brackets, and some use traditional
characters. Patterns are written once, for the shadow; spans found in it hold for the text.
"""

import re
from functools import cache

import opencc

_HALF_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_SPACES = dict.fromkeys("\t\v\f\u00a0\u2002\u2003\u2009\u3000", " ")
_DASHES = dict.fromkeys("‐‑‒–―－─", "—")
_BRACKETS = dict(zip("〔〕[]【】", "()()()", strict=True))
_WIDE_MARKS = dict(zip(":;?!", "：；？！", strict=True))  # for they part clauses
_TABLE = (
    {wide: half for wide, half in _HALF_WIDTH.items() if wide not in "，；：？！"}
    | _SPACES
    | _DASHES
    | _BRACKETS
    | _WIDE_MARKS
    # halves of a character, which no encoder takes
    | dict.fromkeys(map(chr, range(0xD800, 0xE000)), "\ufffd")
)


_CHANGED = re.compile(f"[{re.escape(''.join(_TABLE))}]")


@cache
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def normalise(text: str) -> str:
    """The text with half-width digits, letters and brackets, plain spaces and simplified
    characters; always as long as the text."""
    # few characters change; looking each one up in the table takes ten times as long
    shadow = _CHANGED.sub(lambda found: _TABLE[found[0]], text)
    simplified = str(_simplifier().convert(shadow))
    if len(simplified) == len(shadow):
        return simplified
    return "".join(_same_length(character) for character in shadow)


def _same_length(character: str) -> str:
    simple = str(_simplifier().convert(character))
    return simple if len(simple) == 1 else character
