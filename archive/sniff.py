"""Tells a file's format: the suffix suggests, the bytes decide."""

import re

from archive.container import is_container, open_container
from archive.errors import UnreadableError

_MAGIC = (
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
)
_REFUSED = (
    (b"Rar!\x1a\x07", "RAR 压缩包读不了，请解压后再添加，或改存为 ZIP"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包读不了，请解压后再添加，或改存为 ZIP"),
    (b"\x1f\x8b", "gzip 压缩包读不了，请解压后再添加，或改存为 ZIP"),
)
_HTML = re.compile(
    rb"(?:[\xef\xbb\xbf\xfe\xff\s]|<\?xml[^>]*>|<!--(?:(?!-->).)*-->)*"
    rb"<(?:!doctype\s+html|html|head|body|table|div|p|br|span|h1)\b",
    re.I | re.S,
)
_MIME = re.compile(rb"^MIME-Version:", re.I | re.M)
_MIME_PART = re.compile(rb"^Content-Type: *(?:multipart/related|text/html)", re.I | re.M)
_HTML_SUFFIXES = frozenset({".html", ".htm", ".shtml", ".xhtml"})
_HEAD = 4096
_PACKAGES = (
    ("word/document.xml", "docx"),
    ("word/document2.xml", "docx"),
    ("content.xml", "odt"),
)
_REFUSED_PACKAGES = (
    ("xl/workbook.xml", "这是表格文件，不是文字材料"),
    ("ppt/presentation.xml", "这是演示文稿，不是文字材料"),
)
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .doc, .wps, .xls, .ppt
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_COMPOUND_STREAMS = (
    ("EncryptedPackage", "这个文档加了密码，请去掉密码后再添加"),
    ("Workbook", "这是表格文件，不是文字材料"),
    ("PowerPoint Document", "这是演示文稿，不是文字材料"),
)


def sniff(data: bytes, suffix: str) -> str:
    """The format: txt, html, mht, docx, pdf, doc, rtf, odt, image or zip.

    Raises UnreadableError for an empty file and for formats that are known but not read.
    """
    if not data.strip():
        raise UnreadableError("这是空文件", "empty")
    for magic, reason in _REFUSED:
        if data.startswith(magic):
            raise UnreadableError(reason)
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return name
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if is_container(data):
        return _sniff_zip(data, suffix.lower())
    if data.startswith(_COMPOUND):
        return _sniff_compound(data)
    return _sniff_markup(data, suffix.lower())


def _sniff_zip(data: bytes, suffix: str) -> str:
    """What the container holds, by the names of its members; those within members do not count."""
    names = frozenset(open_container(data).namelist())
    for name, reason in _REFUSED_PACKAGES:
        if name in names:
            raise UnreadableError(reason)
    otherwise = "docx" if suffix == ".docx" else "zip"
    return next((kind for name, kind in _PACKAGES if name in names), otherwise)


def _sniff_compound(data: bytes) -> str:
    if _WORD_STREAM in data:
        return "doc"
    for stream, reason in _COMPOUND_STREAMS:
        if stream.encode("utf-16-le") in data:
            raise UnreadableError(reason)
    raise UnreadableError("看不出这是哪种文档，可能已损坏")


def _sniff_markup(data: bytes, suffix: str) -> str:
    head = data[:_HEAD].replace(b"\x00", b"")  # UTF-16 shows as ASCII between zeros
    if _MIME.search(head) and _MIME_PART.search(head):
        return "mht"
    if b"<?xml" in head and b"wordDocument" in head:
        return "doc"  # as Word 2003 wrote XML
    if suffix in _HTML_SUFFIXES:
        return "html" if b"<" in data else "txt"
    return "html" if _HTML.match(head) else "txt"
