"""Exports: all that a search finds, as a file."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from threading import BoundedSemaphore, Lock

from flask import Blueprint, Response, request
from flask_babel import gettext
from werkzeug.exceptions import TooManyRequests

from webui.addresses import outside
from webui.export import FORMATS, column_titles, export_rows
from webui.question import Question, question
from webui.served import served

AT_ONCE = 3  # exports; each keeps a thread for as long as its reader is slow
_WAIT = 20  # seconds after which to try again

place = Blueprint("exports", __name__)
_turns = BoundedSemaphore(AT_ONCE)


@place.get(f"/search.<any({', '.join(FORMATS)}):form>")
def found(form: str) -> Response:
    """Every hit of the question in its order, whatever page was looked at."""
    asked = question(request.args)
    turn = _Turn()
    try:
        response = _file(asked, form, turn)
    except BaseException:
        turn.end()
        raise
    response.response = turn.while_sent(response.response)  # type: ignore[arg-type]
    response.call_on_close(turn.end)  # where nothing of it is sent
    return response


class _Turn:
    """A turn at exporting, which ends once, however the sending ends; ``during`` ends with it."""

    def __init__(self) -> None:
        if not _turns.acquire(blocking=False):
            raise TooManyRequests(
                gettext("正在导出的人已经够多，请过一会儿再试。"), retry_after=_WAIT
            )
        self._held = Lock()
        self.during = ExitStack()

    def end(self) -> None:
        if self._held.acquire(blocking=False):
            self.during.close()
            _turns.release()

    def while_sent(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        try:
            yield from pieces
        finally:
            self.end()


def _file(asked: Question, form: str, turn: _Turn) -> Response:
    connection, seqs = turn.during.enter_context(
        served().archive.finding_all(
            asked.text, asked.filters(), scope=asked.scope, sort=asked.sort
        )
    )
    prefix = outside("home.show").rstrip("/")
    rows = export_rows(connection, asked.scope, seqs.tolist(), prefix)
    response = Response(
        FORMATS[form].write(column_titles(asked.scope), rows), content_type=FORMATS[form].media_type
    )
    response.headers.set("Content-Disposition", "attachment", filename=f"{asked.scope}.{form}")
    return response
