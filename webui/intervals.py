"""How long notices waited: from inspection to feedback, from feedback to publication."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from statistics import median_low

from webui.records import Row
from webui.served import rows

STEPS = ("days_to_feedback", "days_to_publication")
DAYS = """
    select notices.year, days_to_feedback, days_to_publication
    from intervals join notices on notices.id = intervals.id
    where coalesce(days_to_feedback, days_to_publication) is not null and {condition}
    order by notices.year desc
"""


@dataclass(frozen=True, slots=True)
class Waited:
    """The median of the days that a step took, and of how many notices it is known."""

    days: int
    notices: int


Waits = dict[str, Waited | None]  # by step


def waits_by_year() -> dict[int, Waits]:
    """The waits of each year's notices, the latest year first."""
    found = rows(DAYS.format(condition="notices.year is not null"))
    return {year: _waits(own) for year, own in groupby(found, lambda one: one["year"])}


def waits_of(condition: str, *values: object) -> Waits:
    """The waits of the notices that fulfil a condition on ``notices``."""
    return _waits(rows(DAYS.format(condition=condition), *values))


def _waits(found: Iterable[Row]) -> Waits:
    kept = list(found)
    return {step: _waited([one[step] for one in kept]) for step in STEPS}


def _waited(days: list[float | None]) -> Waited | None:
    """Days below nothing are a slip of the notice's and tell nothing."""
    known = [day for day in days if day is not None and day >= 0]
    return Waited(int(median_low(known)), len(known)) if known else None
