"""The lines of an HTML page in reading order, and which of its elements hold which of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from archive.formats.table import Kind, TableReader

_INLINE_TAGS = (
    "a abbr acronym b basefont bdi bdo big cite code data del dfn em font i img ins kbd label mark "
    "nobr q rp rt ruby s samp small span strike strong sub sup time tt u var wbr"
)
_UNSEEN_TAGS = (
    "audio button canvas embed head iframe input map math noscript object option script select "
    "style svg template textarea title video"
)
_INLINE, _UNSEEN = frozenset(_INLINE_TAGS.split()), frozenset(_UNSEEN_TAGS.split())
_TABLE: dict[str, Kind] = {"table": "table", "tr": "row", "td": "cell", "th": "cell"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_TITLE_NAME = re.compile(r"(?<!sub)(?<!sub-)(?<!sub_)title|biaoti", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_NEWLINE_IN_CHINESE = re.compile(
    r"(?<=[\u3001-\u9fff\uff01-\uff60])[ \t]*[\r\n]\s*(?=[\u3001-\u9fff])"
)
_OWN_NUMBER = re.compile(r"\s*[(（]?[\d一二三四五六七八九十①-⒛]")
_PROSE_MARKS = re.compile(r"[，；、]")
_SHORTEST_PROSE = 30  # characters
_FIRST_PIECES = 10  # of text in which a list's item must show a number of its own


@dataclass(slots=True)
class PageLine:
    """One line of the page; ``linked`` counts the characters of it that are links."""

    text: str
    linked: int

    @property
    def is_link(self) -> bool:
        """Whether most of it leads elsewhere, as the lines of menus and lists do."""
        return 2 * self.linked > len(self.text.strip()) and "。" not in self.text

    @property
    def prose(self) -> int:
        """Its length where it is running text, else 0."""
        length = len(self.text.strip())
        is_prose = "。" in self.text or len(_PROSE_MARKS.findall(self.text)) > 1
        return length if length >= _SHORTEST_PROSE and is_prose and not self.is_link else 0


@dataclass(frozen=True, slots=True)
class Part:
    """The lines first to end, exclusive, that one element of the page holds."""

    first: int
    end: int
    is_title: bool


@dataclass(slots=True)
class Page:
    """A page's lines, and its block elements, each after those within it."""

    lines: list[PageLine] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)


def read_page(root: HtmlElement) -> Page:
    """The visible lines and the elements of a parsed page, scripts and hidden elements left out."""
    reader = _PageReader()
    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        if event == "start":
            if _is_unseen(element):
                walker.skip_subtree()
            else:
                reader.open(element)
        elif event == "end":
            if not _is_unseen(element):
                reader.close(element)
            reader.add(element.tail)
        else:
            reader.add(element.tail)
    reader.end_line()
    return reader.page


def _is_unseen(element: HtmlElement) -> bool:
    return (
        element.tag in _UNSEEN
        or "hidden" in element.attrib
        or _HIDDEN.search(element.get("style", "")) is not None
    )


def _is_inline(element: HtmlElement) -> bool:
    return element.tag in _INLINE or ":" in element.tag


def _is_title(element: HtmlElement) -> bool:
    name = f"{element.get('class', '')} {element.get('id', '')}"
    return element.tag in ("h1", "h2", "h3") or _TITLE_NAME.search(name) is not None


def _leads_elsewhere(element: HtmlElement) -> bool:
    """Whether it is a link; "#" alone is one of a menu's, "#name" leads to a place in the text."""
    href = element.get("href", "#here").strip()
    return element.tag == "a" and (href == "#" or not href.startswith("#"))


class _PageReader:
    """Gathers the characters between the tags of a page into lines."""

    def __init__(self) -> None:
        self.page = Page()
        self._pieces: list[str] = []
        self._linked = 0
        self._links = 0
        self._preformatted = 0
        self._open: list[int] = []  # the first line of each block element that is open
        self._numbers: list[int] = []  # the number of the last item of each open list
        self._tables = TableReader()

    def open(self, element: HtmlElement) -> None:
        tag = element.tag
        self._links += _leads_elsewhere(element)
        self._preformatted += tag == "pre"
        if not _is_inline(element):
            self.end_line()
            self._open.append(len(self.page.lines))
            if tag in _TABLE:
                self._tables.open(_TABLE[tag], len(self.page.lines))
        if tag in ("ol", "ul", "menu"):
            self._numbers.append(_first_number(element))
        if tag == "li" and self._numbers and self._numbers[-1] >= 0:
            self._numbers[-1] += 1
            if not _OWN_NUMBER.match("".join(_first_words(element))):
                self._pieces.append(f"{self._numbers[-1]}.")
        self.add(element.text)

    def close(self, element: HtmlElement) -> None:
        tag = element.tag
        self._links -= _leads_elsewhere(element)
        self._preformatted -= tag == "pre"
        if tag in ("ol", "ul", "menu"):
            self._numbers.pop()
        if not _is_inline(element):
            self.end_line()
            first, end = self._open.pop(), len(self.page.lines)
            if end > first:
                self.page.parts.append(Part(first, end, _is_title(element)))
            if tag in _TABLE:
                self._close_table(_TABLE[tag])

    def _close_table(self, kind: Kind) -> None:
        lines = self.page.lines
        found = self._tables.close(kind, len(lines), lambda line: lines[line].text)
        for line, before in found.items():
            lines[line].text = "" if before is None else before + lines[line].text.lstrip()

    def add(self, text: str | None) -> None:
        """Characters that stand in the line that is open; newlines count in ``pre`` only."""
        if not text:
            return
        if self._preformatted:
            first, *others = text.split("\n")
            self._add_piece(first)
            for line in others:
                self.end_line()
                self._add_piece(line)
        else:
            self._add_piece(_SPACE.sub(" ", _NEWLINE_IN_CHINESE.sub("", text)))

    def _add_piece(self, piece: str) -> None:
        self._pieces.append(piece)
        if self._links:
            self._linked += len(piece.strip())

    def end_line(self) -> None:
        text = "".join(self._pieces).strip(" \r\n")
        if text.strip():
            self.page.lines.append(PageLine(text, self._linked))
        self._pieces.clear()
        self._linked = 0


def _first_number(element: HtmlElement) -> int:
    """The number before that of a numbered list's first item; -1 where items have none."""
    if element.tag != "ol" or "none" in element.get("style", ""):
        return -1
    start = element.get("start", "1")
    return int(start) - 1 if start.isdecimal() and len(start) < 4 else 0


def _first_words(element: HtmlElement) -> Iterator[str]:
    for text in islice(element.itertext(), _FIRST_PIECES):
        yield text
        if text.strip():
            return
