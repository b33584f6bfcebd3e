"""The title and the opening: who inspected whom, when, and when it was fed back."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from archive.data import load
from archive.dates import Day, Window, after, find_days, find_window
from archive.notice import Span
from archive.page import Page

_TITLE_END = re.compile(
    r"(?:整改|巡[察视]|反馈)[^。]{0,30}(?:通报|报告|公告|公示|公开|情况|说明|通告|进展)(?:\s*\(.{1,12}\))?\s*$"
)
# The title at the head of a line that goes on with the opening: ……的通报 根据……
_TITLE_INLINE = re.compile(
    r"(?P<title>[^。，]{6,90}?(?:通报|报告|公告|公示|情况))\s*(?=根据|按照|遵照|依据|\d{4}年)"
)
_LONGEST_TITLE_LINE, _HEAD_LINES = 120, 14
_HALF_TITLE = re.compile(r"中共|中国共产党|关于|[局委部院校会处组心道镇乡村司厅办站所]$")
_INSPECTED = re.compile(r"巡[察视]|回头看")
_QUOTED = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》")
_FEEDBACK = re.compile(r"反馈(?!的|问题)")
_AS_OF = re.compile(r"截[至止到](?:到)?\s*")
_NOT_FEEDBACK = re.compile(rf"(?:{_AS_OF.pattern})$")
_ORDERED = re.compile(
    r"(?:根据|按照)(?:中共)?(?P<committee>党?中央|(?:自治区党|[省市县区旗州盟])委)"
)
_OF_NUMBER = re.compile(r"[一二三四五六七八九十\d]组|第[一二三四五六七八九十\d]+巡")
_OF_COMMITTEE = re.compile(r"^(?:中央|[^第巡]{0,14}委)")
_GROUP_ENDS = re.compile("巡[察视][^，。]{0,16}?组")
_LONGEST_GROUP = 60  # characters of a group's name before that
_NAMELESS = re.compile(r"巡[察视]组|.{0,6}委巡[察视]组")


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


def read_opening(page: Page, masked: str, opening: Span) -> Opening:
    """The fields of the title and the opening, which end where the first heading begins.

    ``masked`` is the shadow with the titles in 《》 blanked out.
    """
    title = find_title(page, opening)
    span = (title[1] if title else opening[0], opening[1])
    window = _window(page.shadow, *span)
    began = None if window else _began(page.shadow, *span)
    return Opening(
        title=title,
        round=_first("round", masked, title, span),
        group=_group(masked, title, span),
        kind=_kind(masked, title, span),
        body=_body(masked, title, span),
        window=window,
        began=began,
        feedback=_feedback(page.shadow, span, window, began),
    )


def mask_quoted(shadow: str, end: int) -> str:
    """The shadow up to a place, with the titles in 《》 blanked out, then as it is."""
    masked = _QUOTED.sub(lambda match: " " * len(match.group()), shadow[:end])
    return masked + shadow[end:]


def find_title(page: Page, opening: Span) -> Span | None:
    """The lines of the title, from the unit's name to 通报, right before the opening begins."""
    title: Span | None = None
    lines = [(start, min(end, opening[1])) for start, end in page.paragraphs if start < opening[1]]
    for place, (start, end) in enumerate(lines[:_HEAD_LINES]):
        line = page.shadow[start:end]
        if len(line) > _LONGEST_TITLE_LINE or line.endswith("。"):
            head = _TITLE_INLINE.match(page.shadow, start, end)
            return head.span("title") if head and not title else title
        if title and "。" in line:
            return title
        if _TITLE_END.search(line):
            title = _with_lines_before(page, lines, place), end
        elif not title and place and _is_cut_title(page.shadow[lines[place - 1][0] : end]):
            title = _with_lines_before(page, lines, place - 1), end
    return title


def _is_cut_title(lines: str) -> bool:
    """Whether two lines are one title, cut within its last words: 关于巡察整改 / 进展情况的通报"""
    is_short = len(lines) <= _LONGEST_TITLE_LINE and not re.search("[。，：]", lines)
    return is_short and _TITLE_END.search(lines.replace("\n", "")) is not None


