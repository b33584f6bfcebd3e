"""How findings divide by two facts at once, counted from arrays."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from indexer.answers import Cross
from indexer.columns import Column, Mask, Table


def cross(table: Table, hits: Mask, first: str, second: str) -> Cross:
    """Count the hits that have each pair of values of two fields.

    A row that has several values of a field counts once for each; values that no hit has are
    left out.
    """
    down, across = table.columns[first], table.columns[second]
    pairs = (_held(down, hits).T @ _held(across, hits)).toarray()
    kept_down, kept_across = down.counts(hits), across.counts(hits)
    chosen = np.ix_(_codes(down, kept_down), _codes(across, kept_across))
    return Cross(kept_down, kept_across, tuple(map(tuple, pairs[chosen].tolist())))


def _held(column: Column, hits: Mask) -> "csr_array":
    """A row for each of the table's rows, a column for each value; 1 where a hit has it."""
    within = hits[column.rows]
    places = column.rows[within], column.codes[within]
    ones = np.ones(int(within.sum()), np.int64)
    return csr_array((ones, places), shape=(len(hits), len(column.values)))


def _codes(column: Column, kept: Sequence[tuple[str, int]]) -> NDArray[np.intp]:
    places = {value: code for code, value in enumerate(column.values)}
    return np.array([places[value] for value, _ in kept], np.intp)
