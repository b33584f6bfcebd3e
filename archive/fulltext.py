"""The catalogue's exact index: FTS5 tables of single characters, so that a phrase is a substring.

Every character of a folded text is one token, punctuation and white space included, and a phrase
query asks for its characters side by side. A phrase is therefore found if and only if
``fold(phrase) in fold(text)``: across scripts (黨費 is 党费), widths (２０２３ is 2023), letter
case and kinds of white space, and in nothing else.
"""

import sqlite3
from collections import Counter
from functools import cache

from sqlite_utils import Database

from archive.normal import normalise

# Contentless: the texts stand in the catalogue's own tables, under the same ``seq``. The ascii
# tokenizer parts tokens at ASCII marks alone, so that any other character can be a token.
_CREATE = tuple(
    f"create virtual table if not exists {table} using fts5(text, content='', tokenize='ascii')"
    for table in ("findings_fts", "notices_fts")
)
_ADD = {
    "findings": "insert into findings_fts(rowid, text) values (?, ?)",
    "notices": "insert into notices_fts(rowid, text) values (?, ?)",
}
_REMOVE = {
    "findings": "insert into findings_fts(findings_fts, rowid, text) values ('delete', ?, ?)",
    "notices": "insert into notices_fts(notices_fts, rowid, text) values ('delete', ?, ?)",
}

_TEXTS = {
    "findings": "select seq, text from findings",
    "notices": "select seq, text from notices",
}
_CLEAR = {
    "findings": "insert into findings_fts(findings_fts) values ('delete-all')",
    "notices": "insert into notices_fts(notices_fts) values ('delete-all')",
}
_HELD = {
    "findings": "select id from findings_fts_docsize",
    "notices": "select id from notices_fts_docsize",
}
_VOCABULARY = "create virtual table temp.{table}_terms using fts5vocab(main, {table}_fts, row)"
_COUNTS = "select term, cnt from temp.{table}_terms"

_BLANK = "␣"  # stands for white space among the tokens; in a text it is folded to a space
_WIDE_MARKS = {code: code + 0xFEE0 for code in range(0x21, 0x7F) if not chr(code).isalnum()}
_MARKS = _WIDE_MARKS | {ord(" "): ord(_BLANK)}


def fold(text: str) -> str:
    """The text as it is compared, character by character; always as long as the text."""
    return text.translate(_folds())


def create(db: Database) -> None:
    """Make the two tables ``findings_fts`` and ``notices_fts`` where they are missing."""
    for statement in _CREATE:
        db.conn.execute(statement)


def add(connection: sqlite3.Connection, table: str, seq: int, text: str) -> None:
    """Index the text of the row ``seq`` of ``findings`` or ``notices``."""
    connection.execute(_ADD[table], (seq, _tokens(text)))


def remove(connection: sqlite3.Connection, table: str, seq: int, text: str) -> None:
    """Take the row ``seq`` out of the index; ``text`` must be the one it was added with."""
    connection.execute(_REMOVE[table], (seq, _tokens(text)))


def rebuild(connection: sqlite3.Connection, table: str) -> None:
    """Index ``findings`` or ``notices`` anew from its texts."""
    connection.execute(_CLEAR[table])
    for seq, text in connection.execute(_TEXTS[table]):
        add(connection, table, seq, text)


def is_level(connection: sqlite3.Connection, table: str) -> bool:
    """Whether the index holds the rows of ``findings`` or ``notices``, and their characters."""
    characters: Counter[str] = Counter()
    seqs = set()
    for seq, text in connection.execute(_TEXTS[table]):
        characters.update(fold(text).translate(_MARKS))
        seqs.add(seq)
    connection.execute(_VOCABULARY.format(table=table))
    try:
        counts = dict(connection.execute(_COUNTS.format(table=table)))
    finally:
        connection.execute(f"drop table temp.{table}_terms")
    return counts == characters and {seq for (seq,) in connection.execute(_HELD[table])} == seqs


def match_expression(phrase: str) -> str:
    """The FTS5 query for the texts that hold the phrase; join several with AND, OR, NOT.

    An empty phrase matches nothing.
    """
    return f'"{_tokens(phrase)}"'


def _tokens(text: str) -> str:
    return text.translate(_token_table())


class _Folds(dict[int, str]):
    """Each character as it is compared, from when it is first met.

    Characters are folded one by one, never by their neighbours, for a part of a text must fold
    as it does within the whole.
    """

    def __missing__(self, code: int) -> str:
        self[code] = fold = _fold(chr(code))
        return fold


class _TokenTable(dict[int, str]):
    """Each character's token with a space after it, from when the character is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = token = f"{fold(chr(code)).translate(_MARKS)} "
        return token


@cache
def _folds() -> _Folds:
    return _Folds()


@cache
def _token_table() -> _TokenTable:
    return _TokenTable()


def _fold(character: str) -> str:
    if character.isspace() or character < " " or character in ("\x7f", _BLANK):
        return " "
    if character == ",":
        return "，"
    shadow = normalise(character)
    lower = shadow.lower()
    return lower if len(lower) == 1 else shadow
