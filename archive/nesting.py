"""Which heading stands under which: blocks with markers, nested by their families and numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from archive.blocks import HEADINGS, UNNUMBERED, Block, is_about, is_keyword
from archive.headline import headline, names_field, states_fault
from archive.labels import first_item_on_line, has_label, printed_with
from archive.listed import without_lists
from archive.measures import count_items
from archive.page import Page, words
from archive.restated import without_told
from archive.unmarked import counted_headings


@dataclass(frozen=True, slots=True)
class Heading:
    """A block that heads others; ``end`` is where the next heading of any level begins.

    ``level`` is its family, with a ′ for each time the family is nested in itself; ``parent`` is
    an index into the same sequence. ``line`` is its words up to the first full stop, ``keyword``
    whether they name a problem in a set form, ``fault`` whether they state one in any words,
    ``labelled`` whether its own body holds a label of measures.
    """

    block: Block
    level: str
    parent: int | None
    end: int
    line: str
    keyword: bool
    fault: bool
    labelled: bool

    @property
    def goes_on(self) -> bool:
        """Whether words of its own section follow the line."""
        return self.end - self.block.body > len(self.line) + 2

    @property
    def problem(self) -> bool:
        """Whether the line states a fault or speaks of problems at its end."""
        return self.fault or self.line.rstrip("：").endswith("问题")


@dataclass(frozen=True, slots=True)
class _Told:
    """What a block tells that is either a heading or an item of measures: its line, whether that
    names a problem in a set form, states a fault or a deed, how its number is printed, whether the
    line before it ends between two items (；), and how many items (1.……2.……) it holds if it is a
    1."""

    line: str
    keyword: bool
    fault: bool
    deed: bool
    style: str
    runs_on: bool
    items: int

    def is_item_after(self, head: "_Told", item_style: str) -> bool:
        """Whether it is the next item of measures, where its number would also suit the heading
        after ``head``."""
        if self.runs_on:
            return True
        if self.keyword != head.keyword:
            return head.keyword
        if head.style != item_style:
            return self.style == item_style
        return self.deed and not self.fault and not head.deed


@dataclass(slots=True)
class _Open:
    """A heading and, while the blocks are read, what its section holds so far."""

    block: Block
    level: str
    parent: int | None
    index: int
    told: _Told
    labelled: bool = False

    @property
    def number(self) -> int | None:
        return self.block.number


class _Nest:
    """The stack of open headings, and the rules by which the next block finds its place."""

    def __init__(self) -> None:
        self.found: list[_Open] = []
        self.stack: list[_Open] = []
        self.label_seen = False
        self.unled = False  # no label heads the items that are counted
        self.led_below = False  # a label below the heading's own block does
        self.waiting = False  # the block before is a label that nothing follows on its line
        # family → number and printed style of the last item of measures since the label
        self.items: dict[str, tuple[int, str]] = {}

    @property
    def inner(self) -> _Open | None:
        return self.stack[-1] if self.stack else None

    def known(self, family: str) -> list[_Open]:
        """The open headings of a family, the outermost first."""
        return [entry for entry in self.stack if entry.level.rstrip("′") == family]

    def is_measure(self, block: Block, told: _Told, below: Block | None) -> bool:
        """Whether a numbered block after a label (整改措施：) is an item under that label; the
        block ``below`` may tell whether it begins a section of its own."""
        if not self.label_seen or block.family is None or block.family in ("problem", *UNNUMBERED):
            return False
        known = self.known(block.family)
        last, style = self.items.get(block.family, (0, told.style))
        if not known:
            named = told.keyword and self.inner and not self.inner.told.keyword
            return block.number in (1, last + 1) and not named
        head = known[-1]
        if block.number != last + 1 or (block.number == 1 and told.keyword and not self.waiting):
            return False
        follows = head.number is not None and block.number == head.number + 1
        if follows and below and (self.unled or self.led_below) and not told.keyword:
            is_next = below.family == block.family
            if is_next or (self.unled and below.family):
                return not (is_next and below.number == 1)
        return not follows or told.is_item_after(head.told, style)

    def begins_measures(self, block: Block, told: _Told, before: int) -> bool:
        """Whether a 1. right under a heading numbered likewise (3.……不规范。) begins its measures,
        which no label heads; ``before`` is the end of the block above."""
        inner = self.inner
        if inner is None or inner.block.end != before or inner.block.family != block.family:
            return False
        begins = block.number == 1 and not inner.told.deed and not told.keyword
        deed = told.deed or not told.fault
        names_one = inner.told.fault or (
            (inner.number or 0) > 1 and not names_field(inner.told.line)
        )
        return begins and (told.items > 1 or (names_one and deed))

    def _place(self, block: Block, told: _Told) -> str:
        """Close what the block ends; gives the block's level."""
        family = str(block.family)
        known = self.known(family)
        for entry in reversed(known):
            if self._continues(entry, block, told):
                self._close(entry)
                return entry.level
        if known and block.number == 1 and known[-1].told.keyword and not told.keyword:
            return known[-1].level + "′"
        if known:
            self._close(known[0])
            return known[0].level
        inner = self.inner
        if inner and inner.level == "keyword" and family != "keyword":
            begins = block.number == 1 or block.start <= inner.block.end + 1
            if not begins:
                self._close(inner)
        return family

    @staticmethod
    def _continues(entry: _Open, block: Block, told: _Told) -> bool:
        if entry.level.endswith("′") and told.keyword and not entry.told.keyword:
            return False
        return block.number is not None and block.number == (entry.number or 0) + 1

    def open(self, block: Block, told: _Told) -> None:
        """Put a heading in its place."""
        level = self._place(block, told)
        parent = self.inner.index if self.inner else None
        entry = _Open(block, level, parent, len(self.found), told)
        self.found.append(entry)
        self.stack.append(entry)
        self.label_seen = self.unled = self.led_below = False
        self.items = {}

    def see_label(self, items: dict[str, tuple[int, str]]) -> None:
        """A label of measures stands in the innermost section, perhaps with its first item, by
        family, on its line."""
        self.found[-1].labelled = self.label_seen = True
        self.unled = self.led_below = False
        self.items = items

    def _close(self, entry: _Open) -> None:
        del self.stack[self.stack.index(entry) :]


