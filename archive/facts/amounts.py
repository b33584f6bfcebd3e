"""Sums in yuan and what they were: improper, refunded, recovered, outstanding or other."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from archive.data import load
from archive.notice import Amount
from archive.numerals import to_int

_REACH = 150  # characters looked at on each side of a sum
_SCALES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
# 66.57万元 · 1,369.5 万元 · 3万余元 · 五万四千四百一十元 · 三十余万元; not 一元化, 5元旦
_SUM = re.compile(
    # begins with a character, not by looking back, which is three times as fast
    r"(?P<number>[\d一二两三四五六七八九十](?<![\d.,第—-].)(?:"
    r"(?<=\d)(?:\d{0,2}(?:,\d{3}){1,4}(?:\.\d{1,6})?|\d{0,12}(?:\.\d{1,6})?)"
    r"|(?<=\D)[零〇一二两三四五六七八九十百千万亿]{0,20}))"
    r" ?[余多几来]?(?P<scale>[十百千万亿]{0,2}) ?[余多几]?元(?![旦素宵件月首气老化]|结构|一次|体制)"
)
_CLAUSE_END = re.compile("[，。；\n]")
_CLAUSE_ENDS, _SENTENCE_ENDS = "，。；\n", "。；\n"


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: str
    side: str
    pattern: re.Pattern[str]


@cache
def _rules() -> tuple[_Rule, ...]:
    rules = load("amounts")["rule"]
    return tuple(_Rule(rule["kind"], rule["side"], re.compile(rule["pattern"])) for rule in rules)


@cache
def _connecting() -> re.Pattern[str]:
    return re.compile(load("amounts")["connecting"])


def find_amounts(shadow: str, start: int, end: int) -> tuple[Amount, ...]:
    """The sums in ``shadow[start:end]``; a span is that of the number with its unit."""
    if "元" not in shadow[start:end]:
        return ()
    text = shadow[start:end]
    sums = list(_SUM.finditer(text))
    stops = [*(later.start() for later in sums[1:]), len(text)]
    found = []
    for match, stop in zip(sums, stops, strict=False):
        yuan = _yuan(match)
        kind = _kind(_sides(text, match, stop))
        if yuan and kind != "none":
            found.append(Amount(kind, yuan, start + match.start(), start + match.end()))
    return tuple(found)


def _yuan(match: re.Match[str]) -> float | None:
    number = match["number"]
    value = Decimal(number.replace(",", "")) if number[0].isdigit() else to_int(number)
    if value is None:
        return None
    for scale in match["scale"]:
        value *= _SCALES[scale]
    return float(value)


def _sides(text: str, match: re.Match[str], stop: int) -> dict[str, str]:
    """The stretches of text that the rules look at; ``stop`` is where the next sum begins."""
    left, right = match.span()
    start = _start(text, left, _CLAUSE_ENDS)
    clause = text[start:left]
    if text[start - 1 : start] == "，" and _connecting().match(clause):
        clause = text[_start(text, start - 1, _CLAUSE_ENDS) : start - 1] + clause
    end = min(stop, _end(text, right))
    next_end = _end(text, end + 1)
    has_next = text[end : end + 1] == "，" and next_end <= stop
    return {
        "clause": clause,
        "sentence": text[_start(text, left, _SENTENCE_ENDS) : left],
        "after": text[right:end],
        "whole": f"{clause}￥{text[right:end]}",
        "next": text[end + 1 : next_end] if has_next else "",
    }


def _start(text: str, position: int, ends: str) -> int:
    reach = max(0, position - _REACH)
    return max(reach, max(text.rfind(mark, reach, position) for mark in ends) + 1)


def _end(text: str, position: int) -> int:
    reach = min(len(text), position + _REACH)
    found = _CLAUSE_END.search(text, position, reach)
    return found.start() if found else reach


def _kind(sides: Mapping[str, str]) -> str:
    return next((rule.kind for rule in _rules() if rule.pattern.search(sides[rule.side])), "other")
