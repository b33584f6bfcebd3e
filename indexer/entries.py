"""Reads from the catalogue what the indexes learn of findings."""

import json
import sqlite3
from collections.abc import Iterator

import numpy as np

from indexer.engine import Entry, Seqs

_PART = 1000  # findings asked for at a time

_SEQS = "select seq from findings order by seq"
_ENTRIES = """
    select findings.seq, findings.heading, findings.text, notices.unit
    from findings join notices on notices.id = findings.notice
    where findings.seq in (select value from json_each(?)) order by findings.seq
"""


def read_seqs(connection: sqlite3.Connection) -> Seqs:
    """All findings of the catalogue, in ascending order."""
    return np.array([seq for (seq,) in connection.execute(_SEQS)], np.int64)


def read_entries(connection: sqlite3.Connection, seqs: Seqs) -> Iterator[Entry]:
    """The findings with these numbers, in ascending order."""
    for start in range(0, len(seqs), _PART):
        part = json.dumps(seqs[start : start + _PART].tolist())
        for row in connection.execute(_ENTRIES, (part,)).fetchall():
            yield Entry(*row)
