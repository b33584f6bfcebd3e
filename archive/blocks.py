"""The blocks of a text: its paragraphs, each with the marker it begins with.

A paragraph that holds a whole notice is cut at the headings inside it, so that the outline
meets one heading a block whatever the layout was.
"""

import itertools
import re
from dataclasses import dataclass
from functools import cache

from archive.data import load
from archive.normal import normalise
from archive.notice import Document, Span
from archive.numerals import to_int

_CN = "[一二三四五六七八九十百]{1,4}"

# family → pattern of its marker at the start of a block; the first that matches counts
MARKERS: dict[str, str] = {
    "chapter": rf"第(?P<n>{_CN})[部章](?:分)?[、，：\s]?",  # 第一部分
    "problem": (  # 反馈问题一：  问题1.针对……  问题3：  问题：
        rf"(?:(?:巡[察视])?反馈(?:的)?|具体|存在的?)?问题(?:\((?P<nb>\d{{1,3}}|{_CN})\)"
        rf"|(?P<n>\d{{1,3}}|{_CN}))?(?:[：、.．]|(?<=[\d)])(?=关于|针对))"
    ),
    "cn": rf"(?P<n>{_CN})[、.．](?!是)",  # 一、
    "cn_paren": rf"\((?P<n>{_CN})\)[、.．]?",  # （一）
    "ordinal": rf"第(?P<n>{_CN})[、，：]",  # 第一，
    "num_paren": r"\((?P<n>\d{1,3})\)[、.．]?",  # (1)
    "num_half": r"(?P<n>\d{1,3})\)[、.．]?",  # 1)
    # 1.  1、  and 1.2023年, which is item 1 and the year 2023, but not 1.5万元
    "num": r"(?P<n>\d{1,3})(?:[、．]|\.(?!\d)|\.(?=(?:19|20)\d\d年)|\s+(?=关于|针对|对于))",
    "circled": r"(?P<n>[①-⑳])",
    "shi": rf"(?P<n>{_CN})是(?!否)",  # 一是
}
HEADINGS = ("chapter", "cn", "cn_paren", "ordinal", "num_paren", "num_half", "num", "problem")

# A heading that names its problem: 关于X问题  针对“X”问题的整改  “X”问题  对于X的问题
KEYWORD = re.compile(
    r"(?:(?:关于|针对|对于|对照)(?:对|关于|针对)?.{2,160}?(?:问题|方面|情况|现象)"
    r"|(?:关于|针对|对于)?[“\"《「‘'].{2,160}?[”\"》」’']\s*(?:的)?(?:问题|$|[。：]|方面)"
    r"|.{4,60}(?:的)?问题(?:的整改(?:落实)?(?:情况)?)?(?:[。：]|$))"
)
# A paragraph this long (characters, share of the text) may hold several headings
_CROWDED, _CROWDED_SHARE = 300, 0.3
_INLINE = re.compile(
    rf"(?<=[。；！？：\s])(?:(?={_CN}、)|(?=\({_CN}\))|(?=\d{{1,3}}[.、．]\s*(?:关于|针对|对于|[“\"]))"
    rf"|(?=(?:反馈|具体)?问题(?:\d{{1,3}}|{_CN})[：.、．])"
    rf"|(?<=[。；！？\s])(?=(?:关于|针对|对于)(?:对)?[^。；，]{{4,80}}问题[。：]))"
)
_TAIL_INLINE = re.compile(r"(?<=[。；！？\s])(?=(?:欢迎|敬请).{0,24}(?:监督|批评|提出))")


