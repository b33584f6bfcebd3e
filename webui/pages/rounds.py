"""The rounds of inspection: who was inspected in each, and what was found."""

from flask import Blueprint, abort, render_template, request

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
PAGE = 50


@place.get("/rounds")
def index() -> str:
    if "round" in request.args:
        return _round(*(request.args.get(name) or None for name in ("round", "region", "body")))
    number = page_number(request.args)
    found = rows(ROUNDS, PAGE, (number - 1) * PAGE)
    page = Page(number, PAGE, found[0]["rounds"] if found else 0)
    return render_template("rounds.html", rounds=found, page=page)


def _round(name: str | None, region: str | None, body: str | None) -> str:
    held = row(HELD, name, region, body)
    if held is None or not held["notices"]:
        abort(404, gettext("没有这一轮的通报。"))
    page = Page(page_number(request.args), PAGE, held["notices"])
    notices = rows(NOTICES, name, region, body, PAGE, page.offset)
    return render_template(
        "round.html",
        name=name,
        region=region,
        body=body,
        held=held,
        notices=notices,
        scans=scans(one["id"] for one in notices),
        page=page,
    )
