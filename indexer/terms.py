"""What to rank by and what to mark, from the words of a query."""

from collections.abc import Iterable
from functools import lru_cache

from archive.facts import find_topics, topics
from indexer import segment
from indexer.engine import Term
from indexer.thesaurus import drop_asides, drop_faint, find_written, weigh_written

# How much a word, a pair of characters, one character counts
_WORD, _PAIR, _SINGLE = 1.0, 0.4, 0.1
_WRITTEN = 0.5  # how much what is nearest in the thesaurus counts beside the person's own words
_FAINT = 0.4  # how much a word counts that says how bad it is, beside those that say what
_TOPIC, _WRITTEN_TOPIC = 1.5, 1.0  # how much the topic of a person's own words, of written ones
_MOST = 200  # terms; a pasted paragraph is ranked by its first ones


def rank_terms(words: Iterable[str], phrases: Iterable[str] = ()) -> tuple[Term, ...]:
    """The terms of words and phrases, and then of what notices write for the words.

    The same term counts once. Phrases are taken as they stand.
    """
    asked = [drop_asides(text) for text in words]
    terms = _weigh((text, 1.0) for text in [*asked, *phrases])
    near = [one for text in asked for one in weigh_written(text).items()]
    written = _weigh(((word, _WRITTEN * nearness) for word, nearness in near), single=0.0)
    weights = written | terms
    order = [*terms, *(term for term in written if term not in terms)]
    return tuple(Term(*term, weights[term]) for term in order[:_MOST])


def weigh_topics(words: Iterable[str]) -> dict[str, float]:
    """The topics that words, or what notices write for them, are about: what each name counts."""
    asked = [drop_asides(text) for text in words]
    weights = {name: _WRITTEN_TOPIC for text in asked for name in _topics(*find_written(text))}
    return weights | dict.fromkeys(_topics(*asked), _TOPIC)


def _topics(*texts: str) -> set[str]:
    """The names of the topics that the texts would have as headings of findings."""
    names = {topic.id: topic.name for topic in topics()}
    heads = ((text, (0, len(text)), (len(text), len(text))) for text in texts)
    return {names[match.topic] for head in heads for match in find_topics(*head)}


def mark_words(texts: Iterable[str]) -> tuple[str, ...]:
    """The words to look for in a text that was found: each text as typed, and the words in it.

    After them what notices write for them, but for words that hold one of these already.
    """
    asked = {text: drop_asides(text) for text in texts}
    own = dict.fromkeys(word for text, rest in asked.items() for word in (text, *_cut(rest)[0]))
    written = (word for rest in asked.values() for word in find_written(rest))
    others = dict.fromkeys(word for word in written if not any(one in word for one in own))
    return (*own, *others)


def _weigh(
    texts: Iterable[tuple[str, float]], single: float = _SINGLE
) -> dict[tuple[str, str], float]:
    """The words of the texts, then their grams, each as (field, text) with its weight.

    With each text comes how much it counts; what stands in several counts by the one that counts
    most. Single characters stand in so many findings that they are dear to look up: they are left
    out where they count nothing.
    """
    words: dict[tuple[str, str], float] = {}
    grams: dict[tuple[str, str], float] = {}
    for text, share in texts:
        strong = {term for terms in _cut(drop_faint(text)) for term in terms}
        text_words, text_grams = _cut(text)
        for word in text_words:
            weight = _WORD * share * (1 if word in strong else _FAINT)
            words["words", word] = max(weight, words.get(("words", word), 0.0))
        for gram in text_grams:
            weight = _PAIR if len(gram) > 1 else single
            weight *= share * (1 if gram in strong else _FAINT)
            if weight:
                grams["grams", gram] = max(weight, grams.get(("grams", gram), 0.0))
    return words | grams


@lru_cache(maxsize=1024)
def _cut(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words and the grams of a text; what notices write comes up in question after question."""
    return tuple(segment.words(text)), tuple(segment.grams(text))
