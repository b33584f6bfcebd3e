"""Cuts a paragraph that holds a whole notice where its lost line ends must have been."""

import re
from dataclasses import replace
from functools import cache
from itertools import islice, pairwise

from archive.blocks import read_block
from archive.notice import Span
from archive.page import Page, trim, words

# A paragraph this long (characters, share of the text) holds several of the author's
_CROWDED, _CROWDED_SHARE = 300, 0.3
_CN = "[一二三四五六七八九十]{1,3}"
# What begins a finding; two in one paragraph are those of a text that lost line ends
_FINDING = re.compile(
    rf"[。；\s](?:\d{{1,3}}[.、．]\s*|\({_CN}\))(?:关于|针对|对于)[^。；]{{4,80}}问题|[。\s]{_CN}、[^。；，是]{{4,40}}方面"
)
_BEFORE_CUT = (
    # 。二、  情况（一）  问题。1.关于……问题
    rf"(?<=[。；！？：\s])(?={_CN}、)",
    rf"(?<=[。；！？：\s况面题作算排])(?=\({_CN}\))",
    r"(?<=[。；！？：\s面题])(?<![。；：\s]问题)(?=\d{1,3}[.、．]\s*(?:关于|针对|对于|[“\"]))",
    rf"(?<=[\u4e00-\u9fff])(?=\({_CN}\)[^()。，；]{{2,40}}方面(?:\d|\(|[一关针]))",
    r"(?<=问题)(?=(?:整改(?:落实|进展|完成)?(?:情况|措施|结果)|整改)：)",
    rf"(?<=[。；！？：\s])(?=(?:反馈|具体)?问题(?:\d{{1,3}}|{_CN})[：.、．])",
    r"(?<=[。\s])(?=(?:巡[察视])?(?:反馈)?问题：)",
    r"(?<=[。；！？\s])(?=(?:关于|针对|对于)(?:对)?[^。；，]{4,80}问题[。：])",
    r"(?<=\s)(?=(?:关于|针对|对于)(?:[^。；]{4,80}问题[。：]|[^。；\s]{4,60}。)|下一步，)",
    # where a blank is all that is left of a line end
    r"(?<=[。！？；：”)]\s)(?=\S)",
    r"(?<=\s)(?=\(?\d{1,3}(?:[、．)]|\.(?!\d))|[①-⑳]|(?:中国共产党|中共)\S)",
    r"(?<=(?:通报|报告|公告|公示|情况)\s)(?=根据|按照|遵照|依据|为|\d{4}年|(?:中央|[省市区县]委))",
    r"(?<=\s)(?=\d{4}\s?年\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?\s*$)",
)
# 二、整改任务落实情况 局党组…… and （一）聚焦政治建设方面 1.……
_BARE_HEADING = re.compile(
    rf"(?:(?<=[。；\s])|^)(?:{_CN}、|\({_CN}\))\s?[^。，；：\s]{{4,60}}\s(?=\S)"
)


def uncrowd(page: Page) -> Page:
    """The page, its crowded paragraphs cut into those of its author."""
    spans = tuple(piece for paragraph in page.paragraphs for piece in _pieces(page, paragraph))
    return page if len(spans) == len(page.paragraphs) else replace(page, paragraphs=spans)


def _pieces(page: Page, paragraph: Span) -> list[Span]:
    start, end = paragraph
    if end - start < _CROWDED:
        return [paragraph]
    if end - start < _CROWDED_SHARE * len(page.shadow):
        findings = _FINDING.finditer(page.shadow, start, end)
        if len(list(islice(findings, 2))) < 2:
            return [paragraph]
    places = {match.start() for match in _cuts().finditer(page.shadow, start, end)}
    places |= {match.end() for match in _BARE_HEADING.finditer(page.shadow, start, end)}
    cuts = [start, *_counting_on(page, sorted(places - {start, end}), end), end]
    return [piece for cut in pairwise(cuts) if (piece := trim(page.shadow, *cut))[0] < piece[1]]


@cache
def _cuts() -> re.Pattern[str]:
    lines = rf"(?<=\s)(?={words('tail').pattern}|{words('measure_label').pattern})"
    invited = r"(?<=[。；！？])(?=(?:以上[^。]{0,12}，)?(?:欢迎|敬请).{0,24}(?:监督|批评|提出))"
    return re.compile("|".join((*_BEFORE_CUT, lines, invited)))


def _counting_on(page: Page, cuts: list[int], end: int) -> list[int]:
    """The cuts without those before a 三、 or （三） that counts on from nothing."""
    kept, last = [], dict[str, int]()
    for cut in cuts:
        block = read_block(page, cut, end)
        if block.family in ("cn", "cn_paren") and block.number is not None:
            if block.number not in (1, last.get(block.family, 0) + 1):
                continue
            last[block.family] = block.number
        kept.append(cut)
    return kept
