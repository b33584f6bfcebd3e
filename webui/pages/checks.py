"""Everything in the archive that does not add up, by kind and by year, beside the words."""

from dataclasses import dataclass
from itertools import groupby

from flask import Blueprint, render_template, request

from webui.paging import Page, page_number
from webui.question import Arguments, whole_number
from webui.scans import scans
from webui.served import Row, row, rows

place = Blueprint("checks", __name__)

WHERE = """
    from all_checks as checks join notices on notices.id = checks.notice
         join documents on documents.sha256 = notices.document
    where (?1 is null or checks.kind = ?1) and (?2 is null or notices.year = ?2)
"""
TOTAL = f"select count(*) as checks {WHERE}"
KINDS = f"select checks.kind, count(*) as checks {WHERE} group by checks.kind order by 2 desc, 1"
YEARS = f"""
    select notices.year, count(*) as checks {WHERE} and notices.year is not null
    group by notices.year order by notices.year desc
"""
CHECKS = f"""
    select checks.id, checks.kind, checks.message, checks.start, checks."end", checks.notice,
           checks.other, notices.unit, notices.title, notices.year, documents.reader
    {WHERE}
    order by checks.kind, notices.year desc, notices.seq, checks.id, checks.other
    limit ?3 offset ?4
"""
PAGE = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """The kind and the year that are asked for, None for all."""

    kind: str | None
    year: int | None


@place.get("/checks")
def show() -> str:
    wanted = asked(request.args)
    page = Page(page_number(request.args), PAGE, count(wanted))
    listed = find(wanted, PAGE, page.offset)
    return render_template(
        "checks.html",
        asked=wanted,
        page=page,
        kinds=rows(KINDS, None, wanted.year),
        years=rows(YEARS, wanted.kind, None),
        scans=scans(key for one in listed for key in (one["notice"], one["other"]) if key),
        groups=[(kind, list(found)) for kind, found in groupby(listed, lambda one: one["kind"])],
    )


def asked(arguments: Arguments) -> Asked:
    """What a URL asks for; 400 where the year is none."""
    year = whole_number(arguments, "year", 0, 1, 9999)
    return Asked(arguments.get("kind") or None, year or None)


def count(wanted: Asked) -> int:
    """How many checks there are of this kind and year."""
    found = row(TOTAL, wanted.kind, wanted.year)
    return int(found["checks"]) if found else 0


def find(wanted: Asked, limit: int, offset: int) -> list[Row]:
    """The checks, those of a kind together, the latest notices first."""
    return rows(CHECKS, wanted.kind, wanted.year, limit, offset)
