"""The line that a heading is: the words of its block up to the first full stop."""

from archive.blocks import Block
from archive.page import Page, words

_LINE = 160  # characters of a heading that are looked at
_PREDICATE = 8  # characters at the end of a line that say what is the matter: 执行不严格


def headline(page: Page, block: Block) -> str:
    """The words of a block's first sentence, without its number."""
    start, end = block.named or (block.body, block.end)
    return page.shadow[start : min(end, start + _LINE)].split("。", 1)[0]


def names_field(line: str) -> bool:
    """Whether a line names a field in which there are problems: 关于……方面存在的问题."""
    return words("field").search(line) is not None


def states_fault(line: str) -> bool:
    """Whether a line states a fault; one that begins with a deed does so at its end only."""
    fault = words("fault")
    return fault.search(line[-_PREDICATE:] if words("deed").match(line) else line) is not None
