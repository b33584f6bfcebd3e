"""Problems that are listed first and answered further down: the list is no second set of findings.

The answers name each problem again, and the list is plain text; or they carry only its number
(1.……不规范。 above, 1.已…… below), and the list names what they answer.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from archive.blocks import HEADINGS, UNNUMBERED, Block
from archive.headline import headline, names_field, states_fault
from archive.page import Page, words

_HEADING = frozenset((*HEADINGS, *UNNUMBERED))
_FEWEST, _FEWEST_BARE = 2, 3  # items of a list, and headings that follow one another with it
_SAID_AGAIN = 0.6  # of a list's items are, at least, where its answers name the problems again
_LONGEST_ITEM = 120  # characters
LEAST_NAME = 4  # characters that name a problem
_REACH = 60_000  # characters below a list in which its problems are named again
_LEAD = 2  # characters that a heading may have before its name: 关于
_AROUND = re.compile(  # what a heading may have around the words that name its problem
    r"^(?:关于|针对|对于)|(?=[存的问整落情])(?:存在)?的?(?:问题)?的?(?:整改)?(?:落实)?(?:情况)?$"
)
_MARKS = re.compile(r"[\W_]+")


def name_of(line: str) -> str:
    """The words of a heading that name its problem, without marks."""
    return _AROUND.sub("", _MARKS.sub("", line))


def without_lists(page: Page, blocks: Sequence[Block]) -> list[Block]:
    """The blocks, a list of problems as plain text and each answer that has only its number with
    the words that name its problem."""
    found = list(blocks)
    runs = list(_bare_runs(page, blocks))
    coming = (sum(_comes_again(page, blocks[index]) for index in run) for run in runs)
    later = _places_of_names(page, blocks) if max(coming, default=0) >= _FEWEST else {}
    for run in runs:
        last = _last_said_again(page, blocks, run, later)
        if last is None and (pairs := _answered(page, blocks, run)):
            last = pairs[-1][0]
            for item, answer in pairs:
                named = blocks[item].body, blocks[item].end
                found[answer] = replace(blocks[answer], named=named)
        for index in run[: 0 if last is None else run.index(last) + 1]:
            found[index] = replace(blocks[index], family=None)
    return found


def _bare_runs(page: Page, blocks: Sequence[Block]) -> Iterator[list[int]]:
    """The places of headings of one sentence that follow one another."""
    run: list[int] = []
    for place, block in enumerate(blocks):
        if _is_bare(page, block):
            run.append(place)
        elif run:
            if len(run) >= _FEWEST_BARE:
                yield run
            run = []
    if len(run) >= _FEWEST_BARE:
        yield run


def _is_bare(page: Page, block: Block) -> bool:
    if block.family not in HEADINGS or block.end - block.start > _LONGEST_ITEM:
        return False
    return page.shadow.find("。", block.body, block.end - 1) < 0


def _places_of_names(page: Page, blocks: Sequence[Block]) -> dict[str, int]:
    """Where each problem that a heading names is named last."""
    return {
        name: index
        for index, block in enumerate(blocks)
        if block.family in _HEADING and len(name := name_of(headline(page, block))) >= LEAST_NAME
    }


def _last_said_again(
    page: Page, blocks: Sequence[Block], run: Sequence[int], later: Mapping[str, int]
) -> int | None:
    """The last item of a list whose problems further headings name again; None without any."""
    again = [index for index in run if _later_place(page, blocks[index], later) > index]
    if len(again) < _FEWEST:
        return None
    listed = [index for index in run if index <= again[-1]]
    telling = sum(_tells(page, blocks[index]) for index in again)
    is_list = len(again) >= _SAID_AGAIN * len(listed) and 2 * telling >= len(again)
    return again[-1] if is_list else None


def _comes_again(page: Page, block: Block) -> bool:
    """Whether some words of a block stand further down too, which is soon looked up."""
    start = block.body + _LEAD
    some = page.shadow[start : start + LEAST_NAME]
    below = block.end, block.end + _REACH
    return start + LEAST_NAME <= block.end and page.shadow.find(some, *below) >= 0


def _later_place(page: Page, block: Block, later: Mapping[str, int]) -> int:
    """Where a heading names a block's problem, or the field before its colon, for the last time."""
    line = headline(page, block)
    return max(later.get(name_of(words), -1) for words in (line, line.split("：", 1)[0]))


def _tells(page: Page, block: Block) -> bool:
    line = headline(page, block)
    return states_fault(line) or line.endswith("问题") or names_field(line)


def _answered(
    page: Page, blocks: Sequence[Block], run: Sequence[int]
) -> list[tuple[int, int]] | None:
    """The places of a list's items, each with that of the block that answers it by number only."""
    for family in dict.fromkeys(blocks[index].family for index in run):
        if sum(blocks[index].family == family for index in run) < _FEWEST:
            continue
        items = _items(page, blocks, run, family)
        if not _is_list(page, blocks, items):
            continue
        following = range(items[-1] + 1, len(blocks))
        after = islice((at for at in following if blocks[at].family == family), len(items) + 1)
        answers = list(after)
        further = answers.pop() if len(answers) > len(items) else None
        if _answer(page, blocks, items, answers, further):
            return list(zip(items, answers, strict=True))
    return None


def _items(
    page: Page, blocks: Sequence[Block], run: Sequence[int], family: str | None
) -> list[int]:
    """The places of the first blocks of a family with nothing but fields between them."""
    items: list[int] = []
    for index in run:
        if blocks[index].family == family:
            items.append(index)
        elif items and not _is_field(page, blocks[index]):
            break
    return items


def _is_of_another_kind(page: Page, block: Block) -> bool:
    """Whether a heading names a problem itself, or tells of what comes next."""
    line = headline(page, block)
    if words("frame").search(line) or names_field(line):
        return False
    return _tells(page, block) or words("next_steps").search(line) is not None


def _is_field(page: Page, block: Block) -> bool:
    """Whether a block names a field of problems, and does not only frame what was done."""
    line = headline(page, block)
    return words("frame").search(line) is None and names_field(line)


def _is_list(page: Page, blocks: Sequence[Block], items: Sequence[int]) -> bool:
    """Whether the blocks count on from 1 and tell problems."""
    return (
        len(items) >= _FEWEST
        and blocks[items[0]].number == 1
        and not any(_begins_otherwise(page, blocks[index]) for index in items)
        and 2 * _problems(page, blocks, items) >= len(items)
    )


def _begins_otherwise(page: Page, block: Block) -> bool:
    """Whether a block's line tells a deed, begins a list, or goes on after a colon."""
    line = headline(page, block)
    return "：" in line or line.startswith("一是") or words("deed").match(line) is not None


def _problems(page: Page, blocks: Sequence[Block], places: Sequence[int]) -> int:
    """How many of the blocks tell a problem and no deed."""
    return sum(
        _tells(page, blocks[index]) and not _begins_otherwise(page, blocks[index])
        for index in places
    )


def _answer(
    page: Page,
    blocks: Sequence[Block],
    items: Sequence[int],
    answers: Sequence[int],
    further: int | None,
) -> bool:
    """Whether the blocks have the items' numbers, no more follow, and few name a problem."""
    numbers = [blocks[index].number for index in items]
    if [blocks[index].number for index in answers] != numbers:
        return False
    if further is not None and blocks[further].number not in (None, 1):
        return False
    between = [block for block in blocks[items[-1] + 1 : answers[0]] if block.family]
    if not between or any(_is_of_another_kind(page, block) for block in between):
        return False
    told = _problems(page, blocks, answers)
    return 2 * told < _problems(page, blocks, items)
