"""Seeded choices that fall the same on every machine and in every Python version.

Only ``Random.random`` is promised to stay the same from version to version, so every choice is
made from it.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from random import Random
from typing import TypeVar

T = TypeVar("T")

_PRIME = 1_000_003


class Dice:
    """Choices that follow from a seed, a tuple of integers."""

    __slots__ = ("roll",)

    def __init__(self, *seed: int) -> None:
        mixed = len(seed)
        for part in seed:
            mixed = mixed * _PRIME + part
        self.roll = Random(mixed).random  # noqa: S311 - sample text, nothing secret

    def below(self, limit: int) -> int:
        """A whole number from 0 up to, not including, the limit."""
        return int(self.roll() * limit)

    def between(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self.roll() * (high - low + 1))

    def chance(self, share: float) -> bool:
        return self.roll() < share

    def pick(self, choices: Sequence[T]) -> T:
        return choices[int(self.roll() * len(choices))]

    def weighted(self, choices: Sequence[T], totals: Sequence[float]) -> T:
        """A choice by its running total of weights (``itertools.accumulate``)."""
        point = self.roll() * totals[-1]
        for choice, total in zip(choices, totals, strict=True):
            if point < total:
                return choice
        return choices[-1]

    def drawn(self, choices: Sequence[T]) -> Iterator[T]:
        """The choices in random order, drawn one by one as they are asked for."""
        pool = list(choices)
        roll = self.roll
        for size in range(len(pool), 0, -1):
            place = int(roll() * size)
            yield pool[place]
            pool[place] = pool[size - 1]

    def shuffled(self, choices: Sequence[T]) -> list[T]:
        return list(self.drawn(choices))

    def some(self, choices: Sequence[T], count: int) -> list[T]:
        """So many different choices, in random order; all of them when there are fewer."""
        return list(islice(self.drawn(choices), count))
