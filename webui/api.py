"""The JSON API under /api/v1; its description is webui/data/openapi.json."""

import json
from functools import cache
from importlib import resources

from flask import Blueprint, Response, abort, jsonify, request
from werkzeug.exceptions import BadRequest

from indexer.errors import UnknownFindingError
from webui import payloads
from webui.language import gettext
from webui.pages import checks, findings, notices
from webui.pages.search import ask
from webui.question import api_question, likeness_filters, whole_number
from webui.served import catalogue, served

place = Blueprint("api", __name__, url_prefix="/api/v1")

SUGGESTED = 8
MOST_SUGGESTED = 20
SIMILAR = 10
MOST_SIMILAR = 100
CHECKS, MOST_CHECKS, FARTHEST = 50, 500, 1_000_000  # in an answer, at most, and from where on
LONGEST_TEXT = 20_000  # characters


@place.get("/search")
def search() -> Response:
    return jsonify(payloads.answer(ask(api_question(request.args))))


@place.get("/suggest")
def suggest() -> Response:
    limit = whole_number(request.args, "limit", SUGGESTED, 1, MOST_SUGGESTED)
    found = served().archive.suggest(request.args.get("q", ""), limit)
    return jsonify(payloads.suggestions(found))


@place.get("/notices/<notice_id>")
def notice(notice_id: str) -> Response:
    found = payloads.notice(catalogue().connection, notice_id)
    return jsonify(found) if found else abort(404, str(notices.GONE))


@place.get("/findings/<finding_id>")
def finding(finding_id: str) -> Response:
    found = payloads.finding(catalogue().connection, finding_id)
    return jsonify(found) if found else abort(404, str(findings.GONE))


@place.get("/findings/<finding_id>/similar")
def similar(finding_id: str) -> Response:
    limit = whole_number(request.args, "limit", SIMILAR, 1, MOST_SIMILAR)
    filters = likeness_filters(request.args)
    try:
        found = served().archive.similar(finding_id, limit, filters)
    except UnknownFindingError:
        abort(404, str(findings.GONE))
    return jsonify(payloads.alike(found))


@place.post("/similar")
def similar_to() -> Response:
    limit = whole_number(request.args, "limit", SIMILAR, 1, MOST_SIMILAR)
    filters = likeness_filters(request.args)
    return jsonify(payloads.alike(served().archive.similar_to(_text(), limit, filters)))


@place.get("/checks")
def list_checks() -> Response:
    limit = whole_number(request.args, "limit", CHECKS, 1, MOST_CHECKS)
    offset = whole_number(request.args, "offset", 0, 0, FARTHEST)
    wanted = checks.asked(request.args)
    found = checks.find(wanted, limit, offset)
    return jsonify(
        total=checks.count(wanted), checks=[payloads.archive_check(one) for one in found]
    )


@place.get("/openapi.json")
def description() -> Response:
    return jsonify(_description())


@place.route("/", defaults={"path": ""})
@place.route("/<path:path>")
def unknown(path: str) -> Response:
    abort(
        404, gettext("没有 /api/v1/%(path)s 这个接口，可用的见 /api/v1/openapi.json。", path=path)
    )


def _text() -> str:
    if not request.is_json:
        abort(415)
    try:
        given = request.get_json()
    except RecursionError:  # brackets within brackets
        given = None
    text = given.get("text") if isinstance(given, dict) else None
    if not isinstance(text, str) or not text.strip():
        raise BadRequest(gettext('请送来一段话：{"text": "……"}。'))
    if len(text) > LONGEST_TEXT:
        raise BadRequest(
            gettext(
                "一段话最长 %(most)s 字，送来的有 %(count)s 字。",
                most=LONGEST_TEXT,
                count=len(text),
            )
        )
    return text


@cache
def _description() -> dict[str, object]:
    text = (resources.files("webui") / "data" / "openapi.json").read_text(encoding="utf-8")
    found: dict[str, object] = json.loads(text)
    return found
