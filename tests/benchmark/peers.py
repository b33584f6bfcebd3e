"""What people would otherwise use, set up as its own manual says, over the same findings.

Each keeps the text of the findings, what to filter and count by, and answers with twenty hits,
highlighted by its own means. ``count`` asks the same without showing anything.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

import tantivy
from whoosh import fields, index, query
from whoosh.qparser import OrGroup, QueryParser
from whoosh.sorting import FieldFacet

from indexer import segment
from indexer.counted import FIELDS
from indexer.engine import Entry
from indexer.hits import MOST_RANKED
from indexer.tantivy_engine import spell
from indexer.terms import rank_terms
from tests.benchmark.plain import plain_analyzer
from tests.benchmark.questions import Finding, Question

HITS = 20
_WITH_FACTS = "texts join facts on facts.seq = texts.rowid"
_ALIKE = 25  # words of a finding by which the plain setups look for its like


class Peer(Protocol):
    """One way of searching; made in a directory from findings, then asked."""

    def find(self, question: Question) -> Callable[[], object]:
        """Ask for the hits alone, and for counts where the question is of facets."""

    def show(self, question: Question) -> Callable[[], object]:
        """Ask for the hits with their words marked."""


class PlainWhoosh:
    """Whoosh with jieba's ChineseAnalyzer."""

    def __init__(self, directory: Path, findings: Iterable[Finding]) -> None:
        schema = fields.Schema(
            seq=fields.NUMERIC(stored=True),
            text=fields.TEXT(analyzer=plain_analyzer(), stored=True),
            unit_type=fields.ID(sortable=True),
            year=fields.NUMERIC(sortable=True),
        )
        opened: Any = index.create_in(str(directory), schema)
        writer = opened.writer(limitmb=256)
        for one in findings:
            writer.add_document(seq=one.seq, text=one.text, unit_type=one.unit_type, year=one.year)
        writer.commit()
        self._searcher = opened.searcher()
        self._all = QueryParser("text", schema)
        self._any = QueryParser("text", schema, group=OrGroup)

    def find(self, question: Question) -> Callable[[], object]:
        return lambda: self._search(question)

    def show(self, question: Question) -> Callable[[], object]:
        return lambda: [hit.highlights("text") for hit in islice(self._search(question), HITS)]

    def _search(self, question: Question) -> Any:
        options: dict[str, Any] = {"limit": HITS}
        if question.kind == "faceted":
            options["groupedby"] = {name: FieldFacet(name) for name in ("unit_type", "year")}
        if question.unit_type is not None:
            options["filter"] = query.Term("unit_type", question.unit_type)
        return self._searcher.search(self._parsed(question), **options)

    def _parsed(self, question: Question) -> Any:
        if question.kind == "similar":
            number = self._searcher.document_number(seq=question.about.seq)
            terms = self._searcher.key_terms([number], "text", numterms=_ALIKE)
            return query.Or([query.Term("text", word, boost=weight) for word, weight in terms])
        if question.kind == "phrase":
            return self._all.parse(f'"{question.words}"')
        return (self._all if question.kind == "and" else self._any).parse(question.words)


class Fts5:
    """SQLite's FTS5 over words parted by spaces."""

    def __init__(self, directory: Path, findings: Iterable[Finding]) -> None:
        self._connection = sqlite3.connect(directory / "peer.db")
        self._connection.executescript(
            "create virtual table texts using fts5(text);"
            "create table facts (seq integer primary key, unit_type text, year int);"
        )
        with self._connection:
            for one in findings:
                text = " ".join(segment.words(one.text))
                self._connection.execute(
                    "insert into texts(rowid, text) values (?, ?)", (one.seq, text)
                )
                facts = (one.seq, one.unit_type, one.year)
                self._connection.execute("insert into facts values (?, ?, ?)", facts)

    def find(self, question: Question) -> Callable[[], object]:
        return lambda: self._search(question, "texts.rowid")

    def show(self, question: Question) -> Callable[[], object]:
        return lambda: self._search(question, "texts.rowid, snippet(texts, 0, '[', ']', '…', 40)")

    def _search(self, question: Question, wanted: str) -> list[Any]:
        joined, values = "texts", [self._expression(question)]
        asked = "texts match ?"
        if question.unit_type is not None:  # a join: to ask for rowids in a list is far slower
            joined, asked = _WITH_FACTS, f"{asked} and unit_type = ?"
            values.append(question.unit_type)
        execute = self._connection.execute
        order = f"order by rank limit {HITS}"
        hits = execute(f"select {wanted} from {joined} where {asked} {order}", values).fetchall()  # noqa: S608
        for name in ("unit_type", "year") if question.kind == "faceted" else ():
            counts = f"select {name}, count(*) from {_WITH_FACTS} where {asked} group by {name}"  # noqa: S608
            execute(counts, values).fetchall()
        return hits

    def _expression(self, question: Question) -> str:
        words = _words(question)
        if question.kind == "phrase":
            return f'"{" ".join(words)}"'
        return (" AND " if question.kind == "and" else " OR ").join(f'"{word}"' for word in words)


