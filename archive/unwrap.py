"""Lines that a program broke at a fixed width, joined into the paragraphs they were broken from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from archive.lines import Line, read_lines

_FEWEST_LINES = 8
_NARROWEST, _WIDEST = 24, 160  # columns; a Chinese character takes two
_SLACK = 4  # columns by which lines broken at one width differ
_FULL_SHARE = 0.3  # of all lines are full where a text was broken at a fixed width
_OPEN_SHARE = 0.6  # of full lines end in mid-sentence there
_OUTLIERS = 0.02  # of lines may be longer than the width: an address, a table
_FIRST_TOKEN = re.compile(r"(?:[\w%.@-]+[，。；：、！？）》”]*)+", re.ASCII)
_KEPT_TOGETHER = re.compile(r".[，。；：、！？）》”]*")


@dataclass(frozen=True, slots=True)
class _Row:
    line: Line
    width: int
    indented: bool
    after_blank: bool


def unwrap(lines: Sequence[str]) -> list[Line]:
    """The lines that are not blank; joined where a width cut them."""
    rows = _rows(lines)
    width = _fixed_width(rows)
    if width is None:
        return [row.line for row in rows]
    spaced = 0 < sum(row.after_blank for row in rows) < 0.5 * len(rows)
    indented = sum(row.indented for row in rows) > 1
    paragraphs = [[rows[0].line]]
    for before, after in pairwise(rows):
        broken = before.width + first_token(after.line.text) > width
        starts = (spaced and after.after_blank) or (indented and after.indented)
        if broken and not starts and not after.line.begins_paragraph:
            paragraphs[-1].append(after.line)
        else:
            paragraphs.append([after.line])
    return [_joined(pieces) for pieces in paragraphs]


def _joined(lines: Sequence[Line]) -> Line:
    text, shadow = "".join(line.text for line in lines), "".join(line.shadow for line in lines)
    return Line(text, shadow)


def _rows(lines: Sequence[str]) -> list[_Row]:
    rows: list[_Row] = []
    after_blank = False
    read = iter(read_lines([line for line in lines if line.strip()]))
    for line in lines:
        if line.strip():
            indent = columns(line[: len(line) - len(line.lstrip())])
            width = indent + columns(line.strip())
            rows.append(_Row(next(read), width, indent >= 2, after_blank))
        after_blank = not line.strip()
    return rows


def _fixed_width(rows: Sequence[_Row]) -> int | None:
    """The width in columns at which the text was broken; None where it was not."""
    if len(rows) < _FEWEST_LINES:
        return None
    width = sorted(row.width for row in rows)[int((1 - _OUTLIERS) * (len(rows) - 1))]
    if not _NARROWEST <= width <= _WIDEST:
        return None
    full = [row for row in rows if width - _SLACK <= row.width <= width]
    cut = [row for row in full if not row.line.is_closed]
    if len(full) < _FULL_SHARE * len(rows) or len(cut) < _OPEN_SHARE * len(full):
        return None
    return width


def first_token(text: str) -> int:
    """The columns of what is kept together at the start of a line: 2023, or 年，"""
    token = _FIRST_TOKEN.match(text) or _KEPT_TOGETHER.match(text)
    return columns(token.group()) if token else 0


def columns(text: str) -> int:
    """The width of a text where a Chinese character takes two columns and a Latin one takes one."""
    return len(text.encode("gb18030", errors="replace"))  # which takes as many bytes
