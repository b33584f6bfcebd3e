"""Datasette as an ASGI application of the house: under one prefix, reading only."""

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from http import HTTPStatus
from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.plugins import pm

from webui.settings import Settings
from webui.sql.metadata import metadata
from webui.sql.plugin import Plugin

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

PREFIX = "/sql"
DATABASE = "catalogue"
_TEMPLATES = Path(__file__).parent.parent / "templates" / "sql"
_THREADS = 3
_CELL = 160  # characters of a cell that a table shows


class SqlApp:
    """Datasette over the catalogue of ``settings.home``; call ``close`` when it is done."""

    def __init__(self, settings: Settings) -> None:
        _hang_in()
        self.datasette = Datasette(
            [str(settings.home / f"{DATABASE}.db")],
            metadata=metadata(DATABASE, settings.title),
            template_dir=str(_TEMPLATES),
            settings={
                "base_url": f"{PREFIX}/",
                "sql_time_limit_ms": settings.sql_time_limit,
                "max_returned_rows": settings.sql_row_limit,
                "num_sql_threads": _THREADS,
                "truncate_cells_html": _CELL,
                "suggest_facets": False,
                "allow_download": False,
            },
        )
        self._app = self.datasette.app()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        path = _without_prefix(scope["path"])
        if path == "/":
            await _redirect(send, f"{PREFIX}/{DATABASE}")
        elif scope["method"] not in ("GET", "HEAD"):
            await _refuse(send, HTTPStatus.METHOD_NOT_ALLOWED)
        elif path.startswith("/-"):  # Datasette's pages on itself tell paths, versions, threads
            await _refuse(send, HTTPStatus.NOT_FOUND)
        else:
            await self._app(_beneath(scope), receive, _prefixed(send))

    def close(self) -> None:
        """End Datasette's threads and their connections."""
        self.datasette.executor.shutdown()
        for database in self.datasette.databases.values():
            database.close()


def _hang_in() -> None:
    """Replace Datasette's way with errors, which prints stack traces, by the house's own."""
    if not pm.has_plugin(Plugin.__name__):
        pm.register(Plugin(), Plugin.__name__)
        pm.unregister(name="datasette.handle_exception")


def _without_prefix(path: str) -> str:
    return path.removeprefix(PREFIX) or "/"


def _beneath(scope: Scope) -> Scope:
    raw = scope.get("raw_path") or scope["path"].encode()
    return {
        **scope,
        "path": _without_prefix(scope["path"]),
        "raw_path": raw.removeprefix(PREFIX.encode()),
    }


def with_headers(send: Send, headers: Mapping[str, str]) -> Send:
    """Add headers to whatever is answered."""
    added = [(name.lower().encode(), value.encode()) for name, value in headers.items()]

    async def sender(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], *added]}
        await send(message)

    return sender


def _prefixed(send: Send) -> Send:
    """Mend the redirects that forget the prefix: Datasette's own for a trailing slash."""

    async def sender(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [_mend(*pair) for pair in message["headers"]]}
        await send(message)

    return sender


def _mend(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    prefix = PREFIX.encode()
    local = name.lower() == b"location" and value.startswith(b"/")
    return name, prefix + value if local and not value.startswith(prefix + b"/") else value


async def _redirect(send: Send, location: str) -> None:
    await respond(send, HTTPStatus.FOUND, {"location": location})


async def _refuse(send: Send, status: HTTPStatus) -> None:
    await respond(send, status, {"content-type": "text/plain; charset=utf-8"}, "这里只供查阅。\n")


async def respond(send: Send, status: int, headers: Mapping[str, str], body: str = "") -> None:
    """Answer a request whole."""
    encoded = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": encoded})
    await send({"type": "http.response.body", "body": body.encode()})
