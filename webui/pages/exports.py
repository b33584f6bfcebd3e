"""Exports: all that a search finds, as a file."""

from flask import Blueprint, Response, request

from webui.addresses import outside
from webui.export import FORMATS, column_titles, export_rows
from webui.question import question
from webui.served import served

place = Blueprint("exports", __name__)


@place.get(f"/search.<any({', '.join(FORMATS)}):form>")
def found(form: str) -> Response:
    """Every hit of the question in its order, whatever page was looked at."""
    asked = question(request.args)
    seqs = served().archive.all_seqs(
        asked.text, asked.filters(), scope=asked.scope, sort=asked.sort
    )
    rows = export_rows(
        served().settings.home, asked.scope, seqs.tolist(), outside("home.show").rstrip("/")
    )
    response = Response(
        FORMATS[form].write(column_titles(asked.scope), rows), content_type=FORMATS[form].media_type
    )
    response.headers.set("Content-Disposition", "attachment", filename=f"{asked.scope}.{form}")
    return response
