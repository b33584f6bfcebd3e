"""What this server serves: the archive, the settings, and each request's view of the catalogue."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from time import monotonic
from typing import cast

from flask import current_app, g

from archive.catalogue import Catalogue
from indexer import Archive
from webui.settings import Settings

Row = sqlite3.Row

LONGEST = 10.0  # seconds that a request may ask the catalogue
_STEPS = 20_000  # of SQLite's machine, between looks at the clock


@dataclass(frozen=True, slots=True)
class Served:
    settings: Settings
    archive: Archive


def served() -> Served:
    return cast(Served, current_app.extensions["xunjian"])


def catalogue() -> Catalogue:
    """The catalogue as it stood when this request first looked at it.

    SQLite stops what takes longer than a page may.
    """
    if "catalogue" not in g:
        g.catalogue = Catalogue.open_reader(served().settings.home)
        g.catalogue.connection.row_factory = Row
        g.catalogue.connection.execute("begin")
        last = monotonic() + LONGEST
        g.catalogue.connection.set_progress_handler(lambda: monotonic() > last, _STEPS)
    return cast(Catalogue, g.catalogue)


def close(_error: BaseException | None) -> None:
    """End the request's view of the catalogue."""
    if opened := g.pop("catalogue", None):
        opened.close()


def rows(sql: str, *values: object) -> list[Row]:
    """The rows of a query."""
    return catalogue().connection.execute(sql, values).fetchall()


def named_rows(sql: str, values: Mapping[str, object]) -> list[Row]:
    """The rows of a query whose values stand as ``:name``."""
    return catalogue().connection.execute(sql, values).fetchall()


def row(sql: str, *values: object) -> Row | None:
    """The first row of a query, or None where there is none."""
    return cast(Row | None, catalogue().connection.execute(sql, values).fetchone())


def listed(values: Iterable[str]) -> str:
    """Values for ``in (select value from json_each(?))``."""
    return json.dumps(list(values), ensure_ascii=False)
