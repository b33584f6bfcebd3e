"""The regulations that notices cite or newly make, and who names one of them for what."""

from flask import Blueprint, abort, render_template, request

from webui.language import gettext
from webui.paging import Page, page_number
from webui.question import whole_number
from webui.scans import scans
from webui.served import row, rows

place = Blueprint("regulations", __name__)

REGULATIONS = """
    select regulations.id, regulations.title, count(distinct citations.notice) as notices,
           count(*) as times, sum(citations.made) as made, count(*) over () as regulations
    from citations join regulations on regulations.title = citations.regulation
    where ?1 is null or citations.made = ?1
    group by regulations.title
    order by notices desc, times desc, regulations.title limit ?2 offset ?3
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
    where citations.regulation = ?1 and (?2 is null or citations.made = ?2)
    order by notices.year desc, notices.seq, citations.start limit ?3 offset ?4
"""
TOPICS = """
    select topics.name, count(distinct citations.finding) as findings
    from citations join finding_topics on finding_topics.finding = citations.finding
         join topics on topics.id = finding_topics.topic
    where citations.regulation = ? group by topics.id order by findings desc, topics.name limit 8
"""
PAGE = 100
CITATIONS_PAGE = 30


@place.get("/regulations")
def index() -> str:
    number = page_number(request.args)
    made = _made()
    found = rows(REGULATIONS, made, PAGE, (number - 1) * PAGE)
    page = Page(number, PAGE, found[0]["regulations"] if found else 0)
    return render_template("regulations.html", regulations=found, made=made, page=page)


@place.get("/regulations/<regulation_id>")
def show(regulation_id: str) -> str:
    regulation = row(REGULATION, regulation_id)
    if regulation is None:
        abort(404, gettext("没有通报提到过这份文件。"))
    made = _made()
    sizes = {None: regulation["times"], 1: regulation["made"]}
    sizes[0] = sizes[None] - sizes[1]
    page = Page(page_number(request.args), CITATIONS_PAGE, sizes[made])
    citations = rows(CITATIONS, regulation["title"], made, CITATIONS_PAGE, page.offset)
    return render_template(
        "regulation.html",
        regulation=regulation,
        citations=citations,
        scans=scans(one["notice"] for one in citations),
        topics=rows(TOPICS, regulation["title"]),
        sizes=sizes,
        made=made,
        page=page,
    )


def _made() -> int | None:
    """1 for what was newly made, 0 for what was only cited, None for both."""
    given = whole_number(request.args, "made", -1, 0, 1)
    return None if given < 0 else given
