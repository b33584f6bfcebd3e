"""The archive as it is searched: the object that the top floor opens and asks."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Self

import numpy as np

from archive import Catalogue
from archive.standing import Readers
from indexer import segment
from indexer.alike import Likener, Seed
from indexer.answers import Alike, Answer, Cross, Filters, Hit
from indexer.columns import Tables
from indexer.cross import cross
from indexer.engine import Ranking, Seqs
from indexer.errors import IndexStaleError, QueryError, UnknownFindingError
from indexer.hits import MOST_RANKED, MOST_SIFTED, Finder, Found
from indexer.index import Indexes, named_generation, open_indexes, update
from indexer.query import Query, parse_query
from indexer.show import show_hits
from indexer.suggest import Suggester, Suggestion, make_suggester
from indexer.tables import load_tables
from indexer.terms import mark_words

SCOPES = ("findings", "notices")
SORTS = ("relevance", "date", "unit")
NO_FILTERS = Filters()

_ATTEMPTS = 3  # to open the indexes, each after bringing them level

_COUNTED = 3000  # headings, the latest, to tell by how often a term is written
_HEADINGS = "select heading from findings order by seq desc limit ?"
_FINDING = "select heading, text, seq from findings where id = ?"


@dataclass(frozen=True, slots=True)
class View:
    """All that is kept in memory of one generation."""

    indexes: Indexes
    tables: Tables


class Archive:
    """An archive that answers questions; safe to use from many threads.

    Each answer is given from one generation: the one that the catalogue names when it is asked.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        self._readers = Readers(home)
        self._view: View | None = None
        # one thread opens all views: what each thread of a C library allocates it frees for
        # itself only, so that views opened by many would hold twice the memory after some builds
        self._opener = ThreadPoolExecutor(1, "opener")
        self._opening = Lock()
        self._suggester: tuple[View, Suggester] | None = None
        self._suggesting = Lock()

    @classmethod
    def open(cls, home: Path) -> Self:
        """Open the archive; its indexes are brought level with the catalogue if they are not."""
        archive = cls(home)
        with archive._reading():
            return archive

    def search(
        self,
        query: str,
        filters: Filters = NO_FILTERS,
        *,
        limit: int = 20,
        offset: int = 0,
        scope: str = "findings",
        sort: str = "relevance",
    ) -> Answer:
        """A page of the findings, or of the notices, that answer the query, in the order asked.

        QueryError where the query, the scope or the sort is not one that can be answered.
        """
        if scope not in SCOPES or sort not in SORTS or limit < 0 or offset < 0:
            raise QueryError(f"不能这样检索：{scope} {sort} {limit} {offset}")
        asked = parse_query(query)
        with self._reading() as (connection, view):
            finder = Finder(connection, view.indexes.ranker, view.tables, scope)
            found = finder.find(asked, (asked.filters, filters), sort)
            page = slice(offset, offset + limit)
            seqs = getattr(view.tables, scope).seqs[found.rows[page]]
            words = mark_words(asked.words) + asked.phrases
            hits = show_hits(connection, scope, Ranking(seqs, found.scores[page]), words)
        return Answer(query, len(found.rows), hits, found.facets, _note(asked, found, hits))

    @contextmanager
    def finding_all(
        self, query: str, filters: Filters, *, scope: str = "findings", sort: str = "relevance"
    ) -> Iterator[tuple[sqlite3.Connection, Seqs]]:
        """The ``seq`` of everything that ``search`` would page through, in the same order.

        With them comes the catalogue as it was when they were found, to read their rows from.
        """
        asked = parse_query(query)
        with self._reading() as (connection, view):
            finder = Finder(connection, view.indexes.ranker, view.tables, scope)
            found = finder.find(asked, (asked.filters, filters), sort)
            yield connection, getattr(view.tables, scope).seqs[found.rows]

    def cross(self, first: str, second: str, filters: Filters = NO_FILTERS) -> Cross:
        """How the findings that the filters let through divide by two fields of ``FACETS``."""
        with self._reading() as (_, view):
            findings = view.tables.findings
            return cross(findings, findings.select_all(filters), first, second)

    def similar(self, finding_id: str, limit: int = 10, filters: Filters = NO_FILTERS) -> Alike:
        """The findings of other notices that are likest to a finding, the likest first."""
        with self._reading() as (connection, view):
            row = connection.execute(_FINDING, (finding_id,)).fetchone()
            if row is None:
                raise UnknownFindingError(f"档案库里没有编号为 {finding_id} 的问题")
            return _likener(connection, view).find(Seed(*row), filters, limit)

    def similar_to(self, text: str, limit: int = 10, filters: Filters = NO_FILTERS) -> Alike:
        """The findings that are likest to any text, the likest first."""
        with self._reading() as (connection, view):
            return _likener(connection, view).find(Seed("", text), filters, limit)

    def suggest(self, typed: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """What a person who typed this may be about to ask, by its characters or its pinyin."""
        with self._reading() as (connection, view):
            return self._suggesting_from(connection, view).suggest(typed, limit)

    def prepare(self) -> None:
        """Have at hand what the first letter typed, and the first question, would wait for."""
        with self._reading() as (connection, view):
            self._suggesting_from(connection, view)
        segment.prepare()

    def generation(self) -> int:
        """The generation that answers are given from, opened and whole."""
        with self._reading() as (_, view):
            return view.indexes.generation

    @contextmanager
    def _reading(self) -> Iterator[tuple[sqlite3.Connection, View]]:
        """A state of the catalogue that does not change meanwhile, and the view that fits it."""
        for attempts_left in reversed(range(_ATTEMPTS)):
            with self._readers.reading() as catalogue:
                try:
                    view = self._fitting(catalogue)
                except IndexStaleError:
                    if not attempts_left:
                        raise
                else:
                    yield catalogue.connection, view
                    return
            with Catalogue.open(self._home) as catalogue:
                update(catalogue)

    def _suggesting_from(self, connection: sqlite3.Connection, view: View) -> Suggester:
        with self._suggesting:
            if self._suggester is None or self._suggester[0] is not view:
                self._suggester = view, _suggester(connection, view.tables)
            return self._suggester[1]

    def _fitting(self, catalogue: Catalogue) -> View:
        generation = named_generation(catalogue)
        with self._opening:
            if self._view is None or self._view.indexes.generation != generation:
                self._view = self._opener.submit(_open_view, catalogue, self._view).result()
            return self._view


def _open_view(catalogue: Catalogue, before: View | None) -> View:
    tables = load_tables(catalogue.connection, before.tables if before else None)
    return View(open_indexes(catalogue), tables)


def _suggester(connection: sqlite3.Connection, tables: Tables) -> Suggester:
    columns, everything = tables.findings.columns, np.ones(len(tables.findings.seqs), np.bool_)
    headings = [heading for (heading,) in connection.execute(_HEADINGS, (_COUNTED,))]
    topics, units = (dict(columns[name].counts(everything)) for name in ("topic", "unit"))
    share = max(1, len(headings)) / max(1, len(everything))
    return make_suggester(topics, units, "\n".join(headings), share)


def _likener(connection: sqlite3.Connection, view: View) -> Likener:
    return Likener(connection, view.indexes.similarity, view.tables.findings)


def _note(asked: Query, found: Found, hits: tuple[Hit, ...]) -> str | None:
    """What the person who asked should know of how the query was taken."""
    notes = [asked.note] if asked.note else []
    if found.partial:
        notes.append("检索费时太久，只查了最近收录的一部分；把检索式写得简单些，就能查全。")
    if found.sifted:
        notes.append(f"相关的问题太多，只在最相关的 {MOST_SIFTED} 条里筛选。")
    if found.ranked and len(found.rows) >= MOST_RANKED:
        notes.append(
            f"相关的问题太多，只列出最相关的 {MOST_RANKED} 条；给词语加上引号可以逐字检索。"
        )
    if found.ranked and hits and not any(hit.matched for hit in hits):
        notes.append("没有找到这些词，下面是主题或字面最接近的。")
    return "".join(notes) or None
