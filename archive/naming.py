"""Who was inspected: the unit's name, from the title, the signature or the opening."""

import re
from collections.abc import Iterator
from functools import cache

from archive.data import load
from archive.notice import Span
from archive.page import trim
from archive.places import place

_PREFIX = re.compile(r"(?:\([^()]{2,12}\)|中国共产党|中共|\s)*")
_INSPECTOR = r"(?:[一二三四五六七八九十\d]+届)?(?:(?:自治区|[省市区县州旗盟])委|中央|党委)"
# Where the unit's name in a title ends: 关于…… 落实…… 区委第三轮巡察…… 巡察整改……
_TITLE_ENDS = re.compile(
    rf"\s*关于|(?:贯彻)?落实|{_INSPECTOR}.{{0,12}}巡|第.{{1,4}}轮|(?:集中|专项|常规|提级)?巡[察视]"
    r"|整改|对|被|接受|开展|反馈"
)
_TITLE_BEGINS = re.compile(r"关于(?:对)?|组对")  # 关于X落实……  巡察组对X巡察反馈……
_OPENING_FORMS = (
    re.compile(
        r"对(?P<unit>[^，。；对]{2,60}?)(?:领导班子)?(?:及其.{0,12}|班子成员)?(?:开展|进行|实施)了?[^，。；]{0,24}巡[察视]"
    ),
    re.compile(
        r"(?:巡[察视]|回头看)”?了?(?P<unit>[^，。；组]{3,40}?)(?:领导班子)?[，。；]"  # 巡察了X，
    ),
    re.compile(
        r"向(?P<unit>[^，。；向]{2,60}?)(?:领导班子|班子成员|主要负责人)?(?:进行|作)?了?(?:反馈|通报|当面)"
    ),
)
# Two units sign one notice; the first is kept
_JOINT = re.compile(r"[、和及与](?=中共|中国共产党)|(?<=党[组委])[、和及与]|(?<=支部)[、和及与]")
_ALIAS = re.compile(r"\((?:(?:以下)?(?:简称|统称|原)[^()]*|[^()]{2,10}[部处站所心队])\)$")
_ENDS = re.compile(  # the last character of a unit's name: 水利局 县委 街道 大槐树村
    "[局办部院校所站队团会联社馆厅署司园区行厂场台处室委镇乡村道心学县市旗科集库港坊盟州省]$"
)


def find_unit(masked: str, title: Span | None, issuer: Span | None, opening: Span) -> Span | None:
    """The unit's name: as the title or the opening have it, or in full as it is signed.

    ``masked`` is the shadow with the titles in 《》 blanked out.
    """
    opened = unit_in_opening(masked, opening)
    told = (title and unit_in_title(masked, title)) or opened
    if told and opened and _is_placed(*(masked[slice(*span)] for span in (told, opened))):
        told = opened
    signed = clean(masked, *issuer) if issuer else None
    if told is None or signed is None:
        return told or signed
    return _in_full(masked, told, signed)


def settle_unit(masked: str, told: Span, other: Span, issuer: Span | None) -> Span | None:
    """Which of two names is the unit's: the one under which it signs; None where neither is."""
    signed = clean(masked, *issuer) if issuer else None
    if signed is None:
        return None
    full = masked[slice(*signed)].replace(" ", "")
    for span in (told, other):
        name = masked[slice(*span)].replace(" ", "")
        if is_shortened(name, full) or is_shortened(full, name):
            return _in_full(masked, span, signed)
    return None


def _in_full(masked: str, told: Span, signed: Span) -> Span:
    """The name as it is told or, where that is shorter and names no place, as it is signed."""
    short, full = (masked[slice(*span)].replace(" ", "") for span in (told, signed))
    in_full = len(full) > len(short) and is_shortened(short, full)
    return signed if in_full and place(short).county is None else told


def _is_placed(short: str, full: str) -> bool:
    """Whether the second is the first after the county it is in: 苇河区 before 杨柳渡镇三官桥村."""
    return full.endswith(short) and place(short).county is None and place(full).county is not None


def is_shortened(short: str, full: str) -> bool:
    """Whether a name is another one shortened: 区教体局 for 文峰区教育体育局."""
    rest = iter(full)
    return all(character in rest for character in short) and short[-1] == full[-1]


def unit_in_title(masked: str, title: Span) -> Span | None:
    """The unit's name in the title, without 中共 and the Party organisation's suffix."""
    prefix = _PREFIX.match(masked, *title)
    begin = prefix.end() if prefix else title[0]
    about = masked.find("关于", begin, title[1])
    if about > begin and (name := clean(masked, begin, about)):
        return name
    begins = [match.end() for match in _TITLE_BEGINS.finditer(masked, begin, title[1])]
    spans = (
        (start, match.start())
        for start in ([*begins] if about == begin else [begin])
        for match in _TITLE_ENDS.finditer(masked, start, title[1])
        if match.start() > start
    )
    return next(filter(None, (clean(masked, *span) for span in spans)), None)


def unit_in_opening(masked: str, opening: Span) -> Span | None:
    """The unit's name in the opening: 对X开展了巡察, 向X反馈."""
    names = (
        clean(masked, *match.span("unit"))
        for form in _OPENING_FORMS
        for match in form.finditer(masked, *opening)
    )
    return next(filter(None, names), None)


def clean(shadow: str, start: int, end: int) -> Span | None:
    """The unit's own name within the name of its Party organisation; None for a pronoun and for
    what is no name."""
    prefix = _PREFIX.match(shadow, *trim(shadow, start, end))
    start = prefix.end() if prefix else start
    if joint := _JOINT.search(shadow, start, end):
        end = joint.start()
    *_, end = _ends(shadow, start, end)
    name = shadow[start:end].replace(" ", "")
    if len(name) < 2 or not _ENDS.search(name) or _not_a_unit().search(name):
        return None
    return start, end


def _ends(shadow: str, start: int, end: int) -> Iterator[int]:
    """The ends of a name as its suffixes come off: 水利局(以下简称局党组)党组."""
    _, end = trim(shadow, start, end)
    yield end
    while tail := _ALIAS.search(shadow, start, end) or _suffix().search(shadow, start, end):
        if tail.start() - start < 2:
            return
        _, end = trim(shadow, start, tail.start())
        yield end


def without_aliases(name: str) -> str:
    """A name without (以下简称……) and (原……) inside it, and without blanks."""
    return re.sub(r"\s", "", re.sub(r"[(（](?:以下)?(?:简称|统称|原)[^()（）]*[)）]", "", name))


@cache
def _suffix() -> re.Pattern[str]:
    return re.compile(load("opening")["party_suffix"])


@cache
def _not_a_unit() -> re.Pattern[str]:
    return re.compile(load("opening")["not_a_unit"])
