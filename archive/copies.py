"""Notices that are all but the same as another: one notice, as two sources have it.

A notice is compared, when it is written, with the few that share sentences with it that hardly any
other has. Some of its characters may differ, as where one was recognised in pictures; its unit and
most of its figures may not, for by those another unit's notice and next year's are told.
"""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Set
from dataclasses import dataclass
from difflib import SequenceMatcher

from archive.ids import notice_of
from archive.sentences import exactly

_MOST_HOLDERS = 25  # findings that a sentence by which others are found stands in
_LEAST = 0.3  # what the sentences shared with another count together, each by its holders' share
_CANDIDATES = 5  # notices that are compared
_FEWEST, _MOST = 4, 500  # sentences below which nothing is said of a notice; looked up at most
_LONGEST = 60_000  # characters of a notice that are compared
_RUN = 5  # characters; nine in ten stay as they are where two in a hundred characters differ
_SAME_RUNS = 0.7  # share of runs from which two notices are copies
_SAME_FIGURES = 0.5  # share of figures, each with what stands before it
_SLIP = 12  # characters of a unit's name, of which one may be misread beside the first
_FIGURE = re.compile(  # not 1 to 9, which number problems and months
    "[^0-9]{0,2}(?:[0-9]{2,}|[〇零一二三四五六七八九十百千万]{3,})"
)

_DIGESTS = """
    select distinct digest from sentences join findings on findings.id = finding where notice = ?
    order by digest limit ?
"""
_HOLDERS = "select finding from sentences where digest = ? limit ?"
_UNIT = "select unit from notices where id = ?"
_TEXT = "select substr(text, 1, ?) from notices where id = ?"
_NOTE = "insert or replace into copies (notice, other, share) values (?, ?, ?)"


@dataclass(frozen=True, slots=True)
class _Sides:
    """What two notices are compared by: the words without marks and blanks, and the figures."""

    words: str
    figures: frozenset[str]


def note_copies(connection: sqlite3.Connection, notice_id: str) -> None:
    """Note what the notice, just written, is all but the same as, for both of them."""
    others = _candidates(connection, notice_id)
    if not others:
        return
    own = _sides(connection, notice_id)
    for other in others:
        if share := _share(own, _sides(connection, other)):
            connection.execute(_NOTE, (notice_id, other, share))
            connection.execute(_NOTE, (other, notice_id, share))


def forget_copies(connection: sqlite3.Connection, notice_id: str) -> None:
    """Forget what the notice was all but the same as."""
    connection.execute("delete from copies where notice = ?1 or other = ?1", (notice_id,))


def compare_anew(connection: sqlite3.Connection) -> None:
    """Fill ``copies`` from the notices and their sentences."""
    connection.execute("delete from copies")
    for (notice,) in connection.execute("select id from notices order by seq").fetchall():
        note_copies(connection, notice)


def _candidates(connection: sqlite3.Connection, notice_id: str) -> list[str]:
    """The notices of the same unit that share most of the sentences that few have."""
    digests = connection.execute(_DIGESTS, (notice_id, _MOST)).fetchall()
    if len(digests) < _FEWEST:
        return []
    shared: dict[str, float] = defaultdict(float)
    for (digest,) in digests:
        found = connection.execute(_HOLDERS, (digest, _MOST_HOLDERS + 1)).fetchall()
        if 1 < len(found) <= _MOST_HOLDERS:
            others = {notice_of(finding) for (finding,) in found} - {notice_id}
            for other in others:
                shared[other] += 1 / len(others)
    unit = _unit(connection, notice_id)
    likely = sorted(shared.items(), key=lambda one: (-one[1], one[0]))[:_CANDIDATES]
    return [
        other
        for other, weight in likely
        if weight >= _LEAST and _is_name_of(unit, _unit(connection, other))
    ]


def _unit(connection: sqlite3.Connection, notice_id: str) -> str | None:
    [(unit,)] = connection.execute(_UNIT, (notice_id,)).fetchall()
    return None if unit is None else str(unit)


def _is_name_of(one: str | None, two: str | None) -> bool:
    """Whether two units may be one: either is unknown, is part of the other, or misread."""
    if one is None or two is None or one in two or two in one:
        return True
    alike = SequenceMatcher(None, one, two, autojunk=False).get_matching_blocks()
    shorter = min(len(one), len(two))
    return shorter - sum(block.size for block in alike) <= 1 + shorter // _SLIP


def _sides(connection: sqlite3.Connection, notice_id: str) -> _Sides:
    [(text,)] = connection.execute(_TEXT, (_LONGEST, notice_id)).fetchall()
    words = exactly(text)
    return _Sides(words, frozenset(_FIGURE.findall(words)))


def _share(one: _Sides, two: _Sides) -> float | None:
    """The share of runs of characters that both have, 0 to 1; None where they are no copies."""
    if (one.figures or two.figures) and _common(one.figures, two.figures) < _SAME_FIGURES:
        return None
    share = _common(_runs(one.words), _runs(two.words))
    return round(share, 3) if share >= _SAME_RUNS else None


def _runs(words: str) -> set[str]:
    return {words[at : at + _RUN] for at in range(len(words) - _RUN + 1)}


def _common(one: Set[str], two: Set[str]) -> float:
    return 2 * len(one & two) / max(1, len(one) + len(two))
