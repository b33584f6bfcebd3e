"""Atom feeds: the notices that came in last, and what a search finds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Blueprint, Response, render_template, request
from flask_babel import lazy_gettext

from archive.formats.scan import is_recognised
from webui.addresses import outside
from webui.language import gettext
from webui.pages.search import ask
from webui.question import ALL, question
from webui.served import listed, rows, served
from webui.wording import counted

place = Blueprint("feeds", __name__)

LENGTH = 30  # entries
RECENT = """
    select notices.id, notices.title, notices.unit, notices.listed_findings, documents.read_at,
           documents.reader
    from notices join documents on documents.sha256 = notices.document
    order by notices.seq desc limit ?
"""
READ_AT = """
    select notices.id, documents.read_at
    from notices join documents on documents.sha256 = notices.document
    where notices.id in (select value from json_each(?))
"""
NOBODY = lazy_gettext("单位不详")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed; ``updated`` is when the notice was read into the archive."""

    url: str
    title: str
    updated: str
    summary: str
    scanned: bool


@place.get("/feed.atom")
def recent() -> Response:
    entries = [
        Entry(
            outside("notices.show", notice_id=one["id"]),
            str(one["title"] or one["unit"] or NOBODY),
            one["read_at"],
            counted(
                "%(unit)s，所列 %(num)s 个问题。",
                one["listed_findings"],
                unit=one["unit"] or NOBODY,
            ),
            is_recognised(one["reader"]),
        )
        for one in rows(RECENT, LENGTH)
    ]
    return _feed(gettext("新收通报"), entries, outside("feeds.recent"), outside("home.show"))


@place.get("/search.atom")
def found() -> Response:
    asked = question(request.args)
    hits = ask(asked).hits
    read_at = {
        one["id"]: one["read_at"] for one in rows(READ_AT, listed(hit.notice_id for hit in hits))
    }
    entries = [
        Entry(
            outside("findings.show", finding_id=hit.id)
            if asked.scope == "findings"
            else outside("notices.show", notice_id=hit.notice_id),
            gettext("%(unit)s：%(heading)s", unit=hit.unit or NOBODY, heading=hit.heading),
            read_at[hit.notice_id],
            hit.snippet,
            hit.scanned,
        )
        for hit in hits
        if hit.notice_id in read_at
    ]
    title = gettext("检索：%(text)s", text=asked.text or ALL[asked.scope])
    same = asked.arguments(asked.page)
    return _feed(title, entries, outside("feeds.found", **same), outside("search.show", **same))


def _feed(title: str, entries: Sequence[Entry], self_url: str, page_url: str) -> Response:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    page = render_template(
        "feed.xml",
        title=f"{served().settings.title} · {title}",
        entries=entries,
        updated=max((entry.updated for entry in entries), default=now),
        self_url=self_url,
        page_url=page_url,
    )
    return Response(page, content_type="application/atom+xml; charset=utf-8")
