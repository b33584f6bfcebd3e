"""Which findings, or notices, answer a query, in which order, and how they divide by facet.

Where the text must hold something, the hits are those that hold it, and ranking only puts them in
order. Plain words rank: the hits are the findings that score at least a share of the best score,
so that none is missed because it lacks one word, and none is counted that has but a character in
common with the query.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import and_
from time import monotonic
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.answers import FACETS, Filters
from indexer.columns import Mask, Rows, Table, Tables
from indexer.coverage import Matter, cover, find_matters
from indexer.engine import Ranker, Term
from indexer.exact import find_exact
from indexer.query import And, Node, Phrase, Query
from indexer.terms import rank_terms, weigh_topics
from indexer.topical import score_topics

SECONDS = 2.0  # after which a search makes do with what it has looked through
MOST_RANKED = 10_000  # hits of plain words
MOST_SIFTED = 20_000  # hits of plain words among which those are that a wide filter lets through

_MOST_ORDERED = 1_000  # hits of exact search, by relevance; those beyond, by their day

SHARE = 0.1  # of the best score, for a hit of plain words to reach

_LOOKED_AT = 30  # hits of plain words, for how much of the question they hold
_COVERAGE = 0.6  # of a score that hangs on that

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Sought:
    """What to rank by: words and grams, topics by name with what each counts, and matters."""

    terms: tuple[Term, ...]
    topics: Mapping[str, float]
    matters: tuple[Matter, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The rows that answer, in order, with their scores; ``ranked`` when plain words found them."""

    rows: Rows
    scores: Scores
    facets: Mapping[str, tuple[tuple[str, int], ...]]
    ranked: bool
    partial: bool = False  # there was no time to look through all rows
    sifted: bool = False  # a wide filter was laid over the most relevant rows only


