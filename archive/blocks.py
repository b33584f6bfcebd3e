"""The blocks of a text: its paragraphs, each with the marker it begins with."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from archive.data import load
from archive.notice import Span
from archive.numerals import to_int
from archive.page import Page, trim, words
from archive.status import bracketed

_CN = "[一二三四五六七八九十百]{1,4}"

_COUNTED = "个名条项月日年人家次件万亿元份户期场类大天轮届级批周篇处只台套号"  # 3 名干部

# family → pattern of its marker at the start of a block; the first that matches counts
MARKERS: dict[str, str] = {
    "chapter": rf"第(?P<n>{_CN})(?:[部章](?:分)?|方面)[、，：\s]?",  # 第一部分
    # 反馈问题一：  问题1.针对……  问题3：  问题：  第2个问题：  第3项：  反馈意见4：  (反馈问题)
    "problem": (
        rf"(?:(?:巡[察视])?反馈(?:的)?|具体|存在的?)?问题(?:\((?P<na>\d{{1,3}}|{_CN})\)"
        rf"|(?P<n>\d{{1,3}}|{_CN}))?\s?(?:[：、.．]|(?<=[\d)])(?=关于|针对)"
        r"|(?<=[\d一二三四五六七八九十]\s)(?=\S))"
        rf"|第(?P<nb>\d{{1,3}}|{_CN})(?:[个项条](?:方面)?(?:反馈|具体)?问题[：，、]?|[项条]：)"
        rf"|(?:巡[察视])?反馈意见(?P<nd>\d{{1,3}}|{_CN})[：、.．]"
        r"|\((?:巡[察视])?(?:反馈|存在|具体|整改)?问题(?P<nc>\d{1,3})?\)"
    ),
    "cn": rf"(?P<n>{_CN})[、.．](?!是)",  # 一、
    "cn_paren": rf"(?:\((?P<n>{_CN})\)|(?P<na>[㈠-㈩]))[、.．]?",  # （一）
    "ordinal": rf"第(?P<n>{_CN})[、，：]",  # 第一，
    "num_paren": r"(?:\((?P<n>\d{1,3})\)|(?P<na>[⑴-⒇]))[、.．]?",  # (1)
    "num_half": r"(?P<n>\d{1,3})\)[、.．]?",  # 1)
    # 1-1 and 2.1: the first of 1, of 2
    "num_pair": r"\d{1,2}[.—-](?P<n>\d{1,2})(?:[、．]|[.\s](?!\d))",
    # 1.  1、  and 1.2023年, which is item 1 and the year 2023, but not 1.5万元
    "num": (
        r"(?P<n>\d{1,3}) ?(?:[、．]|\.(?!\d)|\.(?=(?:19|20)\d\d年)|\s+(?=关于|针对|对于)"
        rf"|\s+(?=[“\u4e00-\u9fff])(?![{_COUNTED}]))"
        r"|(?P<na>[⒈-⒛])"
    ),
    "circled": r"(?P<n>[①-⑳])",
    "shi": rf"(?P<n>{_CN})是(?!否)",  # 一是
}
HEADINGS = (
    "chapter",
    "cn",
    "cn_paren",
    "ordinal",
    "num_paren",
    "num_half",
    "num_pair",
    "num",
    "problem",
)
UNNUMBERED = ("keyword", "field")  # families of headings without a marker
_SIGNS = {  # the sign of each number: ①, ②…
    chr(ord(first) + place): place + 1 for first in "①㈠⑴⒈" for place in range(20)
}
_MOST_BETWEEN = 2  # lines on the problem and on who answers for it, between a heading and its label
BULLET = re.compile(r"[●○◆◇■□▲△★☆•▪▶►]\s?")  # a marker that does not count
_LONGEST_HEAD = 80  # characters of a heading that only the label after it shows

# A heading that names its problem: 关于X问题  针对“X”问题的整改  “X”问题  对于X的问题
KEYWORD = re.compile(
    r"(?:(?:关于|针对|对于)(?:对|关于|针对)?.{2,160}?(?:问题|方面|情况|现象)"
    r"|对照[^，。；：]{2,60}问题"
    r"|(?:关于|针对|对于)?[“\"《「‘'].{2,160}?[”\"》」’']\s*(?:的)?(?:问题|$|[。：]|方面)"
    r"|.{4,60}(?:的)?问题(?:的整改(?:落实)?(?:情况)?)?(?:[。：]|$))"
)

_LONGEST_FIELD = 50  # characters
_FIELD_LINE = re.compile("[^，。；：\\d]{4,40}方面(?:存在的?)?(?:问题)?[：。]?$")  # 党的建设方面
_TITLE = re.compile("(?:情况|进展|结果)的(?:通报|报告|公告|公示)$")  # of another part of the page
_LONGEST_LABEL = 14  # characters
_NUMBERED_PROBLEM = re.compile(  # 反馈问题1  问题一：  with nothing after it
    rf"(?:(?:巡[察视])?反馈(?:的)?|具体|存在的?)?问题(?:\d{{1,3}}|{_CN})\s?[：、.．]?"
)
_QUOTED_NAME = re.compile('(?:关于|针对|对于)[“"][^“”"]{2,140}[”"](?=，)')  # 针对“……”，一是


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text and the marker it begins with; ``body`` is the first character after it.

    ``number`` is None for a marker without one (问题：), ``family`` None where there is none;
    ``named`` is where the words stand that name the problem, if not in the block itself.
    """

    start: int
    end: int
    body: int
    family: str | None = None
    number: int | None = None
    named: Span | None = None


