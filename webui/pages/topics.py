"""The kinds of problem of the controlled list, and the findings of one."""

from itertools import groupby

from flask import Blueprint, abort, render_template, request

from webui.language import gettext
from webui.pages.years import chart
from webui.paging import Page, page_number
from webui.served import row, rows

place = Blueprint("topics", __name__)

TOPICS = """
    select topics.id, topics.name, topics.aspect, count(finding_topics.finding) as findings
    from topics left join finding_topics on finding_topics.topic = topics.id
    group by topics.id order by topics.aspect, findings desc, topics.name
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
    return render_template(
        "topic.html",
        topic=topic,
        years=years,
        bars=chart(years),
        findings=rows(FINDINGS, topic_id, PAGE, page.offset),
        page=page,
    )
