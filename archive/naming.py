"""Who was inspected: the unit's name, from the title, the signature or the opening."""

import re
from functools import cache

from archive.blocks import trim
from archive.data import load
from archive.notice import Span

_PREFIX = re.compile(r"(?:\([^()]{2,12}\)|中国共产党|中共|\s)*")
_INSPECTOR = r"(?:自治区|[省市区县州旗盟])委|中央"
_TITLE_FORMS = (
    re.compile(r"(?P<unit>(?!关于).{2,60}?)\s*关于"),  # 中共X党组关于……的通报
    # 关于X落实市委巡察反馈意见整改情况的报告
    re.compile(
        rf"关于(?!(?:贯彻)?落实|(?:{_INSPECTOR}).{{0,12}}巡)(?:对)?(?P<unit>.{{2,50}}?)"
        rf"(?:(?:贯彻)?落实|对|被|接受|巡[察视]|整改|开展|(?:{_INSPECTOR}).{{0,10}}巡[察视])"
    ),
    # X巡察整改进展情况的通报
    re.compile(
        r"(?P<unit>(?!关于).{2,50}?)(?:(?:贯彻)?落实|(?:[一二三四五六七八九十\d]+届)?"
        rf"(?:{_INSPECTOR})|第.{{1,4}}轮|(?:集中|专项|常规)?巡[察视])"
    ),
)
_OPENING_FORMS = (
    re.compile(
        r"对(?P<unit>[^，。；对]{2,50}?)(?:领导班子)?(?:及其.{0,12}|班子成员)?(?:开展|进行|实施)了?[^，。；]{0,24}巡[察视]"
    ),
    re.compile(
        r"向(?P<unit>[^，。；向]{2,50}?)(?:领导班子|班子成员|主要负责人)?(?:进行|作)?了?(?:反馈|通报|当面)"
    ),
    re.compile(r"巡[察视]了?(?P<unit>[^，。；组]{3,40}?)[，。；]"),
)
# Two units sign one notice; the first is kept
_JOINT = re.compile(r"[、和及与](?=中共|中国共产党)")
_ALIAS = re.compile(r"\((?:以下)?(?:简称|原)[^()]*\)")


def unit_in_title(shadow: str, title: Span) -> Span | None:
    """The unit's name in the title, without 中共 and the Party organisation's suffix."""
    start = _PREFIX.match(shadow, *title)
    begin = start.end() if start else title[0]
    for form in _TITLE_FORMS:
        match = form.match(shadow, begin, title[1])
        if match and (name := clean(shadow, *match.span("unit"))):
            return name
    return None


def unit_in_opening(shadow: str, start: int, end: int) -> Span | None:
    """The unit's name in the opening: 对X开展了巡察, 向X反馈."""
    for form in _OPENING_FORMS:
        for match in form.finditer(shadow, start, end):
            if name := clean(shadow, *match.span("unit")):
                return name
    return None


def clean(shadow: str, start: int, end: int) -> Span | None:
    """The unit's own name within the name of its Party organisation; None for a pronoun."""
    start, end = trim(shadow, start, end)
    prefix = _PREFIX.match(shadow, start, end)
    start = prefix.end() if prefix else start
    if joint := _JOINT.search(shadow, start, end):
        end = joint.start()
    suffix = _suffix().search(shadow, start, end)
    if suffix and suffix.start() - start >= 2:
        end = suffix.start()
    alias = _ALIAS.search(shadow, start, end)
    if alias and alias.end() == end:
        end = alias.start()
    start, end = trim(shadow, start, end)
    if end - start < 2 or _not_a_unit().search(shadow[start:end]):
        return None
    return start, end


def without_aliases(name: str) -> str:
    """A name without (以下简称……) and (原……) inside it, and without blanks."""
    return re.sub(r"\s", "", re.sub(r"[(（](?:以下)?(?:简称|原)[^()（）]*[)）]", "", name))


@cache
def _suffix() -> re.Pattern[str]:
    return re.compile(load("opening")["party_suffix"])


@cache
def _not_a_unit() -> re.Pattern[str]:
    return re.compile(load("opening")["not_a_unit"])
