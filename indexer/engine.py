"""The contract of a search engine: it holds the findings' words and ranks findings by them.

All else a search needs is the same for every engine and lives beside it: exact search, filters
and facets in the catalogue, snippets and marks in the stored text, similarity in its own index.
Findings are known to engines by their ``seq`` of the catalogue, which is never given twice: a
finding whose text changes comes back under a new one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Seqs = NDArray[np.int64]


def without(seqs: Seqs, others: Seqs) -> Seqs:
    """Those that are not among the others; np.setdiff1d takes a hundred times as long."""
    return seqs[~np.isin(seqs, others)]


@dataclass(frozen=True, slots=True)
class Entry:
    """What an engine learns of a finding; the text holds the heading, ``unit`` says whose it is."""

    seq: int
    heading: str
    text: str
    unit: str | None


@dataclass(frozen=True, slots=True)
class Term:
    """A word or gram to rank by, in the field it is indexed in, and how much it counts."""

    field: str
    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """Findings with their scores, the best first; scores compare only within one ranking."""

    seqs: Seqs
    scores: NDArray[np.float32]


class Reader(Protocol):
    """An index as it was when it was opened; safe to use from many threads."""

    @property
    def seqs(self) -> Seqs:
        """The findings it holds, in ascending order."""

    @property
    def scattered(self) -> Seqs:
        """Findings that lie in so many small pieces that they are better written anew, together."""


class Store(Protocol):
    """A way to keep an index in a directory; one writer at a time, any number of readers."""

    @property
    def version(self) -> str:
        """Changes whenever an index written before could no longer be read as it is now."""

    def open(self, directory: Path) -> Reader:
        """The index as it is now; it must be whole and of this version."""

    def write(self, directory: Path, removed: Seqs, added: Iterable[Entry]) -> None:
        """Remove and add findings; what is missing is created.

        Files that are there may be replaced or removed, but are never written to: other
        generations share them, and readers that are open go on reading what they opened.
        """


class Ranker(Reader, Protocol):
    """What an engine opens."""

    def rank(
        self, terms: Sequence[Term], among: Seqs | None, limit: int, share: float = 0.0
    ) -> Ranking:
        """The findings that hold any of the terms, and are among the given ones, best first.

        ``among`` is in ascending order; None means all. Those that score less than the ``share``
        of what the best of all scores are left out. Ties are broken by ``seq``. What was removed
        may still count in how rare a term is.
        """


class Engine(Store, Protocol):
    """An index that ranks."""

    def open(self, directory: Path) -> Ranker: ...
