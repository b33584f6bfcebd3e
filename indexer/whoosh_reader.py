"""Reads what the Whoosh engine wrote, and ranks findings by it with BM25."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any
from weakref import finalize

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array
from whoosh import index
from whoosh.reading import IndexReader, TermNotFound

from indexer.counted import FIELDS
from indexer.engine import Ranking, Seqs, Term
from indexer.pieces import joined, scattered

DEAD = "dead"  # the key of the document that lists what was removed

_SATURATION, _LENGTH = 2.0, 0.75  # BM25's k1 and b, as they measure best over the sample
_CACHED = 64 * 1024 * 1024  # bytes of terms that are kept decoded

Places = NDArray[np.int32]  # of findings in ``WhooshReader.seqs``
Counts = NDArray[np.uint8]
Scores = NDArray[np.float32]

_NOWHERE, _NEVER = np.array([], np.int32), np.array([], np.uint8)


@dataclass(frozen=True, slots=True)
class StoredBatch:
    """A batch as it lies in the index; ``held`` tells which of its findings are not dead."""

    segment: int
    document: int
    key: str
    seqs: Seqs
    held: NDArray[np.bool_]
    lengths: dict[str, bytes]


def read_batches(segments: Iterable[IndexReader]) -> list[StoredBatch]:
    """All batches that lie in the segments."""
    stored = [
        (number, document, segment.stored_fields(document))
        for number, segment in enumerate(segments)
        for document in segment.all_doc_ids()
    ]
    dead = {
        key: gone for *_, one in stored if one["key"] == DEAD for key, gone in one["dead"].items()
    }
    return [
        _batch(number, document, one, dead.get(one["key"], b""))
        for number, document, one in stored
        if one["key"] != DEAD
    ]


def _batch(segment: int, document: int, stored: dict[str, Any], dead: bytes) -> StoredBatch:
    seqs = np.frombuffer(stored["seqs"], "<i8")
    held = ~np.isin(seqs, np.frombuffer(dead, "<i8"))
    return StoredBatch(segment, document, stored["key"], seqs, held, stored["lengths"])


class WhooshReader:
    """See ``indexer.engine.Ranker``; what is known of a finding stands at its place in ``seqs``."""

    def __init__(self, directory: Path) -> None:
        opened: Any = index.open_dir(str(directory))  # Whoosh is annotated in parts only
        reader = opened.reader()
        finalize(self, reader.close)
        self._segments = [segment for segment, _ in reader.leaf_readers()]
        batches = read_batches(self._segments)
        held = [batch.seqs[batch.held] for batch in batches]
        self.seqs = joined(held)
        self.scattered = scattered(held, [len(batch.seqs) for batch in batches])
        self._places = {
            (batch.segment, batch.document): _find(self.seqs, batch) for batch in batches
        }
        self._has_dead = not all(batch.held.all() for batch in batches)
        self._damping = {field: self._damp(field, batches) for field in FIELDS}
        self._reading = Lock()  # Whoosh seeks in files that its readers share
        self._cache = _Cache(_CACHED)

    def rank(
        self, terms: Sequence[Term], among: Seqs | None, limit: int, share: float = 0.0
    ) -> Ranking:
        scores = self._score(terms)
        held = (scores > 0) & (scores >= share * scores.max(initial=0))
        if among is not None:
            held &= np.isin(self.seqs, among, assume_unique=True)
        found = np.flatnonzero(held)
        if len(found) > limit:
            least = np.partition(scores[found], -limit)[-limit]
            found = found[scores[found] >= least]
        found = found[np.lexsort((found, -scores[found]))][:limit]
        return Ranking(self.seqs[found], scores[found])

    def _score(self, terms: Sequence[Term]) -> Scores:
        """The score of each finding.

        A matrix with a column for each term, times the weights: SciPy goes through the postings
        in one loop of C, four times as fast as numpy adds them up term by term.
        """
        columns = [self._shares(term.field, term.text) for term in terms]
        if not columns:
            return np.zeros(len(self.seqs), np.float32)
        places, shares = (np.concatenate(part) for part in zip(*columns, strict=True))
        starts = np.cumsum([0, *(len(one) for one, _ in columns)], dtype=np.int32)
        matrix = csc_array((shares, places, starts), (len(self.seqs), len(columns)))
        return np.asarray(matrix @ np.array([term.weight for term in terms], np.float32))

    def _shares(self, field: str, text: str) -> tuple[Places, Scores]:
        """Where the term stands, and what it adds to the score of each finding there."""
        known = self._cache.get((field, text))
        if known is not None:
            return known
        with self._reading:
            postings = [(_NOWHERE, _NEVER), *self._postings(field, text)]
        places, counts = (np.concatenate(part) for part in zip(*postings, strict=True))
        if self._has_dead:
            held = places >= 0
            places, counts = places[held], counts[held]
        rarity = np.log1p((len(self.seqs) - len(places) + 0.5) / (len(places) + 0.5))
        times = counts.astype(np.float32)
        shares = times * np.float32(rarity * (_SATURATION + 1))
        shares /= times + self._damping[field][places]
        self._cache.put((field, text), (places, shares))
        return places, shares

    def _postings(self, field: str, text: str) -> Iterator[tuple[Places, Counts]]:
        """For each batch with the term, the places of its findings and how often they hold it."""
        for number, segment in enumerate(self._segments):
            try:
                matcher = segment.postings(field, text)
            except TermNotFound:
                continue
            while matcher.is_active():
                within, counts = matcher.value_as("packed")
                yield self._places[number, matcher.id()][within], counts
                matcher.next()

    def _damp(self, field: str, batches: list[StoredBatch]) -> Scores:
        """How much a finding's length damps how often it holds a term, in BM25."""
        lengths = np.zeros(len(self.seqs), np.float32)
        for batch in batches:
            places = self._places[batch.segment, batch.document]
            lengths[places[batch.held]] = np.frombuffer(batch.lengths[field], "<u4")[batch.held]
        usual = lengths.mean() if lengths.any() else 1.0
        return np.float32(_SATURATION) * (1 - _LENGTH + _LENGTH * lengths / np.float32(usual))


def _find(seqs: Seqs, batch: StoredBatch) -> Places:
    """The places of a batch's findings, -1 for the dead."""
    return np.where(batch.held, np.searchsorted(seqs, batch.seqs), -1).astype(np.int32)


class _Cache:
    """Terms as they were decoded, the least recently used dropped once they take up too much."""

    def __init__(self, most: int) -> None:
        self._most, self._size = most, 0
        self._terms: OrderedDict[tuple[str, str], tuple[Places, Scores]] = OrderedDict()
        self._changing = Lock()

    def get(self, term: tuple[str, str]) -> tuple[Places, Scores] | None:
        with self._changing:
            if term in self._terms:
                self._terms.move_to_end(term)
            return self._terms.get(term)

    def put(self, term: tuple[str, str], decoded: tuple[Places, Scores]) -> None:
        with self._changing:
            if term not in self._terms:
                self._terms[term] = decoded
                self._size += _bytes(decoded)
            while self._size > self._most:
                _, dropped = self._terms.popitem(last=False)
                self._size -= _bytes(dropped)


def _bytes(decoded: tuple[Places, Scores]) -> int:
    places, shares = decoded
    return places.nbytes + shares.nbytes + 200  # and what the entry itself takes, roughly
