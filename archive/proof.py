"""A digest over all rows of a notice, by which a change behind the catalogue's back is told."""

import json
import sqlite3
from functools import cache
from hashlib import sha256

from archive.schema import TABLES

PROVED = (  # the tables whose rows belong to a notice alone, by themselves or through a finding
    "notices",
    "field_spans",
    "aspects",
    "findings",
    "measures",
    "finding_topics",
    "citations",
    "amounts",
    "accountability",
    "duties",
    "checks",
)
_DIGEST = "rows_sha256"  # the column that holds it


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


@cache
def _selection(name: str) -> str:
    """The query for a table's rows of one notice, in an order that does not change."""
    table = next(table for table in TABLES if table.name == name)
    columns = ", ".join(f'"{column}"' for column in table.columns if column != _DIGEST)
    owned = "id = ?" if name == "notices" else "notice = ?"
    if "notice" not in table.keys and name != "notices":
        owned = "finding in (select id from findings where notice = ?)"
    keys = (table.pk,) if isinstance(table.pk, str) else table.pk
    order = ", ".join(f'"{key}"' for key in keys)
    return f"select {columns} from {name} where {owned} order by {order}"  # noqa: S608
