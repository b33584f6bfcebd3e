"""Word documents: paragraphs, tables and text boxes in reading order, as they are shown."""

from collections.abc import Iterator
from zipfile import ZipFile

from lxml import etree
from lxml.etree import _Element

from archive.container import open_container, read_member
from archive.errors import UnreadableError
from archive.formats.content import Content
from archive.formats.numbering import Numbering, W

_MOST_XML = 60 * 1024 * 1024  # bytes of one part, unpacked
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


def _lines(document: _Element, numbering: Numbering) -> Iterator[str]:
    """The lines of each paragraph when it ends; those of a text box before the paragraph that
    holds the box."""
    open_paragraphs: list[list[str]] = []
    carried = ""  # the text of a paragraph that runs on into the next
    walker = etree.iterwalk(document, events=("start", "end"))
    for event, element in walker:
        if event == "start" and _is_unseen(element):
            walker.skip_subtree()
        elif element.tag != f"{W}p":
            if event == "start" and open_paragraphs:
                open_paragraphs[-1].append(_characters(element))
        elif event == "start":
            open_paragraphs.append([])
        else:
            text, carried = carried + "".join(open_paragraphs.pop()), ""
            if element.find(_JOINED) is not None:
                carried = text
            else:
                number = numbering.prefix(element.find(f"{W}pPr"))
                yield from (number + text).split("\n") if text.strip() else ()


def _is_unseen(element: _Element) -> bool:
    return element.tag in _UNSEEN or any(element.find(mark) is not None for mark in _DELETED)


def _characters(element: _Element) -> str:
    if element.tag == f"{W}t":
        return element.text or ""
    if element.get(f"{W}type") == "page":
        return ""
    return _CHARACTERS.get(element.tag, "")
