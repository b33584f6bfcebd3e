"""Finds the words of a query in the stored text, and cuts the part that shows them best.

It works on the text alone, so that marks are the same whatever engine found the text, and folds
it as exact search does, so that what was found is what is marked.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from archive.fulltext import fold
from archive.notice import Span

WIDTH = 120  # characters of a snippet

_LEAD = 24  # characters before the first mark, at most
_CLAUSE_ENDS = "。；！？：，、\n"
_CUT = "…"


@dataclass(frozen=True, slots=True)
class Snippet:
    """A part of a text in one line, with the spans in it that are marked."""

    text: str
    marks: tuple[Span, ...]


def find_words(text: str, words: Iterable[str]) -> dict[str, list[Span]]:
    """Where each of the words stands in the text; those that do not are left out."""
    folded = fold(text)
    sought = ((word, _folded(word)) for word in words if word)
    return {word: _occurrences(folded, one) for word, one in sought if one in folded}


def merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in their order, those that touch or overlap made one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def cut_snippet(text: str, found: Mapping[str, Sequence[Span]]) -> Snippet:
    """The part of the text that shows most of the words found in it, in one line."""
    start, end = _window(text, _richest(found))
    inside = [
        (max(low, start) - start, min(high, end) - start)
        for spans in found.values()
        for low, high in spans
        if low < end and high > start
    ]
    before, after = _CUT * bool(text[:start].strip()), _CUT * bool(text[end:].strip())
    line = re.sub(r"\s", " ", text[start:end])
    shift = len(before)
    marks = tuple((low + shift, high + shift) for low, high in merge(inside))
    return Snippet(before + line + after, marks)


@lru_cache(maxsize=1024)
def _folded(word: str) -> str:
    """The word as it is compared; the same ones are looked for in every hit of an answer."""
    return fold(word)


def _occurrences(folded: str, word: str) -> list[Span]:
    spans, at = [], folded.find(word)
    while at >= 0:
        spans.append((at, at + len(word)))
        at = folded.find(word, at + 1)
    return spans


def _richest(found: Mapping[str, Sequence[Span]]) -> int:
    """Where the stretch begins that holds the most words, long ones counting more; 0 for none."""
    places = sorted((low, high, word) for word, spans in found.items() for low, high in spans)
    best, most, last = 0, 0, 0
    held: Counter[str] = Counter()
    for low, _, word in places:
        while last < len(places) and places[last][1] <= low + WIDTH - _LEAD:
            held[places[last][2]] += 1
            last += 1
        worth = sum(len(one) for one, times in held.items() if times > 0)
        if worth > most:
            best, most = low, worth
        held[word] -= 1
    return best


def _window(text: str, richest: int) -> Span:
    """A window of the text around the place, from the beginning of a clause where one is near."""
    earliest = start = max(0, min(richest - _LEAD, len(text) - WIDTH))
    if earliest:
        clauses = (at + 1 for at in range(earliest, richest) if text[at] in _CLAUSE_ENDS)
        start = next(clauses, earliest)
    end = min(len(text), start + WIDTH)
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
