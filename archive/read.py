"""Reads a file of any format into a ``Document``: its text, paragraph by paragraph."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import accumulate, islice
from pathlib import Path, PurePath

from archive.errors import UnreadableError
from archive.faults import trouble
from archive.formats.content import Content
from archive.formats.docx import read_docx
from archive.formats.html import read_html
from archive.formats.mht import read_mht
from archive.formats.office import read_office
from archive.formats.pdf import read_pdf
from archive.formats.scan import read_image
from archive.formats.text import read_text
from archive.mend import mend
from archive.notice import Document, Source, Span
from archive.page_noise import strip_frame
from archive.sniff import sniff
from archive.unpack import Member, unpack

MOST_BYTES = 50 * 1024 * 1024
MOST_CHARACTERS = 1_000_000  # of text; the longest notices have some 50,000
MOST_LINES = 100_000  # blank ones included; the longest notices have some 1,500

_READERS: Mapping[str, Callable[[bytes], Content]] = {
    "docx": read_docx,
    "doc": read_office,
    "html": read_html,
    "image": read_image,
    "mht": read_mht,
    "odt": read_office,
    "pdf": read_pdf,
    "rtf": read_office,
    "txt": read_text,
}

_SPACES = re.compile(r"[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\ue5e5]")  # ue5e5: GBK's own
_INVISIBLE = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc"
    r"\ud800-\udfff\ue000-\uf8ff]"
)
_RUNS = re.compile(r"(?<=\S)[ \u3000]+")  # which leaves indents as they are


def read(path: Path, most_bytes: int = MOST_BYTES) -> Document:
    """The document in a file; raises UnreadableError with one line that says why not."""
    return read_bytes(load(path, most_bytes), path.name)


def load(path: Path, most_bytes: int = MOST_BYTES) -> bytes:
    """The bytes of a file that is not larger than it may be."""
    try:
        if not path.exists():
            raise UnreadableError("没有这个文件", "missing")
        if not path.is_file():
            raise UnreadableError("这不是文件", "not_a_file")
        _refuse_large(path.stat().st_size, most_bytes)
        return path.read_bytes()
    except PermissionError as error:
        raise UnreadableError("没有读取这个文件的权限", "permission") from error
    except OSError as error:
        raise UnreadableError(f"读取文件时出错：{trouble(error)}") from error


def read_bytes(data: bytes, file_name: str, most_bytes: int = MOST_BYTES) -> Document:
    """The document in the bytes of a file; the name's suffix suggests the format."""
    _refuse_large(len(data), most_bytes)
    format_name = sniff(data, PurePath(file_name).suffix)
    if format_name == "zip":
        member = _only_member(data, file_name)
        data, file_name = member.read(), member.name
        format_name = sniff(data, PurePath(file_name).suffix)
    if format_name not in _READERS:
        raise UnreadableError("压缩包里还是压缩包")
    content = _READERS[format_name](data)
    _refuse_long(content.lines)
    lines, frame = strip_frame(_clean("\n".join(content.lines)).split("\n"))
    paragraphs = mend(lines)
    text = "\n".join(paragraphs)
    if not text:
        raise UnreadableError("文件里没有文字")
    source = Source(
        file_name=file_name,
        reader=content.reader,
        url=content.url or frame.url,
        title=content.title or frame.title,
        published_on=content.published_on or frame.published_on,
        publisher=content.publisher or frame.publisher,
    )
    return Document(text, _spans(paragraphs), format_name, sha256(data).hexdigest(), source)


def _only_member(data: bytes, file_name: str) -> Member:
    """The file in a ZIP file that holds one; ``archive.unpack.files`` gives those of any other."""
    members = list(islice(unpack(data, file_name), 2))
    if not members:
        raise UnreadableError("压缩包是空的", "empty")
    if len(members) > 1:
        raise UnreadableError("压缩包里不止一个文件，请解压后分别读取")
    return members[0]


def _refuse_large(size: int, most_bytes: int) -> None:
    if size > most_bytes:
        megabytes, most = size / 1024**2, most_bytes / 1024**2
        reason = f"文件太大（{megabytes:.0f} MB），最多读取 {most:.0f} MB"
        raise UnreadableError(reason, "too_large")


def _refuse_long(lines: Sequence[str]) -> None:
    characters = sum(map(len, lines))
    if characters > MOST_CHARACTERS:
        raise UnreadableError(f"文字太长（{characters}字），不会是一篇通报")
    if len(lines) > MOST_LINES:
        raise UnreadableError(f"段落太多（{len(lines)}段），不会是一篇通报")


def _clean(text: str) -> str:
    """The text with plain spaces, single within a line, and without invisible characters."""
    return _RUNS.sub(" ", _INVISIBLE.sub("", _SPACES.sub(" ", text)))


def _spans(paragraphs: Iterable[str]) -> tuple[Span, ...]:
    ends = list(accumulate(len(paragraph) + 1 for paragraph in paragraphs))
    return tuple((start, end - 1) for start, end in zip([0, *ends], ends, strict=False))
