"""The catalogue's facts about findings and notices as arrays, for filters, counts and order.

Facets do not need an engine: with the facts in arrays a filter is a mask, and to count all hits
is one pass over them, some 0.1 ms a field where Whoosh takes 79 (at 30,000 findings).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from archive.fulltext import fold
from indexer.answers import FACETS, Filters
from indexer.engine import Seqs

_MOST_VALUES = 500  # of a facet, told of an answer; there may be units by the ten thousand
_FEW = 16  # hits are few when there are so many times as many rows

Mask = NDArray[np.bool_]
Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Column:
    """A fact of a table's rows: ``rows[i]`` has ``values[codes[i]]``; a row may have several.

    ``rows`` is in ascending order; ``starts`` tells where each row's entries begin, and ends with
    a row that has none, as those after it.
    """

    values: tuple[str, ...]
    rows: Rows
    codes: Rows
    starts: NDArray[np.int32] = field(init=False)

    def __post_init__(self) -> None:
        end = self.rows[-1] + 1 if len(self.rows) else 0
        starts = np.searchsorted(self.rows, np.arange(end + 2)).astype(np.int32)
        object.__setattr__(self, "starts", starts)

    def holders(self, codes: Sequence[int], size: int) -> Mask:
        """Which of the table's rows have one of the values."""
        held = np.zeros(size, np.bool_)
        held[self.rows[np.isin(self.codes, codes)]] = True
        return held

    def counts(self, hits: Mask) -> tuple[tuple[str, int], ...]:
        """How many of the hits have each value, the most frequent first, and not endlessly many."""
        counts = np.bincount(self.codes[self._entries(hits)], minlength=len(self.values))
        order = np.flatnonzero(counts)
        order = order[np.argsort(-counts[order], kind="stable")][:_MOST_VALUES]
        values = (self.values[code] for code in order.tolist())
        return tuple(zip(values, counts[order].tolist(), strict=True))

    def _entries(self, hits: Mask) -> Mask | Rows:
        """Which entries are those of the hits; few hits are looked up one by one."""
        rows = np.flatnonzero(hits)
        if len(rows) * _FEW > len(hits):
            return hits[self.rows]
        rows = np.minimum(rows, len(self.starts) - 2)
        first, end = (self.starts[at].astype(np.intp) for at in (rows, rows + 1))
        return _runs(first, end - first)


@dataclass(frozen=True, slots=True)
class Table:
    """What is known of findings, or of notices: a row for each, in the order of ``seqs``.

    ``notices`` gives each row's notice, by its row in the table of notices; ``by_day`` and
    ``by_unit`` are the notices' ranks from the latest, and in the order of units.
    """

    seqs: Seqs
    notices: Rows
    columns: dict[str, Column]
    by_day: Rows
    by_unit: Rows

    def select(self, field: str, filters: Filters) -> Mask:
        """Which rows have what is wanted of the field."""
        column = self.columns[field]
        wanted = getattr(filters, field)
        codes = _years(column, wanted) if field == "year" else _values(column, wanted)
        return column.holders(codes, len(self.seqs))

    def select_all(self, filters: Filters) -> Mask:
        """Which rows have what is wanted of every field."""
        held = np.ones(len(self.seqs), np.bool_)
        for name in FACETS:
            if getattr(filters, name):
                held &= self.select(name, filters)
        return held


@dataclass(frozen=True, slots=True)
class Tables:
    """The two things that are searched, of the catalogue that was made at this time."""

    made: str
    findings: Table
    notices: Table


def make_column(rows: Rows, values: Sequence[str]) -> Column:
    """The column of rows with their values, pair by pair; a pair may come more than once."""
    names = sorted(set(values))
    places = {value: code for code, value in enumerate(names)}
    codes = np.array([places[value] for value in values], np.intp)
    return _ordered(tuple(names), rows, codes)


def join_columns(first: Column, rest: Column) -> Column:
    """The column with the entries of both."""
    names = sorted({*first.values, *rest.values})
    places = {value: code for code, value in enumerate(names)}
    codes = [
        np.array([places[value] for value in one.values], np.intp)[one.codes]
        for one in (first, rest)
    ]
    return _ordered(tuple(names), np.concatenate([first.rows, rest.rows]), np.concatenate(codes))


def pick_rows(column: Column, kept: Mask) -> Column:
    """The column of the rows that are kept, numbered anew."""
    entries = kept[column.rows]
    numbers = np.cumsum(kept) - 1
    return Column(column.values, numbers[column.rows[entries]], column.codes[entries])


def spread(column: Column, owners: Rows) -> Column:
    """A column of notices as one of their findings."""
    order = np.argsort(owners, kind="stable")
    first = np.searchsorted(owners[order], column.rows, "left")
    count = np.searchsorted(owners[order], column.rows, "right") - first
    return _ordered(column.values, order[_runs(first, count)], np.repeat(column.codes, count))


def gather(column: Column, owners: Rows) -> Column:
    """A column of findings as one of their notices."""
    return _ordered(column.values, owners[column.rows], column.codes)


def _ordered(values: tuple[str, ...], rows: Rows, codes: Rows) -> Column:
    """The entries row by row, each once."""
    pairs = np.sort(rows * len(values) + codes)  # np.unique would take thirty times as long
    pairs = pairs[np.diff(pairs, prepend=-1) > 0]
    return Column(values, *np.divmod(pairs, max(1, len(values))))


def _runs(first: Rows, count: Rows) -> Rows:
    """The numbers from each of the first ones on, so many of each run."""
    before = np.cumsum(count) - count
    return np.repeat(first - before, count) + np.arange(count.sum())


def _years(column: Column, ranges: Iterable[tuple[int | None, int | None]]) -> list[int]:
    """The codes of the years within any of the ranges."""
    bounds = [(first or 0, last or 9999) for first, last in ranges]
    return [
        code
        for code, year in enumerate(column.values)
        if any(first <= int(year) <= last for first, last in bounds)
    ]


def _values(column: Column, wanted: Iterable[str]) -> list[int]:
    """The codes of the wanted values; of those that hold one, where none is just that."""
    codes = {value: code for code, value in enumerate(column.values)}
    found = []
    for value in wanted:
        if value in codes:
            found.append(codes[value])
        else:
            part = fold(value)
            found += [code for one, code in codes.items() if part in fold(one)]
    return found