def _with_lines_before(page: Page, lines: list[Span], place: int) -> int:
    """Where a title that is split over lines begins: at 中共…… or an organisation's name."""
    start, end = lines[place]
    first = page.shadow[start:end]
    if not place or first.startswith(("中共", "中国共产党", "(")):
        return start
    before = page.shadow[slice(*lines[place - 1])]
    continues = first.startswith(("关于", "落实", "贯彻", "巡", "整改", "第")) or "关于" in before
    is_half = len(before) <= 60 and not re.search(r"[。：，>|\d]", before)
    if continues and is_half and _HALF_TITLE.search(before) and not _TITLE_END.search(before):
        return _with_lines_before(page, lines, place - 1)
    return start


def _spans(title: Span | None, opening: Span) -> Iterator[Span]:
    if title:
        yield title
    yield opening


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(load("opening")[name])


@cache
def _kinds() -> re.Pattern[str]:
    names = "|".join(load("opening")["kinds"])
    return re.compile(rf"(?P<kind>{names})(?:式|性)?巡[察视](?!组|工作)|巡[察视](?P<back>“?回头看)")


def ordered_by(shadow: str, opening: Span) -> str | None:
    """The committee that ordered the inspection, as written: 市委 of 根据市委统一部署."""
    found = _ORDERED.search(shadow, *opening)
    return found["committee"] if found else None


def _first(name: str, masked: str, title: Span | None, opening: Span) -> Span | None:
    for span in _spans(title, opening):
        if match := _pattern(name).search(masked, *span):
            return match.span()
    return None


def _group(masked: str, title: Span | None, opening: Span) -> Span | None:
    """The group: best the first with a number and its committee, then with a name of its own."""
    found = [
        match.span()
        for span in (opening, *_spans(title, (0, 0)))
        for match in _groups(masked, *span)
        if not _NAMELESS.fullmatch(match.group())
    ]
    return max(found, key=lambda span: _tells(masked[slice(*span)]), default=None)


def _groups(masked: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The names of groups. They begin with almost anything, so they are looked for only before
    what they end with, which takes a fifth of the time."""
    for ending in _GROUP_ENDS.finditer(masked, start, end):
        near = max(start, ending.start() - _LONGEST_GROUP)
        if found := _pattern("group").search(masked, near, ending.end()):
            start = found.end()
            yield found


def _tells(group: str) -> tuple[bool, bool]:
    """How much a group's name tells, to compare with others."""
    return _OF_NUMBER.search(group) is not None, _OF_COMMITTEE.search(group) is not None


def _kind(masked: str, title: Span | None, opening: Span) -> tuple[str, Span] | None:
    for span in _spans(title, opening):
        if match := _kinds().search(masked, *span):
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
                if shadow.startswith(("起", "开始"), day.end) and (iso := day.iso()):
                    return iso, (day.start, day.end)
    return None


def _sentences(shadow: str, start: int, end: int) -> Iterator[Span]:
    place = start
    for match in re.finditer("[。\n]", shadow[start:end]):
        yield place, start + match.end()
        place = start + match.end()
    if place < end:
        yield place, end


def _feedback(
    shadow: str, span: Span, window: Window | None, began: tuple[str, Span] | None
) -> tuple[str, Span] | None:
    """The last date before 反馈 in its sentence; a left-out year follows the inspection's."""
    inspected = (window.start, window.end) if window else began[1] if began else (0, 0)
    earlier = window.last if window else began[0] if began else None
    for start, end in _sentences(shadow, *span):
        told = _FEEDBACK.search(shadow, start, end)
        days = find_days(shadow, start, told.start()) if told else []
        for day in reversed(days):
            if day.start < inspected[1] and day.end > inspected[0]:
                break
            if _NOT_FEEDBACK.search(shadow, start, day.start) or shadow.startswith("起", day.end):
                break
            iso = after(day, earlier) if earlier else day.iso()
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
