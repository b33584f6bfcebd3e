"""Invented units: what they are called, what they do, what sentences call their own things."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from corpus.dice import Dice
from corpus.places import Place, place_at, town_stem, village
from corpus.vocabulary import table

FULL_PARTY = {"委员会": "党委", "总支部委员会": "党总支", "支部委员会": "党支部"}
BRIEF_PARTY = FULL_PARTY | {"工作委员会": "党工委", "工委": "党工委"}


@dataclass(frozen=True, slots=True)
class Unit:
    """One inspected unit; party is the suffix that its signature carries (党组, 工委, 党委…),
    since the first year in which there were such units."""

    name: str
    short: str
    party: str
    kind: str
    unit_type: str
    level: str
    place: Place
    superior: str
    main: str
    since: int
    tags: frozenset[str]
    words: Mapping[str, str]
    key: tuple[int, ...]

    @property
    def issuer(self) -> str:
        return f"中共{self.name}{self.party}"

    @property
    def party_brief(self) -> str:
        return BRIEF_PARTY.get(self.party, self.party)


@cache
def kinds() -> tuple[dict[str, Any], ...]:
    return tuple(table("units")["kind"])


def units(seed: int) -> Iterator[Unit]:
    """All units of a seed's world, place by place, without end."""
    index = 0
    while True:
        yield from units_of(place_at(index, seed), (seed, index))
        index += 1


def units_of(place: Place, key: tuple[int, ...]) -> list[Unit]:
    """The units of one place in random order."""
    dice = Dice(*key, 21)
    roster = [
        (kind, entry)
        for kind in kinds()
        if place.kind in kind["places"]
        for entry in _few(kind, dice)
    ]
    return [
        make_unit(kind, entry, place, (*key, ordinal))
        for ordinal, (kind, entry) in enumerate(dice.shuffled(roster))
        if place.kind != "province" or "province" in entry or kind["id"] != "bureau"
    ]


def _few(kind: Mapping[str, Any], dice: Dice) -> list[dict[str, Any]]:
    names, count = kind["names"], kind["count"]
    if len(names) >= count:
        return dice.some(names, count)
    return [dice.pick(names) for _ in range(count)]


def make_unit(
    kind: Mapping[str, Any],
    entry: Mapping[str, Any],
    place: Place,
    key: tuple[int, ...],
    stem: str | None = None,
) -> Unit:
    """A unit of a kind under one of the kind's names; stem is its town's name, if it has one."""
    dice = Dice(*key, 22)
    stem = stem or town_stem(dice)
    own = entry.get("province", entry["name"]) if place.kind == "province" else entry["name"]
    own = own.replace("{乡镇}", stem)
    if "{村}" in own:
        own = own.replace("{村}", village(dice))
    party = dice.pick(entry.get("party", kind["party"]))
    higher = "市" if kind["id"] == "county" else place.sign
    short = own if own.startswith(stem) else place.sign + own
    return Unit(
        name=place.name + own,
        short=short,
        party=party,
        kind=kind["id"],
        unit_type=entry.get("unit_type", kind["unit_type"]),
        level=place.level if kind["level"] == "place" else kind["level"],
        place=place,
        superior=higher + "委",
        main=entry["main"],
        since=entry.get("since", 0),
        tags=frozenset(kind["tags"]) | frozenset(entry.get("tags", ())),
        words=_words(kind, entry, own, party, place),
        key=key,
    )


def _words(
    kind: Mapping[str, Any], entry: Mapping[str, Any], own: str, party: str, place: Place
) -> dict[str, str]:
    """What the unit's sentences call its own things."""
    brief = BRIEF_PARTY.get(party, party)
    sign = "委" if own.endswith("委员会") else own[-1]
    stand_ins = {
        "{局党组}": sign + brief,
        "{局}": "我" + sign,
        "{镇乡}": own[-1],
        "{中心党组织}": ("社" if own.endswith("社") else "中心") + brief,
        "{中心}": own if own.endswith("社") else "中心",
        "{公司党组织}": brief,
        "{区县}": place.sign,
    }
    words = {**kind["words"], **entry.get("words", {})}
    for word, text in words.items():
        for stand_in, meaning in stand_ins.items():
            text = text.replace(stand_in, meaning)
        words[word] = text
    words["主业"] = entry["main"]
    words["上级委"] = ("市" if kind["id"] == "county" else place.sign) + "委"
    words["全域"] = "全" + place.sign
    return words
