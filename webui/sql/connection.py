"""What a visitor's SQL may do with a connection: read the catalogue, and nothing beside it."""

import re
import sqlite3

from archive.formats.scan import is_recognised
from archive.fulltext import match_expression

# No value longer than this many bytes is made or read, so that no query can fill the memory.
LONGEST_VALUE = 4_000_000
LONGEST_PATTERN = 1_000

_READING = frozenset(
    {
        sqlite3.SQLITE_SELECT,
        sqlite3.SQLITE_READ,
        sqlite3.SQLITE_FUNCTION,
        sqlite3.SQLITE_RECURSIVE,
        sqlite3.SQLITE_PRAGMA,  # Datasette's own; it refuses visitors' PRAGMA statements itself
    }
)
_PRIVATE = frozenset({"pragma_database_list"})  # tells where the archive's home is
_UNSAFE = frozenset({"fts3_tokenizer", "load_extension"})  # tell addresses, load code

_QUOTED_OR_WORD = re.compile(r'["“”]([^"“”]*)["“”]|([^\s"“”]+)')  # “党费 收缴” or 党费


def prepare(connection: sqlite3.Connection) -> None:
    """Give a visitor's connection the archive's search and take everything else away."""
    connection.create_function("escape_fts", 1, search_expression, deterministic=True)
    connection.create_function("is_scanned", 1, is_recognised, deterministic=True)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, LONGEST_PATTERN)
    connection.set_authorizer(_authorize)
    # What the first search would otherwise load is loaded now, outside any time limit.
    connection.execute("select 1 from sqlite_master")
    search_expression("")


def search_expression(query: str) -> str:
    """The FTS5 expression for the texts that hold every word and every quoted phrase."""
    phrases = [quoted or word for quoted, word in _QUOTED_OR_WORD.findall(query)]
    return " AND ".join(map(match_expression, phrases)) or match_expression("")


def _authorize(action: int, name: str | None, detail: str | None, *_context: str | None) -> int:
    if action == sqlite3.SQLITE_FUNCTION and detail in _UNSAFE:
        return sqlite3.SQLITE_DENY
    # SQLite asks so when a search table declares itself; no statement can, the file is read-only.
    declares_itself = action == sqlite3.SQLITE_UPDATE and name == "sqlite_master"
    if declares_itself or (action in _READING and name not in _PRIVATE):
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY
