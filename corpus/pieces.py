"""Text built from pieces that carry their labels, so that the truth about it is exact.

A ``Script`` is written from front to back; whoever writes a piece says what it is. Nothing is
ever searched for afterwards: noise moves the marks along with the text it changes.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import NamedTuple


class Mark(NamedTuple):
    """What the characters from start to end (exclusive) are; value is what they mean, or None
    where they mean what they say."""

    label: str
    start: int
    end: int
    value: object = None


class Passage(NamedTuple):
    """A text and the marks on it."""

    text: str
    marks: tuple[Mark, ...]


class Script:
    """A passage being written.

    ``say`` writes a piece. Places are counted in pieces until the passage is finished, for that
    costs nothing while it is being written; ``at`` is the place reached.
    """

    __slots__ = ("_marks", "_parts", "say")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._marks: list[tuple[str, int, int, object]] = []
        self.say: Callable[[str], None] = self._parts.append

    @property
    def at(self) -> int:
        return len(self._parts)

    def mark(self, label: str, text: str, value: object = None) -> None:
        """Write a piece that is a whole of its own."""
        at = len(self._parts)
        self._parts.append(text)
        self._marks.append((label, at, at + 1, value))

    def close(self, label: str, start: int, value: object = None) -> None:
        """Mark everything written since start."""
        self._marks.append((label, start, len(self._parts), value))

    def since(self, start: int) -> str:
        """What has been written since start."""
        return "".join(self._parts[start:])

    def passage(self) -> Passage:
        ends = [0, *accumulate(map(len, self._parts))]
        placed = [
            (label, ends[first], ends[last], value) for label, first, last, value in self._marks
        ]
        return Passage("".join(self._parts), tuple(map(Mark._make, placed)))


class Edit(NamedTuple):
    """Put text in place of the characters from start to end."""

    start: int
    end: int
    text: str


def apply(passage: Passage, edits: Sequence[Edit]) -> Passage:
    """The passage after the edits, which must not overlap.

    What is inserted at a mark's very start or end stays outside it; what is inserted or changed
    within belongs to it.
    """
    edits = sorted(edits)
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    shifts: list[int] = [0]
    last = 0
    for edit in edits:
        parts += (passage.text[last : edit.start], edit.text)
        last = edit.end
        starts.append(edit.start)
        ends.append(edit.end)
        shifts.append(shifts[-1] + len(edit.text) - (edit.end - edit.start))
    parts.append(passage.text[last:])

    def moved(mark: Mark) -> Mark:
        start = mark.start + shifts[bisect_right(ends, mark.start)]
        end = mark.end + shifts[bisect_left(starts, mark.end)]
        return mark._replace(start=start, end=end)

    return Passage("".join(parts), tuple(map(moved, passage.marks)))
