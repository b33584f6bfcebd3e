"""The rounds of inspection: who was inspected in each, and what was found."""

from flask import Blueprint, abort, render_template, request

from webui.intervals import waits_of
from webui.language import gettext
from webui.paging import Page, page_number
from webui.scans import scans
from webui.served import row, rows

place = Blueprint("rounds", __name__)

ROUNDS = """
    select round, region, body, count(*) as notices, sum(listed_findings) as findings,
           min(inspected_from) as first, max(inspected_to) as last,
           count(*) over () as rounds
    from notices where round is not null
    group by round, region, body order by coalesce(last, first) desc, round limit ? offset ?
"""
NOTICES = """
    select id, title, unit, year, kind, group_name, inspected_from, inspected_to, feedback_on,
           published_on, listed_findings
    from notices where round = ?1 and region is ?2 and body is ?3
    order by coalesce(inspected_from, feedback_on, published_on), seq limit ?4 offset ?5
"""
HELD = """
    select count(*) as notices, coalesce(sum(listed_findings), 0) as findings
    from notices where round = ? and region is ? and body is ?
"""
IN_ROUND = "notices.round = ?1 and notices.region is ?2 and notices.body is ?3"
TOPICS = f"""
    select topics.name, count(*) as findings, count(distinct notices.unit) as units
    from notices join findings on findings.notice = notices.id
         join finding_topics on finding_topics.finding = findings.id
         join topics on topics.id = finding_topics.topic
    where {IN_ROUND} group by topics.id order by findings desc, topics.name
"""  # noqa: S608
FINDINGS = f"""
    select findings.id, findings.heading, notices.unit, notices.year
    from topics join finding_topics on finding_topics.topic = topics.id
         join findings on findings.id = finding_topics.finding
         join notices on notices.id = findings.notice
    where {IN_ROUND} and topics.name = ?4
    order by notices.unit, notices.seq, findings.ordinal limit ?5 offset ?6
"""  # noqa: S608
PAGE = 50
MOST_TOPICS = 20
NAMED = ("round", "region", "body")  # what a round is known by


@place.get("/rounds")
def index() -> str:
    if "round" in request.args:
        return _round(*(request.args.get(name) or None for name in (*NAMED, "topic")))
    number = page_number(request.args)
    found = rows(ROUNDS, PAGE, (number - 1) * PAGE)
    page = Page(number, PAGE, found[0]["rounds"] if found else 0)
    return render_template("rounds.html", rounds=found, page=page)


def _round(name: str | None, region: str | None, body: str | None, topic: str | None) -> str:
    """What was found in a round: its notices, or its findings on a topic."""
    held = row(HELD, name, region, body)
    if held is None or not held["notices"]:
        abort(404, gettext("没有这一轮的通报。"))
    topics = rows(TOPICS, name, region, body)
    of_topic = {one["name"]: one["findings"] for one in topics}
    if topic is not None and topic not in of_topic:
        abort(404, gettext("这一轮里没有这类问题。"))
    page = Page(page_number(request.args), PAGE, of_topic[topic] if topic else held["notices"])
    notices = rows(NOTICES, name, region, body, PAGE, page.offset)
    found = rows(FINDINGS, name, region, body, topic, PAGE, page.offset) if topic else []
    return render_template(
        "round.html",
        name=name,
        region=region,
        body=body,
        topic=topic,
        held=held,
        topics=topics[:MOST_TOPICS],
        findings=found,
        waits=waits_of(IN_ROUND, name, region, body),
        notices=notices,
        scans=scans(one["id"] for one in (*notices, *found)),
        page=page,
    )
