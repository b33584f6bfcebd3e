"""Findings as sparse vectors of the pairs of Han characters in them, for likeness of matter.

A pair's weight grows with how often the finding has it, thrice as fast where it stands in the
heading, and with how rare it is in the archive. A vector keeps its heaviest pairs only, which say
what the finding is about, and has length 1, so that a product of two is their cosine.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from archive.fulltext import fold
from indexer.segment import FUNCTION

VERSION = "2"  # of all that this file decides, and of how it is kept
COLUMNS = 1 << 22  # pairs are hashed to so many columns

_HEADING = 3.0  # what a pair in the heading counts, beside 1 in the text
_KEPT = 64  # pairs in a vector
_HEAVIER = 1024.0  # than any weight: the product of two logarithms
_LEFT, _RIGHT = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)  # odd multipliers
_SHIFT = np.uint64(64 - 22)


@dataclass(frozen=True, slots=True)
class Rarity:
    """In how many of how many findings each column's pair stands."""

    findings: int
    holders: NDArray[np.uint32]

    def of(self, columns: NDArray[np.int32]) -> NDArray[np.float32]:
        """The weight of columns: 0 for what stands in every finding."""
        shares = (self.findings + 1) / (self.holders[columns] + 1.0)
        return np.log(shares).clip(0).astype(np.float32)

    def with_more(self, counted: csr_array) -> "Rarity":
        """As it is when the counted findings are added."""
        more = np.bincount(counted.indices, minlength=COLUMNS).astype(np.uint32)
        return Rarity(self.findings + counted.shape[0], self.holders + more)


def no_rarity() -> Rarity:
    """What is known of an archive without findings."""
    return Rarity(0, np.zeros(COLUMNS, np.uint32))


def count(headings: Sequence[str], texts: Sequence[str]) -> csr_array:
    """How often each finding has each pair, the heading's weighted: a row a finding."""
    rows, columns = _pairs(texts)
    heading_rows, heading_columns = _pairs(headings)
    weights = np.concatenate(
        [np.ones(len(rows), np.float32), np.full(len(heading_rows), _HEADING, np.float32)]
    )
    places = (np.concatenate([rows, heading_rows]), np.concatenate([columns, heading_columns]))
    counted = csr_array((weights, places), shape=(len(texts), COLUMNS))
    counted.sum_duplicates()
    return counted


def weigh(counted: csr_array, rarity: Rarity) -> csr_array:
    """The vectors of counted findings."""
    weights = np.log1p(counted.data) * rarity.of(counted.indices)
    rows = np.repeat(np.arange(counted.shape[0]), np.diff(counted.indptr))
    # rows stay in order, each from its heaviest pair; one key sorts six times faster than two
    heaviest = np.argsort(_HEAVIER * rows - weights, kind="stable")
    within = np.arange(len(rows)) - counted.indptr[rows]
    kept = heaviest[(within < _KEPT) & (weights[heaviest] > 0)]
    rows, columns, weights = rows[kept], counted.indices[kept], weights[kept]
    lengths = np.sqrt(np.bincount(rows, weights**2, counted.shape[0]))
    vectors = (weights / lengths[rows]).astype(np.float32)
    return csr_array((vectors, (rows, columns)), shape=counted.shape)


def _pairs(texts: Sequence[str]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Each pair of neighbouring Han characters: which text it stands in, and its column."""
    whole = "\n".join(map(fold, texts))
    characters = np.frombuffer(whole.encode("utf-32-le"), np.uint32)
    rows = np.repeat(np.arange(len(texts), dtype=np.int32), [len(text) + 1 for text in texts])
    telling = _telling(characters)
    starts = np.flatnonzero(telling[:-1] & telling[1:])
    hashed = characters[starts] * _LEFT + characters[starts + 1] * _RIGHT
    return rows[starts], (hashed >> _SHIFT).astype(np.int32)


def _telling(characters: NDArray[np.uint32]) -> NDArray[np.bool_]:
    han = ((characters >= 0x3400) & (characters <= 0x9FFF)) | (characters >= 0x20000)
    return han & ~np.isin(characters, [ord(one) for one in FUNCTION])
