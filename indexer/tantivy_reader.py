"""Reads what the tantivy engine wrote, and ranks findings by it."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.engine import Ranking, Seqs, Term

_FEW = 1000  # findings that tantivy is told to look among; more are picked from what it found
_SOME = 10_000  # findings that it is told to look among where few of them are among the best
_DEPTH = 24_576  # hits to ask for at first, at most: some ten milliseconds' worth
_DEEPER = 4  # times as many, when those were not enough
_LONG = 5000  # hits, at whose end it does not matter which of many equals are left out
_SEQS = "seqs.npy"  # the findings it holds: tantivy takes a second to list 300,000
_NOISE = 6  # last bits of a score to ignore: equal findings add up in unequal orders


class TantivyReader:
    """See ``indexer.engine.Ranker``."""

    def __init__(self, directory: Path) -> None:
        tantivy = library()
        index = tantivy.Index.open(str(directory))
        index.config_reader("manual")  # without a thread that watches for commits
        self._schema = index.schema
        self._searcher = index.searcher()
        self.seqs: Seqs = read_seqs(directory)
        hollow = _written(directory) > 2 * len(self.seqs)
        self.scattered: Seqs = self.seqs if hollow else self.seqs[:0]  # small ones are merged

    def rank(
        self, terms: Sequence[Term], among: Seqs | None, limit: int, share: float = 0.0
    ) -> Ranking:
        if not terms or not limit or not len(self.seqs) or (among is not None and not len(among)):
            return _nothing()
        query, least = self._query(terms), 0.0
        limit = limit if among is None else min(limit, len(among))
        if among is not None and len(among) <= _FEW:
            least = share * _best(self._search(query, 0, 1))
            query, among = self._among(query, among), None
        enough = limit + limit // 8 + 16  # equals that come later may belong before
        depth, found = min(_DEPTH, enough if among is None else enough * _DEEPER), _nothing()
        while True:
            found = _joined(found, self._search(query, len(found.seqs), depth))
            least = least or share * _best(found)
            kept = found.scores >= max(least, float(np.finfo(np.float32).tiny))
            if among is not None:
                kept &= np.isin(found.seqs, among, assume_unique=True)
            chosen = Ranking(found.seqs[kept][:limit], found.scores[kept][:limit])
            if len(found.seqs) < depth or found.scores[-1] < _wanted(chosen, limit, least):
                return chosen
            if among is None:
                if depth >= enough > _LONG:
                    return chosen
                depth = enough if depth < enough else depth + _DEPTH
            elif len(among) <= _SOME:
                query, among, depth, found = self._among(query, among), None, enough, _nothing()
            else:
                depth *= _DEEPER

    def _search(self, query: Any, start: int, end: int) -> Ranking:
        """The hits from one place in tantivy's order to another."""
        hits = self._searcher.search(query, limit=end - start, offset=start, count=False).hits
        addresses = [address for _, address in hits]
        seqs = self._searcher.fast_field_values("seq", addresses) if hits else ()
        scores = np.array([score for score, _ in hits], np.float32)
        return Ranking(np.array(seqs, np.int64), _rounded(scores))

    def _query(self, terms: Sequence[Term]) -> Any:
        """What matches findings with any of the terms, each counting as much as it is to."""
        tantivy = library()
        queries = [
            tantivy.Query.boost_query(
                tantivy.Query.term_query(self._schema, term.field, term.text, "freq"), term.weight
            )
            for term in terms
        ]
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])

    def _among(self, query: Any, seqs: Seqs) -> Any:
        tantivy = library()
        chosen = tantivy.Query.term_set_query(self._schema, "seq", seqs.tolist())
        only = tantivy.Query.const_score_query(chosen, 0.0)
        return tantivy.Query.boolean_query(
            [(tantivy.Occur.Must, query), (tantivy.Occur.Must, only)]
        )


def read_seqs(directory: Path) -> Seqs:
    """The findings that the directory's index holds, in ascending order."""
    path = directory / _SEQS
    return np.load(path, allow_pickle=False) if path.exists() else np.array([], np.int64)


def write_seqs(directory: Path, seqs: Seqs) -> None:
    """Note the findings that the directory's index holds, in a new file."""
    fresh = directory / f"{_SEQS}.new"
    with fresh.open("wb") as file:
        np.save(file, seqs)
    fresh.replace(directory / _SEQS)


@cache
def library() -> Any:
    """The library, an extra that need not be installed for the other engine to work."""
    import tantivy

    return tantivy


def _joined(first: Ranking, rest: Ranking) -> Ranking:
    """All hits of both, the earlier before the later among equals."""
    seqs, scores = np.append(first.seqs, rest.seqs), np.append(first.scores, rest.scores)
    order = np.lexsort((seqs, -scores))
    return Ranking(seqs[order], scores[order])


def _rounded(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    bits = scores.view(np.int32) + (1 << _NOISE - 1)
    return (bits >> _NOISE << _NOISE).view(np.float32)


def _best(found: Ranking) -> float:
    return float(found.scores[0]) if len(found.scores) else 0.0


def _wanted(chosen: Ranking, limit: int, least: float) -> float:
    """The score below which nothing more is wanted."""
    full = len(chosen.seqs) == limit
    return max(least, float(chosen.scores[-1]) if full else 0.0)


def _nothing() -> Ranking:
    return Ranking(np.array([], np.int64), np.array([], np.float32))


def _written(directory: Path) -> int:
    """How many findings lie in the index, those that were removed counted as well."""
    meta = json.loads((directory / "meta.json").read_text(encoding="utf-8"))
    return sum(segment["max_doc"] for segment in meta["segments"])
