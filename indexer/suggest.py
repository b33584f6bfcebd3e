"""What a person may be about to type: topics, units, terms and how people say them.

They are found by the characters typed so far, by their pinyin (dangfei) or by its initials (df).
The list is made when a generation is first asked for suggestions, in a tenth of a second, and kept
with it; to look through it takes a millisecond or two. To store it would save nothing: what takes
long is to learn how words sound, which a server does once, while it starts.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from heapq import nsmallest
from importlib import import_module
from operator import itemgetter

from archive.fulltext import fold
from indexer.segment import domain_words
from indexer.thesaurus import said_words, written_words

KINDS = ("topic", "term", "unit", "said")  # in this order where all else is equal

_LONGEST = 40  # characters of what is typed that are looked at
_NO_MATCH = 9


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Words to search by, and what they are: one of ``KINDS``."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class _Entry:
    suggestion: Suggestion
    folded: str
    pinyin: str
    initials: str
    rank: tuple[int, int, int]  # the less the earlier


class Suggester:
    """All that can be suggested, ready to be looked through."""

    def __init__(self, entries: Iterable[_Entry]) -> None:
        self._entries = tuple(entries)

    def suggest(self, typed: str, limit: int) -> tuple[Suggestion, ...]:
        """What fits best first: what begins with the characters, initials or pinyin typed."""
        wanted = "".join(fold(typed[:_LONGEST]).split()).replace("'", "")
        if not wanted:
            return ()
        fits = ((_fit(entry, wanted), entry) for entry in self._entries)
        near = [(fit, *entry.rank, entry.suggestion) for fit, entry in fits if fit < _NO_MATCH]
        return tuple(
            suggestion for *_, suggestion in nsmallest(limit, near, itemgetter(0, 1, 2, 3))
        )


def make_suggester(
    topics: Mapping[str, int], units: Mapping[str, int], headings: str, share: float = 1.0
) -> Suggester:
    """A suggester of these topics and units, by how many findings they have, and of the terms.

    Terms are in the order of how often they stand in ``headings``, one text of those of so large a
    ``share`` of all findings.
    """
    terms = dict.fromkeys((*domain_words(), *written_words()))
    found = {name: ("topic", count) for name, count in topics.items()}
    found |= {name: ("unit", count) for name, count in units.items()}
    for word in terms:
        found.setdefault(word, ("term", round(headings.count(word) / share)))
    for word in said_words():
        found.setdefault(word, ("said", 0))
    return Suggester(_entry(text, *known) for text, known in found.items())


def _entry(text: str, kind: str, count: int) -> _Entry:
    folded = fold(text)
    syllables = _syllables(folded)
    initials = "".join(one[:1] for one in syllables)
    rank = (-count.bit_length(), KINDS.index(kind), len(folded))  # twice as often is what tells
    return _Entry(Suggestion(text, kind), folded, "".join(syllables), initials, rank)


@lru_cache(maxsize=1 << 16)
def _syllables(folded: str) -> tuple[str, ...]:
    """How a text sounds, character by character; most texts are there in every generation."""
    return tuple(fold(one) for one in _pinyin()(folded))


@cache
def _pinyin() -> Callable[[str], list[str]]:
    """The library's, imported when first needed: it takes a third of a second, and only those
    who type have a use for it."""
    found: Callable[[str], list[str]] = import_module("pypinyin").lazy_pinyin
    return found


def _fit(entry: _Entry, wanted: str) -> int:
    """How well an entry fits what was typed, 0 the best."""
    if wanted in (entry.folded, entry.initials, entry.pinyin):
        return 0
    if entry.folded.startswith(wanted):
        return 1
    if entry.pinyin.startswith(wanted):
        return 2
    if entry.initials.startswith(wanted):
        return 3
    return 4 if len(wanted) > 1 and wanted in entry.folded else _NO_MATCH