@dataclass(frozen=True, slots=True)
class Page:
    """A document's text beside its shadow, in which all patterns are matched."""

    text: str
    shadow: str
    paragraphs: tuple[Span, ...]

    @classmethod
    def of(cls, document: Document) -> "Page":
        """The page of a document, its shadow made once."""
        return cls(document.text, normalise(document.text), document.paragraphs)


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text and the marker it begins with; ``body`` is the first character after it.

    ``number`` is None for a marker without one (问题：), ``family`` None where there is none.
    """

    start: int
    end: int
    body: int
    family: str | None = None
    number: int | None = None


def find_blocks(page: Page) -> tuple[Block, ...]:
    """The text's blocks in order; they never overlap and never cross a paragraph's end."""
    return tuple(
        _block(page, start, end)
        for paragraph in page.paragraphs
        for start, end in _pieces(page, paragraph)
        if page.shadow[start:end].strip()
    )


def is_keyword(page: Page, block: Block) -> bool:
    """Whether a block begins as a heading that names its problem: 关于……问题."""
    return KEYWORD.match(page.shadow, block.body, min(block.end, block.body + 200)) is not None


@cache
def _keyword_line() -> re.Pattern[str]:
    """An unnumbered heading at the start of a paragraph.

    针对……问题。一是……  针对“……”问题，一是……  关于…… (to the full stop); but not prose such as
    针对上述问题，街道……  In a heading of two clauses the second must state a problem.
    """
    general = "(?:以上|上述|此|该|这|存在的|(?:巡[察视])?反馈的)[一类些个]?问题"
    about = f"(?:关于|针对|对于)(?!{general})"
    named = r"(?:[^。；“]|“[^”]*”){2,140}?问题(?:的)?(?:整改)?(?:落实)?(?:情况)?"
    clause = rf"(?:(?!已|了|开展|组织|制定)[^，。；：])*(?:{words('problem').pattern})[^，。；：]*"
    plain = rf"[^，。；：]{{4,60}}|[^。；：]{{4,60}}，{clause}"
    return re.compile(rf"{about}(?:(?P<named>{named})(?:[。：，\s]|$)|(?:{plain})(?:[。：]|$))")


def end_of_name(page: Page, block: Block) -> int | None:
    """Where the words that name the problem end, in a heading that goes on after a comma."""
    match = _keyword_line().match(page.shadow, block.body, block.end)
    if match is None or match["named"] is None:
        return None
    end = match.end("named")
    return end if page.shadow[end : end + 1] == "，" else None


def _pieces(page: Page, paragraph: Span) -> list[Span]:
    start, end = paragraph
    if end - start < max(_CROWDED, _CROWDED_SHARE * len(page.shadow)):
        return [paragraph]
    cuts = [match.start() for match in _INLINE.finditer(page.shadow, start, end)]
    cuts += [match.start() for match in _TAIL_INLINE.finditer(page.shadow, start, end)]
    cuts = sorted({start, *_headings_only(page, cuts, end), end})
    return list(itertools.pairwise(cuts))


def _headings_only(page: Page, cuts: list[int], end: int) -> list[int]:
    """The cuts whose numbers count on from one another, family by family, and those without."""
    kept, last = [], dict[str, int]()
    for cut in sorted(cuts):
        block = _block(page, cut, end)
        if block.family in ("cn", "cn_paren") and block.number is not None:
            if block.number not in (1, last.get(block.family, 0) + 1):
                continue
            last[block.family] = block.number
        kept.append(cut)
    return kept


def _block(page: Page, start: int, end: int) -> Block:
    start, end = trim(page.shadow, start, end)
    for family, pattern in _markers().items():
        match = pattern.match(page.shadow, start, end)
        if match:
            body, _ = trim(page.shadow, match.end(), end)
            return Block(start, end, body, family, _value(match))
    if _keyword_line().match(page.shadow, start, end):
        return Block(start, end, start, "keyword")
    return Block(start, end, start)


def trim(shadow: str, start: int, end: int) -> Span:
    """The span without the blanks at its ends."""
    while start < end and shadow[start].isspace():
        start += 1
    while end > start and shadow[end - 1].isspace():
        end -= 1
    return start, end


def _value(match: re.Match[str]) -> int | None:
    numeral = next((value for value in match.groupdict().values() if value), None)
    if numeral and "①" <= numeral <= "⑳":
        return ord(numeral) - ord("①") + 1
    return to_int(numeral) if numeral else None


@cache
def _markers() -> dict[str, re.Pattern[str]]:
    return {family: re.compile(pattern) for family, pattern in MARKERS.items()}


@cache
def words(name: str) -> re.Pattern[str]:
    """The pattern of this name in ``data/parts.toml``."""
    return re.compile(load("parts")[name])
