"""Reads the facts about findings and notices from the catalogue into arrays.

What a finding is never changes under its ``seq``, and what is new has a higher one than all before,
so that of findings only the new ones are read once all have been: at 300,000 findings this takes a
tenth of the time. Notices are few, and their units may come to be known better; they are read anew.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from indexer.columns import (
    Column,
    Rows,
    Table,
    Tables,
    gather,
    join_columns,
    make_column,
    pick_rows,
    spread,
)
from indexer.engine import Seqs

_NOTICES = """
    select notices.seq, notices.unit, notices.unit_type, notices.year, notices.kind, notices.body,
           notices.region, units.province, units.city, units.county,
           coalesce(year, '') || coalesce(published_on, as_of, feedback_on, inspected_to, '')
    from notices left join units on units.name = notices.unit order by notices.seq
"""
_FIELDS = {  # where they stand in the query for notices
    "unit": (1,),
    "unit_type": (2,),
    "year": (3,),
    "kind": (4,),
    "body": (5,),
    "region": (6, 7, 8, 9),
}
_UNIT, _DAY = 1, 10
_FINDINGS = """
    select findings.seq, notices.seq, findings.status
    from findings join notices on notices.id = findings.notice
    where findings.seq > ? order by findings.seq
"""
_TOPICS = """
    select findings.seq, topics.name from findings
    cross join finding_topics on finding_topics.finding = findings.id
    join topics on topics.id = finding_topics.topic where findings.seq > ?
"""
_MADE = "select value from state where key = 'created_at'"

_Facts = Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class _Findings:
    """Findings, with the ``seq`` of each one's notice, and what is known of them alone."""

    seqs: Seqs
    owners: Seqs
    columns: dict[str, Column]


def load_tables(connection: sqlite3.Connection, before: Tables | None = None) -> Tables:
    """The facts as they are now; ``before`` are those of an earlier time."""
    (made,) = connection.execute(_MADE).fetchone()
    notices = connection.execute(_NOTICES).fetchall()
    notice_seqs = np.array([facts[0] for facts in notices], np.int64)
    if before and before.made == made:
        findings = _join(*_brought_level(connection, before, notice_seqs))
    else:
        findings = _read_findings(connection, 0)
    owners = np.searchsorted(notice_seqs, findings.owners)
    columns = {field: _column(notices, places) for field, places in _FIELDS.items()}
    by_day, by_unit = _orders(notices)
    of_findings = {field: spread(column, owners) for field, column in columns.items()}
    of_notices = {field: gather(column, owners) for field, column in findings.columns.items()}
    return Tables(
        made,
        Table(findings.seqs, owners, of_findings | findings.columns, by_day, by_unit),
        Table(notice_seqs, np.arange(len(notices)), columns | of_notices, by_day, by_unit),
    )


def _read_findings(connection: sqlite3.Connection, after: int) -> _Findings:
    """The findings with a ``seq`` above this one."""
    rows = connection.execute(_FINDINGS, (after,)).fetchall()
    topics = connection.execute(_TOPICS, (after,)).fetchall()
    seqs = np.array([seq for seq, _, _ in rows], np.int64)
    told = [(row, status) for row, (_, _, status) in enumerate(rows) if status is not None]
    tagged = np.searchsorted(seqs, np.array([seq for seq, _ in topics], np.int64))
    columns = {
        "status": make_column(_rows([row for row, _ in told]), [status for _, status in told]),
        "topic": make_column(tagged, [name for _, name in topics]),
    }
    return _Findings(seqs, np.array([owner for _, owner, _ in rows], np.int64), columns)


def _brought_level(
    connection: sqlite3.Connection, before: Tables, notice_seqs: Seqs
) -> tuple[_Findings, _Findings]:
    """The findings that are left of those before, and those that are new."""
    table = before.findings
    owners = before.notices.seqs[table.notices]
    kept = np.isin(owners, notice_seqs)
    columns = {field: pick_rows(table.columns[field], kept) for field in ("status", "topic")}
    left = _Findings(table.seqs[kept], owners[kept], columns)
    return left, _read_findings(connection, int(table.seqs.max(initial=0)))


def _join(left: _Findings, more: _Findings) -> _Findings:
    moved = {
        field: Column(column.values, column.rows + len(left.seqs), column.codes)
        for field, column in more.columns.items()
    }
    return _Findings(
        np.concatenate([left.seqs, more.seqs]),
        np.concatenate([left.owners, more.owners]),
        {field: join_columns(column, moved[field]) for field, column in left.columns.items()},
    )


def _column(notices: _Facts, places: Sequence[int]) -> Column:
    """What notices have in any of these places."""
    told = [
        (row, str(facts[place]))
        for row, facts in enumerate(notices)
        for place in places
        if facts[place] is not None
    ]
    return make_column(_rows([row for row, _ in told]), [value for _, value in told])


def _rows(numbers: Sequence[int]) -> Rows:
    return np.array(numbers, np.intp)


def _orders(notices: _Facts) -> tuple[Rows, Rows]:
    """The notices' ranks from the latest, and in the order of units."""
    latest = sorted(range(len(notices)), key=lambda row: notices[row][_DAY], reverse=True)
    by_unit = sorted(latest, key=lambda row: _by_sound(notices[row][_UNIT]))
    return np.argsort(_rows(latest)), np.argsort(_rows(by_unit))


def _by_sound(unit: str | None) -> tuple[bool, bytes]:
    """The order of names: GB18030 has the common characters in that of their pinyin."""
    return unit is None, (unit or "").encode("gb18030")
