"""The house's words, links and limits, hung into Datasette by its plugin hooks."""

import logging
import re
import sqlite3
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from datasette import Response
from datasette.filters import FilterArguments
from datasette.utils.asgi import Base400
from datasette.views.base import DatasetteError
from markupsafe import Markup
from pluggy import HookimplMarker

from archive.ids import name_id
from webui.assets import asset
from webui.scans import READERS, among, notices_of
from webui.served import listed
from webui.sql import connection, metadata

log = logging.getLogger(__name__)
hookimpl = HookimplMarker("datasette")  # datasette.hookimpl, with its types

# A column of this name holds the id (of a unit: the name) of something that has a page.
KINDS = {
    "notice": "notices",
    "通报": "notices",
    "finding": "findings",
    "other": "findings",
    "问题": "findings",
    "unit": "units",
    "单位": "units",
}
NOTICE_ID = re.compile(r"[0-9a-f]{12}")  # 3f2a9c01d4e5
FINDING_ID = re.compile(r"[0-9a-f]{12}-\d+")  # 3f2a9c01d4e5-7

# The comparisons that the filter offers, by Datasette's names for them.
COMPARISONS = {
    "exact": "等于",
    "not": "不等于",
    "contains": "包含",
    "startswith": "开头是",
    "endswith": "结尾是",
    "gt": "大于",
    "gte": "不小于",
    "lt": "小于",
    "lte": "不大于",
    "in": "是其中之一",
    "isblank": "为空",
    "notblank": "不为空",
}
SEARCHED_BY_RELEVANCE = "findings_by_relevance"
ERRORS = {
    "SQL Interrupted": "这条查询超过了时限，已经停下。请缩小范围，或者加上 limit。",
    "Invalid SQL": "这条 SQL 不能执行",
}


class Plugin:
    """The hooks, see Datasette's documentation; a class, for Datasette takes a module's neighbours
    named ``static`` and ``templates`` for the module's own."""

    __name__ = "xunjian"

    @hookimpl(trylast=True)  # after Datasette's own escape_fts, which this one replaces
    def prepare_connection(self, conn: sqlite3.Connection, database: str) -> None:
        if database != "_internal":
            connection.prepare(conn)

    @hookimpl(trylast=True)  # after Datasette's own search, which finds no search table in a view
    def filters_from_request(self, request: Any, table: str) -> Any:
        if table != SEARCHED_BY_RELEVANCE:
            return None
        asked = (request.args.get("_search") or "").strip()
        found = {"supports_search": True, "search": asked}
        if not asked:
            return FilterArguments([], extra_context=found)
        return FilterArguments(
            ["words match escape_fts(:search)"], {"search": asked}, extra_context=found
        )

    @hookimpl
    def render_cell(self, value: Any, column: str, table: str | None) -> Any:
        key, label = (value["value"], value["label"]) if isinstance(value, dict) else (value, value)
        address = page_address(cell_kind(table, column), key)
        return Markup('<a href="{}">{}</a>').format(address, label) if address else None

    @hookimpl
    def extra_template_vars(self, datasette: Any, database: str | None) -> dict[str, Any]:
        async def scans(rows: Iterable[Iterable[Any]]) -> frozenset[str]:
            keys = (key for row in rows for key in map(cell_key, row))
            notices = notices_of(key for key in keys if is_id(key))
            asked = (listed(set(notices.values())),)
            found = await datasette.get_database(database).execute(READERS, asked)
            return among(notices, found.rows)

        return {
            "scans": scans,
            "cell_key": cell_key,
            "site": datasette.metadata("title"),
            "asset": asset,
            "table_title": metadata.table_title,
            "column_title": metadata.column_title,
            "column_description": metadata.column_description,
            "hidden_columns": metadata.hidden_columns,
            "in_order": metadata.in_order,
            "row_address": row_address,
            "comparisons": COMPARISONS,
        }

    @hookimpl
    def handle_exception(self, datasette: Any, request: Any, exception: Exception) -> Any:
        async def respond() -> Any:
            status, message, detail = explain(exception)
            if status == HTTPStatus.INTERNAL_SERVER_ERROR:
                log.error("%s failed", request.path, exc_info=exception)
            if request.path.endswith(".json"):
                return Response.json({"error": " ".join(filter(None, (message, detail)))}, status)
            context = {"status": status, "message": message, "detail": detail}
            html = await datasette.render_template("error.html", context, request)
            return Response.html(html, status)

        return respond


def cell_key(cell: Any) -> Any:
    """What a cell refers to, whether it is a row's of a table, with a label, or a query's."""
    value = cell["raw"] if isinstance(cell, dict) else cell
    return value["value"] if isinstance(value, dict) else value


def is_id(key: Any) -> bool:
    """Whether a cell holds the id of a notice or a finding."""
    return isinstance(key, str) and bool(NOTICE_ID.fullmatch(key) or FINDING_ID.fullmatch(key))


def cell_kind(table: str | None, column: str) -> str | None:
    """The kind of page that a cell leads to, if any."""
    if column == "id":
        return metadata.row_kind(table)
    return KINDS.get(column)


def page_address(kind: str | None, key: Any) -> str | None:
    """The page of a notice or a finding by its id, of a unit by its name."""
    if not isinstance(key, str) or not key:
        return None
    if kind == "units":
        return f"/units/{name_id(key)}"
    if FINDING_ID.fullmatch(key):
        return f"/findings/{key}"
    return f"/notices/{key}" if kind == "notices" and NOTICE_ID.fullmatch(key) else None


def row_address(table: str, key: str) -> str | None:
    """The page of one row of a table, by its primary key."""
    return page_address(metadata.row_kind(table), key)


def explain(error: Exception) -> tuple[int, str, str]:
    """An error's status, a sentence for the visitor, and what SQLite said where that helps."""
    if isinstance(error, DatasetteError):
        known = ERRORS.get(error.title or "")
        plain = "" if error.message_is_html else str(error.message)
        return error.status, known or "这个请求不能执行", plain
    if isinstance(error, Base400):
        if error.status == HTTPStatus.NOT_FOUND:
            return error.status, "没有这张表、这一行或这条查询", ""
        return error.status, "这个请求不能执行", str(error)
    return HTTPStatus.INTERNAL_SERVER_ERROR, "出错了，已经记入日志", ""
