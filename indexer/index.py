"""Keeps the indexes level with the catalogue, which is the truth.

A build writes its rows and then calls ``update`` within the same transaction of the catalogue.
``update`` compares the findings that the catalogue holds with those that the engine and the
similarity index hold, by their ``seq``, and writes the difference. It ends by noting a new
generation in the catalogue's ``state``, under the number that both indexes were sealed with.

Each generation is a directory of its own, which shares the files that did not change with the one
before by hard links. A reader opens the generation that the catalogue names, and opens another
when the catalogue names another; it never sees half a build. What a build leaves that was killed
before the catalogue was committed is named by nobody, and goes with the next one. So does the
generation before, which readers that were slow to notice may still read until then.

An index that is missing, damaged, or written by another version of the program or the dictionary
counts as empty, so that it is built again from the catalogue.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from archive import Catalogue
from archive.faults import trouble
from indexer.engine import Engine, Entry, Ranker, Seqs, Store, without
from indexer.entries import read_entries, read_seqs
from indexer.errors import IndexFileError, IndexStaleError, UnknownEngineError
from indexer.neighbours import note_neighbours
from indexer.report import Progress, Step, silently
from indexer.seal import Seal, seal, unseal
from indexer.similarity import Similarity, SimilarityReader
from indexer.tantivy_engine import TantivyEngine
from indexer.whoosh_engine import WhooshEngine

DEFAULT_ENGINE = "whoosh"
ENGINES: dict[str, Callable[[], Engine]] = {
    "whoosh": WhooshEngine,
    "tantivy": TantivyEngine,
}

_TOLD = 256  # findings written from one telling of it to the next


@dataclass(frozen=True, slots=True)
class Indexes:
    """The indexes of one generation, opened."""

    generation: int
    ranker: Ranker
    similarity: SimilarityReader


@dataclass(frozen=True, slots=True)
class _Change:
    """What it takes to bring a store level; ``base`` is its directory, None where it is stale."""

    store: Store
    generations: Path
    base: Path | None
    removed: Seqs
    added: Seqs

    @property
    def is_needed(self) -> bool:
        return self.base is None or bool(len(self.removed) or len(self.added))


def open_indexes(catalogue: Catalogue) -> Indexes:
    """The indexes that the catalogue names; IndexStaleError where they must be updated first."""
    name = _engine_name(catalogue)
    engine, similarity = _engine(name), Similarity()
    generation = named_generation(catalogue)
    ranks, likens = _places(catalogue, name)
    with _explained():
        ranker = engine.open(_sealed(engine, ranks, generation))
        return Indexes(generation, ranker, similarity.open(_sealed(similarity, likens, generation)))


def update(catalogue: Catalogue, engine: str | None = None, progress: Progress = silently) -> None:
    """Bring the indexes level with the catalogue; ``engine`` None keeps the archive's own."""
    _update(catalogue, engine or _engine_name(catalogue), progress, afresh=False)


def rebuild(catalogue: Catalogue, engine: str | None = None, progress: Progress = silently) -> None:
    """Make the indexes anew from the catalogue; ``engine`` None keeps the archive's own."""
    _update(catalogue, engine or _engine_name(catalogue), progress, afresh=True)


def _update(catalogue: Catalogue, name: str, progress: Progress, *, afresh: bool) -> None:
    stores: tuple[Store, Store] = (_engine(name), Similarity())
    places = _places(catalogue, name)
    with catalogue.transaction(), _explained():
        live = read_seqs(catalogue.connection)
        generation = named_generation(catalogue)
        base = None if afresh else generation
        changes = [_change(*one, base, live) for one in zip(stores, places, strict=True)]
        if name == _engine_name(catalogue) and not any(one.is_needed for one in changes):
            return
        _clear(catalogue.home, generation)
        entries = _Entries(catalogue, sum(len(one.added) for one in changes), progress)
        likens = [_apply(change, entries, generation + 1) for change in changes][1]
        _note_neighbours(catalogue, likens, changes[1], progress)
        catalogue.set_state("engine", name)
        catalogue.set_state("generation", str(generation + 1))


