"""Where a notice's parts stand: its opening, its aspects, its findings, its tail.

Headings are nested first (``nesting``); then one level of them is chosen as that of the findings,
by what they say (a problem), how they say it (关于……问题), how many the notice states, and what
stands under them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from archive.blocks import UNNUMBERED, Block, find_blocks
from archive.ending import tail_begins
from archive.levels import ancestors, choose_findings
from archive.nesting import Heading, nest
from archive.notice import Span
from archive.page import Page, trim
from archive.unmarked import with_unmarked

_OPENING = re.compile(r"(?:巡[察视]|整改).*?(?:反馈|公[布开示]|通报|报告|如下)")
_TITLE = re.compile(r"(?:通报|报告|公告|公示|情况|说明)[)）]?$")


@dataclass(frozen=True, slots=True)
class Outline:
    """The parts of a notice; ``aspects[k].parent`` and ``aspect_of`` index into ``aspects``."""

    opening: Span
    aspects: tuple[Heading, ...]
    aspect_parents: tuple[int | None, ...]
    findings: tuple[Heading, ...]
    aspect_of: tuple[int | None, ...]
    tail: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The headings of a text, nested, before it is known which of them are the findings."""

    opening: Span
    headings: tuple[Heading, ...]
    tail: int


def read_layout(page: Page) -> Layout:
    """The opening, the headings and the tail of a text."""
    blocks = with_unmarked(page, find_blocks(page))
    first = _first_heading(page, blocks)
    last = tail_begins(page, blocks, first)
    tail = blocks[last].start if last < len(blocks) else len(page.text)
    headings = nest(page, blocks[first:last], _text_end(page, tail))
    return Layout((0, headings[0].block.start if headings else tail), headings, tail)


def read_outline(layout: Layout, stated: Sequence[int] = ()) -> Outline:
    """The outline of a text; ``stated`` are the numbers of findings that the notice states."""
    headings = layout.headings
    chosen = choose_findings(headings, stated)
    around = [ancestors(headings, index) for index in chosen]
    wanted = sorted({index for path in around for index in path})
    place = {index: position for position, index in enumerate(wanted)}
    parents = [headings[index].parent for index in wanted]
    return Outline(
        opening=layout.opening,
        aspects=tuple(headings[index] for index in wanted),
        aspect_parents=tuple(None if parent is None else place[parent] for parent in parents),
        findings=tuple(_whole(headings, index) for index in chosen),
        aspect_of=tuple(place[path[0]] if path else None for path in around),
        tail=layout.tail,
    )


def _first_heading(page: Page, blocks: Sequence[Block]) -> int:
    """The index of the first block after the opening that has a marker."""
    after = 0
    for index, block in enumerate(blocks[:14]):
        if block.family not in (None, *UNNUMBERED):
            if block.end - block.start < 300:
                break
            continue
        if block.end - block.start > 40 and _OPENING.search(page.shadow, block.start, block.end):
            after = index + 1
    for index in range(after, len(blocks)):
        block = blocks[index]
        is_title = block.family == "keyword" and _TITLE.search(page.shadow, block.start, block.end)
        if block.family is not None and not is_title:
            return index
    return len(blocks)


def _text_end(page: Page, end: int) -> int:
    return trim(page.shadow, 0, end)[1]


def _whole(headings: Sequence[Heading], index: int) -> Heading:
    """The heading with the sections of the headings below it."""
    last = index
    while last + 1 < len(headings):
        parent = headings[last + 1].parent
        if parent is None or parent < index:  # headings stand in the order of the text
            break
        last += 1
    return headings[index] if last == index else replace(headings[index], end=headings[last].end)
