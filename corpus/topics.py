"""The controlled problems: how each is headed, described and put right, and whom it fits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from corpus.dice import Dice
from corpus.slots import sentence
from corpus.templates import Template
from corpus.vocabulary import table, tables

FEW_KINDS = 4
USUAL_SUMS = (1_000, 300_000)


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence that can be said from a year on; of those with the same group one is taken."""

    template: Template
    since: int = 0
    group: str | None = None

    @classmethod
    def of(cls, source: str) -> "Saying":
        """From the data: ``@2021 words`` since a year, ``@清退 words`` in a group."""
        if not source.startswith("@"):
            return cls(sentence(source))
        condition, _, words = source[1:].partition(" ")
        if condition.isdigit():
            return cls(sentence(words), since=int(condition))
        return cls(sentence(words), group=condition)


@dataclass(frozen=True, slots=True, eq=False)
class Topic:
    """One problem that a unit may have.

    ``under`` is the one of the controlled list that it belongs to, ``part`` the aspect (A to D)
    with its part (A1 …), ``share`` that of the notices in which it may come up at all, ``sums``
    the least and the most yuan in question.
    """

    id: str
    under: str
    part: str
    share: float
    sums: tuple[int, int]
    fits: frozenset[str]
    excludes: frozenset[str]
    headings: tuple[Saying, ...]
    positive: tuple[Saying, ...]
    problems: tuple[Saying, ...]
    measures: tuple[Saying, ...]

    @property
    def is_special(self) -> bool:
        """Whether only a few particular kinds of units have it."""
        return "any" not in self.fits and len(self.fits) <= FEW_KINDS


@cache
def topics() -> tuple[Topic, ...]:
    """All problems in the order of their aspects."""
    entries = [entry for file in tables("topics_") for entry in file["topic"]]
    return tuple(sorted(map(_topic, entries), key=lambda topic: topic.part))


@cache
def topics_for(tags: frozenset[str]) -> tuple[Topic, ...]:
    """The problems that a unit with these tags may have."""
    return tuple(
        topic
        for topic in topics()
        if not topic.fits.isdisjoint(tags) and topic.excludes.isdisjoint(tags)
    )


def _topic(entry: Mapping[str, Any]) -> Topic:
    return Topic(
        id=entry["id"],
        under=entry.get("under", entry["id"]),
        part=entry["part"],
        share=entry.get("share", 1.0),
        sums=tuple(entry.get("sums", USUAL_SUMS)),
        fits=frozenset(entry["fits"]),
        excludes=frozenset(entry.get("excludes", ())),
        headings=tuple(map(Saying.of, entry["headings"])),
        positive=tuple(map(Saying.of, entry["positive"])),
        problems=tuple(map(Saying.of, entry["problems"])),
        measures=tuple(map(Saying.of, entry["measures"])),
    )


def choose(sayings: Sequence[Saying], count: int, year: int, dice: Dice) -> list[Saying]:
    """So many sentences that can be said in a year and go together, in random order."""
    chosen: list[Saying] = []
    groups: set[str] = set()
    for saying in dice.drawn(sayings):
        if saying.since > year or saying.group in groups:
            continue
        if saying.group:
            groups.add(saying.group)
        chosen.append(saying)
        if len(chosen) == count:
            break
    return chosen


def choose_measures(topic: Topic, count: int, year: int, dice: Dice) -> list[Saying]:
    """Measures that go together: money first, sanctions last, the rest as it falls."""
    return sorted(choose(topic.measures, count, year, dice), key=_place)


def _place(measure: Saying) -> int:
    return {None: 1, "问责": 2}.get(measure.group, 0)


@cache
def aspects() -> dict[str, dict[str, Any]]:
    """The aspects by their letter."""
    return {entry["id"]: entry for entry in table("aspects")["aspect"]}
