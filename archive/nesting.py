"""Which heading stands under which: blocks with markers, nested by their families and numbers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from archive.blocks import HEADINGS, Block, Page, is_keyword, words


@dataclass(frozen=True, slots=True)
class Heading:
    """A block that heads others; ``end`` is where the next heading of any level begins.

    ``level`` is its family, with a ′ for each time the family is nested in itself; ``parent`` is
    an index into the same sequence. ``labelled`` says that its own body holds a label of measures.
    """

    block: Block
    level: str
    parent: int | None
    end: int
    keyword: bool
    problem: bool
    labelled: bool


@dataclass(slots=True)
class _Open:
    """A heading whose section is still open while the blocks are read."""

    level: str
    index: int
    number: int | None
    keyword: bool
    end: int


class _Nest:
    """The stack of open headings, and the rules by which the next block finds its place."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.stack: list[_Open] = []
        self.label_seen = False
        self.measure = 0

    def is_label(self, block: Block) -> bool:
        """Whether a 问题： without number stands right under a heading that names its problem."""
        if block.family != "problem" or block.number is not None or not self.stack:
            return False
        inner = self.stack[-1]
        names_one = inner.keyword and (inner.level != "problem" or inner.number is not None)
        return names_one and block.start <= inner.end + 1

    def is_measure(self, block: Block, keyword: bool) -> bool:
        """Whether a numbered block after a label (整改措施：) is an item under that label."""
        if not self.label_seen or block.family == "problem":
            return False
        inner = self.stack[-1] if self.stack else None
        known = [entry for entry in self.stack if entry.level.rstrip("′") == block.family]
        if not known:
            counts_on = block.number in (1, self.measure + 1)
            return counts_on and not (keyword and inner and not inner.keyword)
        if block.number != self.measure + 1 or (block.number == 1 and keyword):
            return False
        follows = known[-1].number is not None and block.number == known[-1].number + 1
        return not follows or (known[-1].keyword and not keyword)

    def _place(self, block: Block, keyword: bool) -> str:
        """Close what the block ends; gives the block's level."""
        family = block.family or ""
        known = [entry for entry in self.stack if entry.level.rstrip("′") == family]
        for entry in reversed(known):
            if self._continues(entry, block, keyword):
                self._close(entry)
                return entry.level
        if known and block.number == 1 and known[-1].keyword and not keyword:
            return known[-1].level + "′"
        if known:
            self._close(known[0])
            return known[0].level
        inner = self.stack[-1] if self.stack else None
        if inner and inner.level == "keyword" and family != "keyword":
            begins = block.number == 1 or block.start <= inner.end + 1
            if not begins:
                self._close(inner)
        return family

    @staticmethod
    def _continues(entry: _Open, block: Block, keyword: bool) -> bool:
        if entry.level.endswith("′") and keyword and not entry.keyword:
            return False
        return block.number is not None and block.number == (entry.number or 0) + 1

    def open(self, block: Block, keyword: bool, index: int) -> tuple[str, int | None]:
        """Put a heading in its place; gives its level and its parent's index."""
        level = self._place(block, keyword)
        parent = self.stack[-1].index if self.stack else None
        self.stack.append(_Open(level, index, block.number, keyword, block.end))
        self.label_seen, self.measure = False, 0
        return level, parent

    def _close(self, entry: _Open) -> None:
        while self.stack and self.stack[-1] is not entry:
            self.stack.pop()
        if self.stack:
            self.stack.pop()


def nest(page: Page, blocks: Sequence[Block], end: int) -> tuple[Heading, ...]:
    """The headings among the blocks, in order; ``end`` is where the last one's section ends."""
    nest = _Nest(page)
    found: list[Heading] = []
    for block in blocks:
        keyword = block.family in ("keyword", "problem") or is_keyword(page, block)
        if block.family in (*HEADINGS, "keyword") and not nest.is_label(block):
            if nest.is_measure(block, keyword):
                nest.measure = block.number or 0
            else:
                level, parent = nest.open(block, keyword, len(found))
                problem = _states_problem(page, block)
                found.append(Heading(block, level, parent, end, keyword, problem, labelled=False))
        if found and has_label(page, block):
            found[-1] = replace(found[-1], labelled=True)
            nest.label_seen = True
            nest.measure = max(nest.measure, _holds_first_item(page, block))
    ends = [heading.block.start for heading in found[1:]] + [end]
    return tuple(replace(head, end=stop) for head, stop in zip(found, ends, strict=False))


def has_label(page: Page, block: Block) -> bool:
    """Whether a label of measures stands at the start of a plain block or after a sentence."""
    if block.family is None and words("measure_label").match(page.shadow, block.start, block.end):
        return True
    return _after_sentence().search(page.shadow, block.body, block.end) is not None


def _holds_first_item(page: Page, block: Block) -> bool:
    """Whether the first item of an enumeration stands on its label's line: 整改措施：(1)……"""
    return _first_item().search(page.shadow, block.start, block.end) is not None


@cache
def _first_item() -> re.Pattern[str]:
    return re.compile(rf"(?:{words('measure_label').pattern})[：。]?\s*(?:\(?[1一][)、.．]|①|一是)")


@cache
def _after_sentence() -> re.Pattern[str]:
    return re.compile(rf"(?<=[。；：)\s])(?:{words('measure_label').pattern})")


def _states_problem(page: Page, block: Block) -> bool:
    stop = page.shadow.find("。", block.body, block.end)
    last = min(stop if stop != -1 else block.end, block.body + 160)
    return words("problem").search(page.shadow, block.body, last) is not None
