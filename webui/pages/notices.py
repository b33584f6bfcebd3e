"""One notice: its text as a document, its structure beside it, where every fact was read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Blueprint, Response, abort, render_template, url_for
from flask_babel import lazy_gettext

from archive.formats.scan import is_recognised
from webui.addresses import outside
from webui.citation import cite
from webui.facts import fact_notes, fact_places, field_notes, field_places
from webui.language import gettext, term
from webui.reading import Note, Place, blocks
from webui.records import NoticeRecord, Row, read_notice
from webui.scans import scans
from webui.served import catalogue, rows, served
from webui.timeline import stages

place = Blueprint("notices", __name__)

NEIGHBOURS = """
    select id, year, round, title from notices where unit = ? and id <> ?
    order by year desc, seq desc limit 6
"""
STATED = (
    (lazy_gettext("问题"), "stated_findings", "listed_findings"),
    (lazy_gettext("整改措施"), "stated_measures", "listed_measures"),
)
COMPLETION = (
    (lazy_gettext("已完成"), "stated_completed"),
    (lazy_gettext("基本完成"), "stated_basically_completed"),
    (lazy_gettext("正在整改"), "stated_in_progress"),
    (lazy_gettext("未完成"), "stated_not_completed"),
)
STAGES = {
    "inspection": lazy_gettext("巡察期间"),
    "waiting": lazy_gettext("到反馈"),
    "rectification": lazy_gettext("整改到公布"),
}
GONE = lazy_gettext("没有这份通报。编号可能抄漏了，也可能它不在这个档案库里。")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: an aspect or a finding, and the place to jump to."""

    start: int
    kind: str
    anchor: str
    heading: str
    ordinal: int | None = None


@place.get("/notices/<notice_id>")
def show(notice_id: str) -> str:
    found = _found(notice_id)
    places = [
        *_aspect_places(found.aspects),
        *_finding_places(found.findings),
        *(Place(one["start"], one["end"], "measure", one["id"]) for one in found.measures),
        *field_places(found.spans),
        *_check_places(found.checks),
        *fact_places(found.facts),
    ]
    notes = [
        *_finding_notes(found.findings),
        *field_notes(found.row, found.spans),
        *fact_notes(found.facts),
    ]
    text = found.row["text"]
    others = rows(NEIGHBOURS, found.row["unit"], notice_id)
    linked = [*(one["id"] for one in others), *(one["other"] for one in found.checks)]
    return render_template(
        "notice.html",
        notice=found.row,
        document=found.document,
        scanned=is_recognised(found.document["reader"]),
        checks=found.checks,
        told={span["field"] for span in found.spans},
        blocks=blocks(text, 0, len(text), places, notes),
        contents=_contents(found.aspects, found.findings),
        others=others,
        scans=scans(filter(None, linked)),
        stated=STATED,
        completion=COMPLETION,
        stages=stages(found.row),
        STAGES=STAGES,
        citation=_citation(found),
        keeps_names=served().settings.names == "keep",
    )


@place.get("/notices/<notice_id>/original")
def original(notice_id: str) -> Response:
    """The bytes as they came in, unless names are masked: the bytes hold them all."""
    document = _found(notice_id).document
    if served().settings.names != "keep":
        abort(403, gettext("原件里有普通人的姓名，所以没有公开。隐去姓名的全文可以照常阅读。"))
    response = Response(catalogue().originals.read(document["sha256"]))
    response.headers["Content-Type"] = "application/octet-stream"
    response.headers.set("Content-Disposition", "attachment", filename=document["file_name"])
    return response


def _found(notice_id: str) -> NoticeRecord:
    found = read_notice(catalogue().connection, notice_id)
    if found is None:
        abort(404, str(GONE))
    return found


def _citation(found: NoticeRecord) -> str:
    permalink = outside("notices.show", notice_id=found.row["id"])
    return cite(found.row, found.document, permalink, datetime.now(UTC).date())


def _aspect_places(aspects: Sequence[Row]) -> list[Place]:
    top = _top(aspects)
    return [
        Place(
            aspect["start"],
            aspect["end"],
            "aspect" if aspect["level"] == top else "aspect within",
            f"a{aspect['ordinal']}",
        )
        for aspect in aspects
    ]


def _finding_places(findings: Sequence[Row]) -> list[Place]:
    return [Place(*_heading_span(one), "problem", f"f{one['ordinal']}") for one in findings]


def _check_places(checks: Sequence[Row]) -> list[Place]:
    return [
        Place(one["start"], one["end"], "fact", f"check-{one['id']}")
        for one in checks
        if one["start"] is not None
    ]


def _heading_span(finding: Row) -> tuple[int, int]:
    """The span of a finding's heading; where its words stand nowhere, the finding's beginning."""
    if finding["heading_start"] is None:
        return finding["start"], finding["start"]
    return finding["heading_start"], finding["heading_end"]


def _finding_notes(findings: Sequence[Row]) -> list[Note]:
    return [
        Note(
            finding["start"],
            gettext("问题 %(ordinal)s", ordinal=finding["ordinal"]),
            term(finding["status"]),
            url=url_for("findings.show", finding_id=finding["id"]),
        )
        for finding in findings
    ]


def _contents(aspects: Sequence[Row], findings: Sequence[Row]) -> list[Entry]:
    top = _top(aspects)
    entries = [
        Entry(
            one["start"],
            "aspect" if one["level"] == top else "within",
            f"a{one['ordinal']}",
            one["heading"],
        )
        for one in aspects
    ] + [
        Entry(one["start"], "item", f"f{one['ordinal']}", one["heading"], one["ordinal"])
        for one in findings
    ]
    return sorted(entries, key=lambda entry: (entry.start, entry.ordinal or 0))


def _top(aspects: Sequence[Row]) -> int:
    """The level of the outermost aspects."""
    return min((aspect["level"] for aspect in aspects), default=0)
