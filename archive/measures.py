"""The measures of one finding: the items of its outermost enumeration, or its prose as one."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from archive import status
from archive.blocks import BULLET
from archive.data import load
from archive.notice import Measure, Span
from archive.numerals import to_int
from archive.page import Page, trim, words

_CN = "[一二三四五六七八九十]{1,3}"
_BEFORE = r"(?:[。；：，、！？)\s”]|[.．](?=一是|①))"  # what a marker comes right after

# Enumerations within a finding, the marker of each; 1.2023年 is item 1 and the year 2023,
# 2.3名 item 2 and three persons
ENUMERATIONS: dict[str, str] = {
    "shi": rf"{_CN}是(?!否)",  # 一是……二是……
    "num": r"\d{1,2}(?:[、．]|\.(?!\d)|\.(?=(?:19|20)\d\d年|\d{1,3}[名家户]))",  # 1.……2.……
    "circled": r"[①-⑳]",  # ①……②……
    "num_half": r"\d{1,2}\)",  # 1)……2)……
    "num_paren": r"\(\d{1,2}\)",  # (1)……(2)……
    "cn_paren": rf"\({_CN}\)",  # （一）……（二）……
    "cn": rf"{_CN}、",  # 一、……二、……
    "sides": r"(?:一方面|另一方面)[，,：]?",  # 一方面……另一方面……
    "nth": rf"第{_CN}[，、：]",  # 第一，……第二，……
    "order": r"(?:首先|其次|再次|最后)[，,：]?",  # 首先……其次……
    "letter": r"[a-h](?:[、．)]|\.(?![A-Za-z\d]))",  # a.……b.……
}
_LED = re.compile(r"[。；\n](?=(?:针对|对于|对)(?:以上|上述|这些|该|此|存在的)[一类些个]?问题，)")
_BULLETS = re.compile(rf"^(?:{BULLET.pattern}|——\s?)", re.MULTILINE)  # each on a line of its own
_NAMED = {"一方面": 1, "另一方面": 2, "首先": 1, "其次": 2, "再次": 3, "最后": 4}
_MARKS = re.compile(
    f"{_BEFORE}(?={'|'.join(f'(?P<{name}>{mark})' for name, mark in ENUMERATIONS.items())})"
)
_NUMERAL = re.compile(rf"{'|'.join(_NAMED)}|\d+|[①-⑳]|[a-h]|{_CN}")


def find_measures(page: Page, start: int, end: int) -> tuple[Measure, ...]:
    """The measures between a heading's end and the finding's end, in order."""
    spans = [
        span
        for region in _regions(page.shadow, start, end)
        for span in _items(page.shadow, *region)
    ]
    return tuple(
        Measure(ordinal, page.text[first:last], first, last)
        for ordinal, (first, last) in enumerate(spans, 1)
    )


def count_items(shadow: str, family: str, start: int, end: int) -> int:
    """How many items of one enumeration count on from 1 between two places; a lone 1 is none."""
    return len(_in_order(_marks(shadow, start, end).get(family, [])))


def _regions(shadow: str, start: int, end: int) -> list[Span]:
    """Where measures stand: after each label of measures, or everything where there is none."""
    if begins := status.after_heading().match(shadow, start, end):
        start = begins.end()
    if led := _LED.search(shadow, start, end):
        start = led.end()
    labels = list(_labels(shadow, start, end))
    edges = [*(label.start() + 1 for label in labels), end]
    plain = [(start, edges[0]), *_after_duties(shadow, labels, edges)]
    unlabelled = [region for region in plain if shadow[slice(*region)].strip(" \n—(")]
    labelled: dict[str | None, list[Span]] = {}
    for label, edge in zip(labels, edges[1:], strict=True):
        if not status.alone().fullmatch(shadow, label.end(), edge):
            labelled.setdefault(label.lastgroup, []).append((label.end(), edge))
    told = labelled.get("measure") or labelled.get("outcome")
    return told or unlabelled or labelled.get("state", [])


def _labels(shadow: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The labels, each with the character that it comes right after, which may end another."""
    place = max(0, start - 1)
    while label := _label().search(shadow, place, end):
        yield label
        place = label.end() - 1


def _after_duties(
    shadow: str, labels: Sequence[re.Match[str]], edges: Sequence[int]
) -> Iterator[Span]:
    """What stands on further lines, or after the bracket, behind 责任领导：…… and before the next
    label."""
    for place, label in enumerate(labels, 1):
        line_end = shadow.find("\n", label.end(), edges[place])
        if line_end < 0:
            line_end = shadow.find(")", label.end(), edges[place])
        if label.lastgroup == "duty" and line_end >= 0:
            yield line_end + 1, edges[place]


@cache
def _label() -> re.Pattern[str]:
    """A label, in a group named after its kind. A pattern that begins with a character, as what
    a label comes after, is searched for many times as fast as one that only looks back at it."""
    kinds = {
        "measure": words("measure_label").pattern,
        "outcome": f"(?:{words('outcome_label').pattern})(?=[：。\n])",
        "state": f"(?:{words('state_label').pattern})(?=[：。)\n])",
        "duty": "(?:" + "|".join(load("parts")["duty_label"].values()) + ")(?=：)",
    }
    number = (
        rf"(?:\d{{1,2}}[.、．]\s?|\((?:\d{{1,2}}|{_CN})\)|[①-⑳]|{BULLET.pattern})?"  # 2.整改成效：
    )
    named = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in kinds.items())
    begins = r"[。；()\s：—](?<![^”题]：)"
    return re.compile(rf"{begins}{number}\(?(?:{named})\)?[：。]?\s*")


def _items(shadow: str, start: int, end: int) -> list[Span]:
    start, end = trim(shadow, start, end)
    if closing := status.closing().search(shadow, max(start, end - status.LONGEST), end):
        start, end = trim(shadow, start, closing.start())
    if start >= end:
        return []
    runs = [run for marks in _marks(shadow, start, end).values() if (run := _in_order(marks))]
    if "\n" in shadow[start:end]:
        bullets = [match.start() for match in _BULLETS.finditer(shadow, start, end)]
        runs += [bullets] if len(bullets) > 1 else []
    if not runs:
        return [(start, end)]
    marks = min(runs, key=lambda run: run[0])
    edges = [*marks, end]
    return [trim(shadow, first, last) for first, last in pairwise(edges)]


def _marks(shadow: str, start: int, end: int) -> dict[str, list[tuple[int, int]]]:
    """Enumeration → the (place, number) of its markers."""
    marks: dict[str, list[tuple[int, int]]] = {}
    for match in _MARKS.finditer(shadow, max(0, start - 1), end):
        family = str(match.lastgroup)
        number = _value(match[family])
        if number is not None:
            marks.setdefault(family, []).append((match.start(family), number))
    return marks


def _in_order(marks: Sequence[tuple[int, int]]) -> list[int]:
    """The places whose numbers count on from 1, runs after runs; a lone 1 is no enumeration."""
    places: list[int] = []
    expected, length = 1, 0
    for place, number in marks:
        if number == expected:
            places.append(place)
            expected, length = expected + 1, length + 1
        elif number == 1 and length > 1:
            places.append(place)
            expected, length = 2, 1
    return places if len(places) > 1 else []


def _value(marker: str) -> int | None:
    found = _NUMERAL.search(marker)
    if found is None:
        return None
    numeral = found.group()
    if numeral in _NAMED:
        return _NAMED[numeral]
    if "a" <= numeral <= "h":
        return ord(numeral) - ord("a") + 1
    return ord(numeral) - ord("①") + 1 if "①" <= numeral <= "⑳" else to_int(numeral)
