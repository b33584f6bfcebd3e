"""The state of the archive: what is held, what could not be taken in and why, what to check."""

from flask import Blueprint, render_template, request

from webui.paging import Page, page_number
from webui.served import row, rows, served

place = Blueprint("status", __name__)

HELD = """
    select (select count(*) from notices) as notices, (select count(*) from findings) as findings,
           (select count(*) from measures) as measures, (select count(*) from units) as units,
           (select count(*) from documents) as documents,
           (select coalesce(sum(bytes), 0) from documents) as bytes,
           (select count(*) from failures) as failures
"""
BUILDS = """
    select id, started_at, finished_at, added, replaced, unchanged, failed
    from builds order by id desc limit 10
"""
FORMATS = "select format, count(*) as documents from documents group by format order by 2 desc"
CHECKS = "select kind, count(*) as checks from all_checks group by kind order by 2 desc"
FAILURE_KINDS = "select kind, count(*) as failures from failures group by kind order by 2 desc"
FAILURES = """
    select name, kind, reason, failed_at from failures
    order by failed_at desc, name limit ? offset ?
"""
PAGE = 50
MOST_REGIONS = 20


@place.get("/status")
def show() -> str:
    held = row(HELD)
    page = Page(page_number(request.args), PAGE, held["failures"] if held else 0)
    held_by = served().archive.search("", limit=0, scope="notices").facets
    return render_template(
        "status.html",
        years=sorted(held_by["year"], reverse=True),
        regions=held_by["region"][:MOST_REGIONS],
        held=held,
        builds=rows(BUILDS),
        formats=rows(FORMATS),
        checks=rows(CHECKS),
        failure_kinds=rows(FAILURE_KINDS),
        failures=rows(FAILURES, PAGE, page.offset),
        page=page,
    )
