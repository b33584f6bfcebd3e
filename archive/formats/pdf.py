"""PDF files: paragraphs joined from the places of their characters; scanned pages recognised."""

import re
from collections.abc import Iterator, Sequence
from contextlib import closing

import pypdfium2
from pypdfium2 import raw

from archive.errors import UnreadableError
from archive.formats.content import Content
from archive.formats.layout import PlacedLine, join_lines
from archive.formats.scan import recognise_pages, recogniser

_MOST_PAGES = 500
_MOST_SCANNED = 60  # pages; recognising one takes seconds
_MOST_CHARACTERS = 50_000  # on one page
_FEWEST_CHARACTERS = 60  # on a page, below which a picture on it is taken for a scan
_PICTURE_SHARE = 0.5  # of the page that a scan covers at least
_MOST_UNREADABLE = 0.3  # of the characters, as of a font that does not say what they are
_UNREADABLE = re.compile("[\x00-\x1f\ufffd\ufffe\ue000-\uf8ff]")
_WIDE_SPACE = 0.8  # ems; a narrower gap between characters is the setting's, not the author's
_PICTURES = (raw.FPDF_PAGEOBJ_IMAGE,)
_LINE_ENDS = "\r\n"
_DOTS_PER_INCH = 250
_MOST_DOTS = 16_000_000  # of a page drawn for recognition


def read_pdf(data: bytes) -> Content:
    """The paragraphs of a PDF; pages that hold a picture instead of text are recognised."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(_reason(error)) from error
    with closing(document):
        if len(document) > _MOST_PAGES:
            raise UnreadableError(f"PDF 有{len(document)}页，最多读取{_MOST_PAGES}页")
        pages, scanned = _read_pages(document)
    library = f"pypdfium2 {pypdfium2.PYPDFIUM_INFO.version}"
    readers = [library] * (scanned < len(pages)) + [recogniser()] * (scanned > 0)
    return Content(tuple(join_lines(pages)), " + ".join(readers))


def _reason(error: pypdfium2.PdfiumError) -> str:
    if "password" in str(error).lower():
        return "PDF 加了密码，请去掉密码后再添加"
    return "PDF 文件已损坏，无法打开"


def _read_pages(document: pypdfium2.PdfDocument) -> tuple[list[Sequence[PlacedLine]], int]:
    """The lines of each page, and how many pages were recognised."""
    pages: list[Sequence[PlacedLine]] = []
    scanned = 0
    for number in range(len(document)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError as error:
            raise UnreadableError(f"PDF 第{number + 1}页已损坏") from error
        with closing(page), closing(page.get_textpage()) as characters:
            lines = list(_lines(characters, page.get_height()))
            if _is_scan(page, "".join(line.text for line in lines)):
                scanned += 1
                if scanned > _MOST_SCANNED:
                    raise UnreadableError(f"扫描件超过{_MOST_SCANNED}页，请分开添加")
                lines = [line for part in recognise_pages(_picture(page)) for line in part]
            pages.append(lines)
    return pages, scanned


def _is_scan(page: pypdfium2.PdfPage, text: str) -> bool:
    """Whether the page has to be seen to be read: text in its place is missing or garbled."""
    if len(_UNREADABLE.findall(text)) > _MOST_UNREADABLE * len(text):
        return True
    if len(text) >= _FEWEST_CHARACTERS:
        return False
    whole = page.get_width() * page.get_height()
    return any(_area(piece) > _PICTURE_SHARE * whole for piece in page.get_objects(_PICTURES))


def _area(piece: pypdfium2.PdfObject) -> float:
    left, bottom, right, top = piece.get_bounds()
    return float((right - left) * (top - bottom))


def _picture(page: pypdfium2.PdfPage) -> bytes:
    """The page drawn in grey, as a portable graymap."""
    scale = _DOTS_PER_INCH / 72
    dots = page.get_width() * page.get_height() * scale**2
    bitmap = page.render(scale=scale * min(1.0, (_MOST_DOTS / dots) ** 0.5), grayscale=True)
    rows = memoryview(bitmap.buffer)
    step, width, height = bitmap.stride, bitmap.width, bitmap.height
    lines = (rows[row * step : row * step + width] for row in range(height))
    return b"P5 %d %d 255\n" % (width, height) + b"".join(lines)


def _lines(characters: pypdfium2.PdfTextPage, page_height: float) -> Iterator[PlacedLine]:
    """The lines of a page in the order in which they were written to it."""
    line = _OpenLine()
    box = raw.FS_RECTF()
    for index in range(min(characters.count_chars(), _MOST_CHARACTERS)):
        character = chr(raw.FPDFText_GetUnicode(characters, index))
        if character in _LINE_ENDS:
            yield from line.take(page_height)
        elif character == " " and raw.FPDFText_IsGenerated(characters, index):
            line.gap = True
        else:
            raw.FPDFText_GetLooseCharBox(characters, index, box)
            line.add(character, box)
    yield from line.take(page_height)


class _OpenLine:
    """The characters of the line that is being read, and the box around them."""

    def __init__(self) -> None:
        self.gap = False  # whether the library saw a gap before the next character
        self._text = ""
        self._left = self._right = self._top = self._bottom = 0.0

    def add(self, character: str, box: raw.FS_RECTF) -> None:
        if not self._text:
            self._left, self._right, self._top, self._bottom = (
                box.left,
                box.right,
                box.top,
                box.bottom,
            )
        elif self.gap and box.left - self._right > _WIDE_SPACE * (box.top - box.bottom):
            self._text += " "
        self.gap = False
        self._text += character
        self._right = max(self._right, box.right)
        self._top, self._bottom = max(self._top, box.top), min(self._bottom, box.bottom)

    def take(self, page_height: float) -> Iterator[PlacedLine]:
        """The line, unless nothing stands in it; then begins the next."""
        if self._text.strip():
            top, bottom = page_height - self._top, page_height - self._bottom
            yield PlacedLine(_whole(self._text), self._left, self._right, top, bottom)
        self._text, self.gap = "", False


def _whole(text: str) -> str:
    """The text with each rare character in one piece, which the library gives in two halves."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
