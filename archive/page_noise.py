"""The frame of a web page around a notice, told apart from the notice: what it says of when and
where the page was published is kept as data, the rest is dropped.

Patterns are matched against the shadow of ``archive.normal``; labels are in data/page_noise.toml.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from archive.data import load
from archive.normal import normalise

_DAY = r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?"
_CLOCK = r"(?:\s*\d{1,2}：\d{2}(?:：\d{2})?)?"
_GAP = r"[\s|()·•/_—-]*"
_URL = r"(?:(?:原文|来源)?(?:链接|网址|地址)|URL)?\s*：?\s*(?P<url>https?：//[!-~：？；]+)"
_END = re.compile(_GAP + "$")
_STEP = r"\s*(?:>|»|›|≫|→|&gt;|/)+\s*"
_BREADCRUMB = re.compile(  # 您当前的位置：首页 > 政务公开 > 巡察整改
    r"(?:(?:您|你)?(?:现在|当前|目前)?(?:的|所在)*位置\s*(?:：|是)?\s*)?"
    rf"(?:网站|本站)?首\s?页(?:{_STEP}[^\s>»›≫→/，。；]{{1,16}})+(?:{_STEP})?(?=\s|$)"
    r"|(?:您|你)?(?:现在|当前|目前)?(?:的|所在)*位置\s*：[^。]{0,80}$"
    rf"|[^\s>»›≫→/，。；：]{{2,12}}(?:{_STEP}[^\s>»›≫→/，。；：]{{2,16}}){{2,}}$"
)
_NAVIGATION = re.compile(  # 首页 | 政务公开 | 互动交流 | 新闻中心 | 走进青禾
    r"(?:[^\s|·，。；：《》\d]{2,8}[\s|·]+){4,}[^\s|·，。；：《》\d]{2,8}"
)
_NOTICE = re.compile(r"通报|报告|情况|中共|关于|根据|按照")  # in no cell of an index table
_REGISTRATION = re.compile(r".{0,30}(?:ICP备|公网安备)")
_STRONG = frozenset({"published", "visits", "publisher", "index", "name"})
_LONGEST_FRAME_LINE = 160  # characters; the frame may stand on one line with the notice too
_HEAD_LINES, _TAIL_LINES = 60, 80
_LONGEST_SPAM = 40  # characters
_LONGEST_ITEMS = 400  # characters that 发布时间： and so on may take at the start of a line
_SHORTEST_PROSE = 25  # characters of the first line that is surely the notice's own
_LEAST_REPEATED = 150  # characters of prose that come again where a page holds the notice twice
_SAME_START = 100  # characters with which a second copy on the same line begins
_REPEATED_SHARE = 0.8  # of the prose of the shorter copy, likewise


@dataclass(frozen=True, slots=True)
class _Patterns:
    """``items`` are the pieces that a line of the frame is made of, by name, as tried in turn."""

    items: tuple[tuple[str, re.Pattern[str]], ...]
    strong_item: re.Pattern[str]
    bare_label: re.Pattern[str]
    bare_name: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    label = {name: _alternatives(words) for name, words in load("page_noise")["labels"].items()}
    any_label = "|".join(label[name] for name in label if name not in ("time", "widget"))
    value = rf"(?:[^\s|：]{{0,40}}?)(?=\s|\||$|(?:{any_label})\s*：)"
    after_day = f"{label['publisher']}|{label['visits']}|{label['person']}"
    items = (
        ("published", rf"{label['published']}\s*：?\s*\(?{_DAY}{_CLOCK}"),
        ("time", rf"(?:{label['published']}|{label['time']})\s*：\s*(?:{_DAY}{_CLOCK})?"),
        ("time", rf"{_DAY}{_CLOCK}(?=\s*(?:{after_day}))"),  # 2024-05-06 来源：
        ("publisher", rf"{label['publisher']}\s*：\s*(?P<publisher>{value})"),
        ("visits", rf"{label['visits']}\s*(?:：\s*\(?\s*\d*|\(?\s*\d+)\s*\)?\s*人?次?"),
        ("person", rf"{label['person']}\s*：\s*{value}"),
        ("index", rf"{label['index']}\s*：\s*{value}"),
        ("name", rf"{label['name']}\s*：\s*(?P<title>{value})"),
        ("widget", rf"{label['widget']}\s*：?(?=[\s|()·•/_—-]|$|{label['widget']})"),
        ("url", _URL),
    )
    own_line = f"{label['index']}|{label['name']}|{label['published']}|{label['publisher']}"
    return _Patterns(
        tuple((name, re.compile(_GAP + pattern)) for name, pattern in items),
        re.compile(rf"\s(?:{label['published']}|{label['visits']})\s*："),
        re.compile(rf"(?:{own_line})\s*：?"),
        re.compile(label["name"]),
    )


def _alternatives(words: Sequence[str]) -> str:
    """A pattern for any of the words, the longest first, each also with spaces in it."""
    longest_first = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(r"\s?".join(map(re.escape, word)) for word in longest_first) + ")"


@cache
def _spam() -> re.Pattern[str]:
    return re.compile("|".join(load("page_noise")["spam"]))


@cache
def _tail() -> tuple[str, ...]:
    return tuple(load("page_noise")["tail"])


@dataclass(frozen=True, slots=True)
class Frame:
    """What the frame of a page tells of it."""

    url: str | None = None
    title: str | None = None
    published_on: str | None = None
    publisher: str | None = None


def strip_frame(lines: Sequence[str]) -> tuple[list[str], Frame]:
    """The lines without those of the page's frame, the notice once; and what the frame tells."""
    head_length = _first_prose(lines) + 1
    head, found = _read_head(_with_values(lines[:head_length]))
    return _once(head + _without_tail(lines[head_length:])), Frame(**found)


