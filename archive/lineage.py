"""Decides which notice a file's bytes belong to.

A notice takes its id from the first original it was read from, and keeps it: when that file is
corrected, the notice follows. The same bytes in two files are one notice. A file that still holds
what its notice has since replaced keeps pointing to the notice and changes nothing; should it get
bytes of its own later, they are a notice of their own.
"""

import sqlite3
from dataclasses import dataclass
from typing import Literal

from archive.ids import LENGTH, notice_id

Change = Literal["added", "replaced", "unchanged"]

_SEEN = """
    select files.sha256, files.notice, notices.document = files.sha256
    from files join notices on notices.id = files.notice where files.id = ?
"""


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a file's bytes: the notice they belong to, and how that changes."""

    notice: str
    change: Change


def find_fate(connection: sqlite3.Connection, file_id: str, digest: str) -> Fate:
    """What becomes of the file, were the bytes with this digest a notice."""
    own: str | None = None  # the notice that reads as this file did when it was last seen
    for seen_digest, notice, in_force in connection.execute(_SEEN, (file_id,)).fetchall():
        if seen_digest == digest:
            return Fate(notice, "unchanged")
        own = notice if in_force else None
    known = _notice_of(connection, digest)
    if known and known != own:
        return Fate(known, "unchanged")
    return Fate(own, "replaced") if own else Fate(_free_id(connection, digest), "added")


def _notice_of(connection: sqlite3.Connection, digest: str) -> str | None:
    query = "select notice from versions where document = ?"
    row = connection.execute(query, (digest,)).fetchone()
    return row[0] if row else None


def _free_id(connection: sqlite3.Connection, digest: str) -> str:
    """The notice's id, longer where another original's digest begins with the same digits."""
    query = "select 1 from notices where id = ?"
    ids = (notice_id(digest, length) for length in range(LENGTH, len(digest) + 1))
    return next(one for one in ids if not connection.execute(query, (one,)).fetchone())
