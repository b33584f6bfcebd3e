"""Regulations that a text cites and institutions that it says were newly made, in 《》."""

import re
from dataclasses import dataclass
from functools import cache

from archive.data import load
from archive.notice import Citation, Span

_LONGEST = 160  # characters; a longer run between marks is a mark that was never closed
_BEFORE = 40  # characters looked back over for the verb
_MARKS = re.compile("[《〈》〉]")
_STOPS = re.compile("[。；！？]")


@dataclass(frozen=True, slots=True)
class _Patterns:
    documents: re.Pattern[str]
    unclosed: re.Pattern[str]
    made_before: re.Pattern[str]
    using: re.Pattern[str]
    made_after: re.Pattern[str]
    ground: re.Pattern[str]
    joined: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    data = load("citations")
    return _Patterns(
        documents=re.compile(data["documents"]),
        unclosed=re.compile(data["unclosed"]),
        made_before=re.compile(
            f"(?P<unmade>{data['unmade']})?(?:{data['making']})(?P<between>{data['between']})$"
        ),
        using=re.compile(data["using"]),
        made_after=re.compile(data["made_after"]),
        ground=re.compile(data["ground"]),
        joined=re.compile(data["joined"]),
    )


def find_citations(text: str, shadow: str, start: int, end: int) -> tuple[Citation, ...]:
    """The documents named in ``text[start:end]``; a span is that of the title inside its marks.

    ``shadow`` is that of the text. A title's inner marks are always 〈〉 and it has no line breaks.
    Newspapers, films, books and articles are no documents and are left out.
    """
    shadow = shadow[start:end]
    if "《" not in shadow:
        return ()
    titles = _titles(shadow)
    found = []
    made = False
    for index, (left, right) in enumerate(titles):
        last = titles[index - 1][1] + 1 if index else 0
        joined = index > 0 and _patterns().joined.match(shadow[last : left - 1]) is not None
        made = _is_made(shadow, left, right, made and joined)
        if _patterns().documents.search(_clean(shadow[left:right])):
            title = _clean(text[start + left : start + right])
            found.append(Citation(title, made, start + left, start + right))
    return tuple(found)


def _titles(shadow: str) -> list[Span]:
    """The outermost titles, without their marks."""
    found = []
    position = shadow.find("《")
    while position != -1:
        close = _closing(shadow, position)
        if close is None:
            close = _bound(shadow, position)
        if close is None:
            position = shadow.find("《", position + 1)
            continue
        if close > position + 1:
            found.append((position + 1, close))
        position = shadow.find("《", close)
    return found


def _closing(shadow: str, opening: int) -> int | None:
    """Where the title that opens here is closed, its inner titles closed before it."""
    limit = min(len(shadow), opening + _LONGEST)
    stop = _STOPS.search(shadow, opening, limit)
    depth = 0
    for mark in _MARKS.finditer(shadow, opening, stop.start() if stop else limit):
        depth += 1 if mark[0] in "《〈" else -1
        if depth == 0:
            return mark.start()
    return None


def _bound(shadow: str, opening: int) -> int | None:
    """The end of a title that is never closed: the next closing mark, or a document's last word."""
    mark = _MARKS.search(shadow, opening + 1, opening + _LONGEST)
    if mark and mark[0] in "》〉" and not _STOPS.search(shadow, opening, mark.start()):
        return mark.start()
    words = _patterns().unclosed.match(shadow[opening + 1 : opening + _LONGEST])
    return opening + 1 + words.end() if words else None


def _is_made(shadow: str, left: int, right: int, made: bool) -> bool:
    """Whether the title is newly made; ``made`` is the answer for the title it is joined to."""
    patterns = _patterns()
    after = shadow[right + 1 : right + 31]
    if patterns.made_after.match(after):
        return True
    if patterns.ground.match(after):
        return False
    verb = patterns.made_before.search(shadow[max(0, left - 1 - _BEFORE) : left - 1])
    if verb is None:
        return made
    return not verb["unmade"] and patterns.using.search(verb["between"]) is None


def _clean(title: str) -> str:
    return re.sub(r"\s+", "", title).replace("《", "〈").replace("》", "〉")
