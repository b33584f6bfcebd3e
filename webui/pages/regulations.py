"""The regulations that notices cite or newly make, and who names one of them for what."""

from flask import Blueprint, abort, render_template, request

from webui.language import gettext
from webui.paging import Page, page_number
from webui.scans import scans
from webui.served import row, rows

place = Blueprint("regulations", __name__)

REGULATIONS = """
    select regulations.id, regulations.title, count(distinct citations.notice) as notices,
           count(*) as times, sum(citations.made) as made, count(*) over () as regulations
    from citations join regulations on regulations.title = citations.regulation
    group by regulations.title
    order by notices desc, times desc, regulations.title limit ? offset ?
"""
REGULATION = """
    select regulations.*, count(citations.id) as times,
           count(distinct citations.notice) as notices, coalesce(sum(citations.made), 0) as made
    from regulations left join citations on citations.regulation = regulations.title
    where regulations.id = ? group by regulations.title
"""
CITATIONS = """
    select citations.made, citations.finding, citations.id as citation, notices.id as notice,
           notices.title, notices.unit, notices.year, findings.heading, findings.number,
           findings.ordinal
    from citations join notices on notices.id = citations.notice
         left join findings on findings.id = citations.finding
    where citations.regulation = ?
    order by notices.year desc, notices.seq, citations.start limit ? offset ?
"""
PAGE = 100
CITATIONS_PAGE = 30


@place.get("/regulations")
def index() -> str:
    number = page_number(request.args)
    found = rows(REGULATIONS, PAGE, (number - 1) * PAGE)
    page = Page(number, PAGE, found[0]["regulations"] if found else 0)
    return render_template("regulations.html", regulations=found, page=page)


@place.get("/regulations/<regulation_id>")
def show(regulation_id: str) -> str:
    regulation = row(REGULATION, regulation_id)
    if regulation is None:
        abort(404, gettext("没有通报提到过这份文件。"))
    page = Page(page_number(request.args), CITATIONS_PAGE, regulation["times"])
    citations = rows(CITATIONS, regulation["title"], CITATIONS_PAGE, page.offset)
    return render_template(
        "regulation.html",
        regulation=regulation,
        citations=citations,
        scans=scans(one["notice"] for one in citations),
        page=page,
    )
