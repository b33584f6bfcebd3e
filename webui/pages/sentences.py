"""One sentence as it stands, almost word for word, in several notices: where, and in what words."""

from flask import Blueprint, abort, render_template, request

from webui.language import gettext
from webui.paging import Page, page_number
from webui.scans import scans
from webui.served import row, rows

place = Blueprint("sentences", __name__)

HELD = """
    select count(*) as times, count(distinct findings.notice) as notices
    from sentences join findings on findings.id = sentences.finding where digest = ?
"""
PLACES = """
    select findings.id, findings.heading, notices.unit, notices.year, sentences.measure,
           substr(notices.text, sentences.start + 1, sentences.end - sentences.start) as words
    from sentences join findings on findings.id = sentences.finding
         join notices on notices.id = findings.notice
    where digest = ?
    order by notices.year desc, notices.seq, sentences.start limit ? offset ?
"""
PAGE = 50


@place.get("/sentences/<digest>")
def show(digest: str) -> str:
    held = row(HELD, digest)
    if held is None or not held["times"]:
        abort(404, gettext("没有通报里有这句话。"))
    page = Page(page_number(request.args), PAGE, held["times"])
    places = rows(PLACES, digest, PAGE, page.offset)
    return render_template(
        "sentence.html",
        digest=digest,
        held=held,
        places=places,
        scans=scans(one["id"] for one in places),
        page=page,
    )
