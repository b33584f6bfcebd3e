"""What to rank by and what to mark, from the words of a query."""

from collections.abc import Iterable

from indexer import segment
from indexer.engine import Term
from indexer.thesaurus import drop_asides, find_written

# How much a word, a pair of characters, one character counts
_WORD, _PAIR, _SINGLE = 1.0, 0.4, 0.1
_WRITTEN = 0.4  # how much what the thesaurus adds counts beside the person's own words
_MOST = 200  # terms; a pasted paragraph is ranked by its first ones


def rank_terms(words: Iterable[str], phrases: Iterable[str] = ()) -> tuple[Term, ...]:
    """The terms of words and phrases, and then of what notices write for the words.

    The same term counts once. Phrases are taken as they stand.
    """
    asked = [drop_asides(text) for text in words]
    terms = _weigh([*asked, *phrases], 1.0)
    written = _weigh([word for text in asked for word in find_written(text)], _WRITTEN)
    weights = written | terms
    order = [*terms, *(term for term in written if term not in terms)]
    return tuple(Term(*term, weights[term]) for term in order[:_MOST])


def mark_words(texts: Iterable[str]) -> tuple[str, ...]:
    """The words to look for in a text that was found: each text as typed, and the words in it.

    After them what notices write for them, but for words that hold one of these already.
    """
    asked = {text: drop_asides(text) for text in texts}
    own = dict.fromkeys(
        word for text, rest in asked.items() for word in (text, *segment.words(rest))
    )
    written = (word for rest in asked.values() for word in find_written(rest))
    others = dict.fromkeys(word for word in written if not any(one in word for one in own))
    return (*own, *others)


def _weigh(texts: Iterable[str], share: float) -> dict[tuple[str, str], float]:
    """The words of the texts, then their grams, each as (field, text) with its weight."""
    words: dict[tuple[str, str], float] = {}
    grams: dict[tuple[str, str], float] = {}
    for text in texts:
        words |= {("words", word): _WORD * share for word in segment.words(text)}
        for gram in segment.grams(text):
            grams["grams", gram] = (_PAIR if len(gram) > 1 else _SINGLE) * share
    return words | grams
