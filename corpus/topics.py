"""The controlled problems: how each is headed, described and put right, and whom it fits."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from corpus.dice import Dice
from corpus.slots import sentence
from corpus.templates import Template
from corpus.vocabulary import table, tables


@dataclass(frozen=True, slots=True)
class Measure:
    """One way of putting a problem right; of those with the same group a finding has one."""

    template: Template
    group: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Topic:
    """One problem of the list; part is the aspect (A to D) and the part of it (A1 …)."""

    id: str
    name: str
    part: str
    fits: frozenset[str]
    excludes: frozenset[str]
    headings: tuple[Template, ...]
    positive: tuple[Template, ...]
    problems: tuple[Template, ...]
    measures: tuple[Measure, ...]


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
        name=entry["name"],
        part=entry["part"],
        fits=frozenset(entry["fits"]),
        excludes=frozenset(entry.get("excludes", ())),
        headings=tuple(map(sentence, entry["headings"])),
        positive=tuple(map(sentence, entry["positive"])),
        problems=tuple(map(sentence, entry["problems"])),
        measures=tuple(map(_measure, entry["measures"])),
    )


def _measure(source: str) -> Measure:
    if not source.startswith("@"):
        return Measure(sentence(source), None)
    group, _, words = source[1:].partition(" ")
    return Measure(sentence(words), group)


def choose_measures(topic: Topic, count: int, dice: Dice) -> list[Measure]:
    """So many measures that go together: money first, sanctions last, the rest as it falls."""
    chosen: list[Measure] = []
    groups: set[str] = set()
    for measure in dice.shuffled(topic.measures):
        if measure.group in groups:
            continue
        if measure.group:
            groups.add(measure.group)
        chosen.append(measure)
        if len(chosen) == count:
            break
    return sorted(chosen, key=_place)


def _place(measure: Measure) -> int:
    return {None: 1, "问责": 2}.get(measure.group, 0)


@cache
def aspects() -> dict[str, dict[str, Any]]:
    """The aspects by their letter."""
    return {entry["id"]: entry for entry in table("aspects")["aspect"]}
