"""HTTP that takes an address with Chinese in it as people type it, and as curl sends it."""

import re

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

_NOT_ASCII = re.compile(rb"[\x80-\xff]")  # /search?q=党费 for /search?q=%E5%85%9A%E8%B4%B9


class Protocol(H11Protocol):
    def data_received(self, data: bytes) -> None:
        if self.conn.their_state is h11.IDLE:
            request_line, mark, rest = data.partition(b"\r\n")
            data = _NOT_ASCII.sub(lambda byte: b"%%%02X" % ord(byte[0]), request_line) + mark + rest
        super().data_received(data)
