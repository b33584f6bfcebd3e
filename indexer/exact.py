"""Exact search: whose texts hold what a query needs, told by the catalogue's exact index."""

import sqlite3
from collections.abc import Iterable
from math import inf
from time import monotonic

import numpy as np

from archive.fulltext import match_expression
from indexer.engine import Seqs
from indexer.query import And, Chosen, Node, Not, Or, Phrase

# In one string, for to fetch a row for each took four times as long.
_MATCHES = {
    "findings": "select group_concat(rowid) from findings_fts"
    " where findings_fts match ? and rowid between ? and ?",
    "notices": "select group_concat(rowid) from notices_fts"
    " where notices_fts match ? and rowid between ? and ?",
}
_PART = 50_000  # rows looked through between two looks at the clock

# An expression of FTS5, and whether the rows wanted are those that it does not match: FTS5 has
# no NOT of one operand, so every tree is put as the complement of an expression or as one.
_Matched = tuple[str, bool]


def find_exact(
    connection: sqlite3.Connection, table: str, needs: Node, seqs: Seqs, deadline: float = inf
) -> tuple[Seqs, bool]:
    """The rows of ``findings`` or ``notices`` whose text holds what is needed, and whether all
    rows were looked through before the deadline, in seconds of the monotonic clock.

    ``seqs`` are all rows of the table; in ascending order, as are those returned. The latest are
    looked through first.
    """
    expression, complement = _matched(needs)
    found: list[Seqs] = []
    for end in range(len(seqs), 0, -_PART):
        if found and monotonic() > deadline:
            return np.concatenate(found[::-1]), False
        part = seqs[max(0, end - _PART) : end]
        bounds = (expression, int(part[0]), int(part[-1]))
        (listed,) = connection.execute(_MATCHES[table], bounds).fetchone()
        held = np.sort(np.array(listed.split(",") if listed else [], np.int64))
        found.append(np.setdiff1d(part, held, assume_unique=True) if complement else held)
    return np.concatenate([seqs[:0], *found[::-1]]), True


def _matched(node: Node) -> _Matched:
    match node:
        case Phrase(text):
            return match_expression(text), False
        case Not(part):
            expression, complement = _matched(part)
            return expression, not complement
        case And(parts):
            return _all(map(_matched, parts))
        case Or(parts):
            # a OR NOT b is what NOT (b AND NOT a) is
            expression, complement = _all((one, not kept) for one, kept in map(_matched, parts))
            return expression, not complement
        case Chosen():
            raise ValueError("a filter is nothing that a text holds")


def _all(parts: Iterable[_Matched]) -> _Matched:
    """What all parts match."""
    held: list[str] = []
    missing: list[str] = []
    for expression, complement in parts:
        (missing if complement else held).append(expression)
    if not held:
        return _joined(" OR ", missing), True
    if not missing:
        return _joined(" AND ", held), False
    return f"({_joined(' AND ', held)} NOT {_joined(' OR ', missing)})", False


def _joined(operator: str, expressions: list[str]) -> str:
    return expressions[0] if len(expressions) == 1 else f"({operator.join(expressions)})"
