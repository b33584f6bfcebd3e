"""The catalogue's tables and a notice's fields, as ``archive/data/schema.toml`` tells them."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from archive.data import load

VERSION = 3
LIST_MARK = "、"  # between the values of ``phones`` and of ``emails``

_TYPES: dict[str, type] = {"text": str, "integer": int, "real": float}
_FIELDS = "*"  # among a table's columns, the place of a notice's fields

Columns = dict[str, type]


@dataclass(frozen=True, slots=True)
class Table:
    """One table; ``keys`` maps a column to the (table, column) it refers to.

    A row that refers to a notice or a finding goes when the notice or the finding goes.
    """

    name: str
    title: str
    columns: Columns
    pk: str | tuple[str, ...]
    keys: dict[str, tuple[str, str]]
    indexes: tuple[tuple[str, ...], ...]
    unique: tuple[tuple[str, ...], ...]
    label: str | None


@cache
def tables() -> tuple[Table, ...]:
    """All tables, those before that others refer to."""
    return tuple(_table(name, told) for name, told in load("schema")["tables"].items())


@cache
def find_table(name: str) -> Table:
    """The table of this name."""
    return next(one for one in tables() if one.name == name)


@cache
def notice_fields() -> dict[str, tuple[type, str]]:
    """What is read of a notice: each field's type, and the name that people know it by."""
    told = load("schema")["notice_fields"]
    return {name: (_TYPES[kind], title) for name, (kind, title) in told.items()}


def _table(name: str, told: dict[str, Any]) -> Table:
    columns: Columns = {}
    for one in told["columns"]:
        columns |= _fields() if one == _FIELDS else _column(one)
    return Table(
        name=name,
        title=told["title"],
        columns=columns,
        pk=told["key"] if isinstance(told["key"], str) else tuple(told["key"]),
        keys={column: _place(place) for column, place in told.get("refers", {}).items()},
        indexes=tuple(map(tuple, told.get("indexes", ()))),
        unique=tuple(map(tuple, told.get("unique", ()))),
        label=told.get("label"),
    )


def _fields() -> Columns:
    return {name: kind for name, (kind, _) in notice_fields().items()}


def _column(told: str) -> Columns:
    """A column as it is written: text, or with another type beside the name."""
    name, _, kind = told.partition(" ")
    return {name: _TYPES[kind or "text"]}


def _place(told: str) -> tuple[str, str]:
    """A table and its column, written with a dot between them."""
    other, _, column = told.partition(".")
    return other, column