def _first_prose(lines: Sequence[str]) -> int:
    """The index of the first line of prose; the frame's head stands before it."""
    for index, line in enumerate(lines[:_HEAD_LINES]):
        if _is_prose(line):
            return index
    return min(len(lines), _HEAD_LINES) - 1


def _with_values(lines: Sequence[str]) -> Iterator[str]:
    """The lines, a label that has a line of its own together with its value: 索引号 / 11-2024;
    without the labels that have none."""
    label = ""
    for line in lines:
        shadow = normalise(line.strip()[:_LONGEST_FRAME_LINE])
        if not shadow:
            yield line
            continue
        is_label = _patterns().bare_label.fullmatch(shadow) is not None
        if label and not is_label and not _is_notice(label, shadow):
            yield label.rstrip("：") + "：" + line.strip()
        elif not is_label:
            yield line
        label = shadow if is_label else ""


def _is_notice(label: str, shadow: str) -> bool:
    """Whether a line after a bare label is the notice's own rather than the label's value."""
    return _NOTICE.search(shadow) is not None and not _patterns().bare_name.match(label)


def _read_head(lines: Iterable[str]) -> tuple[list[str], dict[str, str]]:
    """The head's lines that are the notice's own, and what the others tell."""
    kept: list[str] = []
    found: dict[str, str] = {}
    for line in chain.from_iterable(map(_split_at_items, lines)):
        if not line.strip():
            kept.append(line)
            continue
        shadow = normalise(line[:_LONGEST_ITEMS])
        breadcrumb = _BREADCRUMB.match(shadow, len(shadow) - len(shadow.lstrip()))
        if breadcrumb:
            kept.clear()  # the site's menu stands before it
            line, shadow = line[breadcrumb.end() :], shadow[breadcrumb.end() :]
        if not _is_of_site(shadow.strip()) and shadow.strip() not in load("page_noise")["columns"]:
            rest = _without_items(line, shadow, found)
            kept.extend([rest] if rest.strip() else [])
    return kept, found