def named_generation(catalogue: Catalogue) -> int:
    """The generation that the catalogue names; 0 before the first."""
    return int(catalogue.get_state("generation") or 0)


def _engine_name(catalogue: Catalogue) -> str:
    return catalogue.get_state("engine") or DEFAULT_ENGINE


def _engine(name: str) -> Engine:
    if name not in ENGINES:
        raise UnknownEngineError(f"没有名为 {name} 的检索引擎；可用的有：{'、'.join(ENGINES)}")
    return ENGINES[name]()


def _places(catalogue: Catalogue, engine: str) -> tuple[Path, Path]:
    """The directories that hold the generations of the engine's index and of the similarity."""
    return catalogue.home / "index" / engine, catalogue.home / "similarity"


def _sealed(store: Store, generations: Path, generation: int) -> Path:
    """The directory of the generation; IndexStaleError unless it is whole."""
    directory = generations / str(generation)
    if unseal(directory, store.version) != generation:
        raise IndexStaleError("索引与目录库不是同一代")
    return directory


def _change(store: Store, generations: Path, generation: int | None, live: Seqs) -> _Change:
    """What brings the store from the generation, None for none, level with the live findings."""
    try:
        base = None if generation is None else _sealed(store, generations, generation)
    except IndexStaleError:
        base = None
    if base is None:
        return _Change(store, generations, None, live[:0], live)
    held = store.open(base)
    kept = without(live[np.isin(live, held.seqs)], held.scattered)
    removed, added = without(held.seqs, kept), without(live, kept)
    return _Change(store, generations, base, removed, added)


def _apply(change: _Change, entries: "_Entries", generation: int) -> Path:
    """Write the store's next generation, and return its directory."""
    fresh = change.generations / str(generation)
    if change.base is None:
        fresh.mkdir(parents=True)
    else:
        shutil.copytree(change.base, fresh, copy_function=_link)
    if change.is_needed:
        change.store.write(fresh, change.removed, entries.read(change.added))
    seal(fresh, Seal(change.store.version, generation))
    return fresh


def _link(source: str, target: str) -> None:
    """Have the file under another name too; stores never write to a file that is there."""
    try:
        os.link(source, target)
    except OSError:  # a file system that cannot
        shutil.copyfile(source, target)


def _clear(home: Path, generation: int) -> None:
    """Remove every generation but this one."""
    for directory in (*home.glob("index/*/*"), *home.glob("similarity/*")):
        if directory.is_dir() and directory.name != str(generation):
            shutil.rmtree(directory)


def _note_neighbours(
    catalogue: Catalogue, directory: Path, change: _Change, progress: Progress
) -> None:
    index = Similarity().open(directory)
    fresh = without(change.added, change.removed)  # the others are written anew, but the same
    note_neighbours(
        catalogue.connection,
        index,
        fresh,
        progress,
        shortened=len(change.removed) > len(change.added) - len(fresh),
    )


class _Entries:
    """Reads findings from the catalogue, and tells how many of all were read."""

    def __init__(self, catalogue: Catalogue, total: int, progress: Progress) -> None:
        self._connection = catalogue.connection
        self._done, self._total = 0, total
        self._progress = progress

    def read(self, seqs: Seqs) -> Iterator[Entry]:
        for entry in read_entries(self._connection, seqs):
            yield entry
            self._done += 1
            if self._done % _TOLD == 0 or self._done == self._total:
                self._progress(Step("index", self._done, self._total))


@contextmanager
def _explained() -> Iterator[None]:
    """Raise what the system refuses as IndexFileError."""
    try:
        yield
    except OSError as error:
        name = error.filename or "索引目录"
        raise IndexFileError(f"索引文件 {name} 无法读写：{trouble(error)}") from error
