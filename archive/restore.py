"""Brings back what the catalogue's shared tables must hold, where it follows from something."""

import sqlite3

from archive.facts import topics
from archive.ids import name_id
from archive.proof import PROVED

_ORPHANS = {  # rows that no notice names
    "units": "select name from units"
    " where name not in (select unit from notices where unit is not null)",
    "regulations": "select title from regulations"
    " where title not in (select regulation from citations)",
    "documents": "select sha256 from documents where sha256 not in (select document from versions)",
}
_PARTS = {*PROVED, "similar_findings", "copies"} - {"notices"}
_KEYS = {"units": "name", "regulations": "title"}
_RESET_UNIT = """
    update units set id = ?, unit_type = null, level = null, province = null, city = null,
    county = null where name = ?
"""
_LOST = """
    select notice, document, coalesce(file_name, document), max(kept_at)
    from versions left join documents on sha256 = document
    where notice not in (select id from notices) group by notice
"""
_UNDATED = """
    select id from notices where document not in
    (select document from versions where versions.notice = notices.id)
"""


def orphans(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """The rows of shared tables that no notice names, as (table, key)."""
    return [
        (table, key) for table, query in _ORPHANS.items() for (key,) in connection.execute(query)
    ]


def lost_notices(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """The notices that only their versions tell of: (id, latest original, its file's name)."""
    return [row[:3] for row in connection.execute(_LOST)]


def unversioned_notices(connection: sqlite3.Connection) -> list[str]:
    """The notices whose original in force is not among their versions."""
    return [notice for (notice,) in connection.execute(_UNDATED)]


def drop_dangling(connection: sqlite3.Connection) -> None:
    """Remove the parts of notices that hang on nothing; what they were is in the originals."""
    while found := [
        (table, row)
        for table, row, *_ in connection.execute("pragma foreign_key_check")
        if table in _PARTS
    ]:
        for table, row in found:
            connection.execute(f"delete from {table} where rowid = ?", (row,))  # noqa: S608


def reset_shared(connection: sqlite3.Connection) -> None:
    """Set what follows from names, and empty what reading all notices again will fill."""
    names = connection.execute("select name from units").fetchall()
    connection.executemany(_RESET_UNIT, [(name_id(name), name) for (name,) in names])
    titles = connection.execute("select title from regulations").fetchall()
    connection.executemany(
        "update regulations set id = ? where title = ?",
        [(name_id(title), title) for (title,) in titles],
    )
    connection.executemany(
        "update topics set name = ?, aspect = ? where id = ?",
        [(topic.name, topic.aspect, topic.id) for topic in topics()],
    )


def forget_orphans(connection: sqlite3.Connection) -> None:
    """Remove the units and regulations that no notice names."""
    for table, key in orphans(connection):
        if table in _KEYS:
            connection.execute(f"delete from {table} where {_KEYS[table]} = ?", (key,))  # noqa: S608
