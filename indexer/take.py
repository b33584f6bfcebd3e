"""Takes one file apart, from its bytes to a notice; runs in a worker's process."""

from dataclasses import dataclass
from pathlib import Path

from archive import mask_notice, parse, read_bytes, recognise
from archive.errors import UnreadableError
from archive.failure import Failure
from archive.notice import Document, Notice
from archive.read import load


@dataclass(frozen=True, slots=True)
class Order:
    """A file to take apart: ``masked`` hides private names, ``forced`` takes what is no notice."""

    path: Path
    file_name: str
    masked: bool
    forced: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """A notice and the bytes it was read from; ``forced_because`` why it was not taken for one."""

    notice: Notice
    document: Document
    data: bytes
    forced_because: str | None


def take(order: Order) -> Taken | Failure:
    """Read, parse and mask the file."""
    try:
        data = load(order.path)
        document = read_bytes(data, order.file_name)
    except UnreadableError as error:
        return Failure(error.kind, str(error))
    notice = parse(document)
    verdict = recognise(document, notice)
    if not verdict.is_notice and not order.forced:
        return Failure("not_a_notice", verdict.reason or "不是整改通报", document.sha256)
    return Taken(mask_notice(notice) if order.masked else notice, document, data, verdict.reason)
