"""What people and programs are told when a request cannot be answered."""

import sqlite3

from flask import Flask, current_app, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from werkzeug.exceptions import (
    BadRequest,
    HTTPException,
    InternalServerError,
    NotFound,
    ServiceUnavailable,
)

from archive.errors import ArchiveError
from indexer.errors import IndexerError, QueryError, UnknownFindingError
from webui.language import in_chinese

# Status: a title and, where the error does not bring its own sentence, what to say under it.
WORDS = {
    400: (
        lazy_gettext("这个请求看不明白"),
        lazy_gettext("网址里有一处写法不对。可以回到检索页重新查。"),
    ),
    403: (lazy_gettext("这一页不公开"), lazy_gettext("管理这个档案库的人没有开放它。")),
    404: (
        lazy_gettext("没有这一页"),
        lazy_gettext("网址可能抄漏了，也可能指向的内容不在这个档案库里。"),
    ),
    405: (lazy_gettext("不能这样请求"), lazy_gettext("这个网址不接受这种请求方式。")),
    413: (lazy_gettext("送来的内容太长"), lazy_gettext("请把文字缩短一些再试。")),
    415: (
        lazy_gettext("送来的内容格式不对"),
        lazy_gettext("请以 JSON 送来，并写明 Content-Type: application/json。"),
    ),
    429: (lazy_gettext("同时要的人太多"), lazy_gettext("请过一会儿再试。")),
    500: (
        lazy_gettext("服务器出了差错"),
        lazy_gettext("经过已经记入日志。稍后再试；若仍如此，请告诉管理档案库的人。"),
    ),
    503: (
        lazy_gettext("档案库暂时打不开"),
        lazy_gettext("可能正在维护。稍后再试；若仍如此，请告诉管理档案库的人。"),
    ),
}


def register(app: Flask) -> None:
    app.register_error_handler(HTTPException, _show)
    app.register_error_handler(ArchiveError, _refuse)
    app.register_error_handler(IndexerError, _refuse)
    app.register_error_handler(sqlite3.OperationalError, _stop)


def _stop(error: sqlite3.OperationalError) -> ResponseReturnValue:
    """What took too long was stopped; anything else is our own fault."""
    if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
        raise error
    current_app.logger.error("stopped for taking too long")
    return _show(ServiceUnavailable(gettext("这一页要查的内容太多，已经停下。请缩小范围再试。")))


def _refuse(error: ArchiveError | IndexerError) -> ResponseReturnValue:
    """What a person asked wrongly is said to them; what is wrong with the archive is logged."""
    if isinstance(error, QueryError):
        return _show(BadRequest(str(error)), untranslated=True)
    if isinstance(error, UnknownFindingError):
        return _show(NotFound(str(error)), untranslated=True)
    current_app.logger.error("%s: %s", request.path, error)
    return _show(ServiceUnavailable())


def _show(error: HTTPException, untranslated: bool = False) -> ResponseReturnValue:
    """The error as JSON under /api/, as a page elsewhere; redirects pass as they are.

    ``untranslated`` is the sentence of a lower floor: they know Chinese only.
    """
    code = error.code or 500
    if code < 400:
        return error.get_response()
    title, usual = WORDS.get(code, WORDS[500 if code >= 500 else 400])
    own = error.description if error.description != type(error).description else None
    sentence = usual if own is None or isinstance(error, InternalServerError) else own
    headers = [pair for pair in error.get_headers() if pair[0] in ("Allow", "Retry-After")]
    if request.path.startswith("/api/"):
        return jsonify({"error": str(sentence)}), code, headers
    if untranslated:
        sentence = in_chinese(str(sentence))
    page = render_template("problem.html", code=code, title=title, sentence=sentence)
    return page, code, headers
