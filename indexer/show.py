"""Turns the numbers of findings and notices into what is shown of them, a page's at a time."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from archive.formats.scan import is_recognised
from indexer.answers import Hit, Neighbour
from indexer.engine import Ranking, Seqs
from indexer.entries import read_entries
from indexer.highlight import cut_snippet, find_words, merge

_FINDINGS = """
    select findings.seq, findings.id, notices.id as notice, unit, year, number, heading,
           findings.text, coalesce(heading_end - start, 0) as body, reader
    from findings join notices on notices.id = findings.notice
         join documents on documents.sha256 = notices.document
    where findings.seq in (select value from json_each(?))
"""
_NOTICES = """
    select seq, id, id as notice, unit, year, null as number, coalesce(title, unit, '') as heading,
           text, 0 as body, reader
    from notices join documents on documents.sha256 = notices.document
    where seq in (select value from json_each(?))
"""
_QUERIES = {"findings": _FINDINGS, "notices": _NOTICES}
_LEFT_OVER = "。．.；;：:，,、）) \n\r\t\u3000"  # what a heading leaves before the body


def show_hits(
    connection: sqlite3.Connection, scope: str, ranking: Ranking, words: Sequence[str]
) -> tuple[Hit, ...]:
    """The findings, or notices, of a ranking in its order, with the words marked in them."""
    rows = _rows(connection, scope, ranking)
    return tuple(_hit(rows[seq], score, words) for seq, score in _scored(ranking) if seq in rows)


def show_neighbours(connection: sqlite3.Connection, ranking: Ranking) -> tuple[Neighbour, ...]:
    """The findings of a ranking in its order, each with the beginning of its text."""
    rows = _rows(connection, "findings", ranking)
    return tuple(_neighbour(rows[seq], score) for seq, score in _scored(ranking) if seq in rows)


def read_texts(
    connection: sqlite3.Connection, seqs: Seqs
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The headings, and the texts, of findings that the catalogue holds, in their order."""
    found = {entry.seq: entry for entry in read_entries(connection, seqs)}
    entries = [found[seq] for seq in seqs.tolist()]
    return tuple(one.heading for one in entries), tuple(one.text for one in entries)


def _rows(
    connection: sqlite3.Connection, scope: str, ranking: Ranking
) -> Mapping[int, sqlite3.Row]:
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    seqs = json.dumps(ranking.seqs.tolist())
    return {row["seq"]: row for row in cursor.execute(_QUERIES[scope], (seqs,))}


def _scored(ranking: Ranking) -> Iterable[tuple[int, float]]:
    return zip(ranking.seqs.tolist(), ranking.scores.tolist(), strict=True)


def _hit(row: sqlite3.Row, score: float, words: Sequence[str]) -> Hit:
    found = find_words(row["text"], words)
    in_heading = find_words(row["heading"], words)
    start = _body_start(row)
    in_body = {
        word: [(low - start, high - start) for low, high in spans if low >= start]
        for word, spans in found.items()
    }
    snippet = cut_snippet(row["text"][start:], in_body)
    return Hit(
        **_shown(row, snippet.text),
        marks=snippet.marks,
        heading_marks=merge(span for spans in in_heading.values() for span in spans),
        score=score,
        matched=tuple(word for word in words if word in found or word in in_heading),
    )


def _neighbour(row: sqlite3.Row, score: float) -> Neighbour:
    snippet = cut_snippet(row["text"][_body_start(row) :], {})
    return Neighbour(**_shown(row, snippet.text), score=score)


def _shown(row: sqlite3.Row, snippet: str) -> dict[str, Any]:
    """The fields of ``Shown``."""
    known = {name: row[name] for name in ("id", "unit", "year", "number", "heading")}
    scanned = is_recognised(row["reader"])
    return known | {"notice_id": row["notice"], "snippet": snippet, "scanned": scanned}


def _body_start(row: sqlite3.Row) -> int:
    """Where the text after the heading begins; 0 where nothing follows."""
    text = str(row["text"])
    return (len(text) - len(text[row["body"] :].lstrip(_LEFT_OVER))) % len(text) if text else 0
