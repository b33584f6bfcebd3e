"""Long lists, a page at a time."""

from dataclasses import dataclass

from webui.question import Arguments, whole_number

_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list; pages count from 1."""

    number: int
    size: int
    total: int

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.size

    @property
    def last(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def has_next(self) -> bool:
        return self.number < self.last


def page_number(arguments: Arguments) -> int:
    """The page that a URL asks for; 400 where that is no number of a page."""
    return whole_number(arguments, "page", 1, 1, _MOST)
