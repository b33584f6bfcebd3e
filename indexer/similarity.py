"""The similarity index: which findings are about the same matter as one, or as a text.

It is kept in pieces, one for each write that added findings: for each column of the vectors, the
findings that have it and how heavily. Pieces are mapped into memory and never change;
``pieces.json`` lists those that count and the findings in them that were removed since.
"""

import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack

from indexer.engine import Entry, Ranking, Seqs
from indexer.pieces import joined, scattered
from indexer.vectors import COLUMNS, VERSION, Rarity, count, no_rarity, weigh

_LIST, _HOLDERS = "pieces.json", "holders.npy"
_CHUNK = 4096  # findings counted at a time
_PIECE = 32_768  # findings of a piece at most: counting so many takes some 100 MB


@dataclass(frozen=True, slots=True)
class Piece:
    """Findings in ascending order; ``columns[i]`` has the entries from ``starts[i]`` on."""

    seqs: Seqs
    columns: NDArray[np.int32]
    starts: NDArray[np.int64]
    places: NDArray[np.int32]  # of findings in ``seqs``
    weights: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Content:
    """What the directory holds; ``dead`` has, by piece, what was removed and still lies in it."""

    pieces: dict[str, Piece]
    dead: dict[str, Seqs]
    rarity: Rarity


class Similarity:
    """Keeps the index in a directory, the way an ``Engine`` keeps its own."""

    version = VERSION

    def open(self, directory: Path) -> "SimilarityReader":
        return SimilarityReader(_read(directory))

    def write(self, directory: Path, removed: Seqs, added: Iterable[Entry]) -> None:
        """Remove and add findings in one step; what is missing is created."""
        before = _read(directory)
        dead = {
            name: np.union1d(before.dead[name], piece.seqs[np.isin(piece.seqs, removed)])
            for name, piece in before.pieces.items()
        }
        used = [name for name, piece in before.pieces.items() if len(dead[name]) < len(piece.seqs)]
        after = Content(
            {name: before.pieces[name] for name in used},
            {name: dead[name] for name in used},
            before.rarity,
        )
        number, stream = 1 + max(map(int, before.pieces), default=0), iter(added)
        while (
            more := _with_more(after, islice(stream, _PIECE), directory / str(number))
        ) is not after:
            after, number = more, number + 1
        _write(directory, before, after)


class SimilarityReader:
    """The index as it was when it was opened; safe to use from many threads."""

    def __init__(self, content: Content) -> None:
        pieces = list(content.pieces.values())
        held = [~np.isin(one.seqs, content.dead[name]) for name, one in content.pieces.items()]
        alive = [piece.seqs[one] for piece, one in zip(pieces, held, strict=True)]
        self.seqs = joined(alive)
        self.scattered = scattered(alive, [len(piece.seqs) for piece in pieces])
        self._rarity = content.rarity
        self._pieces = [
            (piece, np.where(one, np.searchsorted(self.seqs, piece.seqs), -1))
            for piece, one in zip(pieces, held, strict=True)
        ]

    def nearest(
        self, heading: str, text: str, excluded: Seqs, limit: int, among: Seqs | None = None
    ) -> Ranking:
        """The findings likest to a text, with their cosines, the likest first.

        ``among`` None means all; the ``excluded`` are left out either way.
        """
        vector = weigh(count([heading], [text]), self._rarity)
        scores = np.zeros(len(self.seqs) + 1, np.float32)  # the last gathers what the dead score
        for piece, places in self._pieces:
            for low, high, weight in _runs(piece, vector):
                scores[places[piece.places[low:high]]] += weight * piece.weights[low:high]
        scores = scores[:-1]
        scores[np.isin(self.seqs, excluded)] = 0
        if among is not None:
            scores[~np.isin(self.seqs, among)] = 0
        found = np.flatnonzero(scores)
        if len(found) > limit > 0:
            found = found[scores[found] >= np.partition(scores[found], -limit)[-limit]]
        best = found[np.lexsort((found, -scores[found]))][:limit]
        return Ranking(self.seqs[best], scores[best].clip(0, 1))

    def compare(self, headings: Sequence[str], texts: Sequence[str]) -> NDArray[np.float32]:
        """The cosine of each of the texts, with its heading, to each."""
        vectors = weigh(count(headings, texts), self._rarity)
        used, columns = np.unique(vectors.indices, return_inverse=True)  # of millions, a few
        narrow = csr_array((vectors.data, columns, vectors.indptr), (len(texts), len(used)))
        return np.asarray((narrow @ narrow.T).toarray(), np.float32)

    def matrix(self) -> csr_array:
        """The vectors of all findings, a row each in the order of ``seqs``."""
        rows = np.concatenate([places[piece.places] for piece, places in self._pieces])
        columns = [np.repeat(piece.columns, np.diff(piece.starts)) for piece, _ in self._pieces]
        weights = np.concatenate([piece.weights for piece, _ in self._pieces])
        held = rows >= 0
        entries = (weights[held], (rows[held], np.concatenate(columns)[held]))
        return csr_array(entries, shape=(len(self.seqs), COLUMNS))


