"""Whether the words that a notice's rows quote stand in its text where the rows say they do."""

import sqlite3
from collections.abc import Iterator

_OF_FINDINGS = "from {table} join findings on findings.id = {table}.finding where notice = ?"
_QUOTES = {  # the quoting row, its words, and where they stand
    "findings": "select id, text, start, end from findings where notice = ?",
    "headings": "select id, heading, heading_start, heading_end from findings where notice = ?",
    **{
        table: f"select finding, {table}.{words}, {table}.start, {table}.end "
        + _OF_FINDINGS.format(table=table)
        for table, words in (
            ("measures", "text"),
            ("finding_topics", "evidence"),
            ("amounts", "evidence"),
            ("accountability", "evidence"),
            ("duties", "text"),
        )
    },
}
_PLACES = {  # rows that are put in other words than the text's, and point into it all the same
    "field_spans": "select field, start, end from field_spans where notice = ?",
    "aspects": "select id, start, end from aspects where notice = ?",
    "citations": "select regulation, start, end from citations where notice = ?",
    "sentences": "select finding, sentences.start, sentences.end "
    + _OF_FINDINGS.format(table="sentences"),
    "checks": "select kind, start, end from checks where notice = ?",
}


def misquotes(connection: sqlite3.Connection, notice_id: str, text: str) -> Iterator[str]:
    """The rows of the notice that do not point at their words, as ``table row``."""
    for table, query in _QUOTES.items():
        for row, words, start, end in connection.execute(query, (notice_id,)):
            if start is not None and text[start:end] != words:
                yield f"{table} {row}"
    for table, query in _PLACES.items():
        for row, start, end in connection.execute(query, (notice_id,)):
            if start is not None and not 0 <= start < end <= len(text):
                yield f"{table} {row}"
