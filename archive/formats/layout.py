"""Paragraphs from lines whose place on the page is known: of a PDF, of a scan."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from archive.lines import Line, is_bare_number, is_page_number, read_lines
from archive.unwrap import columns, first_token

_EDGE_LINES = 2  # lines at the top and at the foot of a page that may be its header or footer
_FEWEST_REPEATED = 2  # pages with the same header or footer
_INDENT = 0.8  # ems from the left margin from which a line is indented
_DEEPEST_INDENT = 4.0  # ems; further right a line is set right or in the middle
_FEWEST_INDENTED = 0.05  # of lines are indented where paragraphs begin with an indent
_SIZE_STEP = 1.3  # between the heights of lines in different sizes
_WIDER_GAP = 0.8  # line heights more than usual between two lines that part paragraphs
_WIDE_SPACE = 0.8  # ems between two pieces of a row that are parted by a space
_HANGING = "，。、；：！？”）》"
_COMMON_SHARE = 0.1  # of lines start at the left margin, or more
_WITHIN = 0.95  # of lines end within the margin
_FULL = 3.0  # ems from the right margin within which a line ends that is full
_WIDEST_LATIN = 1.25  # times half an em, as wide as letters and digits get
_OPEN = 0.3  # of the measure may stay empty after a line that ends in mid-sentence
_SLACK = 0.1  # ems by which places are measured wrong


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line and its place in points or pixels, from the upper left corner of the page."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def em(self) -> float:
        """The width of one Chinese character."""
        return max(1.0, 2 * (self.right - self.left) / max(1, columns(self.text)))


@dataclass(frozen=True, slots=True)
class _Margins:
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class _Set:
    """A line as set and as read, the margins of its page, the gap above it: None at the top."""

    line: PlacedLine
    read: Line
    margins: _Margins
    gap: float | None

    @property
    def room(self) -> float:
        """The space between the line's end and the right margin."""
        return self.margins.right - self.line.right

    @property
    def is_indented(self) -> bool:
        return self.line.left - self.margins.left > _INDENT * self.line.em

    @property
    def is_centred(self) -> bool:
        """Whether as much space stands to the left of the line as to the right."""
        left = self.line.left - self.margins.left
        return left > _SLACK * self.line.em and abs(left - self.room) < _INDENT * self.line.em


def join_lines(pages: Sequence[Sequence[PlacedLine]]) -> list[str]:
    """The paragraphs of a document given as the lines of its pages; headers, footers and page
    numbers are left out, and paragraphs go on across pages."""
    rows = [_in_order(_rows(page)) for page in pages]
    lines = list(_set_lines(_without_edges(rows)))
    if not lines:
        return []
    by_indent = _begins_by_indent(lines)
    usual_gap = median([one.gap for one in lines if one.gap is not None] or [0.0])
    paragraphs = [[lines[0].line.text]]
    for before, after in pairwise(lines):
        wide = after.gap is not None and after.gap > usual_gap + _WIDER_GAP * after.line.height
        if not wide and _runs_on(before, after, by_indent):
            paragraphs[-1] += [_space(before.line.text, after.line.text), after.line.text]
        else:
            paragraphs.append([after.line.text])
    return ["".join(pieces) for pieces in paragraphs]


def _rows(page: Sequence[PlacedLine]) -> list[PlacedLine]:
    """The lines of a page, pieces that stand side by side as one line."""
    rows: list[PlacedLine] = []
    for piece in page:
        last = rows[-1] if rows else None
        if last and _is_beside(last, piece):
            space = " " if piece.left - last.right > _WIDE_SPACE * piece.em else ""
            rows[-1] = replace(last, text=last.text + space + piece.text, right=piece.right)
        else:
            rows.append(piece)
    return rows


def _is_beside(left: PlacedLine, right: PlacedLine) -> bool:
    overlap = min(left.bottom, right.bottom) - max(left.top, right.top)
    return right.left >= left.right - right.em and overlap > min(left.height, right.height) / 2


def _in_order(page: Sequence[PlacedLine]) -> list[PlacedLine]:
    """The lines as written to the page, but those at its top first and those at its foot last."""
    by_height = sorted(page, key=lambda line: line.top)
    top, foot = by_height[:_EDGE_LINES], by_height[_EDGE_LINES:][-_EDGE_LINES:]
    return [*top, *(line for line in page if line not in top and line not in foot), *foot]


