"""A shadow of a text, character for character, in which patterns are matched.

Notices mix full-width and half-width digits, letters and brackets, and some use traditional
characters. Patterns are written once, for the shadow; spans found in it hold for the text.
"""

import re
from functools import cache

import opencc

_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SPACES = dict.fromkeys(map(ord, "\t\v\f\u00a0\u2002\u2003\u2009\u3000"), " ")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–―－─"), "—")
_BRACKETS = str.maketrans("〔〕[]【】", "()()()")
_WIDE_MARKS = str.maketrans(":;?!", "：；？！")  # full-width in the shadow, for they part clauses
_TABLE = (
    {code: half for code, half in _HALF_WIDTH.items() if chr(code) not in "，；：？！"}
    | _SPACES
    | _DASHES
    | _BRACKETS
    | _WIDE_MARKS
    | dict.fromkeys(
        range(0xD800, 0xE000), "\ufffd"
    )  # halves of a character, which no encoder takes
)


_CHANGED = re.compile(f"[{re.escape(''.join(map(chr, _TABLE)))}]+")


@cache
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def normalise(text: str) -> str:
    """The text with half-width digits, letters and brackets, plain spaces and simplified
    characters; always as long as the text."""
    # few characters change; looking each one up in the table takes ten times as long
    shadow = _CHANGED.sub(lambda found: found[0].translate(_TABLE), text)
    simplified = str(_simplifier().convert(shadow))
    if len(simplified) == len(shadow):
        return simplified
    return "".join(_same_length(character) for character in shadow)


def _same_length(character: str) -> str:
    simple = str(_simplifier().convert(character))
    return simple if len(simple) == 1 else character
