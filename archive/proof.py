"""Digests over rows, by which a change behind the catalogue's back is told.

Each notice carries one over all rows that are its own; for the tables that several notices share,
and for the record of what was done, ``state`` has one for each table.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from hashlib import sha256

from archive.schema import VERSION, Table, find_table

PROVED = (  # the tables whose rows belong to a notice alone, by themselves or through a finding
    "notices",
    "field_spans",
    "aspects",
    "findings",
    "measures",
    "sentences",
    "finding_topics",
    "citations",
    "amounts",
    "accountability",
    "duties",
    "checks",
)
SHARED = (  # the tables that are proved whole
    "documents",
    "units",
    "topics",
    "regulations",
    "copies",
    "versions",
    "files",
    "failures",
    "builds",
)
_ROWS = 5_000  # digested at a time
_COUNTED = "similar_findings"  # too many rows to digest, or count, at every commit
_DIGEST = "rows_sha256"  # the column that holds a notice's
_ROWS_KEY = f"rows:{_COUNTED}"
_COUNT = """
    insert into state (key, value) values (?, ?)
    on conflict (key) do update set value = value + excluded.value
"""
_SEAL = "insert or replace into state (key, value) values (?, ?)"


def rows_digest(connection: sqlite3.Connection, notice_id: str) -> str:
    """The SHA-256 of the notice's rows as they stand in the catalogue."""
    digest = sha256()
    for table in PROVED:
        rows = connection.execute(_selection(table), (notice_id,)).fetchall()
        digest.update(json.dumps([table, rows], ensure_ascii=True).encode())
    return digest.hexdigest()


def seal_rows(connection: sqlite3.Connection, notice_id: str) -> None:
    """Note the digest of the notice's rows with the notice."""
    digest = rows_digest(connection, notice_id)
    connection.execute(f"update notices set {_DIGEST} = ? where id = ?", (digest, notice_id))  # noqa: S608


@contextmanager
def tables_sealed(connection: sqlite3.Connection) -> Iterator[None]:
    """Note the digests of the shared tables when all is written.

    A table that was changed before, behind the catalogue's back, keeps the digest that tells it.
    """
    changed = _unlike(connection, _digests(connection)) if _is_ours(connection) else []
    yield
    kept = {key: one for key, one in _digests(connection).items() if key not in changed}
    connection.executemany(_SEAL, kept.items())


def count_rows(connection: sqlite3.Connection, more: int) -> None:
    """Note that ``similar_findings`` has so many rows more, or fewer, than it had."""
    connection.execute(_COUNT, (_ROWS_KEY, more))


def seal_tables(connection: sqlite3.Connection) -> None:
    """Note the digests of the shared tables as they stand, changed or not."""
    connection.executemany(_SEAL, (_digests(connection) | _counts(connection)).items())


def unproved_tables(connection: sqlite3.Connection) -> list[str]:
    """The shared tables that are not as they were when they were last written."""
    seals = _digests(connection) | _counts(connection)
    return [key.partition(":")[2] for key in _unlike(connection, seals)]


def _unlike(connection: sqlite3.Connection, seals: Mapping[str, str]) -> list[str]:
    """The keys under which something else is noted."""
    noted = dict(connection.execute("select key, value from state"))
    if not noted.keys() & seals.keys():
        return []  # last written before tables were proved
    return [key for key, value in seals.items() if noted.get(key) != value]


def _is_ours(connection: sqlite3.Connection) -> bool:
    """Whether there are tables yet, and of this version."""
    if not connection.execute("select 1 from sqlite_master where name = 'state'").fetchone():
        return False
    noted = connection.execute("select value from state where key = 'version'").fetchone()
    return bool(noted == (str(VERSION),))


def _digests(connection: sqlite3.Connection) -> dict[str, str]:
    return {f"digest:{table}": _table_digest(connection, table) for table in SHARED}


def _counts(connection: sqlite3.Connection) -> dict[str, str]:
    (rows,) = connection.execute(f"select count(*) from {_COUNTED}").fetchone()  # noqa: S608
    return {_ROWS_KEY: str(rows)}


def _table_digest(connection: sqlite3.Connection, name: str) -> str:
    known = find_table(name)
    columns = ", ".join(f'"{column}"' for column in known.columns)
    digest = sha256()
    rows = connection.execute(f"select {columns} from {name} order by rowid")  # noqa: S608
    while some := rows.fetchmany(_ROWS):  # one by one they would take three times as long
        digest.update(json.dumps(some).encode())
    return digest.hexdigest()


@cache
def _selection(name: str) -> str:
    """The query for a table's rows of one notice, in an order that does not change."""
    known = find_table(name)
    columns = ", ".join(f'"{column}"' for column in known.columns if column != _DIGEST)
    owned = "id = ?" if name == "notices" else "notice = ?"
    if "notice" not in known.keys and name != "notices":
        owned = "finding in (select id from findings where notice = ?)"
    return f"select {columns} from {name} where {owned} order by {_order(known)}"  # noqa: S608


def _order(table: Table) -> str:
    keys = (table.pk,) if isinstance(table.pk, str) else table.pk
    return ", ".join(f'"{key}"' for key in keys)