def nest(page: Page, blocks: Sequence[Block], end: int) -> tuple[Heading, ...]:
    """The headings among the blocks, in order; ``end`` is where the last one's section ends."""
    nest = _Nest()
    before = 0
    counted = counted_headings(page, blocks)
    told_once = list(without_told(page, without_lists(page, blocks)))
    for block, below in zip_longest(told_once, told_once[1:]):
        if _begins_part(page, block):
            nest.stack.clear()
        keyword = _names_problem(page, block, nest.inner)
        labelled = has_label(page, block)
        if block.family in HEADINGS or block.family in counted or keyword:
            told = _told(page, block, keyword, before)
            if nest.is_measure(block, told, None if labelled else below):
                nest.items[str(block.family)] = block.number or 0, told.style
            elif nest.begins_measures(block, told, before):
                nest.see_label({str(block.family): (max(1, told.items), told.style)})
                nest.unled = True
            else:
                nest.open(block, told)
        nest.waiting = False
        if nest.found and labelled:
            nest.see_label(first_item_on_line(page, block))
            nest.led_below = block is not nest.found[-1].block
            nest.waiting = page.shadow.endswith("：", block.start, block.end)
        before = block.end
    ends = [entry.block.start for entry in nest.found[1:]] + [end]
    return tuple(_heading(*pair) for pair in zip(nest.found, ends, strict=False))


def _begins_part(page: Page, block: Block) -> bool:
    """Whether a further part of the notice begins here, in which numbers count anew: 附：……情况"""
    if block.family is not None or page.shadow[block.start] != "附":
        return False
    return words("part").match(page.shadow, block.start, block.end) is not None


def _told(page: Page, block: Block, keyword: bool, before: int) -> _Told:
    line = headline(page, block)
    return _Told(
        line=line,
        keyword=keyword,
        fault=states_fault(line),
        deed=words("deed").match(line) is not None,
        style=printed_with(page.text[block.start : block.body]),
        runs_on=page.shadow.endswith("；", 0, before),
        items=_items(page, block),
    )


def _items(page: Page, block: Block) -> int:
    """How many items a block that begins with a 1. holds."""
    if block.number != 1:
        return 0
    return count_items(page.shadow, str(block.family), block.start, block.end)


def _names_problem(page: Page, block: Block, inner: _Open | None) -> bool:
    """Whether a block names a problem in a set form; 一是关于……的问题 only right under a field."""
    if block.family in ("problem", *UNNUMBERED):
        return True
    if block.family in ("shi", "circled"):
        apart = not inner or inner.level == block.family or _groups(inner)
        return apart and is_about(page, block)
    return block.family is not None and is_keyword(page, block)


def _groups(entry: _Open) -> bool:
    """Whether a heading names a field, or a problem in words of its own and has no label yet."""
    return names_field(entry.told.line) or not (entry.told.keyword or entry.labelled)


def _heading(entry: _Open, end: int) -> Heading:
    told = entry.told
    return Heading(
        entry.block,
        entry.level,
        entry.parent,
        end,
        told.line,
        told.keyword,
        told.fault,
        entry.labelled,
    )
