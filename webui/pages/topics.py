"""The kinds of problem of the controlled list, and the findings of one."""

from itertools import groupby

from flask import Blueprint, abort, render_template, request

from indexer import Filters
from webui.language import gettext
from webui.pages.years import chart
from webui.paging import Page, page_number
from webui.scans import scans
from webui.served import row, rows, served

place = Blueprint("topics", __name__)

TOPICS = """
    select id, name, aspect,
           (select count(*) from finding_topics where topic = topics.id) as findings
    from topics order by aspect, findings desc, name
"""
TOPIC = """
    select topics.*, (select count(*) from finding_topics where topic = topics.id) as findings
    from topics where id = ?
"""
YEARS = """
    select notices.year, count(*) as findings
    from finding_topics join findings on findings.id = finding_topics.finding
         join notices on notices.id = findings.notice
    where finding_topics.topic = ? and notices.year is not null
    group by notices.year order by notices.year
"""
FINDINGS = """
    select findings.id, findings.ordinal, findings.number, findings.heading, findings.status,
           notices.unit, notices.year, finding_topics.evidence
    from finding_topics join findings on findings.id = finding_topics.finding
         join notices on notices.id = findings.notice
    where finding_topics.topic = ?
    order by notices.year desc, notices.seq, findings.ordinal limit ? offset ?
"""
WORDINGS = """
    select evidence, count(*) as findings from finding_topics where topic = ?
    group by evidence order by findings desc, evidence limit 12
"""
MEASURES = """
    select digest, used.notices,
           substr(notices.text, sentences.start + 1, sentences.end - sentences.start) as words
    from (select digest, count(distinct findings.notice) as notices, max(sentences.rowid) as one
          from finding_topics join sentences on sentences.finding = finding_topics.finding
               join findings on findings.id = finding_topics.finding
          where finding_topics.topic = ? and measure is not null
          group by digest having count(distinct findings.notice) > 1
          order by count(distinct findings.notice) desc, digest limit 8) as used
         join sentences using (digest) join findings on findings.id = sentences.finding
         join notices on notices.id = findings.notice
    where sentences.rowid = used.one order by used.notices desc, digest
"""
PAGE = 30


@place.get("/topics")
def index() -> str:
    found = groupby(rows(TOPICS), lambda topic: topic["aspect"])
    return render_template(
        "topics.html", aspects=[(aspect, list(topics)) for aspect, topics in found]
    )


@place.get("/topics/<topic_id>")
def show(topic_id: str) -> str:
    topic = row(TOPIC, topic_id)
    if topic is None:
        abort(404, gettext("没有这个问题类型。"))
    page = Page(page_number(request.args), PAGE, topic["findings"])
    years = rows(YEARS, topic_id)
    found = rows(FINDINGS, topic_id, PAGE, page.offset)
    return render_template(
        "topic.html",
        topic=topic,
        years=years,
        unit_types=_unit_types(topic["name"]),
        wordings=rows(WORDINGS, topic_id),
        measures=rows(MEASURES, topic_id),
        bars=chart(years, topic=topic["name"]),
        findings=found,
        scans=scans(one["id"] for one in found),
        page=page,
    )


def _unit_types(topic: str) -> list[tuple[str, int, int]]:
    """The types of unit with how many findings are of this kind, of how many in all."""
    search = served().archive.search
    found = search("", Filters(topic=(topic,)), limit=0).facets["unit_type"]
    sizes = dict(search("", limit=0).facets["unit_type"])
    return [(name, count, sizes[name]) for name, count in found]
