"""Dates and windows as notices write them, read in the text's shadow.

Every result is ISO text (``2022-07`` where only the month is known) with its span. A year that is
left out is taken from an earlier date that it must follow; where that does not settle it, the date
is not read.
"""

import re
from calendar import monthrange
from dataclasses import dataclass

_DIGIT = {digit: str(value) for value, digit in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
    "O": "0",
}
_YEAR = r"(?:(?:19|20)\s?\d\s?\d|二[〇零○O][〇零○O一二三四五六七八九]{2})"
_NUM = r"(?:\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_PART = r"[上中下]旬|月?[底初末]"  # 8月下旬, 9月底: the month is what is known

_TO = r"\s*(?:至|到|—+|-+|~|～)\s*"
# 2025年9月12日 · 10月27日 · 二〇二五年四月十日 · 2022年7月 · 8月下旬 · the 3 of 2021年3-5月
_DAY = (
    rf"(?:(?P<y>{_YEAR})\s*年)?\s*(?P<m>{_NUM})\s*(?:月(?:份)?|(?={_TO}{_NUM}月))\s*"
    rf"(?:(?P<d>{_NUM})\s*[日号]|(?P<part>{_PART}))?"
)
_DOTTED = r"(?P<dy>(?:19|20)\d\d)[./-](?P<dm>\d{1,2})[./-](?P<dd>\d{1,2})(?!\d)"  # 2025-04-10
# 2024717日, 2024年717日: 年 or 月 were lost
_RUN = rf"(?P<ry>{_YEAR})\s*年?\s*(?P<run>\d{{2,4}})\s*日"
# what a date may begin with comes first: most characters are none of it, and are passed at once
_ANY = re.compile(rf"(?=[\d一二三四五六七八九十\s])(?:{_RUN}|{_DOTTED}|{_DAY})")
_SECOND = re.compile(
    rf"{_TO}(?:{_DOTTED}|(?P<run>\d{{3,4}})日"
    rf"|(?:(?P<y>{_YEAR})\s*年|(?P<next>次年|翌年)|同年|当年)?\s*(?:(?P<m>{_NUM})\s*月(?:份)?)?"
    rf"\s*(?:(?P<d>{_NUM})\s*[日号]|(?P<part>{_PART}))?)"
)


@dataclass(frozen=True, slots=True)
class Day:
    """A date as written: ``year`` or ``day`` may be left out."""

    year: int | None
    month: int
    day: int | None
    start: int
    end: int

    def iso(self, year: int | None = None) -> str | None:
        """ISO text, with a year from outside where the text has none; None when impossible."""
        known = self.year or year
        if known is None or not 1 <= self.month <= 12:
            return None
        if self.day is None:
            return f"{known:04d}-{self.month:02d}"
        if not 1 <= self.day <= monthrange(known, self.month)[1]:
            return None
        return f"{known:04d}-{self.month:02d}-{self.day:02d}"


@dataclass(frozen=True, slots=True)
class Window:
    """From one date to another, both ISO text."""

    first: str
    last: str
    start: int
    end: int


def find_days(shadow: str, start: int, end: int) -> list[Day]:
    """The dates written in a stretch of the shadow, in order."""
    days = (_day(match) for match in _ANY.finditer(shadow, start, end))
    return [day for day in days if day is not None]


def find_window(shadow: str, start: int, end: int) -> Window | None:
    """The first window (X至Y) in a stretch of the shadow; windows joined by 、 make one."""
    window: Window | None = None
    for match in _ANY.finditer(shadow, start, end):
        day = _day(match)
        if day is None or (window and day.start < window.end):
            continue
        joined = window and re.fullmatch(r"[、和及，]\s*", shadow[window.end : day.start])
        if window and not joined:
            break
        year = int(window.last[:4]) if window else None
        following = _window(shadow, day, end, year)
        if following and window:
            window = Window(window.first, following.last, window.start, following.end)
        else:
            window = following or window
    return window


def after(day: Day, earlier: str) -> str | None:
    """ISO text of a date that does not come before an earlier ISO date."""
    if day.year:
        return day.iso()
    year = int(earlier[:4])
    same = day.iso(year)
    return (
        same
        if same and same[:7] >= earlier[:7] and not _before(same, earlier)
        else day.iso(year + 1)
    )


def _before(date: str, other: str) -> bool:
    length = min(len(date), len(other))
    return date[:length] < other[:length]


def _window(shadow: str, first: Day, end: int, year: int | None) -> Window | None:
    match = _SECOND.match(shadow, first.end, end)
    last = _second(match, first) if match else None
    if match is None or last is None:
        return None
    from_year = first.year or year
    if from_year is None and last.year is not None:
        from_year = last.year - (1 if last.month < first.month else 0)
    begins = first.iso(from_year)
    if begins is None:
        return None
    closes = last.iso() if last.year else after(last, begins)
    return Window(begins, closes, first.start, match.end()) if closes else None


def _second(match: re.Match[str], first: Day) -> Day | None:
    if match["run"] or match["dy"]:
        return _numeric(match)
    if not (match["m"] or match["d"] or match["part"]):
        return None
    year = _year(match["y"]) if match["y"] else None
    if match["next"] and first.year:
        year = first.year + 1
    month = _small(match["m"]) if match["m"] else first.month
    day = _small(match["d"]) if match["d"] else None
    if day is not None and day > 31 and (pair := _split(str(day))):  # 至63日 is 至6月3日
        month, day = pair
    return Day(year, month, day, *match.span())


def _day(match: re.Match[str]) -> Day | None:
    if match["run"] or match["dy"]:
        return _numeric(match)
    month = _small(match["m"])
    year = _year(match["y"]) if match["y"] else None
    day = _small(match["d"]) if match["d"] else None
    return Day(year, month, day, *match.span()) if 1 <= month <= 12 else None


def _numeric(match: re.Match[str]) -> Day | None:
    """A date in digits alone: 2025-04-10, or run together after its marks were lost."""
    if match["dy"]:
        return Day(int(match["dy"]), int(match["dm"]), int(match["dd"]), *match.span())
    groups = match.groupdict()
    pair = _split(match["run"])
    year = _year(groups["ry"]) if groups.get("ry") else None
    return Day(year, *pair, *match.span()) if pair else None


def _split(run: str) -> tuple[int, int] | None:
    """The month and day that digits run together can only mean; None where two readings fit."""
    fits = [
        (int(run[:cut]), int(run[cut:]))
        for cut in (1, 2)
        if 0 < len(run) - cut <= 2
        and not run[:cut].startswith("0" * cut)
        and 1 <= int(run[:cut]) <= 12
        and 1 <= int(run[cut:]) <= 31
        and not (run[cut:].startswith("0") and cut == 1 and len(run) == 3)
    ]
    return fits[0] if len(fits) == 1 else None


def _year(written: str) -> int:
    compact = "".join(written.split())
    return int("".join(_DIGIT.get(character, character) for character in compact))


def _small(written: str) -> int:
    """A month or a day in digits or Chinese: 7, 十, 十二, 二十九."""
    if written.isdigit():
        return int(written)
    tens, mark, ones = written.rpartition("十")
    value = int(_DIGIT[ones]) if ones else 0
    return value + (10 * int(_DIGIT[tens] if tens else 1) if mark else 0)
