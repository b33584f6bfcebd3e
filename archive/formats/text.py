"""Plain text in any encoding; tables of findings as pages leave them when they are copied."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from archive.encoding import decode
from archive.formats.content import Content
from archive.formats.table import TableReader

_RULE = re.compile(r"[\s|:—-]*")  # between the head and the rows of a table drawn with |
_FEWEST_CELLS, _MOST_CELLS = 3, 9  # where each cell has a line of its own
_NARROWEST = 2  # cells, where they stand on one line
_NUMBER_HEAD = re.compile(r"序\s*[号號]|[编編]\s*[号號]")
_LONGEST_HEAD = 16  # characters

Row = list[list[str]]  # the cells of a row, each its lines


def read_text(data: bytes) -> Content:
    """The lines of a text file; a form feed or a vertical tab ends a line too. The cells of a
    table of findings are lines of their own, with the heads of their columns before them."""
    decoded = decode(data)
    lines = decoded.text.splitlines()
    if "\t" in decoded.text or "|" in decoded.text:
        lines = list(_rows_parted(lines))
    if _NUMBER_HEAD.search(decoded.text):
        lines = list(_cells_joined(lines))
    return Content(tuple(lines), f"text ({decoded.encoding})")


def _rows_parted(lines: Sequence[str]) -> Iterator[str]:
    """The lines, those that hold a row of a table of findings with tabs or | between cells read
    cell by cell; what stands on a line of its own between two rows is a row of one cell."""
    cells = [_cells(line) for line in lines]
    wide = [len(row) >= _NARROWEST for row in cells]
    in_table = [
        is_wide or (0 < place < len(lines) - 1 and wide[place - 1] and wide[place + 1])
        for place, is_wide in enumerate(wide)
    ]
    for is_row, group in groupby(range(len(lines)), in_table.__getitem__):
        kept = list(group)
        rows = [
            [[cell] for cell in cells[place] or [lines[place].strip()]]
            for place in kept
            if not _RULE.fullmatch(lines[place])
        ]
        yield from (is_row and _read(rows)) or [lines[place] for place in kept]


def _cells(line: str) -> list[str]:
    bare = line.strip()
    if bare.startswith("|"):
        return [cell.strip() for cell in bare.strip("|").split("|")]
    return [cell.strip() for cell in line.split("\t")] if "\t" in bare else []


def _cells_joined(lines: Sequence[str]) -> Iterator[str]:
    """The lines; a table of findings of which each cell has a line, from 序号 on, as rows."""
    place = 0
    while place < len(lines):
        if _NUMBER_HEAD.fullmatch(lines[place].strip()):
            rows, end = _numbered_rows(lines, place)
            if read := _read(rows):
                yield from read
                place = end
                continue
        yield lines[place]
        place += 1


def _numbered_rows(lines: Sequence[str], start: int) -> tuple[list[Row], int]:
    """The heads and the rows 1, 2, 3… below them, and where they end; a row with more lines than
    heads has them in its third cell, that of what was done."""
    places = [place for place in range(start, len(lines)) if lines[place].strip()]
    words = [lines[place].strip() for place in places]
    width = words.index("1") if "1" in words[: _MOST_CELLS + 1] else 0
    if width < _FEWEST_CELLS or max(map(len, words[:width])) > _LONGEST_HEAD:
        return [], start
    rows = [[[head] for head in words[:width]]]
    place = width
    while place < len(words) and words[place] == str(len(rows)):
        following = str(len(rows) + 1)
        rest = words[place + width :]
        more = rest.index(following) if following in rest else 0
        row = [[word] for word in words[place : place + width + more]]
        row[2 : 3 + more] = [[line for cell in row[2 : 3 + more] for line in cell]]
        rows.append(row)
        place += width + more
    return rows, places[place] if place < len(places) else len(lines)


def _read(rows: Sequence[Row]) -> list[str]:
    """The lines of a table of findings; none where it is another table."""
    reader, lines = TableReader(), list[str]()
    reader.open("table", 0)
    for row in rows:
        reader.open("row", len(lines))
        for cell in row:
            reader.open("cell", len(lines))
            lines += cell
            reader.close("cell", len(lines), lines.__getitem__)
        reader.close("row", len(lines), lines.__getitem__)
    before = reader.close("table", len(lines), lines.__getitem__)
    if not before:
        return []
    return [
        (before.get(place, "") or "") + line
        for place, line in enumerate(lines)
        if before.get(place, "") is not None
    ]
