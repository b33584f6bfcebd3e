"""Invented provinces, cities, counties and what lies in them."""

from dataclasses import dataclass
from functools import cache
from math import gcd

from corpus.dice import Dice
from corpus.vocabulary import table

COUNTIES_PER_CITY = 6
CITIES_PER_PROVINCE = 8


@dataclass(frozen=True, slots=True)
class Place:
    """Where a unit belongs; kind is district, county, city or province."""

    kind: str
    province: str
    city: str | None = None
    county: str | None = None

    @property
    def name(self) -> str:
        """The innermost name: 清和区, 澜宁市, 岚江省."""
        return self.county or self.city or self.province

    @property
    def sign(self) -> str:
        """区, 县, 市 or 省."""
        return self.name[-1]

    @property
    def level(self) -> str:
        return "county" if self.county else "city" if self.city else "province"


@cache
def _joins(kind: str) -> tuple[str, ...]:
    """Every two-character name of the kind that is not a real place's."""
    data = table("places")
    real = frozenset(data["real"]["names"])
    names = (first + last for first in data[kind]["first"] for last in data[kind]["last"])
    return tuple(name for name in names if name not in real and name[0] != name[1])


def _scattered(names: tuple[str, ...], index: int, seed: int) -> str:
    """A different name for each index until all have been given, in an order of the seed's."""
    step = 7919 + 2 * seed
    while gcd(step, len(names)) > 1:
        step += 1
    return names[(index * step + seed * 31) % len(names)]


def place_at(index: int, seed: int) -> Place:
    """The index-th place of a seed's world: each city stands before its counties, and the first
    city of each province behind the province."""
    span = 1 + COUNTIES_PER_CITY
    city_index, within = divmod(index, span + 1)
    provinces = table("places")["provinces"]
    province_index, city_of_province = divmod(city_index, CITIES_PER_PROVINCE)
    province = provinces[(province_index + seed) % len(provinces)] + "省"
    city = _scattered(_joins("city"), city_index, seed) + "市"
    if within == span and city_of_province == 0:
        return Place("province", province)
    if within in (0, span):
        return Place("city", province, city)
    county_index = city_index * COUNTIES_PER_CITY + within - 1
    stem = _scattered(_joins("county"), county_index, seed)
    is_district = Dice(seed, 11, county_index).chance(0.55)
    kind, sign = ("district", "区") if is_district else ("county", "县")
    return Place(kind, province, city, stem + sign)


def town_stem(dice: Dice) -> str:
    return _joined("town", dice)


def village(dice: Dice) -> str:
    return _joined("village", dice) + "村"


def community(dice: Dice) -> str:
    return _joined("town", dice) + "社区"


def road(dice: Dice) -> str:
    return _joined("road", dice)


def project(dice: Dice) -> str:
    return _joined("project", dice)


def company(dice: Dice) -> str:
    return _joined("company", dice)


def brand(dice: Dice) -> str:
    return _joined("brand", dice)


def _joined(kind: str, dice: Dice) -> str:
    """An invented name: one of each part that the kind's names have."""
    parts: dict[str, str | list[str]] = table("places")[kind]
    return "".join(dice.pick(choices) for choices in parts.values())
