"""Which of the nested headings are the findings."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from archive.headline import names_field
from archive.nesting import Heading
from archive.page import words
from archive.status import find_section_status

_LEAST_RUN = 4  # numbers that count on under several headings, not by chance


def choose_findings(headings: Sequence[Heading], stated: Collection[int]) -> list[int]:
    """The indexes of the headings that are findings; ``stated`` are numbers the notice states."""
    kept = [index for index, keep in enumerate(_findings_region(headings)) if keep]
    likely = _likely_levels(headings, kept)
    levels = reversed(likely) if stated else ()
    candidates = [_at_level(headings, kept, level) for level in levels]
    agreeing = [found for found in candidates if len(found) in stated]
    if agreeing:
        return max(agreeing, key=lambda found: _most_of_one_level(headings, found))
    chosen = _at_level(headings, kept, _innermost_division(headings, kept, likely))
    return chosen or _below_frames(headings)


def _below_frames(headings: Sequence[Heading]) -> list[int]:
    """The innermost headings of sections on what was put right, where none states a problem."""
    frames = {
        index
        for index, heading in enumerate(headings)
        if words("frame").search(heading.line) and not _set_apart(heading)
    }
    parents = {heading.parent for heading in headings}
    inside = [
        index
        for index in range(len(headings))
        if index not in parents and frames.intersection(ancestors(headings, index))
    ]
    going_on = [index for index in inside if headings[index].goes_on]
    return going_on if len(going_on) >= _LEAST_RUN and going_on == inside else []


def _most_of_one_level(headings: Sequence[Heading], members: Iterable[int]) -> int:
    """How many of the headings share a level."""
    return max(Counter(headings[index].level for index in members).values())


def ancestors(headings: Sequence[Heading], index: int) -> list[int]:
    """The indexes of the headings around one, the innermost first."""
    path: list[int] = []
    parent = headings[index].parent
    while parent is not None:
        path.append(parent)
        parent = headings[parent].parent
    return path


def _findings_region(headings: Sequence[Heading]) -> list[bool]:
    """Which headings can be aspects or findings: not those on organisation or next steps."""
    telling = _telling(headings)
    stating = _stating(headings)
    kept: list[bool] = []
    for index, heading in enumerate(headings):
        tells = index in telling or heading.fault
        if heading.parent is not None:
            kept.append(kept[heading.parent] and (tells or not _comes_next(heading)))
        elif index in telling:
            kept.append(True)
        else:
            own = not telling or heading.problem or index in stating
            # 紧盯反馈问题，推动整改见效 may be either; it is organisation unless faults stand below
            aside = _comes_next(heading) or index not in stating
            kept.append(own and not (aside and _set_apart(heading)))
    return kept


def _telling(headings: Sequence[Heading]) -> set[int]:
    """The headings that name a problem in a set form or hold a label, and all those around them."""
    return {
        place
        for index, heading in enumerate(headings)
        if heading.keyword or heading.labelled
        for place in (index, *ancestors(headings, index))
    }


def _stating(headings: Sequence[Heading]) -> set[int]:
    """The headings with others right under them, most of which state a fault."""
    inside: dict[int, list[bool]] = {}
    for heading in headings:
        if heading.parent is not None:
            inside.setdefault(heading.parent, []).append(heading.fault)
    stating = [index for index, told in inside.items() if len(told) < 2 * sum(told)]
    return {place for index in stating for place in (index, *ancestors(headings, index))}


def _set_apart(heading: Heading) -> bool:
    """Whether a heading tells of the organisation of the rectification or of what comes next."""
    line = heading.line
    if heading.fault or find_section_status(line, 0, len(line)):
        return False
    if names_field(heading.line) and "整改" not in line:
        return False
    return words("organisation").search(line) is not None or _comes_next(heading)


def _comes_next(heading: Heading) -> bool:
    """Whether a heading tells of what comes next."""
    return words("next_steps").search(heading.line) is not None


def _likely_levels(headings: Sequence[Heading], kept: Iterable[int]) -> list[str]:
    """The levels of which at least half the headings tell a problem, in the order they come."""
    levels: dict[str, list[int]] = {}
    for index in kept:
        levels.setdefault(headings[index].level, []).append(index)
    return [
        level
        for level, members in levels.items()
        if _share(headings, members) >= 0.5 or _run_through(headings, members)
    ]


def _run_through(headings: Sequence[Heading], members: Sequence[int]) -> bool:
    """Whether the numbers of headings under several others count on from one to the next, as
    those of measures never do."""
    if len(members) < _LEAST_RUN or len({headings[index].parent for index in members}) < 2:
        return False
    counted = range(1, len(members) + 1)
    return [headings[index].block.number for index in members] == list(counted)


def _share(headings: Sequence[Heading], members: Sequence[int]) -> float:
    """How many of the headings tell a problem, 0 to 1."""
    return sum(_tells(headings, headings[index]) for index in members) / len(members)


def _tells(headings: Sequence[Heading], heading: Heading) -> bool:
    """Whether a heading names a problem, has measures under a label or, worded as what was
    achieved, stands right under a field and goes on."""
    if heading.keyword or heading.problem or heading.labelled:
        return True
    parent = None if heading.parent is None else headings[heading.parent]
    return parent is not None and names_field(parent.line) and heading.goes_on


def _innermost_division(
    headings: Sequence[Heading], kept: Sequence[int], likely: Sequence[str]
) -> str | None:
    """The innermost level that the levels before it divide into."""
    chosen: str | None = None
    members: list[int] = []
    for level in likely:
        inner = [index for index in kept if headings[index].level == level]
        if chosen is None or _divides(headings, members, inner):
            chosen, members = level, inner
    return chosen


def _divides(headings: Sequence[Heading], outer: Sequence[int], inner: Sequence[int]) -> bool:
    """Whether the inner headings are findings that the outer ones group."""
    if _mostly_labelled(headings, outer):
        return False
    parents = set(outer) & {parent for index in inner for parent in ancestors(headings, index)}
    if not parents:
        return len(inner) > len(outer)
    under_fields = all(names_field(headings[index].line) for index in parents)
    if under_fields or _mostly_labelled(headings, inner) or _run_through(headings, inner):
        return True
    named = _mostly_named(headings, inner)
    if named != _mostly_named(headings, parents):
        return named
    return len(inner) / len(parents) >= 1.5 or len(parents) < len(outer) / 3


def _mostly_labelled(headings: Sequence[Heading], members: Collection[int]) -> bool:
    """Whether a label of measures stands under most of the headings."""
    return sum(headings[index].labelled for index in members) > len(members) / 2


def _mostly_named(headings: Sequence[Heading], members: Collection[int]) -> bool:
    """Whether most of the headings name their problem in a set form (关于……问题)."""
    return sum(headings[index].keyword for index in members) > len(members) / 2


def _at_level(headings: Sequence[Heading], kept: Sequence[int], level: str | None) -> list[int]:
    """The findings' indexes: the kept headings of a level and, in the sections that have none of
    it, those of the level that is chosen there."""
    if level is None:
        return []
    found = _outermost(headings, [index for index in kept if headings[index].level == level])
    inside = set(found)
    around = {place for index in found for place in ancestors(headings, index)}
    sections: dict[int, list[int]] = {}
    for index in kept:
        path = ancestors(headings, index)
        if index in inside or index in around or inside.intersection(path):
            continue
        root = next((place for place in reversed(path) if place in sections), index)
        sections.setdefault(root, []).append(index)
    for section in sections.values():
        found += _in_section(headings, section)
    return sorted(found)


def _in_section(headings: Sequence[Heading], section: Sequence[int]) -> list[int]:
    """The findings of a section that holds no heading of the level chosen for the rest."""
    if len(section) == 1:
        return list(section) if _stands_alone(headings[section[0]]) else []
    likely = _likely_levels(headings, section)
    return _at_level(headings, section, _innermost_division(headings, section, likely))


def _outermost(headings: Sequence[Heading], members: Sequence[int]) -> list[int]:
    """The members that do not stand within another."""
    known = set(members)
    return [index for index in members if not known.intersection(ancestors(headings, index))]


def _stands_alone(heading: Heading) -> bool:
    """Whether a heading without others below it is a finding: it has words under it and states a
    fault, or stands among the aspects."""
    if heading.labelled:
        return True
    told = heading.problem or heading.keyword
    among_aspects = heading.parent is not None and not _set_apart(heading)
    return (told or among_aspects) and heading.end - heading.block.end > 1