def _is_of_site(shadow: str) -> bool:
    """Whether a line is a menu or an advertisement."""
    if len(shadow) > _LONGEST_FRAME_LINE:
        return False
    is_spam = len(shadow) <= _LONGEST_SPAM and _spam().search(shadow) is not None
    return is_spam or _NAVIGATION.fullmatch(shadow) is not None


def _split_at_items(line: str) -> tuple[str, ...]:
    """The title and the rest of a line on which 发布时间： and so on stand between the two."""
    item = _patterns().strong_item.search(normalise(line[:_LONGEST_FRAME_LINE]))
    return (line[: item.start()], line[item.start() + 1 :]) if item else (line,)


def _without_items(line: str, shadow: str, found: dict[str, str]) -> str:
    """What follows the items 发布时间： 来源： and so on that the line begins with; the line as it
    is where they may be the notice's own words. Adds to ``found`` what the items say."""
    end, names, facts = _leading_items(line, shadow)
    is_whole = len(line) <= _LONGEST_ITEMS and _END.match(shadow, end) is not None
    if not names or not (is_whole or names & _STRONG):
        return line
    for name, value in facts.items():
        found.setdefault(name, value)
    return "" if is_whole else line[end:].lstrip()


def _leading_items(line: str, shadow: str) -> tuple[int, set[str], dict[str, str]]:
    """Where the items at the start of a line end, their names and what they say."""
    end = 0
    names: set[str] = set()
    facts: dict[str, str] = {}
    while found := _item(shadow, end):
        name, item = found
        end = item.end()
        names.add(name)
        facts = _facts(item, line) | facts
    return end, names, facts


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


def _without_tail(lines: Sequence[str]) -> list[str]:
    """The lines without what the page shows below the notice."""
    first = max(0, len(lines) - _TAIL_LINES)
    kept = list(lines[:first])
    beginnings = "\n".join(line.strip()[:_LONGEST_FRAME_LINE] for line in lines[first:])
    shadows = normalise(beginnings).split("\n")
    for index, (line, shadow) in enumerate(zip(lines[first:], shadows, strict=False), first):
        if _goes_on_below(shadow) and not any(map(_is_prose, lines[index:])):
            break
        end, names, _ = _leading_items(shadow, shadow)
        is_items = names - {"time", "index", "name", "url"} and _END.match(shadow, end)
        if not is_items and not _is_of_site(shadow):
            kept.append(line)
    return kept


def _goes_on_below(shadow: str) -> bool:
    return shadow.lstrip("([").startswith(_tail()) or _REGISTRATION.match(shadow) is not None


def _is_prose(line: str) -> bool:
    return len(line.strip()) >= _SHORTEST_PROSE and "。" in line


def _once(lines: list[str]) -> list[str]:
    """The lines without the shorter copy, where a page holds the notice twice."""
    first = next((index for index, line in enumerate(lines) if _is_prose(line)), None)
    if first is None:
        return lines
    if lines[first] not in lines[first + 1 :]:
        return [*lines[:first], _once_in(lines[first]), *lines[first + 1 :]]
    start = _start_of_copy(lines, first, lines.index(lines[first], first + 1))
    copies = (lines[:start], lines[start:])
    prose = [{line.strip() for line in copy if _is_prose(line)} for copy in copies]
    repeated = sum(map(len, prose[0] & prose[1]))
    shorter = min(sum(map(len, copy)) for copy in prose)
    if repeated < max(_LEAST_REPEATED, _REPEATED_SHARE * shorter):
        return lines
    return max(copies, key=lambda copy: sum(map(len, copy)))


def _start_of_copy(lines: Sequence[str], first: int, again: int) -> int:
    """The index at which the second copy starts: its title lines stand before its first prose."""
    while first > 0 and again - 1 > first and lines[again - 1].strip() == lines[first - 1].strip():
        first, again = first - 1, again - 1
    return again


def _once_in(line: str) -> str:
    """The line up to where it starts anew, where a notice on one line stands there twice."""
    again = line.find(line[:_SAME_START], _SAME_START)
    return line[:again].rstrip() if again >= 0 else line
