"""The frame of a web page around a notice, told apart from the notice: what it says of when and
where the page was published is kept as data, the rest is dropped.

Patterns are matched against the shadow of ``archive.normal``; words are in data/page_noise.toml.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from archive.data import load
from archive.normal import normalise
from archive.page_items import find_items, is_label, is_name_label, read_items

_STEP = r"\s*(?:>|»|›|≫|→|&gt;|/)+\s*"
_WORD = r"[^\s>»›≫→/，。；：]"
_BREADCRUMB = re.compile(  # 您当前的位置：首页 > 政务公开 > 巡察整改
    r"(?:(?:您|你)?(?:现在|当前|目前)?(?:的|所在)*位置\s*(?:：|是)?\s*)?"
    rf"(?:网站|本站)?首\s?页(?:{_STEP}{_WORD}{{1,16}})+(?:{_STEP})?(?=\s|$)"
    r"|(?:您|你)?(?:现在|当前|目前)?(?:的|所在)*位置\s*：[^。]{0,80}$"
    rf"|{_WORD}{{2,12}}(?:{_STEP}{_WORD}{{2,16}}){{2,}}$"
)
_NAVIGATION = re.compile(  # 首页 | 政务公开 | 互动交流 | 新闻中心 | 走进青禾
    r"(?:[^\s|·，。；：《》\d]{2,8}[\s|·]+){4,}[^\s|·，。；：《》\d]{2,8}"
)
_SITE = re.compile(  # 关于巡察整改情况的通报_青禾县人民政府网
    r"(?<=[通公报告示])\s*[-_|—]+\s*[^-_|—，。]{2,20}(?:网|网站|政府|门户|平台|中心)$"
)
_NOTICE = re.compile(r"通报|报告|情况|中共|关于|根据|按照")  # in no menu, in no cell of a table
_REGISTRATION = re.compile(r".{0,30}(?:ICP备|公网安备)")
_LONGEST_FRAME_LINE = 160  # characters; the frame may stand on one line with the notice too
_LONGEST_ITEMS = 400  # characters that 发布时间： and so on may take at the start of a line
_LONGEST_SPAM = 40  # characters
_HEAD_LINES, _TAIL_LINES = 60, 80
_SHORTEST_PROSE = 25  # characters of the first line that is surely the notice's own
_LEAST_REPEATED = 150  # characters of prose that come again where a page holds the notice twice
_REPEATED_SHARE = 0.8  # of the prose of the shorter copy, likewise
_SAME_START = 100  # characters with which a second copy on the same line begins


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
    kept = _once(head + _without_tail(lines[head_length:]))
    return [*kept[:-1], *map(_without_end, kept[-1:])], Frame(**found)


def _is_prose(line: str) -> bool:
    return len(line.strip()) >= _SHORTEST_PROSE and "。" in line


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
        is_value = label and (is_name_label(label) or not _NOTICE.search(shadow))
        if is_label(shadow):
            label = shadow
            continue
        yield label.strip("()：") + "：" + line.strip() if is_value else line
        label = ""


def _read_head(lines: Iterable[str]) -> tuple[list[str], dict[str, str]]:
    """The head's lines that are the notice's own, and what the others tell."""
    kept: list[str] = []
    found: dict[str, str] = {}
    for line in chain.from_iterable(map(_parted, lines)):
        shadow = normalise(line[:_LONGEST_ITEMS])
        breadcrumb = _BREADCRUMB.match(shadow, len(shadow) - len(shadow.lstrip()))
        if breadcrumb:
            kept.clear()  # the site's menu stands before it
            line, shadow = line[breadcrumb.end() :], shadow[breadcrumb.end() :]
            if not line.strip():
                continue
        if _is_of_site(shadow.strip()) or shadow.strip() in load("page_noise")["columns"]:
            continue
        items = read_items(line, shadow)
        if items.names and (items.fill_line or items.are_strong):
            found = items.facts | found
            line = line[items.end :].lstrip(" \u3000|)）]】")
            if items.fill_line:
                continue
        kept.append(_SITE.sub("", line) if len(line) <= _LONGEST_FRAME_LINE else line)
    return kept, found


def _parted(line: str) -> tuple[str, ...]:
    """The title and the rest of a line on which 发布时间： and so on stand between the two."""
    place = find_items(normalise(line[:_LONGEST_FRAME_LINE]))
    return (line,) if place is None else (line[:place].rstrip("[(【（ "), line[place:])


def _is_of_site(shadow: str) -> bool:
    """Whether a line is a menu, a greeting or an advertisement."""
    if len(shadow) > _LONGEST_FRAME_LINE or _NOTICE.search(shadow):
        return False
    is_spam = len(shadow) <= _LONGEST_SPAM and _spam().search(shadow) is not None
    return is_spam or _NAVIGATION.fullmatch(shadow) is not None


@cache
def _spam() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, load("page_noise")["spam"])))


def _without_tail(lines: Sequence[str]) -> list[str]:
    """The lines without what the page shows below the notice's last full stop."""
    last_stop = max((index for index, line in enumerate(lines) if "。" in line), default=-1)
    first = max(last_stop + 1, len(lines) - _TAIL_LINES)
    kept = list(lines[:first])
    beginnings = "\n".join(line.strip()[:_LONGEST_FRAME_LINE] for line in lines[first:])
    for line, shadow in zip(lines[first:], normalise(beginnings).split("\n"), strict=False):
        if _goes_on_below(shadow):
            break
        items = read_items(shadow, shadow)
        is_frame = items.fill_line and items.names - {"time", "index", "name", "url", "published"}
        if not is_frame and not _is_of_site(shadow):
            kept.append(line)
    return kept


def _without_end(line: str) -> str:
    """The last line; one that holds more than a sentence without what the page shows below."""
    stop = line.rfind("。")
    below = _below().search(line, stop) if stop >= 0 else None
    return line[: below.start()].rstrip() if below else line


@cache
def _below() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{'|'.join(map(re.escape, load('page_noise')['tail']))})")


def _goes_on_below(shadow: str) -> bool:
    starts = tuple(load("page_noise")["tail"])
    return shadow.lstrip("([").startswith(starts) or _REGISTRATION.match(shadow) is not None


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
