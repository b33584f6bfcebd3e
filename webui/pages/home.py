"""The home page: what this is, a place to ask, and what is held."""

from flask import Blueprint, render_template

from webui.pages.years import chart
from webui.scans import scans
from webui.served import row, rows

place = Blueprint("home", __name__)

HELD = """
    select count(*) as notices, coalesce(sum(listed_findings), 0) as findings,
           coalesce(sum(listed_measures), 0) as measures, count(distinct unit) as units,
           min(year) as first_year, max(year) as last_year
    from notices
"""
RECENT = """
    select id, title, unit, year, kind, round, listed_findings,
           coalesce(published_on, as_of, feedback_on, inspected_to) as told_on
    from notices order by told_on desc, seq desc limit 8
"""
YEARS = """
    select year, count(*) as notices, sum(listed_findings) as findings
    from notices where year is not null group by year order by year
"""
UNIT_TYPES = """
    select unit_type, count(*) as notices, count(distinct unit) as units,
           sum(listed_findings) as findings
    from notices where unit_type is not null
    group by unit_type order by findings desc limit 12
"""
EXAMPLES = ("党费收缴", "第一议题", "小金库", "“三重一大”", "低保审核", "津补贴")


@place.get("/")
def show() -> str:
    years, recent = rows(YEARS), rows(RECENT)
    return render_template(
        "home.html",
        held=row(HELD),
        recent=recent,
        scans=scans(one["id"] for one in recent),
        years=years,
        bars=chart(years),
        unit_types=rows(UNIT_TYPES),
        examples=EXAMPLES,
    )
