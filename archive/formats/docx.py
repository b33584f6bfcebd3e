"""Word documents: paragraphs, tables and text boxes in reading order, as they are shown."""

from zipfile import ZipFile

from lxml import etree
from lxml.etree import _Element

from archive.container import open_container, read_member
from archive.errors import UnreadableError
from archive.formats.content import Content
from archive.formats.numbering import Numbering, W
from archive.formats.table import Kind, TableReader

_MOST_XML = 20 * 1024 * 1024  # bytes of one part, unpacked
_MAIN_PARTS = ("word/document.xml", "word/document2.xml")
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

# Not shown: deleted and moved-away text, field codes, readings above characters, properties, and
# the copy of a text box for older programs
_UNSEEN = frozenset(
    {f"{W}{name}" for name in ("del", "moveFrom", "delText", "instrText", "rt", "rPr", "pPr")}
    | {f"{_COMPATIBLE}Fallback"}
)
_CHARACTERS = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_DELETED = (f"{W}trPr/{W}del", f"{W}rPr/{W}vanish")  # a deleted row, a hidden run
_TABLE: dict[str, Kind] = {f"{W}tbl": "table", f"{W}tr": "row", f"{W}tc": "cell"}
_JOINED = f"{W}pPr/{W}rPr/{W}del"  # a deleted paragraph mark


def read_docx(data: bytes) -> Content:
    """The lines of a document; tracked insertions are kept, deletions dropped."""
    package = open_container(data)
    document = _part(package, *_MAIN_PARTS)
    if document is None:
        raise UnreadableError("DOCX 文件已损坏，里面没有正文")
    numbering, styles = (_part(package, f"word/{name}.xml") for name in ("numbering", "styles"))
    lines = _lines(document, Numbering(numbering, styles))
    return Content(tuple(lines), f"lxml {etree.__version__}")


def _part(package: ZipFile, *names: str) -> _Element | None:
    """The XML of the first of these parts that there is; entities are left unread, whatever they
    point to."""
    name = next((name for name in names if name in package.namelist()), None)
    if name is None:
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        root: _Element = etree.fromstring(
            read_member(package, package.getinfo(name), _MOST_XML), parser
        )
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError("DOCX 文件已损坏，无法打开") from error
    return root


def _lines(document: _Element, numbering: Numbering) -> list[str]:
    """The lines of each paragraph when it ends; those of a text box before the paragraph that
    holds the box."""
    reader = _BodyReader(numbering)
    walker = etree.iterwalk(document, events=("start", "end"))
    for event, element in walker:
        if event == "end":
            reader.close(element)
        elif _is_unseen(element):
            walker.skip_subtree()
        else:
            reader.open(element)
    return reader.lines


class _BodyReader:
    """Gathers the characters of a document's body into lines."""

    def __init__(self, numbering: Numbering) -> None:
        self.lines: list[str] = []
        self._numbering = numbering
        self._paragraphs: list[list[str]] = []  # those that are open, one within another
        self._carried = ""  # the text of a paragraph that runs on into the next
        self._tables = TableReader()

    def open(self, element: _Element) -> None:
        if element.tag == f"{W}p":
            self._paragraphs.append([])
        elif element.tag in _TABLE:
            self._tables.open(_TABLE[element.tag], len(self.lines))
        elif self._paragraphs:
            self._paragraphs[-1].append(_characters(element))

    def close(self, element: _Element) -> None:
        if element.tag == f"{W}p":
            self._close_paragraph(element)
        elif element.tag in _TABLE:
            found = self._tables.close(_TABLE[element.tag], len(self.lines), self.lines.__getitem__)
            for line, before in found.items():
                self.lines[line] = "" if before is None else before + self.lines[line].lstrip()

    def _close_paragraph(self, paragraph: _Element) -> None:
        text = self._carried + "".join(self._paragraphs.pop())
        if paragraph.find(_JOINED) is not None:
            self._carried = text
            return
        self._carried = ""
        number = self._numbering.prefix(paragraph.find(f"{W}pPr"))
        if text.strip() or (number and self._tables.in_cell):  # a column of numbers alone
            self.lines += (number + text).split("\n")


def _is_unseen(element: _Element) -> bool:
    return element.tag in _UNSEEN or any(element.find(mark) is not None for mark in _DELETED)


def _characters(element: _Element) -> str:
    if element.tag == f"{W}t":
        return element.text or ""
    if element.get(f"{W}type") == "page":
        return ""
    return _CHARACTERS.get(element.tag, "")
