"""The words and grams that findings are ranked by, the same for indexing and for queries.

Texts are folded first (see ``archive.fulltext.fold``), so that scripts, widths and case are
alike. Words are jieba's, with the dictionary of the domain, long words with the words in them;
grams are the single Han characters and the pairs of neighbouring ones, which bridge what the
dictionary does not know.
"""

import re
from functools import cache, lru_cache
from hashlib import sha256
from importlib import metadata
from importlib.resources import files
from itertools import pairwise

from archive.fulltext import fold
from indexer.tokenizer import Tokenizer, dictionary

_VERSION = "2"  # of the rules in this file
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")
_SAID = re.compile(r"[^\W_]")  # 党, a, 7; not ：or 、
_LONGEST = 32  # characters of a word that may consist of words; a run of letters has no end
_NEGATIONS = ("不", "未", "无", "非")  # 不合格 does not consist of 不 and 合格
# Characters that stand in every text and carry no meaning of their own.
FUNCTION = frozenset("的了和与及或在对为以等将把被从向由于其之而且也都并就是有个这那该各要使")


def words(text: str) -> list[str]:
    """The text's words in their order, a long word after the words in it; repeats are kept."""
    stops = _stops()
    return [
        part
        for word in _tokenizer().cut(fold(text))
        if len(word) > 1 and word not in stops and _SAID.search(word)
        for part in _parts(word)
        if part not in stops
    ]


def grams(text: str) -> list[str]:
    """The text's Han characters and pairs of neighbours, those of mere function left out."""
    found: list[str] = []
    for run in _HAN.findall(fold(text)):
        kept = [None if character in FUNCTION else character for character in run]
        found += [one for one in kept if one]
        found += [left + right for left, right in pairwise(kept) if left and right]
    return found


def prepare() -> None:
    """Have at hand what most words of notices are told by, which takes 0.2 s the first time."""
    words("".join(domain_words()))


@cache
def version() -> str:
    """A digest of all that decides what the words of a text are."""
    parts = (_VERSION, metadata.version("jieba"), dictionary(), _data("stopwords.txt"))
    return sha256("\n".join(parts).encode()).hexdigest()[:12]


@lru_cache(maxsize=1 << 16)
def _parts(word: str) -> tuple[str, ...]:
    """The words that a word consists of, and the word: 党费收缴 is 党费, 收缴 and 党费收缴."""
    pieces = _split(word) if 2 < len(word) <= _LONGEST else ()
    if pieces and pieces[0] in _NEGATIONS:
        return (word,)
    return (*(part for one in pieces if len(one) > 1 for part in _parts(one)), word)


def _split(word: str) -> list[str]:
    """The likeliest words that make up a word, by their frequencies."""
    tokenizer = _tokenizer()
    best: list[tuple[float, list[str]]] = [(0.0, [])]  # of the word's beginnings, by their length
    for end in range(1, len(word) + 1):
        best.append(
            max(
                (worth + likelihood, [*pieces, part])
                for start, (worth, pieces) in enumerate(best)
                if (part := word[start:end]) != word
                and (likelihood := tokenizer.likelihood(part)) is not None
            )
        )
    return best[-1][1]


@cache
def _tokenizer() -> Tokenizer:
    return Tokenizer()


@cache
def _stops() -> frozenset[str]:
    return frozenset(_lines("stopwords.txt"))


def domain_words() -> list[str]:
    """The words of the domain that the dictionary adds to the general one."""
    return [line.split()[0] for line in _lines("dictionary.txt")]


def _lines(name: str) -> list[str]:
    return [line for line in _data(name).splitlines() if line and not line.startswith("#")]


def _data(name: str) -> str:
    return files("indexer").joinpath("data", name).read_text(encoding="utf-8")
