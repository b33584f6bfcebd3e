"""How much more likely a stretch of text is a person's name than ordinary words.

Both are scored as log-probabilities: a name by its surname and the characters of its given name,
ordinary words by the best way to cut the stretch into words of jieba's dictionary.
"""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from math import inf, log

from archive import lexicon
from archive.data import load

_UNKNOWN = log(1e-8)  # of a character that is no word of the dictionary
_RARE = log(3e-6)  # of a given-name character that is not listed
_LENGTHS = {1: log(0.16), 2: log(0.84)}  # of given names, in characters
_FEWEST = {
    1: 5,
    2: 5,
    3: 100,
}  # occurrences, by a word's length, for the dictionary's word to count
_DOMAIN_WORD = log(1e-5)  # of a word of the field that the dictionary lacks


@cache
def surnames() -> dict[str, float]:
    """Log-probabilities of surnames, single and compound."""
    return {
        surname: log(share / 10_000)
        for share, line in _banded("surnames.txt")
        for surname in line.split()
    }


@cache
def _given_characters() -> dict[str, float]:
    return {
        character: log(share / 1_000_000)
        for share, line in _banded("given_names.txt")
        for character in line
    }


@cache
def _words_from(character: str) -> dict[str, float]:
    """Log-probabilities of the words that begin with a character. The dictionary takes many
    ordinary words for names; what it marks as a name counts as a word only where it is short and
    likelier as a word."""
    domain = dict.fromkeys(_domain_words().get(character, ()), _DOMAIN_WORD)
    return domain | {
        word: score
        for word, count, kind in lexicon.words_from(character)
        if len(word) in _FEWEST and count >= _FEWEST[len(word)]
        for score in [log(count / lexicon.TOTAL)]
        if kind not in ("nr", "nrfg") or (len(word) < 3 and score > name_score(word))
    }


@cache
def _domain_words() -> dict[str, list[str]]:
    """The words of the field by their first characters."""
    words: dict[str, list[str]] = {}
    for word in load("names")["words"].split():
        words.setdefault(word[0], []).append(word)
    return words


def _banded(file_name: str) -> Iterator[tuple[float, str]]:
    """Lines of a data file, each with the number that stands above it."""
    share = 0.0
    for line in files("archive.data").joinpath(file_name).read_text(encoding="utf-8").splitlines():
        if line[:1].isdigit():
            share = float(line)
        elif not line.startswith("#"):
            yield share, line


def name_score(name: str) -> float:
    """The log-probability of a name among names, minus infinity where it cannot be one."""
    return max(_cut_score(name[:cut], name[cut:]) for cut in (1, 2))


def _cut_score(surname: str, given: str) -> float:
    if surname not in surnames() or len(given) not in _LENGTHS:
        return -inf
    characters = _given_characters()
    score = surnames()[surname] + _LENGTHS[len(given)]
    return score + sum(characters.get(character, _RARE) for character in given)


def words_scores(stretch: str) -> list[float]:
    """The log-probabilities of the best cuts into words of ``stretch[0:]``, ``stretch[1:]``…"""
    scores = [0.0] * (len(stretch) + 1)
    for start in range(len(stretch) - 1, -1, -1):
        words = _words_from(stretch[start])
        best = words.get(stretch[start], _UNKNOWN) + scores[start + 1]
        for end in range(start + 2, min(start + 3, len(stretch)) + 1):
            word = words.get(stretch[start:end])
            if word is not None and word + scores[end] > best:
                best = word + scores[end]
        scores[start] = best
    return scores


def surname_length(name: str) -> int:
    """How many characters of a name are its surname."""
    return 2 if len(name) > 2 and name[:2] in surnames() else 1
