"""Paragraphs as their author wrote them: what page breaks and line breaks cut is joined again."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from archive.lines import Line, is_bare_number, is_page_number
from archive.unwrap import unwrap

_PAGE_MARK = re.compile(r"[—–―-]\s*\d|第\s*\d")  # without which there is no page number
_NUMBER_IN_SENTENCE = re.compile(  # 进一步坚 — 3 — 定理想信念
    r"(?<=[\u4e00-\u9fff，、；])\s*(?:[—–―-]{1,2}\s*\d{1,3}\s*[—–―-]{1,2}"
    r"|第\s*\d{1,3}\s*页\s*[,，]?\s*共\s*\d{1,3}\s*页)\s*(?=[\u4e00-\u9fff，。、；])"
)
_SHORTEST_PAGE = 300  # characters; fewer between two bare numbers, and they number something else
_SHORTEST_SHEET = (
    300  # characters; more open ends than sheets, and the author leaves out full stops
)

_REMEMBERED = 1000  # characters before a cut that tell whether a sentence runs across it

# Words that meet with the same character, the bar where they meet. Any other character that
# stands on both sides of a cut was printed on both pages and is dropped once.
_MEETING_WORDS = (
    "县委|委员 党|党员 学习|习近平 整改工作|作风 对|对照 巡察组|组长 法院|院长 谈话|话术 台账|账目 "
    "提出|出台 公文|文风 人|人员 委员会|会议 宣传部|部长 财政局|局长 人员|员工 校长|长期 大队|队员 "
    "合作社|社员 每处|处长 车站|站长 派出所|所长 室|室内 全区|区级 全市|市级 全县|县级 全省|省级 "
    "全镇|镇级 全村|村级 全街|街道 全校|校长 逐层|层层 主任|任职 支部|部署 小组|组织 建成|成效 "
    "行政|政务 廉政|政治 推行|行政 纪检|检查 采用|用户 实际|际遇 其中|中层 工程|程度 重点|点位 "
    "整改|改进 管理|理论 发展|展示 民主|主题 自主|主动 监督|督促 教育|育人 服务|务必 经费|费用"
)
# Characters that are doubled within one word, cut in its middle: 层|层
_DOUBLED_WITHIN = (
    "层牢红紧事件天年月日时个步家户项点常往仅渐深大慢稳实切方面种条样一多少久早明处高好细代源"
)
_MEETING = frozenset(_DOUBLED_WITHIN) | {
    word[0] for word in re.findall(r"(?<=\|)\S", _MEETING_WORDS)
}


def mend(lines: Iterable[str]) -> list[str]:
    """The paragraphs of a text given as its lines, blank ones and indents included.

    Headings, titles, labels, signatures, dates and contact lines are never joined to others.
    """
    paragraphs = unwrap(_without_page_numbers(list(lines)))
    careful = _leaves_out_full_stops(paragraphs)
    mended: list[list[str]] = []
    last: Line | None = None
    for line in paragraphs:
        if last and _is_cut(last, line, careful):
            mended[-1].append(_unrepeated(last.text, line.text))
            last = _runs_into(last, line)
        else:
            mended.append([line.text])
            last = line
    return ["".join(pieces) for pieces in mended]


def _without_page_numbers(lines: Sequence[str]) -> list[str]:
    kept: list[str] = []
    since_number = 0
    for line in lines:
        bare = line.strip()
        if is_page_number(bare):
            continue
        if is_bare_number(bare):
            on_page, since_number = since_number, 0
            if on_page >= _SHORTEST_PAGE:
                continue
        since_number += len(bare)
        kept.append(_NUMBER_IN_SENTENCE.sub("", line) if _PAGE_MARK.search(line) else line)
    return kept


def _leaves_out_full_stops(paragraphs: Sequence[Line]) -> bool:
    """Whether lines seem cut more often than there can be sheets of paper."""
    characters = sum(len(line.text) for line in paragraphs)
    cuts = sum(_seems_cut(before, after) for before, after in pairwise(paragraphs))
    return cuts > 1 + characters / _SHORTEST_SHEET


def _is_cut(before: Line, after: Line, careful: bool) -> bool:
    """Whether one sentence runs from the end of one line into the next."""
    if _items_run_on(before, after):
        return True
    if before.is_closed:
        return False
    if after.cannot_begin:
        return True
    if after.begins_paragraph:
        return False
    return before.is_unending or (not careful and _seems_cut(before, after))


def _seems_cut(before: Line, after: Line) -> bool:
    """Whether prose ends without a mark and the next line could be the rest of its sentence."""
    if before.is_closed or before.is_unending or after.begins_paragraph:
        return False
    return before.is_prose and after.holds_clause


def _items_run_on(before: Line, after: Line) -> bool:
    """Whether the next item stands in the same paragraph: it follows on the last one, and items
    do not have a line each, for the line has other words first, or the two hold three or more."""
    if not before.items or not after.items or after.items[0] != before.items[-1] + 1:
        return False
    if after.begins_item:
        return before.ends_item and len(before.items) + len(after.items) > 2
    return not after.begins_paragraph


def _runs_into(before: Line, after: Line) -> Line:
    """The end of the two joined, as much of it as tells whether the next line belongs to it."""
    text, shadow = before.text + after.text, before.shadow + after.shadow
    return Line(text[-_REMEMBERED:], shadow[-_REMEMBERED:])


def _unrepeated(before: str, after: str) -> str:
    """The second half without the character that was printed on both pages."""
    last, first = before[-1], after[0]
    printed_twice = last == first and "\u4e00" <= first <= "\u9fff" and first not in _MEETING
    return after[1:] if printed_twice else after
