"""The title and the opening: who inspected whom, when, and when it was fed back."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from archive.blocks import Page, trim
from archive.data import load
from archive.dates import Day, Window, after, find_days, find_window
from archive.notice import Span

_TITLE_END = re.compile(
    r"(?:整改|巡[察视]|反馈)[^。]{0,30}(?:通报|报告|公告|公示|情况|说明|通告|进展)(?:\s*\(.{1,12}\))?\s*$"
)
# The title at the head of a line that goes on with the opening: ……的通报 根据……
_TITLE_INLINE = re.compile(
    r"(?P<title>[^。，]{6,90}?(?:通报|报告|公告|公示|情况))\s*(?=根据|按照|遵照|依据|\d{4}年)"
)
_INSPECTED = re.compile(r"巡[察视]|回头看")
_QUOTED = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》")
_BACK = re.compile(r"“?回头看”?")
_FEEDBACK = re.compile(r"反馈(?!的|问题)")
_NOT_FEEDBACK = re.compile(r"截[至止]到?\s*$")
# A line that is an organisation's name: the first half of a title, or a signature
_ORGANISATION = re.compile(
    r"^\s*(?:中共|中国共产党)"
    r"|^[^。：，>|\d]{4,}(?:委员会|党组|党委|支部|总支|工委|局|院|校|部|办公室|公司|中心|会)$"
)
_DATE_AT_END = re.compile(r"[\d〇零○一二三四五六七八九十]{2,4}\s*年.{1,9}[日月]\s*$")
_AS_OF = re.compile(r"截[至止到](?:到)?\s*")


@dataclass(frozen=True, slots=True)
class Opening:
    """What the title and the opening say; every field with its span, None where silent."""

    title: Span | None
    round: Span | None
    group: Span | None
    kind: tuple[str, Span] | None
    body: tuple[str, Span] | None
    window: Window | None
    began: tuple[str, Span] | None
    feedback: tuple[str, Span] | None


def read_opening(page: Page, opening: Span) -> Opening:
    """The fields of the title and the opening, which end where the first heading begins."""
    title = find_title(page, opening)
    first = title[1] if title else opening[0]
    span = (first, opening[1])
    masked = _QUOTED.sub(lambda match: " " * len(match.group()), page.shadow[: opening[1]])
    window = _window(page.shadow, *span)
    return Opening(
        title=title,
        round=_first("round", masked, title, span),
        group=_group(masked, title, span),
        kind=_kind(masked, title, span),
        body=_body(masked, title, span),
        window=window,
        began=None if window else _began(page.shadow, *span),
        feedback=_feedback(page.shadow, span, window),
    )


def find_title(page: Page, opening: Span) -> Span | None:
    """The lines of the title, from the unit's name to 通报, before the opening begins."""
    lines = [(start, min(end, opening[1])) for start, end in page.paragraphs if start < opening[1]][
        :12
    ]
    for place, (start, end) in enumerate(lines):
        line = page.shadow[start:end]
        if end - start > 120 or line.endswith("。"):
            head = _TITLE_INLINE.match(page.shadow, start, end)
            return head.span("title") if head else None
        if _TITLE_END.search(line):
            return _with_lines_before(page, lines, place), end
    return None


def _with_lines_before(page: Page, lines: list[Span], place: int) -> int:
    """Where a title that is split over lines begins: at 中共…… or an organisation's name."""
    start, end = lines[place]
    first = page.shadow[start:end]
    continues = first.startswith(("关于", "落实", "贯彻", "巡", "整改", "第"))
    if place and continues:
        before = page.shadow[slice(*lines[place - 1])]
        if len(before) <= 60 and _ORGANISATION.search(before):
            return lines[place - 1][0]
    return start


def _spans(title: Span | None, opening: Span) -> Iterator[Span]:
    if title:
        yield title
    yield opening


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(load("opening")[name])


def _first(name: str, masked: str, title: Span | None, opening: Span) -> Span | None:
    for span in _spans(title, opening):
        if match := _pattern(name).search(masked, *span):
            return match.span()
    return None


def _group(masked: str, title: Span | None, opening: Span) -> Span | None:
    """The group, the first with a number or a name of its own before one that has none."""
    found = [
        match.span()
        for span in (opening, *_spans(title, (0, 0)))
        for match in _pattern("group").finditer(masked, *span)
    ]
    told = [span for span in found if not re.fullmatch(r"巡[察视]组", masked[slice(*span)])]
    numbered = [
        span
        for span in told
        if re.search(r"[\d一二三四五六七八九十]|机动|专项|联动", masked[slice(*span)])
    ]
    return next(iter(numbered or told), None)


