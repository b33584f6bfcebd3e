"""What one line of a notice looks like: whether it begins a paragraph, whether it stands alone.

Patterns are matched against the shadow of ``archive.normal``: half-width digits and brackets,
full-width ：；？！, simplified characters.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from archive.normal import normalise

_NUMERALS = "一二三四五六七八九十"
_NUMERAL = f"[{_NUMERALS}百]"
_MEASURED = "(?:万|亿|千|百|元|%|个|项|条|人|次|公里|平方|米|亩|吨|倍|米|小时)"

_BEGINS = re.compile(
    rf"{_NUMERAL}{{1,4}}[、.]"  # 一、组织落实整改情况
    rf"|\({_NUMERAL}{{1,4}}\)"  # （一）宗旨意识树得不牢
    rf"|\d{{1,3}}[.、](?!\d+{_MEASURED})"  # 3.关于……问题   1.2023年，   but not 1.5万元
    r"|\(?\d{1,2}\)"  # （1）  1)
    rf"|第(?:{_NUMERAL}{{1,4}}|\d{{1,3}})[，、：章节条项]"  # 第一，
    r"|[①-⒛㈠-㈩❶-❿Ⅰ-ⅻ◆◇●○■□▲△★☆•▪]"  # ①完善制度
    rf"|{_NUMERAL}{{1,3}}是"  # 一是健全机制
    r"|[对针]对|关于"  # 针对……问题。
    rf"|(?:巡[察视])?(?:反馈)?(?:意见|问题)(?:\d|{_NUMERAL})*[：.、]"  # 反馈问题：  问题1：
    r"|反馈问题"
    r"|(?:巡[察视])?(?:整改|责任|牵头|完成|落实|主要|具体|采取|存在|取得)"
    r"[^，。；：]{0,8}："  # 整改情况：
    r"|(?:措施|结果)："
    r"|\((?:巡[察视])?(?:整改|反馈|责任|完成|问题)[^()]{0,8}\)"  # 【整改进展】
    r"|(?:联系|监督|举报|咨询|受理|公示)?(?:方式|电话|邮箱|地址|时间)："  # 联系电话：
    r"|(?:电子邮箱|邮政编码|邮编|邮政地址|通[信讯]地址|联系人)"
)
_ITEM = re.compile(rf"(?<![{_NUMERALS}])([{_NUMERALS}])是")  # 二是规范会议记录
_CONTACT = re.compile(  # 联系方式：电话0000-1234567   邮编：100000
    r"(?:联系|监督|举报)(?:方式|电话|人)?：|电话：?\s*[\d(]|邮编：?\s*\d|[A-Za-z0-9_-]@[A-Za-z0-9]"
)
_DATE = re.compile(
    r"\(?(?:\d{4}|[〇○零一二三四五六七八九]{4})\s*年\s*\w{1,3}\s*月(?:\s*\w{1,3}\s*日)?\)?"
)  # 2026年4月10日  二〇二五年六月
_PAGE_NUMBER = re.compile(
    r"[—–－―_-]{1,2}\s*\d{1,4}\s*[—–－―_-]{1,2}"  # — 3 —
    r"|[·•.]\s*\d{1,4}\s*[·•.]"  # · 3 ·
    r"|第\s*\d{1,4}\s*页(?:\s*[,，/|]?\s*共\s*\d{1,4}\s*页)?"  # 第3页 共9页
    r"|\d{1,4}\s*/\s*\d{1,4}"  # 3/9
    r"|[Pp]age\s*\d{1,4}(?:\s*of\s*\d{1,4})?"  # Page 3 of 9
)
_BARE_NUMBER = re.compile(r"\d{1,3}")
_SENTENCE_MARK = re.compile(r"[。；！？]")
_QUOTED = re.compile(r"“[^”]*”")  # in which a heading may hold a full stop
_TOLD = re.compile(  # a label with what was done: 整改情况：已建立……
    r"[^，。；：]{0,8}(?:情况|措施|成效|结果|进展|落实|整改)："
)
_STATUS = re.compile(  # how a heading may end: （已完成）
    r"\((?:已|未|正|基本|阶段|长期|持续|立行|整改|同意)[^()]{0,14}\)$"
)
_HEADING_END = re.compile(  # as titles and headings end, whatever their length
    r"(?:通报|报告|公告|公示|情况|方面|问题|安排|打算|计划|差距|短板|弱项|薄弱|弱化|缺失|隐患|漏洞|不[^，。；]{1,4})$"
)

_CLOSED = tuple("。！？：；….")
_CLOSERS = "”’」』》〉)"
_UNENDING = ",，、(《“‘「『〈"
_CANNOT_BEGIN = "，。；：、！？)》”’」』〉"
_LONGEST_CONTACT = 120  # characters; a longer line is prose, whatever telephone it mentions
_LONGEST_ENDING = 30  # characters
_SHORTEST_PROSE = 40  # characters; a line without a full stop is prose only from here on
_SHORTEST_TOLD = 25  # characters; likewise where a label stands before it


@dataclass(frozen=True)
class Line:
    """A line without the spaces around it, its shadow, and what its characters tell."""

    text: str
    shadow: str

    @cached_property
    def begins_paragraph(self) -> bool:
        """Whether it starts as only a new paragraph does: 一、 （二） 3. 针对 整改情况："""
        return _BEGINS.match(self.shadow) is not None

    @property
    def cannot_begin(self) -> bool:
        """Whether it starts with a mark that no line starts with: ，。）》"""
        return self.shadow[0] in _CANNOT_BEGIN

    @property
    def is_closed(self) -> bool:
        """Whether it ends as a sentence, a clause, a label or a status ends, quotes and brackets
        after them included: 。；：（已完成）"""
        ending = self.shadow[-_LONGEST_ENDING:]
        return ending.rstrip(_CLOSERS).endswith(_CLOSED) or _STATUS.search(ending) is not None

    @property
    def ends_item(self) -> bool:
        """Whether it ends between two items of one sentence: ；"""
        return self.shadow[-1] == "；"

    @property
    def is_unending(self) -> bool:
        """Whether it ends where neither a paragraph nor a heading can: ，、《"""
        return self.shadow[-1] in _UNENDING

    @cached_property
    def is_prose(self) -> bool:
        """Whether it is running text: not a heading, title, signature, date or contact line."""
        if _DATE.fullmatch(self.shadow):
            return False
        if len(self.text) <= _LONGEST_CONTACT and _CONTACT.search(self.shadow):
            return False
        if _SENTENCE_MARK.search(_QUOTED.sub("", self.shadow)[:-1]):
            return True
        if _TOLD.match(self.shadow):
            return len(self.text) >= _SHORTEST_TOLD
        return len(self.text) >= _SHORTEST_PROSE and not _HEADING_END.search(self.shadow)

    @cached_property
    def items(self) -> tuple[int, ...]:
        """The numbers of the items 一是……；二是…… that it holds, up to ten."""
        return tuple(_NUMERALS.index(numeral) + 1 for numeral in _ITEM.findall(self.shadow))

    @property
    def begins_item(self) -> bool:
        """Whether it starts with such an item."""
        return _ITEM.match(self.shadow) is not None

    @property
    def holds_clause(self) -> bool:
        """Whether a comma or a full stop stands in it, as in the rest of a cut sentence."""
        return any(mark in self.shadow for mark in "，。；")


def read_lines(texts: Sequence[str]) -> list[Line]:
    """The lines, none of them blank, with their shadows made in one go."""
    stripped = [text.strip() for text in texts]
    shadows = normalise("\n".join(stripped)).split("\n") if stripped else []
    return [Line(text, shadow) for text, shadow in zip(stripped, shadows, strict=True)]


def is_page_number(text: str) -> bool:
    """Whether a line is surely the number of a page: — 3 —  第3页 共9页"""
    return _PAGE_NUMBER.fullmatch(text) is not None


def is_bare_number(text: str) -> bool:
    """Whether a line is digits only, which may number a page or a row of a table."""
    return _BARE_NUMBER.fullmatch(text) is not None
