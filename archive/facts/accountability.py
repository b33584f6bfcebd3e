"""Discipline and warnings that a text reports, with the number of persons where it is given."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from archive.data import load
from archive.notice import Accountability, Span
from archive.numerals import NUMBER, to_int

_BEFORE, _AFTER = 80, 40  # characters looked at before and after a kind
_JOINT = re.compile("(?:处分|处理)?[、和及与或](?:给予|进行|予以)?")  # 党内警告、诫勉谈话
_SENTENCE_ENDS = "。；\n"

Match = re.Match[str]


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    pattern: re.Pattern[str]
    counted: bool
    object: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class _Patterns:
    any_kind: re.Pattern[str]
    kinds: tuple[_Kind, ...]
    words: dict[str, re.Pattern[str]]


@cache
def _patterns() -> _Patterns:
    data = load("accountability")
    kinds = data["kind"]
    return _Patterns(
        any_kind=re.compile("|".join(kind["pattern"] for kind in kinds)),
        kinds=tuple(
            _Kind(
                kind["name"],
                re.compile(kind["pattern"]),
                kind.get("counted", False),
                re.compile(kind["object"]) if "object" in kind else None,
            )
            for kind in kinds
        ),
        words={
            name: re.compile(words.replace("{number}", NUMBER))
            for name, words in data.items()
            if isinstance(words, str)
        },
    )


def find_accountability(shadow: str, start: int, end: int) -> tuple[Accountability, ...]:
    """What ``shadow[start:end]`` says was done to persons; a span holds the kind and its number.

    ``persons`` is 0 where the text states a zero. A rule, a plan or a means in general is no event
    and is left out.
    """
    found = []
    for group in _groups(shadow, start, end):
        context = _context(shadow, start, end, group)
        for match in group:
            kind = next(one for one in _patterns().kinds if one.pattern.fullmatch(match[0]))
            number = _number(shadow, context, group, match)
            if number:
                left, right = min(match.start(), number.start()), max(match.end(), number.end())
                persons = to_int(number["persons"])
                found.append(Accountability(kind.name, persons, left, right))
            elif not kind.counted and _is_event(shadow, context, group, kind):
                found.append(Accountability(kind.name, None, *match.span()))
    return tuple(found)


def _groups(shadow: str, start: int, end: int) -> Iterator[list[Match]]:
    """Kinds that are joined to one another: 党内警告、诫勉谈话."""
    group: list[Match] = []
    for match in _patterns().any_kind.finditer(shadow, start, end):
        if group and not _JOINT.fullmatch(shadow, group[-1].end(), match.start()):
            yield group
            group = []
        group.append(match)
    if group:
        yield group


def _context(shadow: str, start: int, end: int, group: list[Match]) -> Span:
    """The part of the group's sentence, and a little after it, that is looked at."""
    first, last = group[0].start(), group[-1].end()
    reach = max(start, first - _BEFORE)
    left = max(shadow.rfind(mark, reach, first) + 1 for mark in _SENTENCE_ENDS)
    return max(reach, left), min(end, last + _AFTER)


def _number(shadow: str, context: Span, group: list[Match], match: Match) -> Match | None:
    """The number of persons that belongs to one kind of a group."""
    words, (left, right) = _patterns().words, context
    for name, position in (
        ("number_after", match.end()),
        ("number_each", group[-1].end()),
        ("number_of_cases", match.end()),
    ):
        if number := words[name].match(shadow, position, right):
            return number
    if len(group) > 1:
        return None
    before = words["number_before"].search(shadow, left, match.start())
    return before or words["number_earlier"].search(shadow, left, match.start())


def _is_event(shadow: str, context: Span, group: list[Match], kind: _Kind) -> bool:
    words, (left, right) = _patterns().words, context
    first, last = group[0].start(), group[-1].end()
    if words["standing_after"].match(shadow, last, right):
        return False
    if words["standing_before"].search(shadow, left, first):
        return False
    if words["event"].search(shadow, left, first):
        return True
    return kind.object is not None and kind.object.match(shadow, last, right) is not None
