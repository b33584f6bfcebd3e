"""A document's text beside its shadow, in which all patterns are matched."""

import re
from dataclasses import dataclass
from functools import cache

from archive.data import load
from archive.normal import normalise
from archive.notice import Document, Span

# 学习不深入.整改情况, but not 二.党的建设方面
_TYPED_STOP = re.compile(
    r"\.(?<=[\u4e00-\u9fff”\")]\.)(?<!^[一二三四五六七八九十]\.)(?<!^十[一二三四五六七八九]\.)(?![\d.])",
    re.MULTILINE,
)
_TYPED_COMMA = re.compile(r",(?<=[\u4e00-\u9fff”)],)")  # 根据区委部署,2021年9月

_MISREAD_ONE = re.compile(r"l(?:(?<=\dl)(?![A-Za-z@.])|(?<![A-Za-z@.]l)(?=\d))")  # l2月l5日


@dataclass(frozen=True, slots=True)
class Page:
    """A text, its shadow (character for character) and the spans of its paragraphs."""

    text: str
    shadow: str
    paragraphs: tuple[Span, ...]

    @classmethod
    def of(cls, document: Document) -> "Page":
        """The page of a document, its shadow made once; stops typed as . and , are 。 and ，."""
        shadow = _TYPED_STOP.sub("。", normalise(document.text))
        shadow = _TYPED_COMMA.sub("，", shadow)
        if "l" in shadow:
            shadow = _MISREAD_ONE.sub("1", shadow)
        spans = (trim(shadow, *span) for span in document.paragraphs)
        return cls(document.text, shadow, tuple(span for span in spans if span[0] < span[1]))


def trim(shadow: str, start: int, end: int) -> Span:
    """The span without the blanks at its ends."""
    while start < end and shadow[start].isspace():
        start += 1
    while end > start and shadow[end - 1].isspace():
        end -= 1
    return start, end


@cache
def words(name: str) -> re.Pattern[str]:
    """The pattern of this name in ``data/parts.toml``."""
    pattern = load("parts")[name]
    return re.compile(pattern if isinstance(pattern, str) else "|".join(pattern))
