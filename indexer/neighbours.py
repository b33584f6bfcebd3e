"""Notes in the catalogue, for every finding, the findings of other notices that are likest to it.

A few new findings are compared one by one, and take their places in the lists of those they are
like; when there are many, all lists are made anew by multiplying the vectors in blocks.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from archive.proof import count_rows
from indexer.engine import Seqs
from indexer.entries import read_entries
from indexer.report import Progress, Step, silently
from indexer.similarity import SimilarityReader

_KEPT = 10  # neighbours of a finding
_LEAST = 0.1  # cosine under which two findings are strangers
_FEW = 500  # new findings that are compared one by one
_OFFERED = 24  # nearest of a new finding, in whose lists it may take a place
_BLOCK = 512  # findings that are multiplied at a time
_CANDIDATES = 64  # findings that may be neighbours, to be looked at more closely
_CHAMPIONS = 400  # entries of a column that candidates are found by

_FINDINGS = "select id, dense_rank() over (order by notice) from findings order by seq"
_SIBLINGS = "select seq from findings where notice = (select notice from findings where seq = ?)"
_SHORT = """
    select seq from findings left join similar_findings on finding = id
    group by seq having count(rank) < ?
"""
_LAST = """
    select seq, score from findings join similar_findings on finding = findings.id and rank = ?
    where seq in (select value from json_each(?))
"""
_LISTS = """
    select own.seq, others.seq, score from similar_findings
    join findings as own on own.id = finding join findings as others on others.id = other
    where own.seq in (select value from json_each(?))
"""
_CLEAR = """
    delete from similar_findings where finding in
    (select id from findings where seq in (select value from json_each(?)))
"""
_NOTE = "insert into similar_findings (finding, rank, other, score) values (?, ?, ?, ?)"
_NOTE_BY_SEQ = """
    insert into similar_findings (finding, rank, other, score)
    values ((select id from findings where seq = ?), ?, (select id from findings where seq = ?), ?)
"""

Places = NDArray[Any]
Lists = dict[int, dict[int, float]]  # of a finding's seq: its neighbours, with their cosines


def note_neighbours(
    connection: sqlite3.Connection,
    index: SimilarityReader,
    added: Seqs,
    progress: Progress = silently,
    *,
    shortened: bool = False,
) -> None:
    """Bring ``similar_findings`` level with the index, to which these findings were added.

    ``shortened`` says that lists may have lost neighbours, whose findings were removed.
    """
    if shortened:
        short = [seq for (seq,) in connection.execute(_SHORT, (_KEPT,))]
        added = np.union1d(added, np.array(short, np.int64))
    if len(added) > _FEW:
        _note_all(connection, index, progress)
    else:
        _note_some(connection, index, added)


def _note_some(connection: sqlite3.Connection, index: SimilarityReader, added: Seqs) -> None:
    fresh: Lists = defaultdict(dict)
    offered: Lists = defaultdict(dict)
    for entry in read_entries(connection, added):
        siblings = np.array([seq for (seq,) in connection.execute(_SIBLINGS, (entry.seq,))])
        ranking = index.nearest(entry.heading, entry.text, siblings, _OFFERED)
        for other, score in zip(ranking.seqs.tolist(), ranking.scores.tolist(), strict=True):
            fresh[entry.seq][other] = score
            offered[other][entry.seq] = score
    longer = _lengthened(connection, offered)
    best = {own: _best(others) for own, others in (longer | fresh).items()}
    changed = {own: list_ for own, list_ in best.items() if own in fresh or list_.keys() & fresh}
    cleared = connection.execute(_CLEAR, (json.dumps(list(changed)),)).rowcount
    rows = [
        (own, rank, other, score)
        for own, list_ in changed.items()
        for rank, (other, score) in enumerate(list_.items(), 1)
    ]
    connection.executemany(_NOTE_BY_SEQ, rows)
    count_rows(connection, len(rows) - cleared)


def _lengthened(connection: sqlite3.Connection, offered: Lists) -> Lists:
    """The lists that what is offered has a place in, with it; among equals the earlier stay."""
    last = dict(connection.execute(_LAST, (_KEPT, json.dumps(list(offered)))).fetchall())
    near = {own: others for own, others in offered.items() if _most(others) > last.get(own, 0)}
    for own, other, score in connection.execute(_LISTS, (json.dumps(list(near)),)):
        near[own][other] = score
    return near


def _most(others: dict[int, float]) -> float:
    return max(others.values())


def _best(others: dict[int, float]) -> dict[int, float]:
    ranked = sorted(others.items(), key=lambda other: (-other[1], other[0]))[:_KEPT]
    return {other: score for other, score in ranked if score >= _LEAST}


def _note_all(connection: sqlite3.Connection, index: SimilarityReader, progress: Progress) -> None:
    found = connection.execute(_FINDINGS).fetchall()
    ids = np.array([one for one, _ in found], object)
    notices = np.array([notice for _, notice in found])
    count_rows(connection, -connection.execute("delete from similar_findings").rowcount)
    for number, (own, rank, other, scores) in enumerate(_blocks(index.matrix(), notices), 1):
        progress(Step("near", min(number * _BLOCK, len(ids)), len(ids)))
        rows = zip(ids[own], rank.tolist(), ids[other], scores.tolist(), strict=True)
        connection.executemany(_NOTE, rows)
        count_rows(connection, len(rank))


def _blocks(vectors: csr_array, notices: Places) -> Iterator[tuple[Places, ...]]:
    """The neighbours of all findings, block by block: whose, in which rank, which, how like."""
    champions = _champions(vectors)
    for start in range(0, vectors.shape[0], _BLOCK):
        block = vectors[start : start + _BLOCK]
        roughly = (block @ champions).tocoo()
        like = (roughly.data >= _LEAST / 2) & (notices[roughly.row + start] != notices[roughly.col])
        own, other, _ = _first(
            roughly.row[like], roughly.col[like], roughly.data[like], _CANDIDATES
        )
        cosines = block[own].multiply(vectors[other]).sum(axis=1)
        order = np.lexsort((other, -cosines, own))  # among equals the earlier comes first
        own, other, cosines = own[order], other[order], cosines[order]
        rank = _within(own) + 1
        near = (rank <= _KEPT) & (cosines >= _LEAST)
        yield own[near] + start, rank[near], other[near], cosines[near].clip(0, 1)


def _champions(vectors: csr_array) -> csr_array:
    """The vectors transposed, each column with its heaviest entries only.

    A column that many findings have tells little of any of them, but to compare by all of it
    takes time as the square of the archive's size. With these, 26,000 findings took a third of
    the time, and 98% of the neighbours were the nearest; the others were as near to a thousandth.
    """
    entries = vectors.tocoo()
    row, column, weight = _first(entries.col, entries.row, entries.data, _CHAMPIONS)
    return csr_array((weight, (row, column)), shape=vectors.shape[::-1])


def _first(own: Places, other: Places, scores: Places, most: int) -> tuple[Places, Places, Places]:
    """The pairs with the highest scores, all at most 1, so many of each of their own."""
    order = np.argsort(2.0 * own - scores)  # one key: some twenty times faster than two
    own, other, scores = own[order], other[order], scores[order]
    kept = _within(own) < most
    return own[kept], other[kept], scores[kept]


def _within(own: Places) -> Places:
    """The place of each entry among those of its own, which stand together."""
    return np.arange(len(own)) - np.searchsorted(own, own)
