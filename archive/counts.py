"""What a notice states of itself in numbers: findings, measures, how many are completed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from archive.data import load
from archive.notice import Span
from archive.numerals import DIGITS, to_int

_BEFORE = 24  # characters looked at before a match
_ASPECTS_OF_PROBLEMS = re.compile("[个大]{1,2}方面(?:存在)?的?(?:主要|突出|具体)?问题")
Value = int | float


@dataclass(frozen=True, slots=True)
class _Rule:
    field: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None


@cache
def _rules() -> tuple[_Rule, ...]:
    # no number goes on before its first digit; to look back only from a digit is five times as fast
    number = rf"[\d{DIGITS}](?<![\d.第{DIGITS}].)(?:(?<=\d)\d*|(?<=[{DIGITS}])[{DIGITS}]*)"
    return tuple(
        _Rule(
            rule["field"],
            re.compile(rule["pattern"].replace("{N}", number)),
            re.compile(rule["unless"]) if "unless" in rule else None,
        )
        for rule in load("counts")["rule"]
    )


def find_counts(shadow: str, regions: Iterable[Span]) -> dict[str, tuple[Value, Span]]:
    """Field → (value, span) of each count stated in the regions, which lie outside findings."""
    places = tuple(regions)
    found: dict[str, tuple[Value, Span]] = {}
    for rule in _rules():
        if rule.field not in found:
            hit = _first(shadow, rule, places)
            if hit:
                found[rule.field] = hit
    return found


def settle_fields(
    shadow: str, found: Mapping[str, tuple[Value, Span]], aspects: int, findings: int
) -> dict[str, tuple[Value, Span]]:
    """The counts, given how many aspects and findings are listed: 6个方面的问题 are six findings
    where that many are listed and nothing else is said of their number."""
    settled = dict(found)
    told = found.get("stated_aspects")
    if told is None or "stated_findings" in found or told[0] != findings or aspects == findings:
        return settled
    if _ASPECTS_OF_PROBLEMS.match(shadow, told[1][1]):
        settled["stated_findings"] = settled.pop("stated_aspects")
    return settled


def _first(shadow: str, rule: _Rule, regions: Iterable[Span]) -> tuple[Value, Span] | None:
    for start, end in regions:
        for match in rule.pattern.finditer(shadow, start, end):
            before = shadow[max(start, match.start() - _BEFORE) : match.start()]
            ruled_out = rule.unless and rule.unless.search(before)
            if ruled_out or match["n"] == "一":  # 整改一个问题 is a figure of speech
                continue
            value = _value(match["n"])
            if value is not None:
                return value, match.span("n")
    return None


def _value(written: str) -> Value | None:
    if written.startswith("百分之百"):
        return 100.0
    if "." in written or written.endswith("%"):
        return float(written.rstrip("%"))
    return to_int(written)