def find_blocks(page: Page) -> tuple[Block, ...]:
    """The text's blocks in order, one for each paragraph."""
    blocks = tuple(read_block(page, *span) for span in _whole(page))
    headed = _headed_by_labels(page, blocks)
    return tuple(
        replace(block, family="keyword") if index in headed else block
        for index, block in enumerate(blocks)
    )


def _whole(page: Page) -> Iterator[Span]:
    """The paragraphs; a numbered label of a problem (反馈问题1) and the line below it are one."""
    label: Span | None = None
    for start, end in page.paragraphs:
        if label and _marker().match(page.shadow, start, end) is None:
            yield label[0], end
            label = None
            continue
        if label:
            yield label
        is_label = end - start <= _LONGEST_LABEL and _NUMBERED_PROBLEM.fullmatch(
            page.shadow, start, end
        )
        label = (start, end) if is_label else None
        if label is None:
            yield start, end
    if label:
        yield label


def read_block(page: Page, start: int, end: int) -> Block:
    """The block that stands at a span, which begins with no blank."""
    match = _marker().match(page.shadow, start, end)
    if match:
        family = str(match.lastgroup)
        body, _ = trim(page.shadow, match.end(), end)
        return Block(start, end, body, family, _value(match, family))
    bullet = BULLET.match(page.shadow, start, end)
    body = bullet.end() if bullet else start
    if end - body <= _LONGEST_FIELD and _FIELD_LINE.match(page.shadow, body, end):
        return Block(start, end, body, "field")
    if _keyword_line().match(page.shadow, body, end) and not _TITLE.search(page.shadow, body, end):
        return Block(start, end, body, "keyword")
    return Block(start, end, body)


@cache
def _marker() -> re.Pattern[str]:
    """Any marker, in a group named after its family; its number in one named family_n."""
    named = (
        "(?P<{}>{})".format(family, re.sub(r"\(\?P<(n.?)>", rf"(?P<{family}_\1>", pattern))
        for family, pattern in MARKERS.items()
    )
    return re.compile("|".join(named))


@cache
def _numerals(family: str) -> tuple[str, ...]:
    """The groups of the marker's pattern that hold this family's number."""
    return tuple(name for name in _marker().groupindex if re.fullmatch(rf"{family}_n.?", name))


def _value(match: re.Match[str], family: str) -> int | None:
    numeral = next(filter(None, (match[name] for name in _numerals(family))), None)
    if numeral is None:
        return None
    return _SIGNS.get(numeral) or to_int(numeral)


def is_keyword(page: Page, block: Block) -> bool:
    """Whether a block begins as a heading that names its problem: 关于……问题."""
    end = min(block.end, block.body + 200)
    about = KEYWORD.match(page.shadow, block.body, end)
    return (about or _keyword_line().match(page.shadow, block.body, end)) is not None


def is_about(page: Page, block: Block) -> bool:
    """Whether a block says 关于……的问题 and then goes on: 一是关于学习不深入的问题。已……"""
    match = _keyword_line().match(page.shadow, block.body, block.end)
    return match is not None and match["named"] is not None


