"""Notices and findings as the catalogue holds them, with all that was read from them."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

Row = sqlite3.Row
Facts = dict[str, list[Row]]

_NOTICE = "select * from notices where id = ?"
_DOCUMENT = "select * from documents where sha256 = ?"
_SPANS = 'select field, start, "end" from field_spans where notice = ? order by start'
_ASPECTS = """
    select aspects.ordinal, aspects.number, aspects.heading, aspects.level,
           around.ordinal as parent, aspects.start, aspects."end"
    from aspects left join aspects as around on around.id = aspects.parent
    where aspects.notice = ? order by aspects.ordinal
"""
_AROUND = """
    with recursive path(id, parent, ordinal, number, heading, level) as (
        select id, parent, ordinal, number, heading, level from aspects where id = ?
        union all
        select aspects.id, aspects.parent, aspects.ordinal, aspects.number, aspects.heading,
               aspects.level
        from aspects join path on aspects.id = path.parent
    )
    select ordinal, number, heading, level from path order by level, ordinal
"""
_CHECKS = """
    select id, kind, message, start, "end", other from all_checks where notice = ?
    order by id is null, id, other
"""
_FINDINGS = """
    select findings.*, aspects.ordinal as aspect_ordinal
    from findings left join aspects on aspects.id = findings.aspect
    where findings.notice = ? order by findings.ordinal
"""
_FINDING = """
    select findings.*, notices.title, notices.unit, notices.year, notices.kind, notices.round,
           notices.listed_findings, documents.reader
    from findings join notices on notices.id = findings.notice
         join documents on documents.sha256 = notices.document
    where findings.id = ?
"""
_SHARED = """
    select start, "end", measure, digest, notices from (
        select sentences.*, (
            select count(distinct findings.notice)
            from (select finding from sentences as alike where alike.digest = sentences.digest
                  limit 1000) as holders
                 join findings on findings.id = holders.finding
            where findings.notice <> own.notice and not exists (
                select 1 from copies where notice = own.notice and other = findings.notice)
        ) as notices
        from sentences join findings as own on own.id = sentences.finding
        where sentences.finding = ?
    ) where notices > 0 order by start
"""
_MEASURES = """
    select id, finding, ordinal, text, start, "end" from measures
    where finding in (select value from json_each(?)) order by start, ordinal
"""
_FACTS = {
    "topics": """
        select finding, topics.id, topics.name, evidence, start, "end"
        from finding_topics join topics on topics.id = finding_topics.topic
        where finding in (select value from json_each(?)) order by start
    """,
    "amounts": """
        select finding, id, kind, yuan, evidence, start, "end" from amounts
        where finding in (select value from json_each(?)) order by start
    """,
    "regulations": """
        select finding, id, regulation as title, made, start, "end" from citations
        where finding in (select value from json_each(?)) order by start
    """,
    "accountability": """
        select finding, id, kind, persons, evidence, start, "end" from accountability
        where finding in (select value from json_each(?)) order by start
    """,
    "duties": """
        select finding, id, kind, role, text, due, start, "end" from duties
        where finding in (select value from json_each(?)) order by start
    """,
}


@dataclass(frozen=True, slots=True)
class NoticeRecord:
    """A notice; the measures and facts are those of all its findings."""

    row: Row
    document: Row
    spans: list[Row]
    aspects: list[Row]
    findings: list[Row]
    measures: list[Row]
    facts: Facts
    checks: list[Row]


@dataclass(frozen=True, slots=True)
class FindingRecord:
    """A finding; ``aspects`` are those around it, the outermost first.

    ``shared`` are its sentences that stand almost word for word in other notices, copies of its
    own apart, and in how many.
    """

    row: Row
    aspects: list[Row]
    measures: list[Row]
    facts: Facts
    shared: list[Row]


def read_notice(connection: sqlite3.Connection, notice_id: str) -> NoticeRecord | None:
    """The notice with this id; None where the catalogue has none."""
    found = _rows(connection, _NOTICE, notice_id)
    if not found:
        return None
    findings = _rows(connection, _FINDINGS, notice_id)
    ids = _listed(finding["id"] for finding in findings)
    return NoticeRecord(
        row=found[0],
        document=_rows(connection, _DOCUMENT, found[0]["document"])[0],
        spans=_rows(connection, _SPANS, notice_id),
        aspects=_rows(connection, _ASPECTS, notice_id),
        findings=findings,
        measures=_rows(connection, _MEASURES, ids),
        facts=_facts(connection, ids),
        checks=_rows(connection, _CHECKS, notice_id),
    )


def read_finding(connection: sqlite3.Connection, finding_id: str) -> FindingRecord | None:
    """The finding with this id; None where the catalogue has none."""
    found = _rows(connection, _FINDING, finding_id)
    if not found:
        return None
    ids = _listed([finding_id])
    return FindingRecord(
        row=found[0],
        aspects=_rows(connection, _AROUND, found[0]["aspect"]),
        measures=_rows(connection, _MEASURES, ids),
        facts=_facts(connection, ids),
        shared=_rows(connection, _SHARED, finding_id),
    )


def _facts(connection: sqlite3.Connection, ids: str) -> Facts:
    return {kind: _rows(connection, sql, ids) for kind, sql in _FACTS.items()}


def _listed(ids: Iterable[str]) -> str:
    return json.dumps(list(ids))


def _rows(connection: sqlite3.Connection, sql: str, value: object) -> list[Row]:
    cursor = connection.cursor()
    cursor.row_factory = Row
    return cursor.execute(sql, (value,)).fetchall()
