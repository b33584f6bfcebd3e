"""Tells rectification notices from the pages that look like them."""

import re
from dataclasses import dataclass
from functools import cache

from archive.data import load
from archive.normal import normalise
from archive.notice import Document, Notice, Verdict

_HEAD = 1500  # characters in which a notice has said what it is
_TITLE = 80  # characters of a line that are looked at as if it were a title
_FIRST_LINES = 160  # characters searched for a title where none was read
_GENRE = re.compile(r"巡[察视]|回头看")
_SAYS_SO = re.compile(
    r"整改[^。\n]{0,24}(?:通报|报告|公示|公告|公布|公开|情况|进展)|(?:通报|报告|公布|公开|公示)如下|予以(?:公布|公开|通报)"
)


@dataclass(frozen=True, slots=True)
class _Rule:
    reason: str
    title: re.Pattern[str] | None
    text: re.Pattern[str] | None
    least: int
    findings: bool


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            rule["reason"],
            re.compile(rule["title"]) if "title" in rule else None,
            re.compile(rule["text"]) if "text" in rule else None,
            rule.get("least", 1),
            rule.get("findings", False),
        )
        for rule in load("not_notices")["rule"]
    )


def recognise(document: Document, notice: Notice) -> Verdict:
    """Whether a document is a rectification notice, given what was read from it.

    The reason, one Chinese sentence, is None for a notice.
    """
    shadow = normalise(document.text)
    head = shadow[:_HEAD]
    if not _GENRE.search(head) and not (notice.title and _GENRE.search(notice.title)):
        return Verdict(False, "通篇未提巡察或巡视，不是整改通报。")
    title = normalise(notice.title or _first_line(shadow))
    for rule in _rules():
        if (rule.findings or not notice.findings) and _fits(rule, title, shadow, head):
            return Verdict(False, rule.reason)
    if "整改" not in head:
        return Verdict(False, "开头未提整改，不是整改通报。")
    if not notice.findings:
        return Verdict(False, "没有读到逐条列出的问题与整改情况。")
    if not _SAYS_SO.search(head):
        return Verdict(False, "标题和开头都没有说明这是整改情况的通报。")
    return Verdict(True)


def _fits(rule: _Rule, title: str, shadow: str, head: str) -> bool:
    if rule.title and not rule.title.search(title):
        return False
    if rule.text is None:
        return True
    if rule.least == 1:
        return rule.text.search(head) is not None
    return sum(1 for _ in rule.text.finditer(shadow)) >= rule.least


def _first_line(shadow: str) -> str:
    for line in shadow[:_FIRST_LINES].split("\n"):
        if _GENRE.search(line):
            return line if len(line) <= _TITLE else f"{line[:_TITLE]}…"  # it does not end there
    return ""
