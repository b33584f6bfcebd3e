"""The files inside a ZIP file and inside those within it, one by one, never written to disk."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from zipfile import ZipFile, ZipInfo

from archive.container import is_container, open_container, read_member
from archive.errors import UnreadableError
from archive.leftovers import is_leftover
from archive.sniff import sniff

_MOST_BYTES = 50 * 1024 * 1024  # of one member
_MOST_IN_ALL = 500 * 1024 * 1024  # bytes of one ZIP file's members, unpacked
_MOST_RATIO = 200  # of a member's size to its packed size; text packs to a twentieth at best
_LEAST_SUSPECT = 1024 * 1024  # bytes below which no ratio is harmful
_DEEPEST = 2  # ZIP files within ZIP files
_UTF8_NAME = 0x800  # the flag that says so


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a ZIP file: ``name`` is 通报.zip/水务局.docx; ``read`` gives its bytes, or raises
    UnreadableError."""

    name: str
    read: Callable[[], bytes]


def files(data: bytes, name: str) -> Iterator[Member]:
    """The files that a file stands for: those in it where it is a ZIP file, else itself."""
    if is_container(data) and sniff(data, PurePosixPath(name).suffix) == "zip":
        yield from unpack(data, name)
    else:
        yield Member(name, lambda: data)


def unpack(data: bytes, name: str, depth: int = 1) -> Iterator[Member]:
    """The files in a ZIP file; raises UnreadableError when it is damaged or opens to too much."""
    package = open_container(data)
    members = [info for info in package.infolist() if not _is_passed_over(info)]
    if sum(info.file_size for info in members) > _MOST_IN_ALL:
        raise UnreadableError("压缩包解压后太大", "too_large")
    for info in members:
        yield from _expand(Member(f"{name}/{_name(info)}", partial(_read, package, info)), depth)


def _expand(member: Member, depth: int) -> Iterator[Member]:
    """The member, or what is in it when it is itself a ZIP file."""
    if not member.name.lower().endswith(".zip"):
        yield member
        return
    try:
        if depth == _DEEPEST:
            raise UnreadableError(f"压缩包套了不止{_DEEPEST}层")
        yield from unpack(member.read(), member.name, depth + 1)
    except UnreadableError as error:
        yield Member(member.name, partial(_fail, error))


def _fail(error: UnreadableError) -> bytes:
    raise error


def _read(package: ZipFile, info: ZipInfo) -> bytes:
    if info.file_size > max(_LEAST_SUSPECT, _MOST_RATIO * info.compress_size):
        raise UnreadableError("压缩比异常，可能是压缩炸弹", "too_large")
    return read_member(package, info, _MOST_BYTES)


def _is_passed_over(info: ZipInfo) -> bool:
    parts = PurePosixPath(_name(info)).parts
    return info.is_dir() or not parts or any(map(is_leftover, parts))


def _name(info: ZipInfo) -> str:
    """The member's path, read as GB18030 where it does not say that it is UTF-8, without steps
    that lead out of the ZIP file."""
    name = info.filename if info.flag_bits & _UTF8_NAME else _decoded(info.filename)
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return "/".join(part for part in parts if part not in ("/", "..", "."))


def _decoded(name: str) -> str:
    given = name.encode("cp437", errors="replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return given.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name
