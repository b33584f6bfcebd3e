"""When a unit was inspected and by whom: the facts that a notice's opening tells."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from corpus.dice import Dice
from corpus.units import Unit

FIRST_YEAR, LAST_YEAR = 2018, 2025
TERM_YEARS = 5
FIRST_TERM_YEAR = 2016

KINDS = ("常规", "专项", "回头看", "提级", "交叉", "机动", "联动")
_KIND_TOTALS = tuple(accumulate((60, 18, 8, 4, 4, 3, 3)))


@dataclass(frozen=True, slots=True)
class Visit:
    """One inspection of one unit; term is the 届 of the committee that sent the group."""

    body: str
    kind: str
    term: int
    round: int
    group: int
    begins: date
    ends: date
    feedback: date
    as_of: date
    published: date
    second_window: tuple[date, date] | None = None

    @property
    def year(self) -> int:
        return self.begins.year


def visits(unit: Unit, count_limit: int = 4) -> list[Visit]:
    """A unit's inspections in order, one to count_limit of them in different years."""
    dice = Dice(*unit.key, 31)
    count = 1 + int(dice.roll() * dice.roll() * 2 * count_limit)
    possible = range(max(FIRST_YEAR, unit.since), LAST_YEAR + 1)
    years = sorted(dice.some(possible, min(count, count_limit)))
    return [make_visit(unit, year, Dice(*unit.key, 32, year)) for year in years]


def make_visit(unit: Unit, year: int, dice: Dice) -> Visit:
    """An inspection that began in that year."""
    half = dice.below(2)
    month, latest = (2, 5) if half == 0 else (8, 11)
    begins = date(year, dice.between(month, latest), dice.between(1, 28))
    ends = begins + timedelta(days=dice.between(28, 80))
    feedback = ends + timedelta(days=dice.between(18, 62))
    as_of = feedback + timedelta(days=dice.between(95, 170))
    published = as_of + timedelta(days=dice.between(3, 24))
    gap = begins + timedelta(days=dice.between(10, 18))
    second = (gap + timedelta(days=dice.between(6, 9)), ends)
    term_index, year_of_term = divmod(year - FIRST_TERM_YEAR, TERM_YEARS)
    base = 4 + Dice(*unit.key[:2], 33).below(9)
    return Visit(
        body="巡视" if unit.superior == "省委" else "巡察",
        kind=dice.weighted(KINDS, _KIND_TOTALS),
        term=base + term_index,
        round=year_of_term * 2 + half + 1,
        group=dice.between(1, 8),
        begins=begins,
        ends=ends,
        feedback=feedback,
        as_of=as_of,
        published=published,
        second_window=(gap, second[0]) if second[0] < ends else None,
    )
