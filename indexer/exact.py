"""Exact search: whose texts hold what a query needs, told by the catalogue's exact index."""

import sqlite3
from collections.abc import Iterable

import numpy as np

from archive.fulltext import match_expression
from indexer.engine import Seqs
from indexer.query import And, Chosen, Node, Not, Or, Phrase

# In one string, for to fetch a row for each took four times as long.
_MATCHES = {
    "findings": "select group_concat(rowid) from findings_fts where findings_fts match ?",
    "notices": "select group_concat(rowid) from notices_fts where notices_fts match ?",
}

# An expression of FTS5, and whether the rows wanted are those that it does not match: FTS5 has
# no NOT of one operand, so every tree is put as the complement of an expression or as one.
_Matched = tuple[str, bool]


def find_exact(connection: sqlite3.Connection, table: str, needs: Node, seqs: Seqs) -> Seqs:
    """The rows of ``findings`` or ``notices`` whose text holds what is needed.

    ``seqs`` are all rows of the table; in ascending order, as are those returned.
    """
    expression, complement = _matched(needs)
    (listed,) = connection.execute(_MATCHES[table], (expression,)).fetchone()
    found = np.sort(np.array((listed or "").split(",") if listed else [], np.int64))
    return np.setdiff1d(seqs, found, assume_unique=True) if complement else found


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
