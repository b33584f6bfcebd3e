"""The JSON that the API and the command line give, from the catalogue's rows and the answers."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from archive.schema import LIST_MARK, NOTICE_FIELDS
from indexer.answers import Answer, Neighbour

Payload = dict[str, Any]

_NOTICE = "select * from notices where id = ?"
_DOCUMENT = """
    select sha256, file_name, format, bytes, source_url, source_title, source_published_on,
           source_publisher, reader, read_at
    from documents where sha256 = ?
"""
_SPANS = 'select field, start, "end" from field_spans where notice = ? order by start'
_ASPECTS = """
    select aspects.ordinal, aspects.number, aspects.heading, aspects.level,
           around.ordinal as parent, aspects.start, aspects."end"
    from aspects left join aspects as around on around.id = aspects.parent
    where aspects.notice = ? order by aspects.ordinal
"""
_CHECKS = 'select kind, message, start, "end" from checks where notice = ? order by id'
_PATH = """
    with recursive path(id, parent, ordinal, number, heading, level) as (
        select id, parent, ordinal, number, heading, level from aspects where id = ?
        union all
        select aspects.id, aspects.parent, aspects.ordinal, aspects.number, aspects.heading,
               aspects.level
        from aspects join path on aspects.id = path.parent
    )
    select ordinal, number, heading, level from path order by level, ordinal
"""
_FINDINGS = """
    select findings.id, findings.ordinal, findings.number, findings.heading,
           aspects.ordinal as aspect, findings.text, findings.status, findings.start,
           findings."end"
    from findings left join aspects on aspects.id = findings.aspect
    where findings.notice = ? order by findings.ordinal
"""
_FINDING = """
    select findings.id, findings.notice as notice_id, notices.unit, notices.year,
           findings.ordinal, findings.number, findings.heading, findings.aspect as aspects,
           findings.text, findings.status, findings.start, findings."end"
    from findings join notices on notices.id = findings.notice where findings.id = ?
"""
_PARTS = {
    "topics": """
        select finding, topic, topics.name, evidence, start, "end"
        from finding_topics join topics on topics.id = finding_topics.topic
        where finding in (select value from json_each(?)) order by start
    """,
    "amounts": """
        select finding, kind, yuan, evidence, start, "end" from amounts
        where finding in (select value from json_each(?)) order by start
    """,
    "regulations": """
        select finding, regulation as title, made, start, "end" from citations
        where finding in (select value from json_each(?)) order by start
    """,
    "accountability": """
        select finding, kind, persons, evidence, start, "end" from accountability
        where finding in (select value from json_each(?)) order by start
    """,
    "measures": """
        select finding, ordinal, text, start, "end" from measures
        where finding in (select value from json_each(?)) order by finding, ordinal
    """,
}


def answer(found: Answer) -> Payload:
    """An answer to a search, as ``/api/v1/search`` and ``xunjian search --json`` give it."""
    return {
        "query": found.query,
        "total": found.total,
        "note": found.note,
        "hits": [
            {
                "id": hit.id,
                "notice_id": hit.notice_id,
                "unit": hit.unit,
                "year": hit.year,
                "number": hit.number,
                "heading": hit.heading,
                "snippet": hit.snippet,
                "score": round(hit.score, 4),
                "matched": list(hit.matched),
            }
            for hit in found.hits
        ],
        "facets": {name: dict(counts) for name, counts in found.facets.items()},
    }


def neighbours(found: Iterable[Neighbour]) -> Payload:
    """Similar findings, the nearest first; a score is a cosine, 0 to 1."""
    return {
        "similar": [
            {
                "id": one.id,
                "notice_id": one.notice_id,
                "unit": one.unit,
                "year": one.year,
                "number": one.number,
                "heading": one.heading,
                "snippet": one.snippet,
                "score": round(one.score, 4),
            }
            for one in found
        ]
    }


def notice(connection: sqlite3.Connection, notice_id: str) -> Payload | None:
    """A notice with all that was read from it; None where the catalogue has no such notice."""
    found = _rows(connection, _NOTICE, notice_id)
    if not found:
        return None
    row = found[0]
    findings = _rows(connection, _FINDINGS, notice_id)
    return {
        "id": notice_id,
        "year": row["year"],
        **{name: _field(name, row[name]) for name in NOTICE_FIELDS},
        "spans": {
            span["field"]: [span["start"], span["end"]]
            for span in _rows(connection, _SPANS, notice_id)
        },
        "aspects": _rows(connection, _ASPECTS, notice_id),
        "findings": _with_parts(connection, findings),
        "checks": [_check(row) for row in _rows(connection, _CHECKS, notice_id)],
        "document": _rows(connection, _DOCUMENT, row["document"])[0],
        "text": row["text"],
    }


def finding(connection: sqlite3.Connection, finding_id: str) -> Payload | None:
    """A finding with its measures and facts; None where the catalogue has no such finding.

    ``aspects`` are those around it, the outermost first.
    """
    found = _rows(connection, _FINDING, finding_id)
    if not found:
        return None
    found[0]["aspects"] = _rows(connection, _PATH, found[0]["aspects"])
    return _with_parts(connection, found)[0]


def _with_parts(connection: sqlite3.Connection, findings: Sequence[Payload]) -> list[Payload]:
    """The findings, each with its measures and facts."""
    ids = json.dumps([one["id"] for one in findings])
    whole = {one["id"]: {**one, **{part: [] for part in _PARTS}} for one in findings}
    for part, sql in _PARTS.items():
        for row in _rows(connection, sql, ids):
            whole[row.pop("finding")][part].append(row)
    for one in whole.values():
        for citation in one["regulations"]:
            citation["made"] = bool(citation["made"])
    return list(whole.values())


def _check(row: Payload) -> Payload:
    span = None if row["start"] is None else [row["start"], row["end"]]
    return {"kind": row["kind"], "message": row["message"], "span": span}


def _field(name: str, value: Any) -> Any:
    if name in ("phones", "emails"):
        return value.split(LIST_MARK) if value else []
    return value


def _rows(connection: sqlite3.Connection, sql: str, value: str) -> list[Payload]:
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    return [dict(row) for row in cursor.execute(sql, (value,))]
