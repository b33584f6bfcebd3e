"""Notices that are all but the same text as another: one notice, as two sources have it.

Every notice is compared when it is written, with those that have its longest sentences; all it
takes stands in ``sentences``, and the work does not grow with the archive.
"""

import json
import sqlite3

from archive.sentences import exactly

_PROBES = 16  # of a notice's sentences, the longest, by which others are found
_MOST_HOLDERS = 100  # findings looked at for each; what is in more is no notice's own
_CANDIDATES = 5  # notices that are compared sentence by sentence
_FEWEST = 4  # sentences below which nothing is said of a notice
_SAME = 0.5  # share of sentences, figures and all, from which two notices are copies

_LONGEST = """
    select digest from sentences join findings on findings.id = finding where notice = ?
    group by digest order by max(sentences.end - sentences.start) desc, digest limit ?
"""
_CANDIDATE = """
    select others.notice from json_each(?) as probe join findings as others on others.id in
        (select finding from sentences where digest = probe.value limit ?)
    where others.notice <> ? group by others.notice having count(distinct probe.value) >= ?
    order by count(distinct probe.value) desc, others.notice limit ?
"""
_WORDS = """
    select substr(notices.text, sentences.start + 1, sentences.end - sentences.start)
    from sentences join findings on findings.id = finding join notices on notices.id = notice
    where notice = ?
"""
_NOTE = "insert or replace into copies (notice, other, share) values (?, ?, ?)"


def note_copies(connection: sqlite3.Connection, notice_id: str) -> None:
    """Note what the notice, just written, is all but the same as, for both of them."""
    probes = [digest for (digest,) in connection.execute(_LONGEST, (notice_id, _PROBES))]
    if len(probes) < _FEWEST:
        return
    asked = (json.dumps(probes), _MOST_HOLDERS, notice_id, len(probes) // 4, _CANDIDATES)
    for (other,) in connection.execute(_CANDIDATE, asked).fetchall():
        share = shared(connection, notice_id, other)
        if share >= _SAME:
            connection.execute(_NOTE, (notice_id, other, share))
            connection.execute(_NOTE, (other, notice_id, share))


def forget_copies(connection: sqlite3.Connection, notice_id: str) -> None:
    """Forget what the notice was all but the same as."""
    connection.execute("delete from copies where notice = ?1 or other = ?1", (notice_id,))


def compare_anew(connection: sqlite3.Connection) -> None:
    """Fill ``copies`` from ``sentences``."""
    connection.execute("delete from copies")
    for (notice,) in connection.execute("select id from notices order by seq").fetchall():
        note_copies(connection, notice)


def shared(connection: sqlite3.Connection, notice_id: str, other: str) -> float:
    """The share of the two notices' sentences that both have, word for word; 0 to 1."""
    one, two = _sentences(connection, notice_id), _sentences(connection, other)
    return round(2 * len(one & two) / (len(one) + len(two)), 3) if one and two else 0.0


def _sentences(connection: sqlite3.Connection, notice_id: str) -> set[str]:
    return {exactly(words) for (words,) in connection.execute(_WORDS, (notice_id,))}
