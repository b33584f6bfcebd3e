"""Whether every byte, row and index entry of an archive still agrees."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from archive import ArchiveError, Catalogue
from archive.faults import explained
from archive.proof import rows_digest
from indexer.engine import Seqs
from indexer.entries import read_seqs
from indexer.errors import IndexerError
from indexer.index import open_indexes
from indexer.lock import locked

Kind = Literal["catalogue", "original", "rows", "search", "index", "stray"]

_ROWS = "select id, rows_sha256 from notices order by seq"
_SEARCHED = "select id from {table}_fts_docsize"  # FTS5's own list of the rows it holds
_ORPHANS = {
    "units": "select name from units where name not in (select unit from notices where unit > '')",
    "regulations": "select title from regulations"
    " where title not in (select regulation from citations)",
}


@dataclass(frozen=True, slots=True)
class Damage:
    """Something that does not agree: what, and one line that says how.

    A ``stray`` does no harm: an original that no row names, as a build that was stopped leaves.
    """

    kind: Kind
    subject: str
    message: str


def verify(home: Path) -> Iterator[Damage]:
    """Everything in the archive that does not agree, as it is found.

    Originals are read and digested anew, rows compared with the digest they were written with,
    entries of the indexes with the rows. BusyError while a build is going on; CatalogueError
    where the catalogue cannot be opened at all.
    """
    with Catalogue.open_reader(home) as catalogue, locked(home):
        for check in (_catalogue, _originals, _rows, _search, _indexes):
            try:
                with explained():
                    yield from check(catalogue)
            except (ArchiveError, IndexerError) as error:
                yield Damage("catalogue", "catalogue.db", str(error))


def _catalogue(catalogue: Catalogue) -> Iterator[Damage]:
    for (message,) in catalogue.connection.execute("pragma integrity_check"):
        if message != "ok":
            yield Damage("catalogue", "catalogue.db", f"目录库文件已损坏：{message}")
    for table, row, parent, _ in catalogue.connection.execute("pragma foreign_key_check"):
        yield Damage("catalogue", f"{table} {row}", f"所指的 {parent} 记录不存在")


def _originals(catalogue: Catalogue) -> Iterator[Damage]:
    named = {digest for (digest,) in catalogue.connection.execute("select sha256 from documents")}
    held = set(catalogue.originals.digests())
    for digest in sorted(named & held):
        if not catalogue.originals.is_intact(digest):
            yield Damage("original", digest, "原件已损坏，内容与摘要不符")
    for digest in sorted(named - held):
        yield Damage("original", digest, "原件缺失")
    for digest in sorted(held - named):
        yield Damage("stray", digest, "存有原件而没有记录，多半是一次中断的入库留下的")


def _rows(catalogue: Catalogue) -> Iterator[Damage]:
    connection = catalogue.connection
    for notice, digest in connection.execute(_ROWS).fetchall():
        if rows_digest(connection, notice) != digest:
            yield Damage("rows", notice, "这份通报的记录与入库时不符")
    for table, orphans in _ORPHANS.items():
        for (name,) in connection.execute(orphans):
            yield Damage("rows", f"{table} {name}", "没有一份通报提到它")


def _search(catalogue: Catalogue) -> Iterator[Damage]:
    for table in ("findings", "notices"):
        rows = catalogue.connection.execute(f"select seq from {table}")  # noqa: S608
        held = catalogue.connection.execute(_SEARCHED.format(table=table))
        yield from _differences("search", f"{table}_fts", _seqs(held), _seqs(rows))


def _indexes(catalogue: Catalogue) -> Iterator[Damage]:
    live = read_seqs(catalogue.connection)
    try:
        indexes = open_indexes(catalogue)
    except IndexerError as error:
        yield Damage("index", "index", str(error))
        return
    yield from _differences("index", "index", indexes.ranker.seqs, live)
    yield from _differences("index", "similarity", indexes.similarity.seqs, live)


def _differences(kind: Kind, subject: str, held: Seqs, live: Seqs) -> Iterator[Damage]:
    missing, extra = len(np.setdiff1d(live, held)), len(np.setdiff1d(held, live))
    if missing:
        yield Damage(kind, subject, f"缺 {missing} 条")
    if extra:
        yield Damage(kind, subject, f"多 {extra} 条")


def _seqs(rows: Iterable[tuple[int]]) -> Seqs:
    return np.array([seq for (seq,) in rows], np.int64)