class Finder:
    """Finds hits among the rows of one table, ``findings`` or ``notices``."""

    def __init__(
        self, connection: sqlite3.Connection, ranker: Ranker, tables: Tables, scope: str
    ) -> None:
        self._connection = connection
        self._ranker = ranker
        self._findings = tables.findings
        self._table: Table = getattr(tables, scope)
        self._scope = scope

    def find(self, query: Query, filters: Iterable[Filters], sort: str) -> Found:
        """The hits of a query; each of the filters must let them through."""
        sought = _Sought(
            rank_terms(query.words, query.phrases),
            weigh_topics(query.words),
            find_matters(query.words),
        )
        needs = query.needs
        if (
            query.words and not sought.terms
        ):  # such as ％, or 的: nothing to rank by, but to be found
            needs = And(tuple(Phrase(word) for word in query.words))
        masks = self._masks(filters)
        if needs is None and sought.terms:
            return self._find_ranked(sought, masks, sort)
        base, whole = (self._everything(), True) if needs is None else self._holders(needs)
        hits = _all(base, masks)
        scores = self._score(sought, hits, _MOST_ORDERED)
        rows = self._ordered(hits, scores, sort)
        facets = self._facets(hits, {field: _all(base, masks, field) for field in masks})
        return Found(rows, scores[rows], facets, ranked=False, partial=not whole)

    def _find_ranked(self, sought: _Sought, masks: dict[str, Mask], sort: str) -> Found:
        scores = self._near(sought, masks)
        least = max(SHARE * float(scores.max(initial=0)), float(np.finfo(np.float32).tiny))
        near = scores >= least
        hits = _best(_all(near, masks), scores)
        others = {field: _best(_all(near, masks, field), scores) for field in masks}
        rows = self._ordered(hits, scores, sort)
        if sort == "relevance" and self._scope == "findings":
            rows, scores = self._cover(rows, scores, sought.matters)
        facets = self._facets(hits, others)
        sifted = bool(masks) and int(np.count_nonzero(near)) >= MOST_SIFTED
        return Found(rows, scores[rows], facets, ranked=True, sifted=sifted)

    def _near(self, sought: _Sought, masks: Mapping[str, Mask]) -> Scores:
        """The scores of the most relevant rows, those that the masks let through among them.

        Where masks let many through, they are looked for among the most relevant only.
        """
        everything, passed = self._everything(), _all(self._everything(), masks)
        if np.count_nonzero(passed) > MOST_RANKED:
            return self._score(sought, everything, MOST_SIFTED if masks else MOST_RANKED, SHARE)
        scores = self._score(sought, everything, MOST_RANKED, SHARE)
        return (
            np.maximum(scores, self._score(sought, passed, MOST_RANKED, SHARE)) if masks else scores
        )

    def _cover(
        self, rows: Rows, scores: Scores, matters: tuple[Matter, ...]
    ) -> tuple[Rows, Scores]:
        """The rows, with the first of them in order of how much of the question they hold, too.

        The others count as if they held nothing of it, so that they still come after the first.
        """
        if len(matters) < 2:
            return rows, scores
        first = rows[:_LOOKED_AT]
        shares = cover(self._connection, self._findings.seqs[first], matters)
        covered = scores * np.float32(1 - _COVERAGE)
        covered[first] += np.float32(_COVERAGE) * shares * scores[first]
        first = first[np.argsort(-covered[first], kind="stable")]
        return np.concatenate([first, rows[_LOOKED_AT:]]), covered

    def _masks(self, filters: Iterable[Filters]) -> dict[str, Mask]:
        """For each field that is filtered, the rows that its filters let through."""
        masks: dict[str, Mask] = {}
        for one in filters:
            for field in FACETS:
                if getattr(one, field):
                    masks[field] = masks.get(field, True) & self._table.select(field, one)
        return masks

    def _everything(self) -> Mask:
        return np.ones(len(self._table.seqs), np.bool_)

    def _holders(self, needs: Node) -> tuple[Mask, bool]:
        """The rows whose text holds what is needed, and whether all were looked through."""
        seqs, deadline = self._table.seqs, monotonic() + SECONDS
        found, whole = find_exact(self._connection, self._scope, needs, seqs, deadline)
        return np.isin(seqs, found, assume_unique=True), whole

    def _score(self, sought: _Sought, allowed: Mask, limit: int, share: float = 0.0) -> Scores:
        """The scores of the allowed rows; a notice has that of its best finding.

        Findings whose words score less than the share of the best count by their topics alone.
        """
        findings = self._findings
        if not sought.terms:
            return np.zeros(len(self._table.seqs), np.float32)
        notices = self._scope == "notices"
        asked = allowed[findings.notices] if notices else allowed
        among = None if allowed.all() else findings.seqs[asked]
        ranking = self._ranker.rank(sought.terms, among, limit, share)
        scores = score_topics(findings.columns["topic"], sought.topics, len(findings.seqs))
        order = np.argsort(ranking.seqs)  # in order, many are found three times as fast
        scores[np.searchsorted(findings.seqs, ranking.seqs[order])] += ranking.scores[order]
        scores[~asked] = 0
        if not notices:
            return scores
        best = np.zeros(len(self._table.seqs), np.float32)
        np.maximum.at(best, findings.notices, scores)
        return best

    def _ordered(self, hits: Mask, scores: Scores, sort: str) -> Rows:
        """The rows of the hits; whatever the order, the latest come first among equals."""
        rows = np.flatnonzero(hits)
        notices = self._table.notices[rows]
        by_day, by_unit = self._table.by_day[notices], self._table.by_unit[notices]
        orders: dict[str, NDArray[Any]] = {
            "relevance": -scores[rows],
            "date": by_day,
            "unit": by_unit,
        }
        first = orders[sort]
        return rows[np.lexsort((rows, by_day, first))]

    def _facets(
        self, hits: Mask, others: Mapping[str, Mask]
    ) -> dict[str, tuple[tuple[str, int], ...]]:
        """The counts of each field; those of a filtered one as if it were not, to widen it by."""
        columns = self._table.columns
        return {field: columns[field].counts(others.get(field, hits)) for field in FACETS}


def _all(base: Mask, masks: Mapping[str, Mask], without: str | None = None) -> Mask:
    """The rows that all masks let through, one of them perhaps left out."""
    return reduce(and_, (mask for field, mask in masks.items() if field != without), base)


def _best(hits: Mask, scores: Scores) -> Mask:
    """The hits with the highest scores, as many as are ranked."""
    rows = np.flatnonzero(hits)
    if len(rows) <= MOST_RANKED:
        return hits
    chosen = np.zeros(len(hits), np.bool_)
    chosen[rows[np.lexsort((rows, -scores[rows]))][:MOST_RANKED]] = True
    return chosen
