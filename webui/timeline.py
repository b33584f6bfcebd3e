"""From inspection to publication, as stretches of a bar whose length is in days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from webui.records import Row

WIDTH = 100.0  # of the whole bar, in the chart's own units
_STAGES = (
    ("inspection", "inspected_from", "inspected_to"),
    ("waiting", "inspected_to", "feedback_on"),
    ("rectification", "feedback_on", "published_on"),
)


@dataclass(frozen=True, slots=True)
class Stage:
    """A stretch between two dates, ISO; ``x`` and ``width`` place it on the bar."""

    kind: str
    first: str
    last: str
    days: int
    x: float
    width: float


def stages(notice: Row) -> tuple[Stage, ...]:
    """The stages whose days are known and follow one another; none where fewer than two are."""
    known = list(_known(notice))
    total = sum(days for *_, days in known)
    if len(known) < len(_STAGES) - 1 or not total:
        return ()
    drawn, x = [], 0.0
    for kind, first, last, days in known:
        width = round(days / total * WIDTH, 2)
        drawn.append(Stage(kind, first, last, days, round(x, 2), width))
        x += width
    return tuple(drawn)


def _known(notice: Row) -> Iterator[tuple[str, str, str, int]]:
    for kind, begins, ends in _STAGES:
        first, last = notice[begins], notice[ends]
        if _whole(first) and _whole(last) and first <= last:
            yield kind, first, last, (date.fromisoformat(last) - date.fromisoformat(first)).days


def _whole(iso: str | None) -> bool:
    """Whether a day is known, not a month only."""
    return iso is not None and len(iso) == len("2023-06-19")
