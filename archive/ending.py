"""The end of a notice: where its tail begins, who signed it and when."""

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from archive.blocks import HEADINGS, UNNUMBERED, Block, is_keyword
from archive.dates import find_days
from archive.notice import Span
from archive.page import Page, trim, words

_DATE = re.compile(r"\(?[\d〇零○O一二三四五六七八九十]{4}\s*[年./-].{1,9}?[日号月\d]\)?$")
_NUMBERED = re.compile(r"[(（]?[\d一二三四五六七八九十]+[)）、.．]")
# An organisation's name: 中共…… or what ends as such names do
_ORGANISATION = re.compile(
    r"^\s*(?:中(?:国)?共|中国共产党).{2,40}$"
    r"|^[^\d]{2,40}(?:委员会|委|党组|总支|支部|党工委|工委|办公室|[局办部院校所站会联社厅署行镇乡村]|公司|集团"
    r"|中心|街道|大学|中学|小学|学校|社区|法院|支队|总队|大队)$"
)
_NO_NAME = re.compile(r"[。：；，@>|《》“”\d]|主办|版权|来源|联系|地址|整改|下载|首页")
_LAST_BLOCKS = 14  # in which the tail is looked for

Found = TypeVar("Found")


def tail_begins(page: Page, blocks: Sequence[Block], first: int) -> int:
    """The index of the block with which the tail (contact, signature, date) begins."""
    begin = first
    first = max(first, _last_problem(page, blocks, first) + 1)
    last = _signature(page, blocks, first)
    for index in range(max(first, last - _LAST_BLOCKS), last):
        if _begins(page, blocks[index], "tail"):
            last = index
            break
    closing = [place for place in range(begin, last) if _begins(page, blocks[place], "closing")]
    if len(closing) == 1 and all(_is_plain(block) for block in blocks[closing[0] : last]):
        return closing[0]
    return last


def _last_problem(page: Page, blocks: Sequence[Block], first: int) -> int:
    """The index of the last of the final blocks that is a heading of a problem, else -1: what
    looks like a signature above it ends another part of the notice."""
    for place in range(len(blocks) - 1, max(first, len(blocks) - _LAST_BLOCKS) - 1, -1):
        block = blocks[place]
        if block.family in HEADINGS and is_keyword(page, block):
            return place
    return -1


def _is_plain(block: Block) -> bool:
    return block.family not in (*HEADINGS, *UNNUMBERED)


def signature(page: Page, tail: int) -> Span | None:
    """The last line of the tail that names an organisation, without a date at its end."""
    return _last(page, tail, _signed)


def signed_on(page: Page, tail: int) -> tuple[str, Span] | None:
    """The date with which the last line of the tail that has one ends."""
    return _last(page, tail, _dated)


def _last(page: Page, tail: int, read: Callable[[str, int, int], Found | None]) -> Found | None:
    """What is read from the last line of the tail that has it."""
    for start, end in reversed(page.paragraphs):
        if end <= tail:
            break
        if found := read(page.shadow, max(start, tail), end):
            return found
    return None


def dated_line(page: Page, start: int, end: int) -> tuple[str, Span] | None:
    """The date that stands alone on a line between two places, as one may below a title."""
    for line in page.paragraphs:
        if start <= line[0] and line[1] <= end and _DATE.match(page.shadow, *line):
            return _dated(page.shadow, *line)
    return None


def _dated(shadow: str, start: int, end: int) -> tuple[str, Span] | None:
    last = next(reversed(find_days(shadow, start, end)), None)
    iso = last.iso() if last else None
    at_end = last and not shadow[last.end : end].strip(" )")
    return (iso, (last.start, last.end)) if last and iso and at_end else None


def _signature(page: Page, blocks: Sequence[Block], first: int) -> int:
    """The index of the block with which the signature begins, that of the end where there is
    none; what a page shows below the signature comes after it."""
    for index in range(len(blocks) - 1, max(first, len(blocks) - _LAST_BLOCKS) - 1, -1):
        block = blocks[index]
        if _is_date(page, block) or _is_signed(page, block):
            while index > first and _signed(page.shadow, *_span(blocks[index - 1])):
                index -= 1
            return index
    return len(blocks)


def _span(block: Block) -> Span:
    return block.start, block.end


def _is_date(page: Page, block: Block) -> bool:
    return _DATE.match(page.shadow, block.start, block.end) is not None


def _is_signed(page: Page, block: Block) -> bool:
    """Whether a block is 中共……党组, perhaps with a date after it."""
    span = _signed(page.shadow, block.start, block.end)
    is_party = span is not None and page.shadow.startswith(("中共", "中国共产党"), span[0])
    return is_party or (span is not None and _dated(page.shadow, *_span(block)) is not None)


def _begins(page: Page, block: Block, name: str) -> bool:
    """Whether a block without marker begins with the words of this name in data/parts.toml."""
    if block.family is not None:
        return False
    return words(name).match(page.shadow, block.start, block.end) is not None


def _signed(shadow: str, start: int, end: int) -> Span | None:
    """The organisation's name on a line, before a date and after the line's last full stop."""
    stop = end
    if dated := _dated(shadow, start, end):
        stop = dated[1][0]
    begin, stop = trim(shadow, max(start, shadow.rfind("。", start, stop) + 1), stop)
    line = shadow[begin:stop]
    is_name = 4 <= stop - begin <= 50 and not _NO_NAME.search(line) and not _NUMBERED.match(line)
    return (begin, stop) if is_name and _ORGANISATION.match(line) else None
