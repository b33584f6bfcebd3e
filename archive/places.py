"""Where a unit is, as far as its own name says: 郑州市上街区融媒体中心 → 郑州市, 上街区."""

import re
from dataclasses import dataclass
from functools import cache

from archive.data import load
from archive.normal import normalise

_LONGEST = 80  # characters of a name or title that are looked at
_LISTED = ("provinces", "cities", "county_cities", "county_areas")
_PROVINCE = r"[\u4e00-\u9fff]{2,3}?省|[\u4e00-\u9fff]{2,6}?自治区"
_CITY = r"[\u4e00-\u9fff]{2,4}?市|[\u4e00-\u9fff]{2,10}?自治州"
_COUNTY = r"[\u4e00-\u9fff]{2,12}?自治[县旗]|[\u4e00-\u9fff]{1,5}?[县旗]|[\u4e00-\u9fff]{1,5}?区"


@dataclass(frozen=True, slots=True)
class Place:
    """A province, a city and a county by their full names, each None where the name is silent."""

    province: str | None = None
    city: str | None = None
    county: str | None = None


@dataclass(frozen=True, slots=True)
class _Patterns:
    leading: re.Pattern[str]
    province: re.Pattern[str]
    city: re.Pattern[str]
    county: re.Pattern[str]
    no_city: re.Pattern[str]
    no_place: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    data = load("places")
    county_cities = _any_of(data["county_cities"])
    return _Patterns(
        leading=re.compile(f"(?:{_any_of(data['leading'])}| )*"),
        province=re.compile(f"{_any_of(data['provinces'])}|{_PROVINCE}"),
        city=re.compile(f"{_any_of(data['cities'])}|(?!{county_cities})(?:{_CITY})"),
        county=re.compile(f"{county_cities}|{_any_of(data['county_areas'])}|{_COUNTY}"),
        no_city=re.compile(data["no_cities"]),
        no_place=re.compile(f"{data['no_places']}|{data['functional_areas']}"),
    )


def _any_of(names: str) -> str:
    longest_first = sorted(names.split(), key=len, reverse=True)
    return "(?:" + "|".join(map(re.escape, longest_first)) + ")"


@cache
def _listed() -> frozenset[str]:
    data = load("places")
    return frozenset(" ".join(data[key] for key in _LISTED).split())


def place(name: str) -> Place:
    """The place that a unit's full name, or a title that begins with it, says it is in."""
    shadow = normalise(name[:_LONGEST])
    patterns = _patterns()
    position = _end(patterns.leading.match(shadow))
    province = _accepted(patterns.province.match(shadow, position))
    position = max(position, _end(province))
    city = _accepted(patterns.city.match(shadow, position))
    word = patterns.no_city.search(shadow, position)
    if city and word and word.start() < city.end() and city[0] not in _listed():
        city = None
    county = _accepted(patterns.county.match(shadow, max(position, _end(city))))
    return Place(_words(province), _words(city), _words(county))


def find_place(region: str | None, unit: str) -> Place:
    """The place told by the notice's region and by the unit's name, the region first."""
    told, named = place(region or ""), place(unit)
    return Place(
        province=told.province or named.province,
        city=told.city or named.city,
        county=told.county or named.county,
    )


def _accepted(found: re.Match[str] | None) -> re.Match[str] | None:
    if found is None or found[0] in _listed():
        return found
    return None if _patterns().no_place.search(found[0]) else found


def _end(found: re.Match[str] | None) -> int:
    return found.end() if found else 0


def _words(found: re.Match[str] | None) -> str | None:
    return found[0] if found else None
