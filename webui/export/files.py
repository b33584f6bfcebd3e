"""The formats of an export: each turns rows into bytes, piece by piece."""

import csv
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from xlsxwriter import Workbook

from webui.export.rows import Row, cells

_MARK = "\ufeff"  # by which Excel knows that a CSV file is UTF-8
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # with which a cell begins that Excel would run
_PIECE = 64 * 1024  # bytes
_LONGEST_CELL = 32_767  # characters; Excel refuses more
_MOST_ROWS = 1_048_575  # of a sheet, the head apart
_SHEET = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}

Titles = Sequence[str]
Write = Callable[[Titles, Iterable[Row]], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class Format:
    """A format by its media type, and the function that writes it."""

    media_type: str
    write: Write


def write_csv(titles: Titles, rows: Iterable[Row]) -> Iterator[bytes]:
    """Comma-separated, UTF-8 with its mark; no cell is a formula."""
    line = StringIO()
    writer = csv.writer(line)
    line.write(_MARK)
    writer.writerow(titles)
    for row in rows:
        yield _taken(line)
        writer.writerow([_harmless(cell) for cell in cells(row)])
    yield _taken(line)


def write_jsonl(titles: Titles, rows: Iterable[Row]) -> Iterator[bytes]:  # noqa: ARG001 - see Write
    """A JSON object to a line, its keys the columns' names."""
    for row in rows:
        yield json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def write_xlsx(titles: Titles, rows: Iterable[Row]) -> Iterator[bytes]:
    """A workbook of one sheet, put together on disk; texts stay texts."""
    with tempfile.TemporaryFile() as file:
        book = Workbook(file, _SHEET)
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, titles, book.add_format({"bold": True}))
        for number, row in zip(range(1, _MOST_ROWS + 1), rows, strict=False):
            sheet.write_row(number, 0, [_short(cell) for cell in cells(row)])
        book.close()
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece


FORMATS = {
    "csv": Format("text/csv; charset=utf-8", write_csv),
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx),
    "jsonl": Format("application/jsonl; charset=utf-8", write_jsonl),
}


def _taken(line: StringIO) -> bytes:
    """What the line holds, which is empty afterwards."""
    written = line.getvalue()
    line.seek(0)
    line.truncate()
    return written.encode("utf-8", "replace")


def _harmless(cell: str | int | None) -> str | int | None:
    """A text that would be taken for a formula comes with an apostrophe before it."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _short(cell: str | int | None) -> str | int | None:
    return (
        cell[: _LONGEST_CELL - 1] + "…"
        if isinstance(cell, str) and len(cell) > _LONGEST_CELL
        else cell
    )
