"""Cuts texts into words with jieba, by its dictionary and that of the field."""

import logging
import re
import warnings
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from math import inf, log
from typing import Any

from archive import lexicon

_DICTIONARY = "dictionary.txt"
_MUCH = 500_000  # characters: to fill rjieba takes 0.2 s and 160 MB, which it saves from there on
_THRICE = re.compile(r"(.)\1\1")  # 常常常: of 常常 and 常 the two put another first
_NO_WORD = "\uffff\uffff"  # these are no characters


class Tokenizer:
    """jieba's own tokenizer, which learns words as texts hold the characters they begin with.

    To learn the whole dictionary takes a second, which a command that adds one notice, or asks
    one question, would spend for nothing; the words of a text are the same either way. Once there
    is much to cut, rjieba does it, where it is installed and cuts the field's own words alike:
    the same dictionary and the same rules, some fifteen times as fast.
    """

    def __init__(self, much: float = _MUCH) -> None:
        self._own = _own_counts()
        self._jieba = _jieba().Tokenizer()
        self._jieba.FREQ = {}
        self._jieba.total = lexicon.TOTAL + sum(
            count for counts in self._own.values() for count in counts.values()
        )
        self._jieba.initialized = True
        self._met: set[str] = set()
        self._left = much  # characters, until rjieba is worth its while
        self._rjieba: Any = None

    def cut(self, text: str) -> Iterator[str]:
        """The words and marks of a text, one after the other."""
        if self._rjieba and not _THRICE.search(text):
            return iter(self._rjieba.cut(text, hmm=False))
        self._left -= len(text)
        if self._left < 0:
            self._hand_over()
        self._learn(text)
        words: Iterator[str] = self._jieba.cut(text, HMM=False)
        return words

    def likelihood(self, word: str) -> float | None:
        """The log-probability of a word; None for what is none and more than a character."""
        self._learn(word[0])
        count = self._jieba.FREQ.get(word) or len(word) == 1
        return log(count / self._jieba.total) if count else None

    def _learn(self, text: str) -> None:
        for character in set(text) - self._met:
            self._jieba.FREQ.update(self._counts_from(character))  # at once: threads share this
            self._met.add(character)

    def _counts_from(self, character: str) -> dict[str, int]:
        """How often the words that begin with a character occur, 0 for what only begins words."""
        counts = {word: count for word, count, _ in lexicon.words_from(character)}
        counts |= self._own.get(character, {})
        beginnings = {word[:end] for word in counts for end in range(1, len(word))}
        return dict.fromkeys(beginnings, 0) | counts

    def _hand_over(self) -> None:
        self._left = inf  # once is enough, whatever comes of it
        proof = "".join(word for counts in self._own.values() for word in counts)
        if (rjieba := _filled(self._own.values())) and rjieba.cut(proof, hmm=False) == list(
            self.cut(proof)
        ):
            self._rjieba = rjieba


def dictionary() -> str:
    """The text of the field's dictionary."""
    return files("indexer").joinpath("data", _DICTIONARY).read_text(encoding="utf-8")


def _own_counts() -> dict[str, dict[str, int]]:
    """First character → the field's words that begin with it, with how often they occur."""
    counts: dict[str, dict[str, int]] = {}
    for line in dictionary().splitlines():
        if line and not line.startswith("#"):
            word, count = line.split(" ")
            counts.setdefault(word[0], {})[word] = int(count)
    return counts


def _filled(own: Iterable[dict[str, int]]) -> Any:
    """rjieba with the words of both dictionaries; None where it is not installed.

    A word that both have takes the field's count, and the other is lost to the sum of all, which
    jieba keeps; so it is given to a word that no text has.
    """
    if find_spec("rjieba") is None:
        return None
    filled, lost = import_module("rjieba").Jieba.empty(), 0
    counts = {word: count for counts in own for word, count in counts.items()}
    for word, count, kind in lexicon.all_words():
        if word in counts:
            lost += count
        else:
            filled.add_word(word, count, kind)
    for word, count in counts.items():
        filled.add_word(word, count, "")
    filled.add_word(_NO_WORD, lost, "")
    return filled


@cache
def _jieba() -> Any:
    """The library, imported when first needed for it takes its time, without its chatter."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it asks for pkg_resources, which is deprecated
        jieba = import_module("jieba")
    jieba.setLogLevel(logging.WARNING)
    return jieba
