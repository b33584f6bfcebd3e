"""One finding taken apart: its number and heading, what was done about it, its status."""

import re
from functools import cache

from archive.blocks import MARKERS, end_of_name
from archive.data import load
from archive.facts import (
    find_accountability,
    find_amounts,
    find_citations,
    find_duties,
    find_topics,
)
from archive.measures import find_measures
from archive.nesting import Heading
from archive.notice import Finding, Span
from archive.page import Page, trim, words
from archive.status import bracketed, find_status

_OPENERS = "“「『《（(‘"
_CLOSERS = "”」』》）)’"
_STOPS = re.compile(f"[{_OPENERS}{_CLOSERS}。：\n]")
_HEADING_LIMIT = 300  # characters; a heading without a stop is cut here, at its paragraph at most
_AFTER_BLANK = re.compile(  # what stands after a line end that is lost: ……不强 一是……
    r" (?=一是|①|⑴|\(1\)|1[、．)]|一方面|首先|——|(?:具体|主要)(?:表现|问题)：|存在的?问题：)"
)
_NUMERAL = re.compile(
    r"\d{1,2}[.—-]\d{1,2}|[\d①-⑳一二三四五六七八九十百]+|\([\d一二三四五六七八九十百]+\)"
)


def read_finding(
    page: Page,
    heading: Heading,
    ordinal: int,
    aspect: int | None,
    around: tuple[str, Span] | None,
) -> Finding:
    """The finding that a heading begins; ``around`` is the state that the headings around it give
    to all their findings, should it not tell its own."""
    text, shadow = page.text, page.shadow
    start, end = trim(shadow, heading.block.start, heading.end)
    head = find_heading(page, heading)
    after = heading.block.body if heading.block.named else head[1]
    spans: dict[str, Span] = {"heading": head}
    number = _number(page, heading)
    if number:
        spans["number"] = number
    status = find_status(shadow, after, end) or around
    if status:
        spans["status"] = status[1]
    return Finding(
        ordinal=ordinal,
        number=text[slice(*number)] if number else None,
        heading=text[slice(*head)].replace("\n", ""),
        aspect=aspect,
        text=text[start:end],
        status=status[0] if status else None,
        start=start,
        end=end,
        spans=spans,
        measures=find_measures(page, after, end),
        topics=find_topics(shadow, head, (after, end)),
        amounts=find_amounts(shadow, start, end),
        regulations=find_citations(text, shadow, start, end),
        accountability=find_accountability(shadow, start, end),
        duties=find_duties(text, shadow, start, end),
    )


def find_heading(page: Page, heading: Heading) -> Span:
    """The span of a heading's words, without its number and its closing stop."""
    start, end = heading.block.named or (heading.block.body, heading.block.end)
    end = min(end, start + _HEADING_LIMIT)
    label = _problem_label().match(page.shadow, start, end)
    start = label.end() if label else start
    named = None if heading.block.named else end_of_name(page, heading.block)
    stop = named or _first_stop(page.shadow, start, end)
    label = _label_inside().search(page.shadow, max(0, start - 1), end)
    if label and start <= label.start() < stop - 1:
        stop = label.start() + 1
    if apart := _label_apart().search(page.shadow, start, min(end, stop + 1)):
        stop = apart.start()
    if blank := _AFTER_BLANK.search(page.shadow, start, min(end, stop + 1)):
        stop = blank.start()
    start, stop = trim(page.shadow, start, stop)
    if status := bracketed().search(page.shadow, start, stop):
        start, stop = trim(page.shadow, start, status.start() if status.end() >= stop else stop)
    while stop > start and page.shadow[stop - 1] in "。：:，；":
        stop -= 1
    return start, stop


def _first_stop(shadow: str, start: int, end: int) -> int:
    """Where the first stop outside quotes and brackets stands, or the end."""
    depth = 0
    for found in _STOPS.finditer(shadow, start, end):
        character, place = found[0], found.start()
        if character in _OPENERS:
            depth += 1
        elif character in _CLOSERS:
            depth = max(0, depth - 1)
        elif (
            character == "\n"
            or (character == "。" and depth == 0)
            or (character == "：" and depth == 0 and place - start > 3)
        ):
            return place
    unclosed = shadow.find("。", start, end)
    return unclosed if depth and unclosed != -1 else end


@cache
def _label_inside() -> re.Pattern[str]:
    """A label of measures, with the last character of what it comes right after."""
    label = words("measure_label").pattern
    return re.compile(rf"[。；\s题](?<![^问]题)(?:{label})(?=：)")


@cache
def _label_apart() -> re.Pattern[str]:
    """A label after dashes or in brackets: ……不强——责任人：  ……不强(责任领导："""
    duty = "|".join(load("parts")["duty_label"].values())
    return re.compile(rf"[—(]+\s?(?:{words('measure_label').pattern}|{duty})：")


@cache
def _problem_label() -> re.Pattern[str]:
    number = r"(?:\d{1,3}|[一二三四五六七八九十百]{1,4})"
    return re.compile(rf"{words('problem_label').pattern}(?:{number}?：|{number}[.、．])\s*")


def _number(page: Page, heading: Heading) -> Span | None:
    block = heading.block
    if block.family not in MARKERS or block.number is None:
        return None
    match = _NUMERAL.search(page.shadow, block.start, block.body)
    return match.span() if match else None
