"""The whole archive on one port in one process: the pages, and Datasette under /sql/."""

import errno
import socket
from collections.abc import Callable, Mapping
from http import HTTPStatus
from time import perf_counter
from typing import Any, cast

import uvicorn
from a2wsgi import WSGIMiddleware
from a2wsgi.wsgi_typing import WSGIApp
from flask import Flask

from webui.app import HEADERS
from webui.console import CommandError
from webui.hosts import REFUSAL, is_meant, names_of
from webui.journal import HEADER, begin_request, note_request
from webui.protocol import Protocol
from webui.settings import Settings
from webui.sql import PREFIX, SqlApp
from webui.sql.mount import Message, Receive, Scope, Send, respond, with_headers

PAGE_THREADS = 8
PLAIN = {"content-type": "text/plain; charset=utf-8"} | HEADERS

_REFUSALS = {
    errno.EADDRINUSE: "已被占用；请用 --port 换一个端口，或用 --port 0 任选一个空闲的",
    errno.EACCES: "不许使用；请用 --port 换一个大于 1023 的端口",
    errno.EADDRNOTAVAIL: "不是本机的地址；请用 --host 换一个",
}


class ServeError(CommandError):
    """The archive cannot be served at the address that was asked for."""


class Site:
    """An ASGI application that hands each request to the pages or to Datasette.

    ``/healthz`` answers as long as the process does.
    """

    def __init__(self, settings: Settings, pages: Flask, sql: SqlApp) -> None:
        self._names = names_of(settings)
        self._pages: Any = WSGIMiddleware(cast(WSGIApp, pages), workers=PAGE_THREADS)
        self._sql = sql

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._sql(scope, receive, send)
            return
        headers = dict(scope["headers"])
        began, own = perf_counter(), begin_request(headers.get(HEADER.lower().encode()))
        status = HTTPStatus.INTERNAL_SERVER_ERROR

        async def sender(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            await self._answer(scope, receive, with_headers(sender, {HEADER: own}), headers)
        finally:
            note_request(scope["method"], scope["path"], status, began)

    async def _answer(
        self, scope: Scope, receive: Receive, send: Send, headers: Mapping[bytes, bytes]
    ) -> None:
        path = scope["path"]
        if not is_meant(headers.get(b"host"), self._names):
            await respond(send, HTTPStatus.BAD_REQUEST, PLAIN, REFUSAL)
        elif path == "/healthz":
            await respond(send, HTTPStatus.OK, PLAIN, "ok\n")
        elif path == PREFIX or path.startswith(f"{PREFIX}/"):
            await self._sql(scope, receive, with_headers(send, HEADERS))
        else:
            await self._pages(scope, receive, send)


class Server(uvicorn.Server):
    """A server that says so once it takes requests."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._say = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._say()


def bind(settings: Settings) -> socket.socket:
    """Take the address before anything long is begun; nobody can connect yet."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # asyncio lets answers go out at once (TCP_NODELAY) only where the protocol is named; without
    # it each takes 40 ms longer, for the second half waits until the first is acknowledged.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except (OSError, OverflowError) as error:
        listener.close()
        raise ServeError(_refusal(settings, error)) from error
    return listener


def address(listener: socket.socket) -> str:
    """Where a browser on this machine finds what is served."""
    host, port = listener.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - not bound to here
    return f"http://[{shown}]:{port}/" if ":" in shown else f"http://{shown}:{port}/"


def serve(site: Site, sql: SqlApp, listener: socket.socket, started: Callable[[], None]) -> None:
    """Answer requests until the process is told to stop."""
    config = uvicorn.Config(
        site,
        http=Protocol,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
    )
    try:
        Server(config, started).run([listener])
    finally:
        sql.close()
        listener.close()


def _refusal(settings: Settings, error: OSError | OverflowError) -> str:
    where = f"{settings.host} 的 {settings.port} 端口"
    if isinstance(error, OverflowError):
        return f"{where}不存在；端口是 0 到 65535 之间的数"
    if isinstance(error, socket.gaierror):
        return f"找不到地址 {settings.host}；请用 --host 换一个"
    reason = _REFUSALS.get(error.errno or 0)
    return f"{where}{reason}" if reason else f"{where}无法使用：{error.strerror}"
