"""Cuts texts into words with jieba, by its dictionary and that of the field."""

import logging
import warnings
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.resources import files
from math import log
from typing import Any

from archive import lexicon

_DICTIONARY = "dictionary.txt"


class Tokenizer:
    """jieba's own tokenizer, which learns words as texts hold the characters they begin with.

    To learn the whole dictionary takes a second, which a command that adds one notice, or asks
    one question, would spend for nothing; the words of a text are the same either way.
    """

    def __init__(self) -> None:
        self._own = _own_counts()
        self._jieba = _jieba().Tokenizer()
        self._jieba.FREQ = {}
        self._jieba.total = lexicon.TOTAL + sum(
            count for counts in self._own.values() for count in counts.values()
        )
        self._jieba.initialized = True
        self._met: set[str] = set()

    def cut(self, text: str) -> Iterator[str]:
        """The words and marks of a text, one after the other."""
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


@cache
def _jieba() -> Any:
    """The library, imported when first needed for it takes its time, without its chatter."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it asks for pkg_resources, which is deprecated
        jieba = import_module("jieba")
    jieba.setLogLevel(logging.WARNING)
    return jieba