@cache
def _keyword_line() -> re.Pattern[str]:
    """An unnumbered heading at the start of a paragraph.

    针对……问题。一是……  针对“……”问题，一是……  关于……。 at its line's end; but not prose such as
    针对上述问题，街道……  针对学习不深入，制定……
    """
    general = "(?:以上|上述|此|该|这|存在的|(?:巡[察视])?反馈的)[一类些个]?问题"
    led_on = "对(?=[^。；]{4,80}问题，(?:一是|①|\\(1\\)))"  # 对……的问题，一是
    about = f"(?:关于|针对|对于|{led_on})(?!{general})"
    named = r"(?:[^。；“]|“[^”]*”){1,140}?问题(?:的)?(?:整改)?(?:落实)?(?:情况)?"
    faulty = rf"(?:问题|现象|存在|突出|{words('fault').pattern})"
    clause = rf"(?!{words('deed').pattern}|了)[^，。；：]*{faulty}[^，。；：]*"
    listed = rf"，(?!{words('deed').pattern})[^，。；：]{{2,40}}。(?=一是|①|\(1\)|1[.、])"
    plain = rf"[^，。；：]{{4,60}}(?:(?:，{clause})?(?:[。：]|$)|{listed})"
    # 针对收缴不够严肃，个别支部按季度收取。 where what follows the comma is no deed
    idle = rf"(?:(?!{words('deed').pattern})[^，。；：了已\d]){{4,30}}"
    poor = "不(?:及时|到位|[力严够足深实紧强清畅高细明]|规范|健全|完善|彻底|全面|准确|扎实)"
    idle = rf"(?:{idle}|[^，。；：\d]{{1,20}}(?:{poor}|滞后|缓慢|缺失|薄弱))"
    actor = "我|本|[^，。]{0,8}(?:党[组委工]|支部|街道|办公室|领导)"
    led = f"(?!{actor}|高度|要求|坚持|立足|聚焦|结合|通过)"
    at_fault = rf"[^，。；：]*(?:{words('fault').pattern})[^，。；：]*，{led}{idle}。"
    state = r"(?:\([^()]{2,12}\))?"  # (已完成)
    begins = rf"{state}(?=一是|①|\(1\)|1[.、])"
    bare = rf"(?!{words('deed').pattern}|{general})[^。；：]{{4,60}}问题。{begins}"
    told = rf"(?:(?P<named>{named})(?:[。：，\s]|$)|{plain}|{at_fault})"
    return re.compile(rf"{about}{told}|{bare}")


def end_of_name(page: Page, block: Block) -> int | None:
    """Where the words that name the problem end, if the heading goes on after a comma or blank."""
    if quoted := _QUOTED_NAME.match(page.shadow, block.body, block.end):
        return quoted.end()
    match = _keyword_line().match(page.shadow, block.body, block.end)
    if match is None or match["named"] is None:
        return None
    end = match.end("named")
    return end if page.shadow[end : end + 1] in ("，", " ") else None


def _headed_by_labels(page: Page, blocks: Sequence[Block]) -> frozenset[int]:
    """The plain lines right before a label (整改情况：) that head findings.

    Those that say 问题 at their end do; the others where they follow the measures of the one
    before, for right under a numbered heading such a line tells its problem.
    """
    named: set[int] = set()
    others: set[int] = set()
    after_measures = 0
    for index, block in enumerate(blocks):
        if (
            block.family is None
            and _is_one_fault(page, block)
            and _is_labelled(page, blocks, index)
        ):
            end = _before_status(page, block)
            is_named = page.shadow[block.start : end].endswith(("问题", "问题。"))
            (named if is_named else others).add(index)
            after_measures += index > 0 and blocks[index - 1].family is None
    are_heads = 2 * after_measures > len(others) > 2
    return frozenset(named | others if are_heads else named)


def _is_labelled(page: Page, blocks: Sequence[Block], index: int) -> bool:
    """Whether a label of measures stands right below a block, or below lines that tell the problem
    or who answers for it."""
    label = words("measure_label")
    for block in blocks[index + 1 : index + 2 + _MOST_BETWEEN]:
        if block.family is None and label.match(page.shadow, block.body):
            return True
        if not _between().match(page.shadow, block.body, block.end):
            return False
    return False


@cache
def _between() -> re.Pattern[str]:
    duty = "|".join(load("parts")["duty_label"].values())
    return re.compile(f"(?:{duty}|反馈意见指出|(?:具体|主要)表现|存在(?:的)?问题)：")


def _is_one_fault(page: Page, block: Block) -> bool:
    """Whether a short line is one sentence that states a fault, with no label before it."""
    if block.end - block.start > _LONGEST_HEAD:
        return False
    line = page.shadow[block.body : _before_status(page, block)].rstrip("。")
    told = line.endswith("问题") or words("fault").search(line)
    return bool(told) and not re.search("[。；：]", line)


def _before_status(page: Page, block: Block) -> int:
    """Where a line ends but for a status in brackets: ……问题。(已完成)"""
    status = bracketed().search(page.shadow, block.start, block.end)
    return status.start() if status else block.end
