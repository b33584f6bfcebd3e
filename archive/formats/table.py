"""Tables of findings, read row by row, each cell with the head of its column before it: 1.……
整改措施：…… Other tables are read cell by cell as they stand."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from archive.normal import normalise

_NUMBER = re.compile(r"序\s*[号號]|[编編]\s*[号號]")
_PROBLEM = re.compile(r"问题|反馈意见")
_DONE = re.compile(r"整改|措施|成效|进展|完成|落实|结果|责任|时限|状态")
_OWN_NUMBER = re.compile(r"[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．]")
_SECTION = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|.{4,40}方面(?:存在)?(?:的)?(?:问题)?$"
)
_UNNUMBERED = "问题："  # before the problem of a row without a number
_LONGEST_HEAD = 16  # characters
_HEAD_ROWS = 3  # among which the row of heads stands, below a caption perhaps

_HEAD_LINES = 3  # in a cell that may be a head

Cell = range  # of the lines that stand in it
Kind = Literal["table", "row", "cell"]
TextOf = Callable[[int], str]  # the text of a line, by its index


class TableReader:
    """Follows the tables of a document, one within another, while its lines are gathered."""

    def __init__(self) -> None:
        self._tables: list[list[list[Cell]]] = []
        self._starts: list[int] = []

    @property
    def in_cell(self) -> bool:
        return bool(self._starts)

    def open(self, kind: Kind, line: int) -> None:
        """It begins before the line of this index."""
        if kind == "table":
            self._tables.append([])
        elif kind == "row" and self._tables:
            self._tables[-1].append([])
        elif kind == "cell":
            self._starts.append(line)

    def close(self, kind: Kind, line: int, text_of: TextOf) -> Mapping[int, str | None]:
        """It ends before the line of this index. At the end of a table of findings: what to read
        before its lines, 整改措施： or the row's number; None for a line that is not read by
        itself, as heads and numbers are not."""
        if kind == "cell" and self._starts:
            cell = Cell(self._starts.pop(), line)
            if self._tables and self._tables[-1]:
                self._tables[-1][-1].append(cell)
        if kind != "table" or not self._tables:
            return {}
        return _before_lines(self._tables.pop(), text_of)


def _before_lines(rows: Sequence[Sequence[Cell]], text_of: TextOf) -> dict[int, str | None]:
    place = next((n for n, row in enumerate(rows[:_HEAD_ROWS]) if _are_heads(row, text_of)), None)
    if place is None:
        return {}
    heads = [_text(cell, text_of).rstrip("：:") for cell in rows[place]]
    before: dict[int, str | None] = {line: None for cell in rows[place] for line in cell}
    for row in rows[place + 1 :]:
        if len(row) == 1 and _SECTION.match(_text(row[0], text_of)):
            continue
        if len(row) <= len(heads):  # a shorter one lacks its first cells, which one above spans
            before |= _before_row(heads[len(heads) - len(row) :], row, text_of)
    return before


def _text(cell: Cell, text_of: TextOf) -> str:
    return "".join("".join(text_of(line).split()) for line in cell)


def _are_heads(row: Sequence[Cell], text_of: TextOf) -> bool:
    """Whether a row names a column of problems and one of what was done about them."""
    if any(len(cell) > _HEAD_LINES for cell in row):
        return False
    heads = [_text(cell, text_of) for cell in row]
    problems = [_is_problem(head) for head in heads]
    done = any(_DONE.search(normalise(head)) for head in heads if not _is_problem(head))
    return any(problems) and done and max(map(len, heads)) <= _LONGEST_HEAD


def _is_problem(head: str) -> bool:
    words = normalise(head)
    return _PROBLEM.search(words) is not None and not words.startswith(("整改", "责任", "完成"))


def _before_row(
    heads: Sequence[str], row: Sequence[Cell], text_of: TextOf
) -> dict[int, str | None]:
    before: dict[int, str | None] = {}
    number = _UNNUMBERED
    for head, cell in zip(heads, row, strict=True):
        text = _text(cell, text_of)
        if _NUMBER.fullmatch(head):
            number = _as_number(text)
            before |= dict.fromkeys(cell)
        elif text and _is_problem(head):
            before[cell.start] = "" if _OWN_NUMBER.match(text) else number
        elif text and not text.startswith(head):
            before[cell.start] = f"{head}："
    return before


def _as_number(text: str) -> str:
    """1 as 1. and 一 as 一、; a number that has its mark as it is."""
    if text.isdecimal():
        return f"{text}."
    return f"{text}、" if text[-1:].isalnum() else text
