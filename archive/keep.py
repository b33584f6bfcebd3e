"""Writes the catalogue's rows for one notice, in place of those that stood under its id."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from archive import fulltext
from archive.clock import now
from archive.copies import forget_copies, note_copies
from archive.facts import topics
from archive.ids import name_id
from archive.notice import Notice
from archive.places import find_place
from archive.proof import count_rows, seal_rows
from archive.rows import Row, aspect_rows, finding_rows, notice_row, part_rows

_PARTS = ("findings", "aspects", "field_spans", "checks")  # the rest goes with the findings

_UNIT = """
    insert into units (name, id, unit_type, level, province, city, county)
    values (:name, :id, :unit_type, :level, :province, :city, :county)
    on conflict (name) do update set
        unit_type = coalesce(unit_type, excluded.unit_type),
        level = coalesce(level, excluded.level),
        province = coalesce(province, excluded.province),
        city = coalesce(city, excluded.city),
        county = coalesce(county, excluded.county)
"""
_NEIGHBOURS = """
    with own as (select id from findings where notice = ?)
    select (select count(*) from similar_findings where finding in own)
         + (select count(*) from similar_findings where other in own and finding not in own)
"""
_COUNT_ON = """
    insert into state (key, value) values (:key, :count)
    on conflict (key) do update set value = value + :count returning value
"""
_FORGET_UNIT = """
    delete from units where name = ?
    and not exists (select 1 from notices where notices.unit = units.name)
"""
_FORGET_REGULATION = """
    delete from regulations where title = ?
    and not exists (select 1 from citations where citations.regulation = regulations.title)
"""


@dataclass(frozen=True, slots=True)
class _Names:
    """What a notice names that may be left without a notice when it is replaced."""

    unit: str | None = None
    regulations: tuple[str, ...] = ()


def write_file(connection: sqlite3.Connection, file: Row) -> None:
    """Note which notice the file holds; its failure, if it had one, is over."""
    insert(connection, "files", [file | {"seen_at": now()}], "insert or replace")
    connection.execute("delete from failures where id = ?", (file["id"],))


def write_notice(
    connection: sqlite3.Connection,
    notice: Notice,
    notice_id: str,
    document: Row,
    forced_because: str | None,
) -> None:
    """Write a document, the notice that was read from it, and all that the notice holds."""
    before = _remove(connection, notice_id)
    digest = str(document["sha256"])
    insert(connection, "documents", [document], "insert or replace")
    _write_unit(connection, notice)
    row = notice_row(notice, notice_id, digest) | {"forced_because": forced_because}
    _write_notice_row(connection, row)
    version: Row = {"document": digest, "notice": notice_id, "kept_at": now()}
    insert(connection, "versions", [version], "insert or replace")
    _write_findings(connection, notice, notice_id)
    note_copies(connection, notice_id)
    _forget(connection, before)
    seal_rows(connection, notice_id)


def insert(
    connection: sqlite3.Connection, table: str, rows: Sequence[Row], verb: str = "insert"
) -> None:
    """Insert rows that all have the same columns."""
    if rows:
        connection.executemany(_insertion(verb, table, tuple(rows[0])), rows)


def _write_unit(connection: sqlite3.Connection, notice: Notice) -> None:
    if notice.unit is None:
        return
    place = find_place(notice.region, notice.unit)
    unit = {
        "name": notice.unit,
        "id": name_id(notice.unit),
        "unit_type": notice.unit_type,
        "level": notice.level,
        "province": place.province,
        "city": place.city,
        "county": place.county,
    }
    connection.execute(_UNIT, unit)


def _write_notice_row(connection: sqlite3.Connection, row: Row) -> None:
    seq = _count_on(connection, "notices", 1)
    # An update keeps the rows that refer to the notice, which a replacement would take away.
    columns = tuple(row | {"seq": seq})
    update = ", ".join(f'"{column}" = excluded."{column}"' for column in columns)
    statement = (
        f"{_insertion('insert', 'notices', columns)} on conflict (id) do update set {update}"
    )
    connection.execute(statement, row | {"seq": seq})
    fulltext.add(connection, "notices", seq, str(row["text"]))


def _write_findings(connection: sqlite3.Connection, notice: Notice, notice_id: str) -> None:
    insert(connection, "aspects", aspect_rows(notice, notice_id))
    first = _count_on(connection, "findings", len(notice.findings))
    findings = finding_rows(notice, notice_id, first)
    insert(connection, "findings", findings)
    for seq, finding in enumerate(notice.findings, first):
        fulltext.add(connection, "findings", seq, finding.text)
    parts = part_rows(notice, notice_id)
    titles = {str(citation["regulation"]) for citation in parts["citations"]}
    regulations: list[Row] = [{"title": title, "id": name_id(title)} for title in sorted(titles)]
    insert(connection, "regulations", regulations, "insert or ignore")
    given = {match["topic"] for match in parts["finding_topics"]}
    listed: list[Row] = [
        {"id": topic.id, "name": topic.name, "aspect": topic.aspect}
        for topic in topics()
        if topic.id in given
    ]
    insert(connection, "topics", listed, "insert or ignore")
    for table, rows in parts.items():
        insert(connection, table, rows)


def _remove(connection: sqlite3.Connection, notice_id: str) -> _Names:
    """Remove all that hangs on the notice, but not the notice, and tell what it named."""
    query = "select seq, text, unit from notices where id = ?"
    standing = connection.execute(query, (notice_id,)).fetchone()
    if not standing:
        return _Names()
    seq, text, unit = standing
    fulltext.remove(connection, "notices", seq, text)
    forget_copies(connection, notice_id)
    findings = connection.execute("select seq, text from findings where notice = ?", (notice_id,))
    for seq, text in findings.fetchall():
        fulltext.remove(connection, "findings", seq, text)
    (neighbours,) = connection.execute(_NEIGHBOURS, (notice_id,)).fetchone()
    count_rows(connection, -neighbours)
    query = "select distinct regulation from citations where notice = ?"
    regulations = tuple(title for (title,) in connection.execute(query, (notice_id,)))
    for table in _PARTS:
        connection.execute(f"delete from {table} where notice = ?", (notice_id,))  # noqa: S608
    return _Names(unit, regulations)


def _forget(connection: sqlite3.Connection, before: _Names) -> None:
    """Remove the units and regulations that no notice names any more."""
    connection.execute(_FORGET_UNIT, (before.unit,))
    connection.executemany(_FORGET_REGULATION, [(title,) for title in before.regulations])


def _count_on(connection: sqlite3.Connection, table: str, count: int) -> int:
    """Take as many of the table's ``seq`` numbers, and return the first."""
    counter = {"key": f"last_{table}_seq", "count": count}
    (last,) = connection.execute(_COUNT_ON, counter).fetchone()
    return int(last) - count + 1


@cache
def _insertion(verb: str, table: str, columns: tuple[str, ...]) -> str:
    names = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join(f":{column}" for column in columns)
    return f"{verb} into {table} ({names}) values ({values})"