def _without_edges(pages: Sequence[Sequence[PlacedLine]]) -> list[list[PlacedLine]]:
    """The pages without page numbers and what stands at the edge of several pages alike."""
    repeated = Counter(edge for page in pages for edge in {_edge(line) for line in _edges(page)})
    fewest = max(_FEWEST_REPEATED, len(pages) / 2)
    kept = []
    for page in pages:
        noise = [
            line
            for line in _edges(page)
            if _is_number(line.text.strip()) or repeated[_edge(line)] >= fewest
        ]
        kept.append([line for line in page if line not in noise])
    return kept


def _edges(page: Sequence[PlacedLine]) -> Sequence[PlacedLine]:
    return [*page[:_EDGE_LINES], *page[_EDGE_LINES:][-_EDGE_LINES:]]


def _edge(line: PlacedLine) -> tuple[str, int]:
    """What a header or footer has alike on every page: its words without numbers, its height."""
    words = "".join(character for character in line.text if not character.isdecimal())
    return words, round(line.top / max(1.0, line.height))


def _is_number(text: str) -> bool:
    return is_page_number(text) or is_bare_number(text)


def _set_lines(pages: Sequence[Sequence[PlacedLine]]) -> Iterator[_Set]:
    common = _margins([line for page in pages for line in page])
    read = iter(read_lines([line.text for page in pages for line in page]))
    for page in pages:
        margins = _shifted(common, page)
        last: PlacedLine | None = None
        for line in page:
            gap = line.top - last.bottom if last and line.top > last.top else None
            yield _Set(line, next(read), margins, gap)
            last = line


def _margins(lines: Sequence[PlacedLine]) -> _Margins:
    """The leftmost place where lines commonly start, and the place where most full ones end,
    those aside whose last mark may hang over the margin."""
    if not lines:
        return _Margins(0.0, 0.0)
    em = median(line.em for line in lines)
    furthest = sorted(line.right for line in lines)[int(_WITHIN * (len(lines) - 1))]
    full = [line for line in lines if furthest - line.right < _FULL * em]
    starts = _places([line.left for line in lines], em)
    common = [start for start, times in starts.items() if times >= _COMMON_SHARE * len(lines)]
    ends = _places([line.right for line in full if line.text[-1] not in _HANGING], em)
    right = max(ends, key=lambda end: (ends[end], end)) if ends else furthest
    return _Margins(min(common or starts), right)


def _places(edges: Sequence[float], em: float) -> dict[float, int]:
    """The places of these edges and how often each comes, those within a quarter of an em taken
    together."""
    places: dict[int, list[float]] = {}
    for edge in edges:
        places.setdefault(round(4 * edge / em), []).append(edge)
    return {median(near): len(near) for near in places.values()}


def _shifted(common: _Margins, page: Sequence[PlacedLine]) -> _Margins:
    """The margins of one page, which are further left or right where a book is to be bound."""
    if not page:
        return common
    left, right = min(line.left for line in page), max(line.right for line in page)
    shift = left - common.left
    if abs(right - common.right - shift) < page[0].em / 2:
        return _Margins(left, right)
    return common


def _begins_by_indent(lines: Sequence[_Set]) -> bool:
    indented = sum(
        one.is_indented and one.line.left - one.margins.left < _DEEPEST_INDENT * one.line.em
        for one in lines
    )
    return indented > 1 + _FEWEST_INDENTED * len(lines)


def _runs_on(before: _Set, after: _Set, by_indent: bool) -> bool:
    """Whether a paragraph goes on in the next line: there was no room for its first token, and it
    does not look like the first line of a paragraph."""
    heights = sorted((before.line.height, after.line.height))
    if heights[1] > _SIZE_STEP * heights[0]:
        return False
    em, text = before.line.em, after.read.text
    needed = (first_token(text) / 2 * (_WIDEST_LATIN if text[0].isascii() else 1) + _SLACK) * em
    if after.is_indented:
        return before.is_centred and after.is_centred and 2 * before.room <= needed
    if by_indent:
        measure = before.margins.right - before.margins.left
        return before.room <= max(needed, _FULL * em if before.read.is_closed else _OPEN * measure)
    is_first = before.is_centred or after.read.begins_paragraph
    return before.room <= needed and not is_first


def _space(before: str, after: str) -> str:
    """The space that parts two Latin words across a line break."""
    pair = before[-1:] + after[:1]
    return " " if pair.isascii() and pair.isalpha() else ""
