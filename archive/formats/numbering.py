"""Automatic numbering of a Word document: the 一、（一）1. that stand in no paragraph's text."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from lxml.etree import _Element

from archive.numerals import to_chinese

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_FORMAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_ROMAN = (
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_MOST = 999  # a list of notices is shorter; what counts further is shown in digits


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if number <= 20 else str(number)


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    numeral = ""
    for value, sign in _ROMAN:
        numeral += sign * (number // value)
        number %= value
    return numeral


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "chineseCounting": to_chinese,  # 十一
    "chineseCountingThousand": to_chinese,
    "japaneseCounting": to_chinese,
    "taiwaneseCounting": to_chinese,
    "taiwaneseCountingThousand": to_chinese,
    "ideographDigital": to_chinese,
    "chineseLegalSimplified": lambda number: to_chinese(number).translate(_FORMAL),  # 壹
    "ideographTraditional": lambda number: _STEMS[(number - 1) % 10],  # 甲
    "ideographZodiac": lambda number: _BRANCHES[(number - 1) % 12],  # 子
    "decimalEnclosedCircle": _circled,  # ①
    "decimalEnclosedCircleChinese": _circled,
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperRoman": _roman,
}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: ``text`` is its pattern, （%1）; ``style`` the style bound to it."""

    start: int
    format: str
    text: str
    style: str | None

    def show(self, number: int) -> str:
        known = _FORMATS.get(self.format) if 0 < number <= _MOST else None
        return known(number) if known else str(number)


@dataclass(frozen=True, slots=True)
class List:
    """A list as paragraphs refer to it; lists with one ``abstract`` count on from each other,
    but for the levels that ``restarts`` names."""

    abstract: str
    levels: Mapping[int, Level]
    restarts: Mapping[int, int]


class Numbering:
    """Counts the numbered paragraphs of one document in reading order."""

    def __init__(self, numbering: _Element | None, styles: _Element | None) -> None:
        self._styles = _numbered_styles(styles)
        self._lists = _lists(numbering, self._styles)
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._met: set[str] = set()

    def prefix(self, properties: _Element | None) -> str:
        """The number of the next paragraph, as shown before its text; "" where it has none."""
        place = self._place(properties)
        if place is None:
            return ""
        identifier, depth = place
        numbered = self._lists[identifier]
        counts = self._counts[numbered.abstract]
        if identifier not in self._met:
            self._met.add(identifier)
            for level, start in numbered.restarts.items():
                counts[level] = start - 1
        counts[depth] = counts.get(depth, numbered.levels[depth].start - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        return _shown(numbered, depth, counts)

    def _place(self, properties: _Element | None) -> tuple[str, int] | None:
        """The list and level of a paragraph, from its own properties or those of its style."""
        style = _value(properties, "pStyle")
        own = properties.find(f"{W}numPr") if properties is not None else None
        identifier, depth = _value(own, "numId"), _value(own, "ilvl")
        if identifier is None and style is not None:
            identifier, depth = self._styles.get(style, (None, None))
        numbered = self._lists.get(identifier or "0")
        if identifier is None or numbered is None:
            return None
        if depth is None:
            bound = (n for n, level in numbered.levels.items() if level.style == style and style)
            depth = str(next(bound, 0))
        level = int(depth) if depth.isdecimal() else 0
        return (identifier, level) if level in numbered.levels else None


def _shown(numbered: List, depth: int, counts: Mapping[int, int]) -> str:
    level = numbered.levels[depth]
    if level.format in ("bullet", "none"):
        return ""

    def number(place: re.Match[str]) -> str:
        other = int(place[1]) - 1
        shown = numbered.levels.get(other, level)
        return shown.show(counts.get(other, shown.start))

    text = _PLACE.sub(number, level.text)
    return text + " " if text[-1:].isascii() and text[-1:].isalnum() else text


def _numbered_styles(styles: _Element | None) -> Mapping[str, tuple[str, str | None]]:
    """The list and level of each style that has one, its own or that of the style it builds on."""
    if styles is None:
        return {}
    by_id = {style.get(f"{W}styleId", ""): style for style in styles.iterfind(f"{W}style")}
    found: dict[str, tuple[str, str | None]] = {}
    for identifier, style in by_id.items():
        for ancestor in islice(_ancestry(style, by_id), _LEVELS):
            own = ancestor.find(f"{W}pPr/{W}numPr")
            number = _value(own, "numId")
            if number is not None:
                found[identifier] = (number, _value(own, "ilvl"))
                break
    return found


def _ancestry(style: _Element | None, by_id: Mapping[str, _Element]) -> Iterator[_Element]:
    while style is not None:
        yield style
        style = by_id.get(_value(style, "basedOn") or "")


def _lists(
    numbering: _Element | None, styles: Mapping[str, tuple[str, str | None]]
) -> Mapping[str, List]:
    if numbering is None:
        return {}
    abstract_of = {
        number.get(f"{W}numId", ""): _value(number, "abstractNumId") or ""
        for number in numbering.iterfind(f"{W}num")
    }
    abstracts = {
        abstract.get(f"{W}abstractNumId", ""): abstract
        for abstract in numbering.iterfind(f"{W}abstractNum")
    }
    lists = {}
    for number in numbering.iterfind(f"{W}num"):
        name = _value(number, "abstractNumId") or ""
        link = _value(abstracts.get(name), "numStyleLink")
        if link is not None and link in styles:
            name = abstract_of.get(styles[link][0], name)
        if name in abstracts:
            lists[number.get(f"{W}numId", "")] = _list(name, abstracts[name], number)
    return lists


def _list(name: str, abstract: _Element, number: _Element) -> List:
    overrides = {_depth(one): one for one in number.iterfind(f"{W}lvlOverride")}
    levels = {_depth(one): _level(one) for one in abstract.iterfind(f"{W}lvl")}
    for depth, override in overrides.items():
        replaced = override.find(f"{W}lvl")
        if replaced is not None:
            levels[depth] = _level(replaced)
    restarts = {
        depth: _number(_value(override, "startOverride"), 1)
        for depth, override in overrides.items()
        if override.find(f"{W}startOverride") is not None
    }
    return List(name, levels, restarts)


def _level(level: _Element) -> Level:
    return Level(
        start=_number(_value(level, "start"), 1),
        format=_value(level, "numFmt") or "decimal",
        text=_value(level, "lvlText") or "",
        style=_value(level, "pStyle"),
    )


def _depth(element: _Element) -> int:
    return _number(element.get(f"{W}ilvl"), 0)


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 6 else otherwise


def _value(element: _Element | None, name: str) -> str | None:
    """The value of a child such as <w:numId w:val="3"/>."""
    child = element.find(f"{W}{name}") if element is not None else None
    return child.get(f"{W}val") if child is not None else None
