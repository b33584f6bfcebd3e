"""Who answers for a finding, and by when: 责任领导：  责任单位：  完成时限："""

import re
from collections.abc import Iterator
from functools import cache

from archive.data import load
from archive.dates import find_days, find_window
from archive.notice import Duty, Span

_LONGEST_LABEL, _LONGEST_VALUE = 18, 120  # characters
# What ends a value: a stop, a bracket that was opened before the label, a label of another kind
_ENDS = re.compile(r"[。；\n)】]|(?:^|[，、\s]+)[\u4e00-\u9fff]{2,10}：")
_SENTENCE_END = re.compile("[。；\n]")
_BRACKETED = re.compile(r"\([^()]{0,60}\)")  # 办公室(财务室)
_CLAUSE_BEFORE = "。；，、！？：)(【”及和与/—"  # what a clause comes right after, if no blank
_BETWEEN = " \t\n\u3000，、"  # what may stand around a value


def find_duties(text: str, shadow: str, start: int, end: int) -> tuple[Duty, ...]:
    """What ``text[start:end]`` says after labels of duty; a span holds the words of the value.

    ``role`` is the label as printed. ``due`` is ISO text, None where no year stands with it.
    """
    labels = list(_labels(shadow, start, end))
    edges = [*(label.start() for label in labels[1:]), end]
    found = []
    for label, edge in zip(labels, edges, strict=False):
        first, last = _value(shadow, label.end() + 1, edge)
        if label.lastgroup in ("person", "unit", "deadline") and 0 < last - first <= _LONGEST_VALUE:
            role = "".join(text[slice(*label.span(label.lastgroup))].split())
            due = _due(shadow, first, last) if label.lastgroup == "deadline" else None
            found.append(Duty(label.lastgroup, role, text[first:last], due, first, last))
    return tuple(found)


def _labels(shadow: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The labels before the colons: each begins a clause, or ends the value of another."""
    within = start  # up to here values of labels reach
    colon = shadow.find("：", start, end)
    while colon >= 0:
        label = _label().search(shadow, max(start, colon - _LONGEST_LABEL), colon)
        if label and (label.start() < within or _begins_clause(shadow, label.start())):
            yield label
            stop = _SENTENCE_END.search(shadow, colon, end)
            within = stop.start() if stop else end
        colon = shadow.find("：", colon + 1, end)


def _begins_clause(shadow: str, place: int) -> bool:
    before = shadow[place - 1 : place]
    return not before or before in _CLAUSE_BEFORE or before.isspace()


@cache
def _label() -> re.Pattern[str]:
    kinds = "|".join(f"(?P<{kind}>{words})" for kind, words in load("parts")["duty_label"].items())
    return re.compile(rf"(?:{kinds})[)】]?\s?$")


def _value(shadow: str, start: int, end: int) -> Span:
    """The words between a label's colon and whatever comes first of a stop and another label."""
    while start < end and shadow[start] in _BETWEEN:
        start += 1
    stop = _ENDS.search(_BRACKETED.sub(lambda inner: "·" * len(inner[0]), shadow[start:end]))
    end = start + stop.start() if stop else end
    while end > start and shadow[end - 1] in _BETWEEN + "(【":
        end -= 1
    return start, end


def _due(shadow: str, start: int, end: int) -> str | None:
    if window := find_window(shadow, start, end):
        return window.last
    dates = [day.iso() for day in find_days(shadow, start, end)]
    return dates[-1] if dates else None
