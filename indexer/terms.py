"""What to rank by and what to mark, from the words of a query."""

from collections.abc import Iterable

from indexer import segment
from indexer.engine import Term

_WORD, _PAIR, _SINGLE = 1.0, 0.4, 0.1  # how much a word, a pair of characters, one character counts
_MOST = 200  # terms; a pasted paragraph is ranked by its first ones


def rank_terms(texts: Iterable[str]) -> tuple[Term, ...]:
    """The terms of the texts, words first; the same term counts once."""
    words: dict[str, float] = {}
    grams: dict[str, float] = {}
    for text in texts:
        words |= dict.fromkeys(segment.words(text), _WORD)
        for gram in segment.grams(text):
            grams[gram] = _PAIR if len(gram) > 1 else _SINGLE
    terms = [Term("words", text, weight) for text, weight in words.items()]
    terms += [Term("grams", text, weight) for text, weight in grams.items()]
    return tuple(terms[:_MOST])


def mark_words(texts: Iterable[str]) -> tuple[str, ...]:
    """The words to look for in a text that was found: each text as typed, and the words in it."""
    return tuple(dict.fromkeys(word for text in texts for word in (text, *segment.words(text))))
