"""Whether every byte, row and index entry of an archive still agrees."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from archive import ArchiveError, Catalogue, fulltext
from archive.faults import explained
from archive.proof import rows_digest, unproved_tables
from archive.quotes import misquotes
from archive.restore import lost_notices, orphans, unversioned_notices
from indexer.engine import Seqs, without
from indexer.entries import read_seqs
from indexer.errors import IndexerError
from indexer.index import open_indexes
from indexer.lock import locked
from indexer.seal import forget_checksums

Kind = Literal[
    "catalogue",  # the database file itself
    "original",
    "rows",  # of a notice, by its id
    "spans",  # of a notice, by its id
    "table",  # one that several notices share
    "history",  # a table that tells what was done, and follows from nothing else
    "orphan",
    "search",  # the exact index, in the catalogue
    "similar",  # the list of nearest findings, in the catalogue
    "copies",  # the list of notices that are all but the same
    "index",
    "stray",
]

_NOTICES = "select id, rows_sha256, text from notices order by seq"
_HISTORY = ("versions", "files", "failures", "builds")
_SIMILAR = "similar_findings"
_OUT_OF_ORDER = f"""
    select finding from {_SIMILAR}
    group by finding having min(rank) <> 1 or max(rank) <> count(*)
    union select one.finding from {_SIMILAR} as one
    left join {_SIMILAR} as next on next.finding = one.finding and next.rank = one.rank + 1
    where next.score > one.score or not one.score between 0 and 1
    union select finding from {_SIMILAR}
    join findings as own on own.id = finding join findings as others on others.id = other
    where own.notice = others.notice
"""  # noqa: S608


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
    spans with the words they point at, entries of the indexes with the rows. BusyError while a
    build is going on; CatalogueError where the catalogue cannot be opened at all.
    """
    with Catalogue.open_reader(home) as catalogue, locked(home):
        yield from damages(catalogue)


def damages(catalogue: Catalogue) -> Iterator[Damage]:
    """The same, for the one who holds the archive's lock."""
    for check in (_catalogue, _originals, _rows, _tables, _orphans, _search, _similar, _indexes):
        try:
            with explained():
                yield from check(catalogue)
        except (ArchiveError, IndexerError) as error:
            yield Damage("catalogue", "catalogue.db", str(error))


def is_harmed(found: Iterable[Damage]) -> bool:
    """Whether any of it does harm."""
    return any(one.kind != "stray" for one in found)


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
    for notice, digest, text in connection.execute(_NOTICES):
        if rows_digest(connection, notice) != digest:
            yield Damage("rows", notice, "这份通报的记录与入库时不符")
        for row in misquotes(connection, notice, text):
            yield Damage("spans", notice, f"{row} 所记的位置上不是它的文字")
    for notice, _, _ in lost_notices(connection):
        yield Damage("rows", notice, "只剩版本记录，通报本身不见了")
    for notice in unversioned_notices(connection):
        yield Damage("rows", notice, "版本记录里没有现在这份原件")


def _tables(catalogue: Catalogue) -> Iterator[Damage]:
    for table in unproved_tables(catalogue.connection):
        if table in _HISTORY:
            yield Damage("history", table, "这张表的记录被改动过")
        elif table == _SIMILAR:
            yield Damage("similar", table, "相似问题的记录多了或少了")
        elif table == "copies":
            yield Damage("copies", table, "几乎相同的通报的记录被改动过")
        else:
            yield Damage("table", table, "这张表的记录被改动过")


def _orphans(catalogue: Catalogue) -> Iterator[Damage]:
    for table, key in orphans(catalogue.connection):
        yield Damage("orphan", f"{table} {key}", "没有一份通报用到它")


def _search(catalogue: Catalogue) -> Iterator[Damage]:
    for table in ("findings", "notices"):
        if not fulltext.is_level(catalogue.connection, table):
            yield Damage("search", f"{table}_fts", "逐字检索的索引与记录不符")


def _similar(catalogue: Catalogue) -> Iterator[Damage]:
    for (finding,) in catalogue.connection.execute(_OUT_OF_ORDER):
        yield Damage("similar", finding, "相似问题的名次或相似度不对")


def _indexes(catalogue: Catalogue) -> Iterator[Damage]:
    forget_checksums()
    live = read_seqs(catalogue.connection)
    try:
        indexes = open_indexes(catalogue)
    except IndexerError as error:
        yield Damage("index", "index", str(error))
        return
    yield from _differences("index", indexes.ranker.seqs, live)
    yield from _differences("similarity", indexes.similarity.seqs, live)


def _differences(subject: str, held: Seqs, live: Seqs) -> Iterator[Damage]:
    missing, extra = len(without(live, held)), len(without(held, live))
    if missing:
        yield Damage("index", subject, f"缺 {missing} 条")
    if extra:
        yield Damage("index", subject, f"多 {extra} 条")
