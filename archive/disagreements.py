"""Where a notice's title and its opening disagree: on the round, the committee, the body, the unit.

Only what both say outright is compared; a shorter form of a name is no other name.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import permutations, product

from archive.data import load
from archive.naming import is_shortened, unit_in_opening, unit_in_title
from archive.notice import Span
from archive.numerals import NUMBER, to_int
from archive.places import place

# The committee that inspects, not one that is inspected: 中共X县委关于市委巡察……
_COMMITTEE = re.compile(
    "(?:自治区党委|中央|[省市区县州旗盟]委)(?=(?:(?!关于)[^，。]){0,12}巡[察视])"
)
_BODY = re.compile("(?<!巡[察视])巡[察视](?!巡[察视])")  # not 巡视巡察, which is both
_TERM, _ROUND = re.compile(f"({NUMBER})届"), re.compile(f"({NUMBER})轮")
_SHORTEST = 3  # characters of a unit's name without its place; 学校 and 街道 are no names

Said = tuple[str, Span]  # words of the title or the opening, and where they stand


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Where the title says one thing and the opening another; ``kind`` is round, committee, body
    or unit."""

    kind: str
    title: Span
    opening: Span


def find_disagreements(masked: str, title: Span, opening: Span) -> tuple[Disagreement, ...]:
    """What the title and the opening after it disagree on.

    ``masked`` is the shadow with the titles in 《》 blanked out.
    """
    patterns = (
        ("round", _round(), _is_same_round),
        ("committee", _COMMITTEE, str.__eq__),
        ("body", _BODY, str.__eq__),
    )
    found = [
        _compare(kind, _words(pattern, masked, title), _words(pattern, masked, opening), agree)
        for kind, pattern, agree in patterns
    ]
    return tuple(filter(None, (*found, _unit(masked, title, opening))))


def _compare(
    kind: str, title: list[Said], opening: list[Said], agree: Callable[[str, str], bool]
) -> Disagreement | None:
    """A disagreement where both say something and nothing is said by both."""
    if any(agree(one, other) for (one, _), (other, _) in product(title, opening)):
        return None
    return Disagreement(kind, title[0][1], opening[0][1]) if title and opening else None


def _words(pattern: re.Pattern[str], masked: str, where: Span) -> list[Said]:
    return [(match[0], match.span()) for match in pattern.finditer(masked, *where)]


@cache
def _round() -> re.Pattern[str]:
    return re.compile(load("opening")["round"])


def _is_same_round(one: str, other: str) -> bool:
    """Whether rounds may be the same: a term of office that only one tells is no difference."""
    terms = {_number(_TERM, words) for words in (one, other)} - {None}
    return _number(_ROUND, one) == _number(_ROUND, other) and len(terms) < 2


def _number(pattern: re.Pattern[str], words: str) -> int | None:
    found = pattern.search(words)
    return to_int(found[1]) if found else None


def _unit(masked: str, title: Span, opening: Span) -> Disagreement | None:
    told, other = unit_in_title(masked, title), unit_in_opening(masked, opening)
    if told is None or other is None:
        return None
    names = [masked[slice(*span)].replace(" ", "") for span in (told, other)]
    cores = [_core(name) for name in names]
    if min(map(len, cores)) < _SHORTEST:
        return None
    if any(is_shortened(*pair) for pairs in (names, cores) for pair in permutations(pairs)):
        return None
    if cores[0] in masked[slice(*opening)] or cores[1] in masked[slice(*title)]:
        return None
    return Disagreement("unit", told, other)


def _core(name: str) -> str:
    """A unit's name without the place that it begins with: 水利局 for 清河区水利局."""
    where = place(name)
    for part in (where.province, where.city, where.county):
        name = name.removeprefix(part or "")
    return name
