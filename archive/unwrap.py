"""Lines that a program broke at a fixed width, joined into the paragraphs they were broken from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from archive.lines import Line, read_lines

_FEWEST_LINES = 8
_NARROWEST, _WIDEST = 15, 160  # characters or columns; a Chinese character takes two columns
_HANGING = 2  # marks (，。) that may stand beyond the width
_RAGGED, _WIDEST_RAGGED = 8, 50  # characters by which lines broken by hand differ, and the longest
_SLACK = 4  # columns by which lines broken at one width differ
_FULL_SHARE = 0.3  # of all lines are full where a text was broken at a fixed width
_OPEN_SHARE = 0.6  # of full lines end in mid-sentence there
_MOST_SPACED = 0.5  # of lines follow a blank line where blank lines part paragraphs
_OUTLIERS = 0.02  # of lines may be longer than the width: an address, a table
_FIRST_TOKEN = re.compile(r"(?:[\w%.@-]+[，。；：、！？）》”]*)+", re.ASCII)
_KEPT_TOGETHER = re.compile(r".[，。；：、！？）》”]*")


@dataclass(frozen=True, slots=True)
class _Row:
    """A line, its length with its indent in characters and in columns, and how it is set off."""

    line: Line
    characters: int
    columns: int
    indented: bool
    after_blank: bool


def unwrap(lines: Sequence[str]) -> list[Line]:
    """The lines that are not blank; joined where a width cut them."""
    rows = _rows(lines)
    full = _full(rows)
    if full is None:
        return [row.line for row in rows]
    starts = _starts(rows)
    paragraphs = [[rows[0].line]]
    for number, row in enumerate(rows[1:], 1):
        if full[number - 1] and not starts[number]:
            paragraphs[-1].append(row.line)
        else:
            paragraphs.append([row.line])
    return [_joined(pieces) for pieces in paragraphs]


def _full(rows: Sequence[_Row]) -> list[bool] | None:
    """Which lines had no room for what follows, but the last; None where no width broke the text.

    A line that ends in mid-sentence may be shorter than one that ends a sentence: by the marks
    that stand beyond the width (，。), or by more where a hand broke the lines.
    """
    characters = [row.characters for row in rows]
    if width := _fixed_width(rows, characters, _HANGING):
        return [_reaches(row, width, _HANGING) for row in rows]
    if width := _fixed_width(rows, [row.columns for row in rows], _SLACK):
        return [
            before.columns + first_token(after.line.text)
            > (width if before.line.is_closed else width - _SLACK)
            for before, after in pairwise(rows)
        ]
    width = _fixed_width(rows, characters, _RAGGED)
    if width and width <= _WIDEST_RAGGED:
        return [_reaches(row, width, _RAGGED) for row in rows]
    return None


def _reaches(row: _Row, width: int, slack: int) -> bool:
    return row.characters >= (width if row.line.is_closed else width - slack)


def _joined(lines: Sequence[Line]) -> Line:
    text, shadow = "".join(line.text for line in lines), "".join(line.shadow for line in lines)
    return Line(text, shadow)


def _rows(lines: Sequence[str]) -> list[_Row]:
    rows: list[_Row] = []
    after_blank = False
    read = iter(read_lines([line for line in lines if line.strip()]))
    for line in lines:
        if line.strip():
            whole = line.rstrip()
            indent = columns(whole[: len(whole) - len(whole.lstrip())])
            rows.append(_Row(next(read), len(whole), columns(whole), indent > 1, after_blank))
        after_blank = not line.strip()
    return rows


def _fixed_width(rows: Sequence[_Row], sizes: Sequence[int], slack: int) -> int | None:
    """The size at which the text was broken, to within the slack; None where it was not."""
    if len(rows) < _FEWEST_LINES:
        return None
    width = sorted(sizes)[int((1 - _OUTLIERS) * (len(sizes) - 1))]
    if not _NARROWEST <= width <= _WIDEST:
        return None
    full = [row for row, size in zip(rows, sizes, strict=True) if width - slack <= size <= width]
    cut = [row for row in full if not row.line.is_closed]
    if len(full) < _FULL_SHARE * len(rows) or len(cut) < _OPEN_SHARE * len(full):
        return None
    return width


def _starts(rows: Sequence[_Row]) -> list[bool]:
    """Whether each line starts a paragraph: by its indent or a blank line where the text has such,
    otherwise by its first words."""
    if sum(row.indented for row in rows) > 1:
        return [row.indented for row in rows]
    spaced = 0 < sum(row.after_blank for row in rows) < _MOST_SPACED * len(rows)
    return [row.line.begins_paragraph or (spaced and row.after_blank) for row in rows]


def first_token(text: str) -> int:
    """The columns of what is kept together at the start of a line: 2023, or 年，"""
    token = _FIRST_TOKEN.match(text) or _KEPT_TOGETHER.match(text)
    return columns(token.group()) if token else 0


def columns(text: str) -> int:
    """The width of a text where a Chinese character takes two columns and a Latin one takes one."""
    return len(text.encode("gb18030", errors="replace"))  # which takes as many bytes
