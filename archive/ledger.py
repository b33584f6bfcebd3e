"""What an archive knows that its originals do not tell: names of files, versions, what was done.

Originals and ledger together are the whole archive; everything else follows from them.
"""

import re
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from archive import schema
from archive.errors import CatalogueError
from archive.keep import insert
from archive.rows import Row

Rows = tuple[Row, ...]

_TABLES = ("documents", "versions", "files", "failures", "builds")
_IN_FORCE = "notices"  # here: which original each notice reads as, in the order they came
_STATE = ("created_at", "names")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_NOTICE = re.compile(r"[0-9a-f]{12,64}")


@dataclass(frozen=True, slots=True)
class Ledger:
    """Rows by table, and what is noted under each key of ``state``."""

    tables: Mapping[str, Rows]
    state: Mapping[str, str]

    def file_names(self) -> dict[str, str]:
        """The name of the file that each original came in."""
        return {str(row["sha256"]): str(row["file_name"]) for row in self.tables["documents"]}

    def in_force(self) -> list[tuple[str, str]]:
        """Each notice with the digest of its original."""
        return [(str(row["id"]), str(row["document"])) for row in self.tables[_IN_FORCE]]


def read_ledger(connection: sqlite3.Connection) -> Ledger:
    """The ledger of a catalogue, of this version or an earlier one."""
    tables = {table: _rows(connection, f"select * from {table}") for table in _TABLES}  # noqa: S608
    tables[_IN_FORCE] = _rows(connection, "select id, document from notices order by seq")
    state = dict(connection.execute("select key, value from state"))
    return Ledger(tables, {key: state[key] for key in _STATE if key in state})


def check_ledger(ledger: Ledger) -> None:
    """Raise CatalogueError where a ledger from elsewhere is not one that can be written."""
    if set(ledger.tables) != {*_TABLES, _IN_FORCE}:
        raise CatalogueError("记录不全：缺少应有的表")
    for table, rows in ledger.tables.items():
        columns = {"id": str, "document": str} if table == _IN_FORCE else _columns(table)
        for row in rows:
            if any(not _fits(columns.get(name), value) for name, value in row.items()):
                raise CatalogueError(f"记录不合格式：{table} 表里有认不得的内容")
    _check_lineage(ledger)


def write_history(connection: sqlite3.Connection, ledger: Ledger) -> None:
    """Write what was done, after the notices that are in force; those that are missing stay so."""
    present = {notice for (notice,) in connection.execute("select id from notices")}
    known = [row for row in ledger.tables["versions"] if row["notice"] in present]
    digests = {row["document"] for row in known}
    documents = [row for row in ledger.tables["documents"] if row["sha256"] in digests]
    files = [
        row for row in ledger.tables["files"] if row["notice"] is None or row["notice"] in present
    ]
    _insert(connection, "documents", documents, "insert or ignore")
    _insert(connection, "versions", known, "insert or replace")
    _insert(connection, "files", files, "insert or replace")
    for table in ("failures", "builds"):
        _insert(connection, table, ledger.tables[table], "insert or replace")
    state: list[Row] = [{"key": key, "value": value} for key, value in ledger.state.items()]
    insert(connection, "state", state, "insert or replace")


def _rows(connection: sqlite3.Connection, query: str) -> Rows:
    cursor = connection.execute(query)
    names = [column[0] for column in cursor.description]
    return tuple(dict(zip(names, row, strict=True)) for row in cursor)


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[Row], verb: str) -> None:
    columns = _columns(table)
    insert(connection, table, [{name: row.get(name) for name in columns} for row in rows], verb)


def _columns(table: str) -> dict[str, type]:
    return schema.find_table(table).columns


def _fits(kind: type | None, value: object) -> bool:
    return kind is not None and (value is None or type(value) is kind)


def _check_lineage(ledger: Ledger) -> None:
    """Every notice stands on an original that is a version of it, and is named after its first."""
    versions: dict[str, set[str]] = {}
    for row in ledger.tables["versions"]:
        versions.setdefault(str(row.get("notice")), set()).add(str(row.get("document")))
    documents = {str(row.get("sha256")) for row in ledger.tables["documents"]}
    for row in ledger.tables[_IN_FORCE]:
        named, digest = str(row.get("id")), str(row.get("document"))
        known = versions.get(named, set())
        if not (
            _NOTICE.fullmatch(named)
            and digest in known
            and known <= documents
            and all(map(_DIGEST.fullmatch, known))
            and any(one.startswith(named) for one in known)
        ):
            raise CatalogueError(f"记录不合格式：通报 {named[:64]!r} 的版本对不上")
