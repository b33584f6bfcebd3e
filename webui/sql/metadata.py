"""What Datasette says of the catalogue: titles, descriptions, labels, facets, ready queries.

The words stand in ``webui/data/tables.toml`` and ``queries.toml``, titles of tables and of a
notice's fields in ``archive/data/schema.toml``.
"""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from archive import schema

Metadata = dict[str, Any]

_DATASETTE_KEYS = ("description", "facets", "sort", "sort_desc")


def metadata(database: str, title: str) -> Metadata:
    """Datasette's metadata for the catalogue; ``title`` is the site's name."""
    queries = {name: {**query, "hide_sql": True} for name, query in _data("queries").items()}
    tables = {name: _table(name) for name in _data("tables")["tables"]}
    described = {key: _data("tables")[key] for key in ("title", "description")}
    return {
        "title": title,
        "databases": {database: {**described, "tables": tables, "queries": queries}},
    }


def table_title(name: str) -> str:
    """What people call a table or a view."""
    titles = {table.name: table.title for table in schema.tables()}
    return str(_words(name).get("title") or titles.get(name, name))


def column_title(table: str | None, column: str) -> str:
    """What people call a column: the words before the colon of its description."""
    return column_description(table, column).partition("：")[0]


def column_description(table: str | None, column: str) -> str:
    """What a column holds; the column's own name where nobody described it."""
    own = _words(table).get("columns", {})
    fields = _fields() if table in ("notices", "stated_against_listed", "intervals") else {}
    return str(own.get(column) or fields.get(column) or _columns().get(column, column))


def row_kind(table: str | None) -> str | None:
    """The kind of page that a table's rows have: notices, findings or units."""
    kind = _words(table).get("rows_are")
    return str(kind) if kind else None


def hidden_columns(table: str | None) -> list[str]:
    """The columns that say nothing to a reader."""
    return list(_words(table).get("hidden", ()))


def in_order(tables: list[Metadata]) -> list[Metadata]:
    """Datasette's tables or views, in the order in which a newcomer should meet them."""
    order = list(_data("tables")["tables"])
    return sorted(tables, key=lambda table: order.index(table["name"]))


def _table(name: str) -> Metadata:
    words = _words(name)
    described = {key: words[key] for key in _DATASETTE_KEYS if key in words}
    columns = {column: column_description(name, column) for column in words.get("columns", {})}
    search = {"fts_table": words["search"], "fts_pk": "seq"} if "search" in words else {}
    labels = {table.name: table.label for table in schema.tables() if table.label}
    label = {"label_column": labels[name]} if name in labels else {}
    return {"title": table_title(name), "columns": columns, **described, **search, **label}


def _words(table: str | None) -> Metadata:
    words: Metadata = _data("tables")["tables"].get(table, {})
    return words


def _fields() -> dict[str, str]:
    return {name: title for name, (_, title) in schema.notice_fields().items()}


def _columns() -> dict[str, str]:
    return {**_fields(), **_data("tables")["columns"]}


@cache
def _data(name: str) -> Metadata:
    return tomllib.loads((resources.files("webui") / "data" / f"{name}.toml").read_text("utf-8"))
