"""The years: how much was published in each, and one year's notices."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for

from webui.charts import Bar, Datum, columns
from webui.intervals import waits_by_year, waits_of
from webui.language import gettext
from webui.paging import Page, page_number
from webui.scans import scans
from webui.served import Row, row, rows
from webui.wording import counted

place = Blueprint("years", __name__)

YEARS = """
    select year, count(*) as notices, count(distinct unit) as units,
           sum(listed_findings) as findings, sum(listed_measures) as measures
    from notices where year is not null group by year order by year
"""
YEAR = """
    select count(*) as notices, count(distinct unit) as units,
           coalesce(sum(listed_findings), 0) as findings,
           coalesce(sum(listed_measures), 0) as measures,
           (select max(year) from notices where year < ?1) as before,
           (select min(year) from notices where year > ?1) as after
    from notices where year = ?1
"""
UNIT_TYPES = """
    select unit_type, count(*) as notices, sum(listed_findings) as findings
    from notices where year = ? and unit_type is not null
    group by unit_type order by findings desc
"""
NOTICES = """
    select id, title, unit, kind, round, listed_findings, listed_measures,
           coalesce(published_on, as_of, feedback_on, inspected_to) as told_on
    from notices where year = ? order by told_on desc, seq desc limit ? offset ?
"""
PAGE = 50


def chart(years: Sequence[Row], **narrowed: str) -> tuple[Bar, ...]:
    """The findings of each year as columns; a year between two others with none has a gap.

    ``narrowed`` are the search's arguments of which these findings are the hits.
    """
    if not years:
        return ()
    findings = {one["year"]: one["findings"] for one in years}
    span = range(min(findings), max(findings) + 1)
    return columns([_datum(year, findings.get(year, 0), narrowed) for year in span])


def _datum(year: int, findings: int, narrowed: Mapping[str, Any]) -> Datum:
    url = url_for("search.show", **narrowed, year=year)
    return Datum(
        str(year), findings, counted("%(year)s年：%(num)s 个问题", findings, year=year), url
    )


@place.get("/years")
def index() -> str:
    years = rows(YEARS)
    return render_template("years.html", years=years, bars=chart(years), waits=waits_by_year())


@place.get("/years/<int(max=9999):year>")
def show(year: int) -> str:
    held = row(YEAR, year)
    if held is None or not held["notices"]:
        abort(404, gettext("档案里没有%(year)s年的通报。", year=year))
    page = Page(page_number(request.args), PAGE, held["notices"])
    notices = rows(NOTICES, year, PAGE, page.offset)
    return render_template(
        "year.html",
        year=year,
        held=held,
        unit_types=rows(UNIT_TYPES, year),
        waits=waits_of("notices.year = ?", year),
        notices=notices,
        scans=scans(one["id"] for one in notices),
        page=page,
    )
