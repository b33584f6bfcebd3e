"""Takes one file apart, from its bytes to a notice; runs in a worker's process."""

from dataclasses import dataclass
from pathlib import Path

from archive import mask_notice, parse, read_bytes, recognise
from archive.clock import today
from archive.errors import UnreadableError
from archive.failure import Failure
from archive.notice import Document, Notice
from archive.read import load
from archive.unpack import Member, files


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


@dataclass(frozen=True, slots=True)
class Item:
    """What became of the file itself or, where it is a ZIP file, of one in it, by its name."""

    name: str
    outcome: Taken | Failure


def take(order: Order) -> tuple[Item, ...] | Failure:
    """Read, parse and mask the file, or each of those in it."""
    try:
        members = files(load(order.path), order.file_name)
        items = tuple(Item(member.name, _take(member, order)) for member in members)
    except UnreadableError as error:
        return Failure(error.kind, str(error))
    return items or Failure("empty", "压缩包是空的")


def _take(member: Member, order: Order) -> Taken | Failure:
    try:
        data = member.read()
        document = read_bytes(data, member.name)
    except UnreadableError as error:
        return Failure(error.kind, str(error))
    notice = parse(document, today())
    verdict = recognise(document, notice)
    if not verdict.is_notice and not order.forced:
        return Failure("not_a_notice", verdict.reason or "不是整改通报", document.sha256)
    return Taken(mask_notice(notice) if order.masked else notice, document, data, verdict.reason)
