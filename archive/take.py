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

_EXAMPLE = """中共清河县水利局党组关于县委第三轮巡察整改进展情况的通报
根据县委统一部署，2024年3月4日至5月20日，县委第二巡察组对县水利局党组开展了巡察，6月18日反馈了意见。
巡察反馈十二个问题，制定整改措施三十条，已完成整改10个。
一、关于“公务接待不规范”问题的整改情况
责任领导：王明
整改措施：一是修订《公务接待管理办法》，由副局长张华同志牵头；二是清退超标准费用1.2万元，给予2人诫勉谈话。
整改状态：已完成
联系电话：0371-62345678
中共清河县水利局党组
2024年12月20日"""


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


def prepare(_: None) -> None:
    """Take an example apart, so that all that is loaded and compiled but once is at hand."""
    document = read_bytes(_EXAMPLE.encode(), "example.txt")
    notice = parse(document, today())
    recognise(document, notice)
    mask_notice(notice)


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
