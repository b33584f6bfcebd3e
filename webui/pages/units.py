"""The inspected units by type, level or region, and one unit's record."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from flask import Blueprint, abort, render_template, request
from flask_babel import lazy_gettext

from indexer import Filters
from webui.language import gettext
from webui.pages.years import chart
from webui.paging import Page, page_number
from webui.question import one_of
from webui.scans import scans
from webui.served import Row, listed, row, rows, served
from webui.wording import LEVELS

place = Blueprint("units", __name__)

UNITS = """
    select units.name, units.id, units.unit_type, units.level,
           coalesce(province, '') || coalesce(city, '') || coalesce(county, '') as region,
           count(*) as notices, sum(listed_findings) as findings,
           min(year) as first_year, max(year) as last_year
    from units join notices on notices.unit = units.name
    group by units.name order by units.name
"""
UNIT = """
    select *, coalesce(province, '') || coalesce(city, '') || coalesce(county, '') as region
    from units where id = ?
"""
NOTICES = """
    select id, title, year, kind, round, inspected_from, inspected_to, stated_findings,
           listed_findings, listed_measures
    from notices where unit = ?
    order by coalesce(inspected_from, feedback_on, published_on, year) desc, seq desc
"""
FINDINGS = """
    select id, notice, ordinal, heading, status from findings
    where notice in (select value from json_each(?)) order by notice, ordinal
"""
YEARS = """
    select year, sum(listed_findings) as findings
    from notices where unit = ? and year is not null group by year order by year
"""
PAGE = 100
MOST_TOPICS = 15
NOTICES_PAGE = 6  # notices whose findings are listed on one page of a unit

WAYS = {
    "type": (lazy_gettext("按类型"), "unit_type"),
    "level": (lazy_gettext("按层级"), "level"),
    "region": (lazy_gettext("按地区"), "region"),
}


@dataclass(frozen=True, slots=True)
class Returning:
    """A kind of problem with how many findings of a unit are of it, in all and in each year."""

    name: str
    findings: int
    counts: tuple[int, ...]

    @property
    def years(self) -> int:
        """In how many years it was found."""
        return sum(count > 0 for count in self.counts)


@place.get("/units")
def index() -> str:
    way = one_of(request.args, "by", WAYS)
    column = WAYS[way][1]
    units = rows(UNITS)
    sizes = Counter(unit[column] or "" for unit in units)
    order = {group: place for place, group in enumerate(sorted(sizes, key=_rank(way, sizes)))}
    chosen = request.args.get("group")
    if chosen is not None and chosen not in sizes:
        abort(404, gettext("没有这一组单位。"))
    units = [unit for unit in units if chosen is None or (unit[column] or "") == chosen]
    units.sort(key=lambda unit: order[unit[column] or ""])
    page = Page(page_number(request.args), PAGE, len(units))
    shown = groupby(units[page.offset : page.offset + PAGE], lambda unit: unit[column] or "")
    return render_template(
        "units.html",
        ways=WAYS,
        way=way,
        chosen=chosen,
        sizes={group: sizes[group] for group in order},
        listing=[(group, list(members)) for group, members in shown],
        page=page,
    )


def _rank(way: str, sizes: Counter[str]) -> Callable[[str], tuple[object, ...]]:
    """Levels from the highest, the other groups from the largest; units without one come last."""
    if way == "level":
        return lambda group: (not group, list(LEVELS).index(group) if group in LEVELS else 0)
    return lambda group: (not group, -sizes[group], group)


@place.get("/units/<unit_id>")
def show(unit_id: str) -> str:
    unit = row(UNIT, unit_id)
    if unit is None:
        abort(404, gettext("没有这个单位。它可能改过名称，换个名称检索一下。"))
    notices = rows(NOTICES, unit["name"])
    page = Page(page_number(request.args), NOTICES_PAGE, len(notices))
    shown = notices[page.offset : page.offset + NOTICES_PAGE]
    years, topics = _topics(unit["name"])
    return render_template(
        "unit.html",
        unit=unit,
        years=years,
        notices=notices,
        shown=shown,
        scans=scans(notice["id"] for notice in notices),
        findings=_findings(shown),
        topics=topics,
        bars=chart(rows(YEARS, unit["name"]), unit=unit["name"]),
        page=page,
    )


def _findings(notices: list[Row]) -> dict[str, list[Row]]:
    """The findings of each of these notices, by the notice's id."""
    found = rows(FINDINGS, listed(notice["id"] for notice in notices))
    return {notice: list(own) for notice, own in groupby(found, lambda one: one["notice"])}


def _topics(unit: str) -> tuple[list[str], list[Returning]]:
    """The years in which the unit was inspected, and its kinds of problem, those that came back
    in most years first."""
    crossed = served().archive.cross("topic", "year", Filters(unit=(unit,)))
    years = sorted(year for year, _ in crossed.across)
    places = [[year for year, _ in crossed.across].index(year) for year in years]
    topics = [
        Returning(name, findings, tuple(counts[place] for place in places))
        for (name, findings), counts in zip(crossed.down, crossed.counts, strict=True)
    ]
    topics.sort(key=lambda one: (-one.years, -one.findings))
    return years, topics[:MOST_TOPICS]
