"""Keeps the indexes level with the catalogue, which is the truth.

A build writes its rows and then calls ``update`` within the same transaction of the catalogue.
``update`` compares the findings that the catalogue holds with those that the engine and the
similarity index hold, by their ``seq``, and writes the difference. It ends by noting a new
generation in the catalogue's ``state``, under the number that both indexes were sealed with.

A reader opens the indexes when their generation is the one that the catalogue names, and opens
them again when the catalogue names another; it never sees half a build. Should a build be killed
after the indexes were written and before the catalogue was committed, they are ahead of the
catalogue: the numbers differ, and the next ``update`` brings them back by the same comparison.
An index that is missing, damaged, or written by another version of the program or the dictionary
counts as empty, so that it is built again from the catalogue.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from archive import Catalogue
from archive.faults import trouble
from indexer.engine import Engine, Entry, Ranker, Seqs, Store
from indexer.entries import read_entries, read_seqs
from indexer.errors import IndexFileError, IndexStaleError, UnknownEngineError
from indexer.neighbours import note_neighbours
from indexer.seal import Seal, seal, unseal
from indexer.similarity import Similarity, SimilarityReader
from indexer.whoosh_engine import WhooshEngine

DEFAULT_ENGINE = "whoosh"
ENGINES: dict[str, Callable[[], Engine]] = {"whoosh": WhooshEngine}

Progress = Callable[[int, int], None]  # how many findings are written, of how many


@dataclass(frozen=True, slots=True)
class Indexes:
    """The indexes of one generation, opened."""

    generation: int
    ranker: Ranker
    similarity: SimilarityReader


@dataclass(frozen=True, slots=True)
class _Change:
    """What it takes to bring a store level; ``generation`` is its own, None where it is stale."""

    store: Store
    directory: Path
    generation: int | None
    removed: Seqs
    added: Seqs


def open_indexes(catalogue: Catalogue) -> Indexes:
    """The indexes that the catalogue names; IndexStaleError where they must be updated first."""
    name = _engine_name(catalogue)
    engine, similarity = _engine(name), Similarity()
    ranks, likens = _directories(catalogue.home, name)
    generation = named_generation(catalogue)
    with _explained():
        if {unseal(ranks, engine.version), unseal(likens, similarity.version)} != {generation}:
            raise IndexStaleError("索引与目录库不是同一代")
        return Indexes(generation, engine.open(ranks), similarity.open(likens))


def update(
    catalogue: Catalogue, engine: str | None = None, progress: Progress | None = None
) -> None:
    """Bring the indexes level with the catalogue; ``engine`` None keeps the archive's own."""
    name = engine or _engine_name(catalogue)
    stores: tuple[Store, Store] = (_engine(name), Similarity())
    directories = _directories(catalogue.home, name)
    with catalogue.transaction(), _explained():
        live = read_seqs(catalogue.connection)
        generation = named_generation(catalogue)
        trusted = generation, int(catalogue.get_state("last_indexed") or 0)
        changes = [_change(*one, live, trusted) for one in zip(stores, directories, strict=True)]
        if name == _engine_name(catalogue) and all(_is_level(one, generation) for one in changes):
            return
        generation = 1 + max(generation, *(one.generation or 0 for one in changes))
        entries = _Entries(catalogue, sum(len(one.added) for one in changes), progress)
        for change in changes:
            _apply(change, entries, generation)
        _note_neighbours(catalogue, changes[1])
        catalogue.set_state("engine", name)
        catalogue.set_state("generation", str(generation))
        catalogue.set_state("last_indexed", str(live.max(initial=0)))


def rebuild(
    catalogue: Catalogue, engine: str | None = None, progress: Progress | None = None
) -> None:
    """Make the indexes anew from the catalogue; ``engine`` None keeps the archive's own."""
    with catalogue.transaction():
        with _explained():
            for directory in _directories(catalogue.home, engine or _engine_name(catalogue)):
                shutil.rmtree(directory, ignore_errors=True)
        update(catalogue, engine, progress)


def named_generation(catalogue: Catalogue) -> int:
    """The generation that the catalogue names; 0 before the first."""
    return int(catalogue.get_state("generation") or 0)


def _engine_name(catalogue: Catalogue) -> str:
    return catalogue.get_state("engine") or DEFAULT_ENGINE


def _engine(name: str) -> Engine:
    if name not in ENGINES:
        raise UnknownEngineError(f"没有名为 {name} 的检索引擎；可用的有：{'、'.join(ENGINES)}")
    return ENGINES[name]()


def _directories(home: Path, engine: str) -> tuple[Path, Path]:
    return home / "index" / engine, home / "similarity"


def _change(store: Store, directory: Path, live: Seqs, trusted: tuple[int, int]) -> _Change:
    """What brings the store level with the live findings.

    ``trusted`` are the generation that the catalogue names and the last finding in it. A store of
    another generation was written by a build that was undone, whose numbers may have been given
    again: what it holds beyond that finding is not what the catalogue has under these numbers.
    """
    try:
        generation = unseal(directory, store.version)
    except IndexStaleError:
        return _Change(store, directory, None, live[:0], live)
    held = store.open(directory)
    sound = held.seqs if generation == trusted[0] else held.seqs[held.seqs <= trusted[1]]
    kept = np.setdiff1d(np.intersect1d(sound, live), held.scattered)
    removed, added = np.setdiff1d(held.seqs, kept), np.setdiff1d(live, kept)
    return _Change(store, directory, generation, removed, added)


def _is_level(change: _Change, generation: int) -> bool:
    return change.generation == generation and not len(change.removed) and not len(change.added)


def _apply(change: _Change, entries: "_Entries", generation: int) -> None:
    directory = change.directory
    if change.generation is None and directory.exists():
        shutil.rmtree(directory)
    if change.generation is None or len(change.removed) or len(change.added):
        change.store.write(directory, change.removed, entries.read(change.added))
    seal(directory, Seal(change.store.version, generation))


def _note_neighbours(catalogue: Catalogue, change: _Change) -> None:
    index = Similarity().open(change.directory)
    again = np.intersect1d(change.added, change.removed)  # written anew, but the same
    note_neighbours(
        catalogue.connection,
        index,
        np.setdiff1d(change.added, again),
        shortened=len(change.removed) > len(again),
    )


class _Entries:
    """Reads findings from the catalogue, and tells how many of all were read."""

    def __init__(self, catalogue: Catalogue, total: int, progress: Progress | None) -> None:
        self._connection = catalogue.connection
        self._done, self._total = 0, total
        self._progress = progress

    def read(self, seqs: Seqs) -> Iterator[Entry]:
        for entry in read_entries(self._connection, seqs):
            yield entry
            self._done += 1
            if self._progress:
                self._progress(self._done, self._total)


@contextmanager
def _explained() -> Iterator[None]:
    """Raise what the system refuses as IndexFileError."""
    try:
        yield
    except OSError as error:
        name = error.filename or "索引目录"
        raise IndexFileError(f"索引文件 {name} 无法读写：{trouble(error)}") from error