def _runs(piece: Piece, vector: csr_array) -> Iterable[tuple[int, int, np.float32]]:
    """Where the piece's entries for each column of the vector are, and the vector's weight."""
    at = np.searchsorted(piece.columns, vector.indices)
    known = np.append(piece.columns, -1)[at] == vector.indices
    at = at[known]
    return zip(piece.starts[at], piece.starts[at + 1], vector.data[known], strict=True)


def _with_more(content: Content, added: Iterable[Entry], fresh: Path) -> Content:
    """The content with one more piece, written to this directory, that holds what is added."""
    seqs, counted, rarity = [], [], content.rarity
    stream = iter(added)
    while chunk := list(islice(stream, _CHUNK)):
        seqs += [entry.seq for entry in chunk]
        counted.append(count([one.heading for one in chunk], [one.text for one in chunk]))
        rarity = rarity.with_more(counted[-1])
    if not seqs:
        return content
    _save(_piece(np.array(seqs), vstack([weigh(one, rarity) for one in counted], "csr")), fresh)
    name = fresh.name
    return Content(
        content.pieces | {name: _load_piece(fresh)}, content.dead | {name: joined([])}, rarity
    )


def _piece(seqs: Seqs, vectors: csr_array) -> Piece:
    order = np.argsort(seqs)
    entries = vectors[order].tocoo()
    by_column = np.argsort(entries.col.astype(np.int64) * len(seqs) + entries.row)
    columns, starts = np.unique(entries.col[by_column], return_index=True)
    return Piece(
        seqs=seqs[order],
        columns=columns.astype(np.int32),
        starts=np.append(starts, len(by_column)).astype(np.int64),
        places=entries.row[by_column].astype(np.int32),
        weights=entries.data[by_column],
    )


def _read(directory: Path) -> Content:
    """What the directory holds; nothing where there is no list."""
    if not (directory / _LIST).exists():
        return Content({}, {}, no_rarity())
    listed = json.loads((directory / _LIST).read_text(encoding="utf-8"))
    pieces = {name: _load_piece(directory / name) for name in listed["pieces"]}
    rarity = Rarity(listed["findings"], _load(directory / _HOLDERS))
    dead = {name: np.array(seqs, np.int64) for name, seqs in listed["pieces"].items()}
    return Content(pieces, dead, rarity)


def _load_piece(directory: Path) -> Piece:
    return Piece(*(_load(directory / f"{field.name}.npy") for field in fields(Piece)))


def _load(path: Path) -> NDArray[Any]:
    return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))


def _save(piece: Piece, directory: Path) -> None:
    shutil.rmtree(directory, ignore_errors=True)  # of a write that was cut short
    directory.mkdir(parents=True)
    for field in fields(Piece):
        np.save(directory / field.name, getattr(piece, field.name))


def _write(directory: Path, before: Content, after: Content) -> None:
    """Make the pieces count that are there after, then delete those that no longer do."""
    directory.mkdir(parents=True, exist_ok=True)
    with _replaced(directory / _HOLDERS) as file:
        np.save(file, after.rarity.holders)
    dead = {name: seqs.tolist() for name, seqs in after.dead.items()}
    listed = {"pieces": dead, "findings": after.rarity.findings}
    with _replaced(directory / _LIST) as file:
        file.write(json.dumps(listed).encode())
    for name in before.pieces.keys() - after.pieces.keys():
        shutil.rmtree(directory / name)


@contextmanager
def _replaced(path: Path) -> Iterator[BinaryIO]:
    """A new file that takes the place of the old one; whoever has that one mapped keeps it."""
    fresh = path.with_name(f"{path.name}.new")
    with fresh.open("wb") as file:
        yield file
    fresh.replace(path)
