"""Scanned pages and pictures, recognised by tesseract where it is installed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from archive.errors import UnreadableError
from archive.formats.content import Content
from archive.formats.layout import PlacedLine, join_lines
from archive.formats.program import Program

_LANGUAGE = "chi_sim"
_SECONDS_A_PAGE = 90.0
_NAME = "tesseract"
_TESSERACT = Program(
    _NAME,
    "这是扫描件或图片，要先安装 tesseract 及简体中文语言包才能识别"
    "（Debian、Ubuntu：apt install tesseract-ocr tesseract-ocr-chi-sim；"
    "macOS：brew install tesseract tesseract-lang）",
)
_BRACKETED = re.compile(  # （一） as it is often misread: 《一)
    r"^[《<〈(（]\s*([一二三四五六七八九十]{1,3})\s*[)）》〉>]"
)
_WORD = 5  # the level of a word in tesseract's table


@dataclass(frozen=True, slots=True)
class _Word:
    """A word with its place in pixels, and the page and line it stands in."""

    place: tuple[int, ...]
    left: int
    top: int
    right: int
    bottom: int
    text: str


def read_image(data: bytes) -> Content:
    """The paragraphs recognised in a picture, which may hold several pages."""
    return Content(tuple(join_lines(recognise_pages(data))), recogniser())


@cache
def recogniser() -> str:
    """The program that recognises, with its version, as shown beside what it read."""
    version = _TESSERACT.run(["--version"], b"", _SECONDS_A_PAGE).decode(errors="replace")
    languages = _TESSERACT.run(["--list-langs"], b"", _SECONDS_A_PAGE).decode(errors="replace")
    if _LANGUAGE not in languages.split():
        raise UnreadableError(_TESSERACT.missing)
    return version.splitlines()[0]


def is_recognised(reader: str) -> bool:
    """Whether what this reader read, or some of its pages, was recognised in pictures."""
    return _NAME in reader


def recognise_pages(image: bytes) -> list[list[PlacedLine]]:
    """The lines of each page of a picture; raises UnreadableError where nothing can read it."""
    recogniser()
    table = _TESSERACT.run(
        ["-", "-", "-l", _LANGUAGE, "--psm", "6", "tsv"], image, _SECONDS_A_PAGE
    ).decode("utf-8", errors="replace")
    lines = [list(words) for _, words in groupby(_words(table), key=lambda word: word.place)]
    pages = groupby(lines, key=lambda line: line[0].place[0])
    return [[_placed(line) for line in page] for _, page in pages]


def _words(table: str) -> Iterator[_Word]:
    """The words of tesseract's table, whose columns are level, page, block, paragraph, line, word,
    left, top, width, height, confidence and text."""
    for row in table.splitlines()[1:]:
        *numbers, _, text = row.split("\t", 11)
        if len(numbers) == 10 and int(numbers[0]) == _WORD and text.strip():
            _, *place, _, left, top, width, height = map(int, numbers)
            yield _Word(tuple(place), left, top, left + width, top + height, text)


def _placed(words: list[_Word]) -> PlacedLine:
    text = ""
    for word in words:
        touching = text[-1:] + word.text[:1]
        text += " " + word.text if touching.isascii() and touching.isalpha() else word.text
    return PlacedLine(
        _BRACKETED.sub(r"（\1）", text),
        left=min(word.left for word in words),
        right=max(word.right for word in words),
        top=min(word.top for word in words),
        bottom=max(word.bottom for word in words),
    )
