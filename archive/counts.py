"""What a notice states of itself in numbers: findings, measures, how many are completed."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from archive.data import load
from archive.notice import Span
from archive.numerals import DIGITS, to_int

_BEFORE = 24  # characters looked at before a match
_ASPECTS_OF_PROBLEMS = re.compile("[个大]{1,2}方面(?:存在)?的?(?:主要|突出|具体)?问题")
_INNER_BLANK = re.compile(" (?<=[\u4e00-\u9fff] )(?=[\u4e00-\u9fff])")
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


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words without the blanks inside them (反馈的5个问 题), and where each stands in the text."""

    words: str
    places: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        return self.places[start], self.places[end - 1] + 1


def find_counts(shadow: str, regions: Iterable[Span]) -> dict[str, tuple[Value, Span]]:
    """Field → (value, span) of each count stated in the regions, which lie outside findings."""
    stretches = [_stretch(shadow, *region) for region in regions]
    found: dict[str, tuple[Value, Span]] = {}
    for rule in _rules():
        if rule.field not in found:
            hit = _first(rule, stretches)
            if hit:
                found[rule.field] = hit
    return found


def _stretch(shadow: str, start: int, end: int) -> _Stretch:
    words = shadow[start:end]
    if not _INNER_BLANK.search(words):
        return _Stretch(words, range(start, end))
    blanks = {match.start() for match in _INNER_BLANK.finditer(words)}
    places = [start + place for place in range(len(words)) if place not in blanks]
    return _Stretch(_INNER_BLANK.sub("", words), places)


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


def _first(rule: _Rule, stretches: Iterable[_Stretch]) -> tuple[Value, Span] | None:
    for stretch in stretches:
        for match in rule.pattern.finditer(stretch.words):
            before = stretch.words[max(0, match.start() - _BEFORE) : match.start()]
            ruled_out = rule.unless and rule.unless.search(before)
            if ruled_out or match["n"] == "一":  # 整改一个问题 is a figure of speech
                continue
            value = _value(match["n"])
            if value is not None:
                return value, stretch.span(*match.span("n"))
    return None


def _value(written: str) -> Value | None:
    if written.startswith("百分之百"):
        return 100.0
    if "." in written or written.endswith("%"):
        return float(written.rstrip("%"))
    return to_int(written)
