"""A notice's text set as a document: its paragraphs, the places in them, the facts beside them."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Self, TypeVar

from markupsafe import Markup, escape

_HEADINGS = {"aspect": "h2", "aspect within": "h3", "problem": "h4"}
_NUMBER_ROOM = 8  # characters: a number such as （十二） that stands before a heading's words
_BEFORE = " \t\r\u3000\u00a0"


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the text that has a meaning: ``kind`` says which, ``anchor`` is its id."""

    start: int
    end: int
    kind: str
    anchor: str

    def moved(self, by: int) -> Self:
        """The same place in a text that begins ``by`` characters earlier."""
        return replace(self, start=self.start + by, end=self.end + by)


@dataclass(frozen=True, slots=True)
class Note:
    """A fact for the margin, read from the words at ``anchor``; ``url`` leads to more of it."""

    start: int
    label: str
    value: str
    anchor: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph: the element it becomes, what it is as a whole, its words, its margin."""

    tag: str
    kind: str | None
    words: Markup
    notes: tuple[Note, ...]


Told = TypeVar("Told", Place, Note)


def blocks(
    text: str, start: int, end: int, places: Iterable[Place], notes: Iterable[Note] = ()
) -> Iterator[Block]:
    """The paragraphs of ``text[start:end]``; places and notes count from the text's beginning."""
    coming = deque(sorted(places, key=lambda place: (place.start, -place.end)))
    untold = deque(sorted(notes, key=lambda note: note.start))
    entered: list[Place] = []
    for low, high in _paragraphs(text, start, end):
        entered += _before(coming, high)
        here = [place for place in entered if place.end > low or place.start >= low]
        entered = [place for place in entered if place.end > high]
        kind = _whole(here, low, high)
        yield Block(
            tag=_HEADINGS.get(kind or "", "p"),
            kind=kind,
            words=_words(text, low, high, here),
            notes=tuple(_before(untold, high)),
        )


def _before(waiting: deque[Told], end: int) -> list[Told]:
    """Take from the front what begins before the end of a paragraph."""
    taken = []
    while waiting and waiting[0].start < end:
        taken.append(waiting.popleft())
    return taken


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans of the lines that hold words, without the white space around them."""
    at = start
    for line in text[start:end].split("\n"):
        low = at + len(line) - len(line.lstrip(_BEFORE))
        high = at + len(line.rstrip(_BEFORE))
        if low < high:
            yield low, high
        at += len(line) + 1


def _whole(places: Sequence[Place], low: int, high: int) -> str | None:
    """The kind of the first place that takes up the whole paragraph but for its number."""
    for place in places:
        if place.start <= low + _NUMBER_ROOM and place.end >= high - 1:
            return place.kind
    return None


def _words(text: str, low: int, high: int, places: Iterable[Place]) -> Markup:
    """The paragraph's words with an element for each place, nested as the places are.

    A place that goes beyond the one around it, or beyond the paragraph, is drawn in parts: the id
    stays with the one that holds the beginning, the others name it in ``data-of``.
    """
    drawn, at, waiting = Markup(), low, deque(places)
    while waiting:
        place = waiting.popleft()
        begin, finish = max(place.start, at), min(place.end, high)
        within = _before(waiting, finish)
        inner = _words(text, begin, finish, within)
        name = "id" if begin == place.start else "data-of"
        opening = Markup('<span {}="{}" class="place {}">').format(name, place.anchor, place.kind)
        drawn += escape(text[at:begin]) + opening + inner + Markup("</span>")
        waiting.extendleft(one for one in reversed(within) if one.end > finish)
        at = finish
    return drawn + escape(text[at:high])
