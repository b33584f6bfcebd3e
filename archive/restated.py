"""Blocks that look like headings and only say over what the heading above them says."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from archive.blocks import HEADINGS, UNNUMBERED, Block
from archive.headline import headline, names_field, states_fault
from archive.labels import has_label, is_bare_label, is_label, is_problem
from archive.listed import LEAST_NAME, name_of
from archive.page import Page, words

_LONGEST_LABEL = 12  # characters
_AGAIN = 3  # times that a line is a label, and no heading of the notice's own parts


def without_told(page: Page, blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks; a numbered label (1.整改措施：) and a 存在问题： that only tells the problem of
    the heading above are plain text."""
    under_headings = _stand_under_headings(blocks)
    numbered = [block for block in blocks if block.family in HEADINGS]
    problems = {
        block.start
        for block, after in pairwise(numbered)
        if block.family == after.family and is_problem(page, block) and is_label(page, after)
    }
    labels = _repeated_labels(page, numbered)
    above: Block | None = None
    for block in blocks:
        labelling = block.start in problems or block.start in labels
        if block.family in HEADINGS and (labelling or is_label(page, block)):
            block = replace(block, family=None)  # 1.具体问题：……2.整改措施：……3.整改成效：……
        if above and _names_again(page, above, block):
            block = replace(block, family=None)
        if above and _is_bare_problem(block) and _is_one_sentence(page, above):
            is_told = under_headings and _names_itself(page, above)
            if is_told or above.family == "problem":
                block = replace(block, family=None, body=block.start)
        yield block
        above = block if block.family in (*HEADINGS, *UNNUMBERED) else None


def _repeated_labels(page: Page, numbered: Sequence[Block]) -> frozenset[int]:
    """Where lines stand that are again and again nothing but a label: （一）整改措施"""
    short = [block for block in numbered if block.end - block.body <= _LONGEST_LABEL]
    times = Counter(headline(page, block) for block in short)
    return frozenset(
        block.start
        for block in short
        if times[line := headline(page, block)] >= _AGAIN and is_bare_label(line)
    )


def _names_again(page: Page, above: Block, block: Block) -> bool:
    """Whether a block without a number says over what the heading above it says, as 关于X的问题
    under 一、X."""
    if block.family != "keyword":
        return False
    line, below = headline(page, above), headline(page, block)
    if line[1:LEAST_NAME] not in below:
        return False
    name, again = name_of(line), name_of(below)
    return (
        name == again
        and not names_field(line)
        and len(name) >= LEAST_NAME
        and _is_one_sentence(page, above)
    )


def _is_one_sentence(page: Page, block: Block) -> bool:
    """Whether a block holds one sentence and perhaps a status in brackets."""
    stop = page.shadow.find("。", block.body, block.end)
    rest = page.shadow[stop + 1 : block.end] if stop >= 0 else ""
    return (not rest or rest.endswith(")")) and not has_label(page, block)


def _stand_under_headings(blocks: Sequence[Block]) -> bool:
    """Whether the 问题： of a text stand each right under a heading, and these count on."""
    above = [one for one, two in pairwise(blocks) if _is_bare_problem(two)]
    counting = [
        one.family == two.family is not None and two.number in (None, 1, (one.number or 0) + 1)
        for one, two in pairwise(above)
    ]
    return 2 * sum(counting) >= len(counting)


def _is_bare_problem(block: Block) -> bool:
    return block.family == "problem" and block.number is None


def _names_itself(page: Page, block: Block) -> bool:
    """Whether a heading names a problem of its own and no field in which there are some."""
    line = headline(page, block)
    told = "问题" in line or states_fault(line)
    return told and not names_field(line) and not words("frame").search(line)
