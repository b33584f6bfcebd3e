"""The catalogue's facts about findings and notices as arrays, for filters, counts and order.

Facets do not need an engine: with the facts in arrays a filter is a mask, and to count all hits
is one pass over them, some 0.1 ms a field where Whoosh takes 79 (at 30,000 findings).
"""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from archive.fulltext import fold
from indexer.answers import FACETS, Filters
from indexer.engine import Seqs

_NOTICES = """
    select notices.seq, notices.unit, notices.unit_type, notices.year, notices.kind, notices.body,
           notices.region, units.province, units.city, units.county,
           coalesce(year, '') || coalesce(published_on, as_of, feedback_on, inspected_to, '')
    from notices left join units on units.name = notices.unit order by notices.seq
"""
_FINDINGS = """
    select findings.seq, notices.seq, findings.status
    from findings join notices on notices.id = findings.notice order by findings.seq
"""
_TOPICS = """
    select findings.seq, topics.name from finding_topics
    join findings on findings.id = finding_topics.finding
    join topics on topics.id = finding_topics.topic
"""

_MOST_VALUES = 500  # of a facet, told of an answer; there may be units by the ten thousand
_FEW = 16  # hits are few when there are so many times as many rows

_SINGLE = ("unit", "unit_type", "year", "kind", "body")  # as the query for notices has them

Mask = NDArray[np.bool_]
Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Column:
    """A fact of a table's rows: ``rows[i]`` has ``values[codes[i]]``; a row may have several.

    ``rows`` is in ascending order.
    """

    values: tuple[str, ...]
    rows: Rows
    codes: Rows

    def holders(self, codes: Sequence[int], size: int) -> Mask:
        """Which of the table's rows have one of the values."""
        held = np.zeros(size, np.bool_)
        held[self.rows[np.isin(self.codes, codes)]] = True
        return held

    def counts(self, hits: Mask) -> tuple[tuple[str, int], ...]:
        """How many of the hits have each value, the most frequent first, and not endlessly many."""
        counts = np.bincount(self.codes[self._entries(hits)], minlength=len(self.values))
        order = np.argsort(-counts, kind="stable")[:_MOST_VALUES]
        return tuple((self.values[code], int(counts[code])) for code in order if counts[code])

    def _entries(self, hits: Mask) -> Mask | Rows:
        """Which entries are those of the hits; few hits are looked up one by one."""
        rows = np.flatnonzero(hits)
        if len(rows) * _FEW > len(hits):
            return hits[self.rows]
        first, last = (np.searchsorted(self.rows, rows, side) for side in ("left", "right"))
        return _runs(first, last - first)


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
        for field in FACETS:
            if getattr(filters, field):
                held &= self.select(field, filters)
        return held


@dataclass(frozen=True, slots=True)
class Tables:
    """The two things that are searched."""

    findings: Table
    notices: Table


def load_tables(connection: sqlite3.Connection) -> Tables:
    """Read the facts from the catalogue."""
    notices = connection.execute(_NOTICES).fetchall()
    findings = connection.execute(_FINDINGS).fetchall()
    topics = connection.execute(_TOPICS).fetchall()
    notice_seqs = np.array([row[0] for row in notices], np.int64)
    finding_seqs = np.array([row[0] for row in findings], np.int64)
    owners = np.searchsorted(notice_seqs, np.array([row[1] for row in findings], np.int64))
    of_notices = {
        field: _column((row, facts[place]) for row, facts in enumerate(notices))
        for place, field in enumerate(_SINGLE, 1)
    } | {
        "region": _column(
            (row, place) for row, facts in enumerate(notices) for place in facts[6:10]
        )
    }
    topic_rows = np.searchsorted(finding_seqs, np.array([seq for seq, _ in topics], np.int64))
    of_findings = {
        "status": _column((row, facts[2]) for row, facts in enumerate(findings)),
        "topic": _column(zip(topic_rows.tolist(), (name for _, name in topics), strict=True)),
    }
    latest = sorted(range(len(notices)), key=lambda row: notices[row][10], reverse=True)
    by_day = np.argsort(latest)
    by_unit = np.argsort(sorted(latest, key=lambda row: _by_sound(notices[row][1])))
    spread = {field: _spread(column, owners) for field, column in of_notices.items()}
    gathered = {field: _gathered(column, owners) for field, column in of_findings.items()}
    return Tables(
        Table(finding_seqs, owners, spread | of_findings, by_day, by_unit),
        Table(notice_seqs, np.arange(len(notices)), of_notices | gathered, by_day, by_unit),
    )


def _column(pairs: Iterable[tuple[int, str | int | None]]) -> Column:
    """The column of rows with their values; a row that has a value twice has it once."""
    distinct = dict.fromkeys((row, str(value)) for row, value in pairs if value is not None)
    codes = {value: code for code, value in enumerate(dict.fromkeys(v for _, v in distinct))}
    rows = np.array([row for row, _ in distinct], np.intp)
    return _sorted(tuple(codes), rows, np.array([codes[value] for _, value in distinct], np.intp))


def _spread(column: Column, owners: Rows) -> Column:
    """A column of notices as one of their findings."""
    order = np.argsort(owners, kind="stable")
    first = np.searchsorted(owners[order], column.rows, "left")
    count = np.searchsorted(owners[order], column.rows, "right") - first
    return _sorted(column.values, order[_runs(first, count)], np.repeat(column.codes, count))


def _gathered(column: Column, owners: Rows) -> Column:
    """A column of findings as one of their notices."""
    pairs = np.unique(np.stack([owners[column.rows], column.codes]), axis=1)
    return Column(column.values, pairs[0], pairs[1])


def _sorted(values: tuple[str, ...], rows: Rows, codes: Rows) -> Column:
    order = np.argsort(rows, kind="stable")
    return Column(values, rows[order], codes[order])


def _runs(first: Rows, count: Rows) -> Rows:
    """The numbers from each of the first ones on, so many of each run."""
    before = np.cumsum(count) - count
    return np.repeat(first - before, count) + np.arange(count.sum())


def _by_sound(unit: str | None) -> tuple[bool, bytes]:
    """The order of names: GB18030 has the common characters in that of their pinyin."""
    return unit is None, (unit or "").encode("gb18030")


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
