"""What kind of unit a name is, and at which level it stands."""

import re
from dataclasses import dataclass
from functools import cache

from archive.data import load
from archive.normal import normalise
from archive.places import Place, place

_LONGEST = 80  # characters of a unit's name that are looked at


@dataclass(frozen=True, slots=True)
class _Rules:
    types: tuple[tuple[str, re.Pattern[str]], ...]
    tail: re.Pattern[str]
    abbreviated: re.Pattern[str]
    township: re.Pattern[str]
    initials: dict[str, str]
    bodies: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def _rules() -> _Rules:
    data = load("unit_types")
    return _Rules(
        types=tuple((rule["name"], re.compile(rule["pattern"])) for rule in data["type"]),
        tail=re.compile(data["tail"]),
        abbreviated=re.compile(data["abbreviated"]),
        township=re.compile(data["township"]),
        initials=data["initials"],
        bodies=tuple((level, re.compile(words)) for level, words in data["bodies"].items()),
    )


def find_unit_type(name: str) -> str | None:
    """The kind of unit that a name's last words tell: 街道, 政府部门, 学校…"""
    plain = _plain(name)
    while plain:
        for kind, pattern in _rules().types:
            if pattern.search(plain):
                return kind
        shorter = _rules().tail.sub("", plain)
        plain = shorter if shorter != plain else ""
    return None


def find_level(name: str, inspecting_body: str | None) -> str | None:
    """central, province, city, county, township or village, from the unit's name first.

    ``inspecting_body`` is who inspected, as written: 区委, 中共云洲市委, 省委巡视组.
    """
    if find_unit_type(name) == "村（社区）":
        return "village"
    plain = _plain(name)
    where = place(plain)
    if _rules().township.search(_after_place(plain, where)):
        return "township"
    by_body = _level_of_body(inspecting_body)
    by_initial = _level_of_initial(plain)
    if by_initial == "city" and by_body == "county":
        by_initial = by_body  # 市教育局 of a city that ranks as a county
    return _level_of_place(where) or by_initial or by_body


def _plain(name: str) -> str:
    return normalise(name[:_LONGEST]).replace(" ", "")


def _after_place(name: str, where: Place) -> str:
    last = where.county or where.city or where.province
    return name.split(last, 1)[1] if last else name.removeprefix("中共")


def _level_of_place(where: Place) -> str | None:
    if where.county:
        return "county"
    if where.city:
        return "city"
    return "province" if where.province else None


def _level_of_initial(name: str) -> str | None:
    found = _rules().abbreviated.search(name)
    if found:
        return _rules().initials[found[1]]
    return "province" if name.endswith("厅") else None


def _level_of_body(body: str | None) -> str | None:
    if body is None:
        return None
    words = _plain(body)
    if _level_of_place(place(words)) == "county":
        return "county"
    return next((level for level, pattern in _rules().bodies if pattern.search(words)), None)
