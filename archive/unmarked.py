"""Headings without number or set form, known by what the whole text does: they state a fault
again and again, each right before what was done about it.

Three forms: a line of its own; the first sentence of a paragraph below a field; a bullet of a sign
of its own (★ above ◆). And circled or spelt-out numbers, which elsewhere count measures.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from archive.blocks import HEADINGS, UNNUMBERED, Block
from archive.headline import headline, names_field, states_fault
from archive.labels import is_label
from archive.page import Page, words

_FEWEST = 3  # that are headings, not by chance
_MOST = 0.7  # of the lines of one form are headings, at least, where the text has such
_HALF = 0.5
_LONGEST = 80  # characters of a heading
_SHORTEST = 6
_LEAST_PROSE = 20
_BEGINS_MEASURES = re.compile("一是|①|⑴|\\(1\\)|1[、．)]|1\\.(?!\\d)|一方面|首先|第一，|a[.、)]")
_STOP = re.compile("[。；：？！]")
_ALONE = re.compile("[，。；：]")
_COUNTED = ("circled", "shi")  # numbers of measures, mostly


def with_unmarked(page: Page, blocks: Sequence[Block]) -> list[Block]:
    """The blocks, headings without number of the family keyword, counted ones of their own."""
    found = list(blocks)
    forms = (_bullets, _lines, _sentences)
    places = next(filter(None, (form(page, blocks) for form in forms)), [])
    for place in places:
        found[place] = replace(blocks[place], family="keyword")
    return found


def counted_headings(page: Page, blocks: Sequence[Block]) -> frozenset[str]:
    """The families of numbers, of measures elsewhere, with which this text counts problems."""
    return frozenset(family for family in _COUNTED if _are_headings(page, blocks, family))


def _are_headings(page: Page, blocks: Sequence[Block], family: str) -> bool:
    places = [place for place, block in enumerate(blocks) if block.family == family]
    telling = sum(_heads(page, blocks, place) for place in places)
    return telling >= _FEWEST and telling >= _MOST * len(places)


def _heads(page: Page, blocks: Sequence[Block], place: int) -> bool:
    """Whether a block states a fault and goes on, or only names a field."""
    block = blocks[place]
    if _states_fault(page, block):
        return _goes_on(page, blocks, place)
    line = headline(page, block)
    return block.body + len(line) + 1 >= block.end and names_field(line)


def _states_fault(page: Page, block: Block) -> bool:
    """Whether a block's first clause states a fault and no deed."""
    line = _first_sentence(page, block)
    if not _SHORTEST <= len(line) <= _LONGEST or words("deed").match(line):
        return False
    return states_fault(line) or line.endswith("”")


def _first_sentence(page: Page, block: Block) -> str:
    return _STOP.split(page.shadow[block.body : block.end], maxsplit=1)[0].rstrip()


def _closed_with(page: Page, block: Block, marks: tuple[str, ...]) -> bool:
    return page.shadow.startswith(marks, block.body + len(_first_sentence(page, block)))


def _goes_on(page: Page, blocks: Sequence[Block], place: int) -> bool:
    """Whether words follow a block's first sentence, in it or in a plain block below."""
    block = blocks[place]
    if block.end - block.body > len(_first_sentence(page, block)) + _SHORTEST:
        return not _closed_with(page, block, ("；",))
    return place + 1 < len(blocks) and blocks[place + 1].family is None


def _lines(page: Page, blocks: Sequence[Block]) -> list[int]:
    """Lines of their own, each right before measures: such as begin with a first number or, where
    every line states a fault, prose."""
    led, prosaic = list[int](), list[int]()
    for place in range(1, len(blocks) - 1):
        block, below = blocks[place], blocks[place + 1]
        if not _is_short_line(page, block) or _tells_of_heading(page, blocks[place - 1]):
            continue
        if _BEGINS_MEASURES.match(page.shadow, below.start) or _is_label_line(page, below):
            led.append(place)
        elif below.family is None and _is_prose(page, below):
            prosaic.append(place)
    both = sorted(led + prosaic)
    return both if _mostly_faults(page, blocks, both, _MOST) else _faulty(page, blocks, led)


def _faulty(page: Page, blocks: Sequence[Block], places: list[int]) -> list[int]:
    return places if _mostly_faults(page, blocks, places, _HALF) else []


def _mostly_faults(
    page: Page, blocks: Sequence[Block], places: Sequence[int], share: float
) -> bool:
    telling = sum(_states_fault(page, blocks[place]) for place in places)
    return telling >= _FEWEST and telling >= share * len(places)


def _is_prose(page: Page, block: Block) -> bool:
    return block.end - block.start > _LEAST_PROSE and page.shadow[block.end - 1] == "。"


def _is_short_line(page: Page, block: Block) -> bool:
    """Whether a plain block is no label and has no stop, but perhaps one after a fault."""
    size = block.end - block.body
    if block.family is not None or not _SHORTEST <= size <= _LONGEST or is_label(page, block):
        return False
    if words("measure_label").match(page.shadow, block.body, block.end):
        return False
    stop = _STOP.search(page.shadow, block.body, block.end)
    return stop is None or (
        stop.end() == block.end and stop[0] == "。" and _states_fault(page, block)
    )


def _is_label_line(page: Page, block: Block) -> bool:
    """Whether a line is a label of measures that nothing follows: 整改情况"""
    label = words("measure_label").match(page.shadow, block.body, block.end)
    return block.family is None and label is not None and label.end() >= block.end - 1


def _tells_of_heading(page: Page, above: Block) -> bool:
    """Whether the block above a line is a heading of a problem, which the line tells."""
    line = headline(page, above)
    return above.family in (*HEADINGS, *UNNUMBERED) and not names_field(line) and states_fault(line)


def _bullets(page: Page, blocks: Sequence[Block]) -> list[int]:
    """The bullets of the first sign where others of another sign, or plain lines, stand below."""
    signs: dict[str, list[int]] = {}
    for place, block in enumerate(blocks):
        if block.family is None and block.body > block.start:
            signs.setdefault(page.shadow[block.start], []).append(place)
    places = next(iter(signs.values()), [])
    below = [blocks[place + 1 : place + 2] for place in places]
    others = sum(one.family is None and one.body == one.start for one in chain(*below))
    return _faulty(page, blocks, places) if len(signs) > 1 or 2 * others > len(places) else []


def _sentences(page: Page, blocks: Sequence[Block]) -> list[int]:
    """Paragraphs below fields that begin with words that state a fault, and go on."""
    below = list(_below_fields(page, blocks))
    telling = [
        place
        for place in below
        if _states_fault(page, blocks[place])
        and _closed_with(page, blocks[place], ("。", "："))
        and _goes_on(page, blocks, place)
    ]
    return telling if len(telling) >= _FEWEST and len(telling) >= _MOST * len(below) else []


def _below_fields(page: Page, blocks: Sequence[Block]) -> Iterator[int]:
    """The places of plain blocks with no other heading between them and a field."""
    heading: Block | None = None
    below = False
    for place, block in enumerate(blocks):
        if block.family in (*HEADINGS, *UNNUMBERED):
            heading = block
        elif block.family is None and _is_prose(page, block):
            if heading:
                below, heading = names_field(headline(page, heading)), None
            if below:
                yield place