def _kind(masked: str, title: Span | None, opening: Span) -> tuple[str, Span] | None:
    names = "|".join(load("opening")["kinds"])
    pattern = re.compile(
        rf"(?P<kind>{names})(?:式|性)?巡[察视](?!组|工作)|巡[察视](?P<back>“?回头看)"
    )
    for span in _spans(title, opening):
        if match := pattern.search(masked, *span):
            place = match.span("kind") if match["kind"] else match.span("back")
            return (match["kind"] or "回头看"), place
    return None


def _body(masked: str, title: Span | None, opening: Span) -> tuple[str, Span] | None:
    for span in _spans(title, opening):
        if match := _INSPECTED.search(masked.replace("巡视巡察", "    "), *span):
            word = match.group()
            return (word, match.span()) if word != "回头看" else None
    return None


def _window(shadow: str, start: int, end: int) -> Window | None:
    """The window in the first sentence that tells of the inspection."""
    for sentence in _sentences(shadow, start, end):
        if _INSPECTED.search(shadow, *sentence) and (window := find_window(shadow, *sentence)):
            return window
    return None


def _began(shadow: str, start: int, end: int) -> tuple[str, Span] | None:
    """The date of 自5月13日起, where only the beginning of the inspection is told."""
    for sentence in _sentences(shadow, start, end):
        if _INSPECTED.search(shadow, *sentence):
            for day in find_days(shadow, *sentence):
                if shadow.startswith("起", day.end) and (iso := day.iso()):
                    return iso, (day.start, day.end)
    return None


def _sentences(shadow: str, start: int, end: int) -> Iterator[Span]:
    place = start
    for match in re.finditer("[。\n]", shadow[start:end]):
        yield place, start + match.end()
        place = start + match.end()
    if place < end:
        yield place, end


def _feedback(shadow: str, span: Span, window: Window | None) -> tuple[str, Span] | None:
    """The last date before 反馈 in its sentence; a left-out year follows the window."""
    for start, end in _sentences(shadow, *span):
        told = _FEEDBACK.search(shadow, start, end)
        days = find_days(shadow, start, told.start()) if told else []
        for day in reversed(days):
            inside = window is not None and day.start < window.end and day.end > window.start
            if (
                inside
                or _NOT_FEEDBACK.search(shadow, start, day.start)
                or shadow.startswith("起", day.end)
            ):
                break
            iso = after(day, window.last) if window else day.iso()
            if iso:
                return iso, (day.start, day.end)
    return None


def find_as_of(
    shadow: str, start: int, end: int, earlier: str | None, later: str | None
) -> tuple[str, Span] | None:
    """The first date after 截至; a left-out year is settled by the dates it stands between."""
    for match in _AS_OF.finditer(shadow, start, end):
        day = next(iter(find_days(shadow, match.end(), min(end, match.end() + 24))), None)
        if day and day.start == match.end() and (iso := _settled(day, earlier, later)):
            return iso, (day.start, day.end)
    return None


def _settled(day: Day, earlier: str | None, later: str | None) -> str | None:
    if day.year or earlier:
        return day.iso() if day.year else after(day, earlier or "")
    if later is None:
        return None
    same = day.iso(int(later[:4]))
    return same if same and same <= later else day.iso(int(later[:4]) - 1)


def signature(page: Page, tail: int) -> Span | None:
    """The last line of the tail that names an organisation, without a date at its end."""
    lines = [(max(start, tail), end) for start, end in page.paragraphs if end > tail]
    named = [span for line in lines if (span := _signed(page.shadow, *line))]
    for span in reversed(named):
        if _ORGANISATION.search(page.shadow[slice(*span)]):
            return span
    return named[-1] if named else None


def _signed(shadow: str, start: int, end: int) -> Span | None:
    """What stands in a line after its last full stop and before a date."""
    dated = _DATE_AT_END.search(shadow, start, end)
    stop = dated.start() if dated else end
    begin, stop = trim(shadow, max(start, shadow.rfind("。", start, stop) + 1), stop)
    is_name = 4 <= stop - begin <= 50 and not re.search(r"[。：；@]|\d{5}", shadow[begin:stop])
    return (begin, stop) if is_name else None
