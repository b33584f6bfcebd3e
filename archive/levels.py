"""Which of the nested headings are the findings."""

from collections.abc import Collection, Sequence

from archive.blocks import Page, words
from archive.nesting import Heading


def choose_findings(page: Page, headings: Sequence[Heading], stated: Sequence[int]) -> list[int]:
    """The indexes of the headings that are findings; ``stated`` are numbers the notice states."""
    kept = _findings_region(page, headings)
    level = _level_of_findings(headings, kept, stated)
    return _findings(headings, kept, level)


def ancestors(headings: Sequence[Heading], index: int) -> list[int]:
    """The indexes of the headings around one, the innermost first."""
    path: list[int] = []
    parent = headings[index].parent
    while parent is not None:
        path.append(parent)
        parent = headings[parent].parent
    return path


def _line(page: Page, heading: Heading) -> str:
    """The heading's own words, up to its paragraph's first full stop."""
    block = heading.block
    return page.shadow[block.body : min(block.end, block.body + 120)].split("。", 1)[0]


def _findings_region(page: Page, headings: Sequence[Heading]) -> list[bool]:
    """Which headings can be aspects or findings: not those on organisation or next steps."""
    telling = _telling(headings)
    kept: list[bool] = []
    for index, heading in enumerate(headings):
        line = _line(page, heading)
        if heading.parent is not None:
            inside = kept[heading.parent]
            kept.append(inside and (index in telling or not words("next_steps").search(line)))
        elif telling:
            kept.append(index in telling or (heading.problem and not _set_apart(line)))
        else:
            kept.append(not _set_apart(line))
    return kept


def _telling(headings: Sequence[Heading]) -> set[int]:
    """The headings that name a problem in a set form or hold a label, and all those around them."""
    return {
        place
        for index, heading in enumerate(headings)
        if heading.keyword or heading.labelled
        for place in (index, *ancestors(headings, index))
    }


def _set_apart(line: str) -> bool:
    return bool(words("organisation").search(line) or words("next_steps").search(line))


def _level_of_findings(
    headings: Sequence[Heading], kept: Sequence[bool], stated: Sequence[int]
) -> str | None:
    """The level whose headings are the findings."""
    levels: dict[str, list[int]] = {}
    for index, heading in enumerate(headings):
        if kept[index]:
            levels.setdefault(heading.level, []).append(index)
    likely = [level for level, members in levels.items() if _share(headings, members) >= 0.5]
    for level in reversed(likely):
        if len(levels[level]) in stated:
            return level
    chosen: str | None = None
    for level in likely:
        if chosen is None or _divides(headings, levels[chosen], levels[level]):
            chosen = level
    return chosen


def _share(headings: Sequence[Heading], members: Sequence[int]) -> float:
    """How many of the headings name a problem or have measures under a label, 0 to 1."""
    telling = sum(
        headings[index].keyword or headings[index].problem or headings[index].labelled
        for index in members
    )
    return telling / len(members)


def _divides(headings: Sequence[Heading], outer: Sequence[int], inner: Sequence[int]) -> bool:
    """Whether the inner headings are findings that the outer ones group."""
    if sum(headings[index].labelled for index in outer) > len(outer) / 2:
        return False
    parents = set(outer) & {parent for index in inner for parent in ancestors(headings, index)}
    if not parents:
        return len(inner) > len(outer)
    named = _mostly_named(headings, inner)
    if named != _mostly_named(headings, parents):
        return named or sum(headings[index].labelled for index in inner) > len(inner) / 2
    return len(inner) / len(parents) >= 1.5 or len(parents) < len(outer) / 3


def _mostly_named(headings: Sequence[Heading], members: Collection[int]) -> bool:
    """Whether most of the headings name their problem in a set form (关于……问题)."""
    return sum(headings[index].keyword for index in members) > len(members) / 2


def _findings(headings: Sequence[Heading], kept: Sequence[bool], level: str | None) -> list[int]:
    """The findings' indexes: the chosen level, and problems that stand without one below them."""
    around: set[int] = set()
    for index, heading in enumerate(headings):
        if heading.level == level and kept[index]:
            around.update(ancestors(headings, index))
    chosen: list[int] = []
    inside: set[int] = set()
    for index, heading in enumerate(headings):
        below = heading.parent in inside
        own = heading.level == level or (
            level is not None and index not in around and _stands_alone(heading)
        )
        if kept[index] and own and not below:
            chosen.append(index)
        if below or index in chosen[-1:]:
            inside.add(index)
    return chosen


def _stands_alone(heading: Heading) -> bool:
    told = heading.problem or heading.keyword or heading.labelled
    return (told and heading.end - heading.block.end > 1) or heading.labelled