class Tantivy:
    """tantivy used directly, with the words and grams that the engine here has, as weighted."""

    def __init__(self, directory: Path, findings: Iterable[Finding]) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("seq", indexed=True, fast=True)
        builder.add_integer_field("year", indexed=True, fast=True)
        builder.add_text_field("unit_type", tokenizer_name="raw", fast=True)
        builder.add_text_field("text", stored=True, tokenizer_name="whitespace")
        for field in FIELDS:
            builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
        self._schema = builder.build()
        opened = tantivy.Index(self._schema, path=str(directory))
        with opened.writer(128_000_000, 1) as writer:
            for one in findings:
                ((seq, spelt),) = spell([Entry(one.seq, one.heading, one.text, one.unit)])
                text = " ".join(segment.words(one.text))
                facts = {"unit_type": one.unit_type, "year": one.year, "text": text}
                writer.add_document(tantivy.Document(seq=seq, **facts, **spelt))
            writer.commit()
        opened.reload()
        self._searcher = opened.searcher()

    def find(self, question: Question) -> Callable[[], object]:
        asked = self._query(question)
        return lambda: self._search(question, asked)

    def find_most(self, question: Question) -> Callable[[], object]:
        """Ask for as many hits as the engine here is asked for, to count and divide all of them."""
        asked = self._query(question)
        return lambda: self._searcher.search(asked, MOST_RANKED).hits

    def show(self, question: Question) -> Callable[[], object]:
        asked = self._query(question)
        return lambda: list(self._shown(asked, self._search(question, asked)))

    def _search(self, question: Question, asked: Any) -> Any:
        found = self._searcher.search(asked, HITS)
        if question.kind == "faceted":
            counts = {name: {"terms": {"field": name}} for name in ("unit_type", "year")}
            self._searcher.aggregate(asked, counts)
        return found

    def _shown(self, asked: Any, found: Any) -> Iterator[str]:
        maker = tantivy.SnippetGenerator.create(self._searcher, asked, self._schema, "text")
        for _, address in found.hits:
            yield maker.snippet_from_doc(self._searcher.doc(address)).to_html()

    def _query(self, question: Question) -> Any:
        ask = tantivy.Query
        if question.kind == "phrase":
            words = _words(question)
            return (
                ask.phrase_query(self._schema, "text", list(words))
                if len(words) > 1
                else (ask.term_query(self._schema, "text", words[0]))
            )
        if question.kind == "and":
            return ask.boolean_query(
                [(tantivy.Occur.Must, self._term(w)) for w in _words(question)]
            )
        if question.kind == "similar":
            parts = [(tantivy.Occur.Should, self._term(word)) for word in _words(question)]
            return ask.boolean_query(parts)
        terms = [
            ask.boost_query(ask.term_query(self._schema, one.field, one.text, "freq"), one.weight)
            for one in rank_terms([question.words])
        ]
        ranked = ask.boolean_query([(tantivy.Occur.Should, one) for one in terms])
        if question.unit_type is None:
            return ranked
        chosen = ask.term_query(self._schema, "unit_type", question.unit_type)
        return ask.boolean_query([(tantivy.Occur.Must, ranked), (tantivy.Occur.Must, chosen)])

    def _term(self, word: str) -> Any:
        return tantivy.Query.term_query(self._schema, "text", word)


def _words(question: Question) -> list[str]:
    """The question's words; for the like of a finding, those that it has most often."""
    if question.kind != "similar":
        return segment.words(question.words) or [question.words]
    words = segment.words(question.about.text)
    return sorted(set(words), key=lambda word: (-words.count(word), word))[:_ALIKE]


PEERS: dict[str, Callable[[Path, Iterable[Finding]], Peer]] = {
    "plain Whoosh": PlainWhoosh,
    "FTS5": Fts5,
    "tantivy, direct": Tantivy,
}
LARGEST = {"plain Whoosh": 30_000}  # findings; beyond it takes hours to build
