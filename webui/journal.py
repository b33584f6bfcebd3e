"""What the server says of itself: a line of JSON for each event, with the request it belongs to.

Of a request's address only the path is written: what people ask for is nobody's business.
"""

import json
import logging
import re
import time
from contextvars import ContextVar
from datetime import UTC, datetime
from uuid import uuid4

HEADER = "X-Request-Id"
_GIVEN = re.compile(rb"[\w-]{8,64}")  # such as a proxy in front may send

_request: ContextVar[str | None] = ContextVar("request", default=None)
_requests = logging.getLogger("xunjian.requests")


class Lines(logging.Formatter):
    """One line of JSON for each record."""

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "request": request_id(),
            "message": record.getMessage(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info:
            told["traceback"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)


def keep_journal(*, requests: bool) -> None:
    """Write warnings and errors to stderr; every request too where that is asked for."""
    handler = logging.StreamHandler()
    handler.setFormatter(Lines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    _requests.setLevel(logging.INFO if requests else logging.ERROR)


def request_id() -> str | None:
    """The id of the request that is being answered."""
    return _request.get()


def begin_request(given: bytes | None) -> str:
    """Give the request its id: the one it brings, where that looks like one, or a new one."""
    own = given.decode() if given and _GIVEN.fullmatch(given) else uuid4().hex[:16]
    _request.set(own)
    return own


def note_request(method: str, path: str, status: int, began: float) -> None:
    """Note how a request was answered; ``began`` is of ``time.perf_counter``."""
    milliseconds = round((time.perf_counter() - began) * 1000, 1)
    facts = {"method": method, "path": path, "status": status, "ms": milliseconds}
    level = logging.ERROR if status >= 500 else logging.INFO
    _requests.log(level, "request", extra={"facts": facts})
