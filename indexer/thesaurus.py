"""How people say it and how notices write it; see ``indexer/data/thesaurus.toml``.

It is asked about questions only, so that it can change without any index being written anew.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from archive.data import read_table
from archive.fulltext import fold

# A line's first so many written words are nearest to what is said; how near the others are beside
# them, and all of them where notices write what is said as well.
_NEAREST, _FARTHER, _OFFICIAL = 2, 0.6, 0.5

_PARTICLES = str.maketrans("", "", "了的着过")


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """``written`` maps each word that people say, as it is compared, to what notices write.

    Each of these has how near it is to what is said, up to 1.
    """

    written: Mapping[str, Mapping[str, float]]
    known: re.Pattern[str]
    asides: re.Pattern[str]
    faint: re.Pattern[str]


def drop_asides(text: str) -> str:
    """The text, as it is compared, without what a question is wrapped in."""
    folded = fold(text)
    return _thesaurus().asides.sub(" ", folded).strip() or folded


def drop_faint(text: str) -> str:
    """The text, as it is compared, without the words that only say how bad something is."""
    return _thesaurus().faint.sub(" ", fold(text))


def find_written(text: str) -> tuple[str, ...]:
    """What notices write for the words of a text, each once; of words within words the longest."""
    return tuple(weigh_written(text))


def weigh_written(text: str) -> dict[str, float]:
    """What notices write for the words of a text, with how near it is to them, up to 1.

    Words are found across particles too: 入了党 is 入党.
    """
    thesaurus = _thesaurus()
    folded = fold(text)
    known = [
        word
        for one in (folded, folded.translate(_PARTICLES))
        for word in thesaurus.known.findall(one)
    ]
    return _nearest(thesaurus.written[one] for one in known)


def part_said(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The text in pieces: what people say with what notices write for it, and what is between."""
    thesaurus, folded, end = _thesaurus(), fold(text), 0
    for known in thesaurus.known.finditer(folded):
        yield folded[end : known.start()], ()
        yield known[0], tuple(thesaurus.written[known[0]])
        end = known.end()
    yield folded[end:], ()


def said_words() -> tuple[str, ...]:
    """Every word that people say."""
    return tuple(_thesaurus().written)


def written_words() -> tuple[str, ...]:
    """Every word that notices write, each once."""
    return tuple(dict.fromkeys(word for one in _thesaurus().written.values() for word in one))


@cache
def _thesaurus() -> Thesaurus:
    data = read_table("indexer", "data/thesaurus.toml")
    official = {word for group in data["groups"] for word in group["written"].split()}
    written: dict[str, dict[str, float]] = {}
    for group in data["groups"]:
        near = {
            word: 1.0 if place < _NEAREST else _FARTHER
            for place, word in enumerate(group["written"].split())
        }
        for word in map(fold, group["said"].split()):
            share = _OFFICIAL if word in official else 1.0
            own = {one: share * nearness for one, nearness in near.items()}
            written[word] = _nearest([written.get(word, {}), own])
    wrapped, faint = (_any_of(data[name].split()) for name in ("asides", "faint"))
    return Thesaurus(written, _any_of(written), wrapped, faint)


def _nearest(several: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """All words, each as near as it is anywhere."""
    nearest: dict[str, float] = {}
    for one in several:
        for word, nearness in one.items():
            nearest[word] = max(nearness, nearest.get(word, 0.0))
    return nearest


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Matches any of the words, the longest that stands at a place."""
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
