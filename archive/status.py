"""The state of one finding as it is written: after a label, in brackets, in a sentence of its own.

Patterns are matched in the text's shadow; the words for each state are in data/parts.toml.
"""

import re
from functools import cache

from archive.data import load
from archive.notice import Span
from archive.page import words

LONGEST = 60  # characters of a sentence or a bracket that tells nothing but a state


def find_status(shadow: str, start: int, end: int) -> tuple[str, Span] | None:
    """The first state stated after a label, else in brackets, else in a sentence of its own, else
    in the last clause."""
    closing = max(start, end - LONGEST)
    places = (start, _labelled()), (start, bracketed()), (start, _sentence()), (closing, _ending())
    for place, pattern in places:
        if found := pattern.search(shadow, place, end):
            return _name(found), found.span(str(found.lastgroup))
    return None


def find_section_status(shadow: str, start: int, end: int) -> tuple[str, Span] | None:
    """The state that a heading gives to every finding under it: 已完成整改的问题(20个)"""
    found = _section().fullmatch(shadow, start, end)
    return (_name(found), found.span(str(found.lastgroup))) if found else None


def _name(found: re.Match[str]) -> str:
    """The canonical name of the state in the last group that took part in a match."""
    names: list[str] = list(load("parts")["status"])
    return names[int(str(found.lastgroup)[1:])]


@cache
def _section() -> re.Pattern[str]:
    count = r"(?:\((?:共|计)?[\d一二三四五六七八九十]{1,3}[个项条]\))?"
    what = "(?:的)?(?:整改)?(?:的)?(?:问题|事项|任务)(?:的?整改)?(?:情况|进展)?"
    return re.compile(rf"(?:集中整改期内?)?(?:{_named()}){what}{count}[：。]?")


@cache
def _named() -> str:
    patterns = load("parts")["status"].values()
    return "|".join(f"(?P<s{index}>{pattern})" for index, pattern in enumerate(patterns))


@cache
def _labelled() -> re.Pattern[str]:
    subject = words("status_subject").pattern
    after = rf"(?:：|\)：?)\s*{subject}"
    labels = (  # each alternative begins with plain characters, which keeps the search fast
        rf"整改(?:状态|结果|(?:完成)?(?:情况|进展|进度)){after}",
        rf"完成(?:情况|进度){after}",
        rf"销号情况{after}",
        rf"整改(?:成效|效果)：\s*{subject}",  # 整改成效：该问题已完成
    )
    return re.compile(rf"(?:{'|'.join(labels)})(?:{_named()})(?=[。；，\s)]|$)")


@cache
def bracketed() -> re.Pattern[str]:
    """A state in brackets or after a dash: (已完成)  ——已完成"""
    return re.compile(rf"(?:\(|——?)(?:{_named()})(?:\)|(?<=[\u4e00-\u9fff])(?=[。\s]|$))")


@cache
def _sentence() -> re.Pattern[str]:
    subject = words("status_subject").pattern
    return re.compile(rf"[。；\n]\s*{subject}(?:{_named()})(?=[。\n]|$)")


@cache
def _ending() -> re.Pattern[str]:
    """A state in the clause with which a finding ends: ……，目前正在整改。"""
    return re.compile(
        rf"，(?:(?:目前|现)(?=正|尚?未|仍)|[该此]项(?:问题)?|该问题)(?:{_named()})。?\s*$"
    )


@cache
def _any() -> str:
    return "|".join(load("parts")["status"].values())


@cache
def alone() -> re.Pattern[str]:
    """Nothing but a state: 已完成。"""
    return re.compile(rf"\s*(?:{_any()})(?:[，、](?:{_any()}))*[。；]?\s*")


@cache
def closing() -> re.Pattern[str]:
    """A state that closes a finding, in brackets or as a sentence: (已完成)  该问题已完成整改。"""
    subject = words("status_subject").pattern
    return re.compile(rf"(?:\((?:{_any()})\)[。]?|(?<=[。；\n])\s*{subject}(?:{_any()})。?)\s*$")


@cache
def after_heading() -> re.Pattern[str]:
    """What stands between a heading and its measures: stops, blanks, a state in brackets."""
    return re.compile(rf"(?:[。：；，\s]|\((?:{_any()})\))*")
