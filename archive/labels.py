"""Labels of measures (整改情况：) in a block, and the items that begin on their line."""

import re
from functools import cache

from archive.blocks import Block
from archive.data import load
from archive.page import Page, words

_PRINTED_WITH = "（）()、.．：:①"
_FIRST_MARKS = {  # family → its first marker, as it follows a label on the same line
    "num": r"1[、.．]",
    "cn": "一[、.．]",
    "num_paren": r"\(1\)",
    "cn_paren": r"\(一\)",
    "num_half": r"1\)",
    "circled": "①",
    "shi": "一是",
}


_LONGEST = 40  # characters of a label and what stands between it and its first item


def has_label(page: Page, block: Block) -> bool:
    """Whether a label of measures or of what came of them stands at the start of a plain block or
    after a sentence."""
    if block.family is None and _label().match(page.shadow, block.body, block.end):
        return True
    return _after_sentence().search(page.shadow, block.body, block.end) is not None


@cache
def _label() -> re.Pattern[str]:
    others = f"(?:{words('outcome_label').pattern}|{words('state_label').pattern})(?=：)"
    return re.compile(f"(?:{words('measure_label').pattern}|{others})")


def is_label(page: Page, block: Block) -> bool:
    """Whether a block says nothing before a label, be it of measures or of who answers for it."""
    return _label_before_words().match(page.shadow, block.body, block.end) is not None


def is_bare_label(line: str) -> bool:
    """Whether a line is a label and nothing else: 整改措施  整改成效"""
    return _bare_label().fullmatch(line) is not None


@cache
def _bare_label() -> re.Pattern[str]:
    names = (words(f"{name}_label").pattern for name in ("measure", "outcome", "state", "problem"))
    return re.compile("|".join(f"(?:{name})" for name in names))


def is_problem(page: Page, block: Block) -> bool:
    """Whether a block tells the problem after a label: 具体问题：……"""
    label = words("problem_label").match(page.shadow, block.body, block.end)
    return label is not None and page.shadow.startswith("：", label.end())


@cache
def _label_before_words() -> re.Pattern[str]:
    duty = "|".join(load("parts")["duty_label"].values())
    return re.compile(f"(?:{_label().pattern}|{duty})：")


@cache
def _first_mark() -> re.Pattern[str]:
    return re.compile("|".join(_FIRST_MARKS.values()))


@cache
def _first_item() -> re.Pattern[str]:
    """The first item of an enumeration on its label's line: 整改措施：(1)……"""
    label = _label().pattern
    first = "|".join(f"(?P<{family}>{mark})" for family, mark in _FIRST_MARKS.items())
    return re.compile(rf"(?:{label})[：。]?\s*(?:{first})")


@cache
def _after_sentence() -> re.Pattern[str]:
    return re.compile(rf"[。；：)\s](?:{_label().pattern})")


def printed_with(marker: str) -> str:
    """What a marker is printed with: （） of （2）, () of (2)."""
    return "".join(sign for sign in marker if sign in _PRINTED_WITH)


def first_item_on_line(page: Page, block: Block) -> dict[str, tuple[int, str]]:
    """The item 1 that begins on a label's line, if any: its family, number and printed style."""
    for mark in _first_mark().finditer(page.shadow, block.start, block.end):
        near = max(block.start, mark.start() - _LONGEST)
        if first := _first_item().search(page.shadow, near, mark.end()):
            family = str(first.lastgroup)
            return {family: (1, printed_with(page.text[slice(*first.span(family))]))}
    return {}
