"""How people say it and how notices write it; see ``indexer/data/thesaurus.toml``.

It is asked about questions only, so that it can change without any index being written anew.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from archive.data import read_table
from archive.fulltext import fold


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """``written`` maps each word that people say, as it is compared, to what notices write."""

    written: Mapping[str, tuple[str, ...]]
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
    thesaurus = _thesaurus()
    known = thesaurus.known.findall(fold(text))
    return tuple(dict.fromkeys(word for one in known for word in thesaurus.written[one]))


def said_words() -> tuple[str, ...]:
    """Every word that people say."""
    return tuple(_thesaurus().written)


def written_words() -> tuple[str, ...]:
    """Every word that notices write, each once."""
    return tuple(dict.fromkeys(word for one in _thesaurus().written.values() for word in one))


@cache
def _thesaurus() -> Thesaurus:
    data = read_table("indexer", "data/thesaurus.toml")
    written: dict[str, tuple[str, ...]] = {}
    for group in data["groups"]:
        official = tuple(group["written"].split())
        for word in map(fold, group["said"].split()):
            written[word] = (*written.get(word, ()), *official)
    wrapped, faint = (_any_of(data[name].split()) for name in ("asides", "faint"))
    return Thesaurus(written, _any_of(written), wrapped, faint)


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Matches any of the words, the longest that stands at a place."""
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
