"""The sentences of a finding, and digests by which almost the same ones are known.

Two sentences have the same digest when they differ in nothing but digits and numerals, names,
punctuation, blanks, the number or label before them, and the commonest particles.
"""

import re
from collections.abc import Iterator

from archive.ids import name_id
from archive.normal import normalise
from archive.notice import Span

_SENTENCE = re.compile("[^。；！？;!?\n]+[。；！？;!?]?")
_NUMERALS = "0-9〇零一二三四五六七八九十"
_BEFORE = re.compile(  # 整改措施：（2）一是
    f"^\\s*(?:[^，。：]{{2,10}}：\\s*)?(?:\\(?第?[{_NUMERALS}]{{1,2}}(?:[)、.]|是|条)\\s*)*"
)
_NUMBER = re.compile(f"[{_NUMERALS}百千万亿两](?:[.,，]?[{_NUMERALS}百千万亿两])*")
_NAME = re.compile("[^\\W0-9]某+")  # as names are masked
_DROPPED = re.compile("[\\W_的了已并和与及]+")
_SHORTEST = 12  # characters that are compared; shorter ones are formulas such as 建章立制，规范管理


def find_sentences(text: str) -> Iterator[tuple[Span, str]]:
    """Where each sentence stands in the text, without what leads it, and its digest.

    A digest has twelve hex digits. What is too short to tell anything is left out.
    """
    shadow = normalise(text)
    for found in _SENTENCE.finditer(shadow):
        words = _lead(found[0])
        folded = _fold(words)
        if len(folded.replace("0", "")) >= _SHORTEST:
            end = found.start() + len(found[0].rstrip())
            yield (end - len(words), end), name_id(folded)


def exactly(sentence: str) -> str:
    """A sentence as it is compared where its figures and names tell: without marks and blanks."""
    return re.sub("\\W+", "", normalise(sentence))


def _lead(words: str) -> str:
    """A sentence without the label and the number that lead it, and without blanks around it."""
    return _BEFORE.sub("", words.rstrip(), count=1)


def _fold(words: str) -> str:
    return _DROPPED.sub("", _NUMBER.sub("0", _NAME.sub("某", words)))
