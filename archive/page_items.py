"""The items of which the lines of a web page's frame are made: 发布时间：2024-05-06 来源：县水务局

Patterns are matched against the shadow of ``archive.normal``; labels are in data/page_noise.toml.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from archive.data import load

_DAY = r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?"
_PLAIN_DAY = r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"
_CLOCK = r"\s*\d{1,2}：\d{2}(?:：\d{2})?"
_GAP = r"[\s|()·•/_—-]*"
_URL = r"(?:(?:原文|来源)?(?:链接|网址|地址)|URL)?\s*：?\s*(?P<url>https?：//[!-~：？；]+)"
_COLON = r"\s*(?:：|\)\s*：?)\s*"  # 索引号：  or  [索引号]
_END = re.compile(_GAP + "$")

# Items that stand in no notice's own text; a line that only begins with weaker ones is left alone.
_STRONG = frozenset({"published", "visits", "publisher", "index", "name"})


@dataclass(frozen=True, slots=True)
class Items:
    """The items that a line begins with: where they end, their names, what they say of the page,
    and whether the line holds nothing else."""

    end: int
    names: frozenset[str]
    facts: dict[str, str]
    fill_line: bool

    @property
    def are_strong(self) -> bool:
        """Whether they are surely of the frame, whatever follows them."""
        return bool(self.names & _STRONG)


def read_items(line: str, shadow: str) -> Items:
    """The items at the start of a line, of which ``shadow`` may hold the beginning only."""
    end = 0
    names: set[str] = set()
    facts: dict[str, str] = {}
    while found := _item(shadow, end):
        name, item = found
        end = item.end()
        names.add(name)
        facts = _facts(item, line) | facts
    fill_line = len(shadow) == len(line) and _END.match(shadow, end) is not None
    return Items(end, frozenset(names), facts, fill_line)


def find_items(shadow: str) -> int | None:
    """Where the first strong item in the midst of a line starts, after a space."""
    item = _patterns().inner.search(shadow)
    return item.start() + 1 if item else None


def is_label(shadow: str) -> bool:
    """Whether a line is a label whose value stands on the next: 索引号"""
    return _patterns().label.fullmatch(shadow) is not None


def is_name_label(shadow: str) -> bool:
    """Whether a line is the label of the page's own title: 名称"""
    return _patterns().name_label.fullmatch(shadow) is not None


@dataclass(frozen=True, slots=True)
class _Patterns:
    """``items`` are tried in turn."""

    items: tuple[tuple[str, re.Pattern[str]], ...]
    inner: re.Pattern[str]
    label: re.Pattern[str]
    name_label: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    label = {name: _alternatives(words) for name, words in load("page_noise")["labels"].items()}
    any_label = "|".join(label[name] for name in label if name not in ("time", "widget"))
    value = rf"(?:[^\s|：]{{0,40}}?)(?=\s|\||$|[(]?(?:{any_label})\s*[：)])"
    after_day = f"{label['publisher']}|{label['visits']}|{label['person']}"
    items = (
        ("published", rf"{label['published']}\s*[：)]?\s*\(?{_DAY}(?:{_CLOCK})?"),
        ("published", rf"{_PLAIN_DAY}(?:{_CLOCK})?(?={_GAP}$)"),  # 2024-05-06
        ("published", rf"{_DAY}{_CLOCK}(?={_GAP}$)"),  # 2024年5月6日 10:20
        ("time", rf"(?:{label['published']}|{label['time']}){_COLON}(?:{_DAY}(?:{_CLOCK})?)?"),
        ("time", rf"{_DAY}(?:{_CLOCK})?(?=\s*(?:{after_day}))"),  # 2024-05-06 来源：
        ("publisher", rf"{label['publisher']}{_COLON}(?P<publisher>{value})"),
        ("visits", rf"{label['visits']}\s*(?:：\s*\(?\s*\d*|\(?\s*\d+)\s*\)?\s*人?次?"),
        ("person", rf"{label['person']}{_COLON}{value}"),
        ("index", rf"{label['index']}{_COLON}{value}"),
        ("name", rf"{label['name']}{_COLON}(?P<title>{value})"),
        ("widget", rf"{label['widget']}\s*：?(?=[\s|()·•/_—-]|$|{label['widget']})"),
        ("url", _URL),
    )
    own_line = f"{label['index']}|{label['name']}|{label['published']}|{label['publisher']}"
    return _Patterns(
        items=tuple((name, re.compile(_GAP + pattern)) for name, pattern in items),
        inner=re.compile(rf"[\s(](?:{label['published']}|{label['visits']})\s*："),
        label=re.compile(rf"\(?(?:{own_line})\)?\s*：?"),
        name_label=re.compile(rf"\(?(?:{label['name']})\)?\s*：?"),
    )


def _alternatives(words: Sequence[str]) -> str:
    """A pattern for any of the words, the longest first, each also with spaces in it."""
    longest_first = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(r"\s?".join(map(re.escape, word)) for word in longest_first) + ")"


def _item(shadow: str, start: int) -> tuple[str, re.Match[str]] | None:
    for name, pattern in _patterns().items:
        if item := pattern.match(shadow, start):
            return name, item
    return None


def _facts(item: re.Match[str], line: str) -> dict[str, str]:
    spans = {name: item.span(name) for name, value in item.groupdict().items() if value}
    facts: dict[str, str] = {
        name: line[slice(*spans[name])] for name in ("url", "title", "publisher") if name in spans
    }
    if facts.get("publisher") in load("page_noise")["nobody"]:
        del facts["publisher"]
    if "year" in spans:
        year, month, day = (int(item[name]) for name in ("year", "month", "day"))
        if 1 <= month <= 12 and 1 <= day <= 31:
            facts["published_on"] = f"{year}-{month:02}-{day:02}"
    return facts
