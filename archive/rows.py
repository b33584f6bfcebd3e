"""What the catalogue's rows for one notice are; no row is written here."""

from collections.abc import Iterator

from archive.clock import now
from archive.ids import aspect_id, finding_id, measure_id
from archive.notice import Document, Finding, Notice
from archive.schema import LIST_MARK, notice_fields
from archive.sentences import find_sentences

Row = dict[str, object]

_YEAR_FROM = ("inspected_from", "feedback_on", "as_of", "published_on")  # the first that is known


def document_row(document: Document, file_name: str, size: int) -> Row:
    """The row of ``documents``; ``size`` is the original's, in bytes."""
    source = document.source
    return {
        "sha256": document.sha256,
        "file_name": file_name,
        "format": document.format,
        "bytes": size,
        "source_url": source.url,
        "source_title": source.title,
        "source_published_on": source.published_on,
        "source_publisher": source.publisher,
        "reader": source.reader,
        "read_at": now(),
    }


def notice_row(notice: Notice, notice_id: str, document: str) -> Row:
    """The row of ``notices`` without its ``seq``; ``document`` is the original's digest."""
    fields = {name: getattr(notice, name) for name in notice_fields()}
    return {
        "id": notice_id,
        "document": document,
        "year": _year(notice),
        **fields,
        "phones": LIST_MARK.join(notice.phones) or None,
        "emails": LIST_MARK.join(notice.emails) or None,
        "text": notice.text,
    }


def finding_rows(notice: Notice, notice_id: str, first_seq: int) -> list[Row]:
    """The rows of ``findings``, whose ``seq`` count on from the first."""
    return [
        {
            "id": finding_id(notice_id, finding.ordinal),
            "seq": seq,
            "notice": notice_id,
            "ordinal": finding.ordinal,
            "number": finding.number,
            "heading": finding.heading,
            "text": finding.text,
            "status": finding.status,
            "aspect": _aspect(notice_id, finding.aspect),
            "start": finding.start,
            "end": finding.end,
            **_named_span(finding, "heading"),
            **_named_span(finding, "status"),
        }
        for seq, finding in enumerate(notice.findings, first_seq)
    ]


def part_rows(notice: Notice, notice_id: str) -> dict[str, list[Row]]:
    """The rows of the tables that hang on a notice (``aspects`` and such) and on its findings."""
    ids = [(finding_id(notice_id, finding.ordinal), finding) for finding in notice.findings]
    return {
        "field_spans": [
            {"notice": notice_id, "field": field, "start": start, "end": end}
            for field, (start, end) in notice.spans.items()
        ],
        "measures": [row for one, finding in ids for row in _measures(one, finding)],
        "sentences": [row for one, finding in ids for row in _sentences(one, finding)],
        "finding_topics": [row for one, finding in ids for row in _topics(one, finding, notice)],
        "citations": [row for one, finding in ids for row in _citations(one, finding, notice_id)],
        "amounts": [row for one, finding in ids for row in _amounts(one, finding, notice)],
        "accountability": [
            row for one, finding in ids for row in _accountability(one, finding, notice)
        ],
        "duties": [row for one, finding in ids for row in _duties(one, finding)],
        "checks": _checks(notice, notice_id),
    }


def aspect_rows(notice: Notice, notice_id: str) -> list[Row]:
    """The rows of ``aspects``, every aspect after the one around it."""
    return [
        {
            "id": aspect_id(notice_id, aspect.ordinal),
            "notice": notice_id,
            "ordinal": aspect.ordinal,
            "number": aspect.number,
            "heading": aspect.heading,
            "level": aspect.level,
            "parent": _aspect(notice_id, aspect.parent),
            "start": aspect.start,
            "end": aspect.end,
        }
        for aspect in notice.aspects
    ]


def _year(notice: Notice) -> int | None:
    dates = (getattr(notice, name) for name in _YEAR_FROM)
    return next((int(date[:4]) for date in dates if date), None)


def _aspect(notice_id: str, ordinal: int | None) -> str | None:
    return None if ordinal is None else aspect_id(notice_id, ordinal)


def _named_span(finding: Finding, name: str) -> Row:
    start, end = finding.spans.get(name, (None, None))
    return {f"{name}_start": start, f"{name}_end": end}


def _measures(finding_id: str, finding: Finding) -> Iterator[Row]:
    for measure in finding.measures:
        yield {
            "id": measure_id(finding_id, measure.ordinal),
            "finding": finding_id,
            "ordinal": measure.ordinal,
            "text": measure.text,
            "start": measure.start,
            "end": measure.end,
        }


def _sentences(finding_id: str, finding: Finding) -> Iterator[Row]:
    for (start, end), digest in find_sentences(finding.text):
        begin = finding.start + start
        measures = (one.ordinal for one in finding.measures if one.start <= begin < one.end)
        yield {
            "finding": finding_id,
            "start": begin,
            "end": finding.start + end,
            "measure": next(measures, None),
            "digest": digest,
        }


def _topics(finding_id: str, finding: Finding, notice: Notice) -> Iterator[Row]:
    firsts = {match.topic: match for match in reversed(finding.topics)}
    for match in firsts.values():
        yield {
            "finding": finding_id,
            "topic": match.topic,
            **_evidence(notice, match.start, match.end),
        }


def _citations(finding_id: str, finding: Finding, notice_id: str) -> Iterator[Row]:
    for citation in finding.regulations:
        yield {
            "notice": notice_id,
            "finding": finding_id,
            "regulation": citation.title,
            "made": int(citation.made),
            "start": citation.start,
            "end": citation.end,
        }


def _amounts(finding_id: str, finding: Finding, notice: Notice) -> Iterator[Row]:
    for amount in finding.amounts:
        yield {
            "finding": finding_id,
            "kind": amount.kind,
            "yuan": amount.yuan,
            **_evidence(notice, amount.start, amount.end),
        }


def _accountability(finding_id: str, finding: Finding, notice: Notice) -> Iterator[Row]:
    for action in finding.accountability:
        yield {
            "finding": finding_id,
            "kind": action.kind,
            "persons": action.persons,
            **_evidence(notice, action.start, action.end),
        }


def _duties(finding_id: str, finding: Finding) -> Iterator[Row]:
    for duty in finding.duties:
        yield {
            "finding": finding_id,
            "kind": duty.kind,
            "role": duty.role,
            "text": duty.text,
            "due": duty.due,
            "start": duty.start,
            "end": duty.end,
        }


def _checks(notice: Notice, notice_id: str) -> list[Row]:
    rows: list[Row] = []
    for check in notice.checks:
        start, end = check.span or (None, None)
        rows.append(
            {
                "notice": notice_id,
                "kind": check.kind,
                "message": check.message,
                "start": start,
                "end": end,
            }
        )
    return rows


def _evidence(notice: Notice, start: int, end: int) -> Row:
    return {"evidence": notice.text[start:end], "start": start, "end": end}
