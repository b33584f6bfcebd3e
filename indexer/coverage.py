"""How much of what a question is about stands in a finding.

Ranking adds up what each word is worth, so that one word of a question, said over and over, can
outweigh all of them said once. The findings that rank first are therefore looked at again, in the
catalogue, the same for every engine.
"""

import json
import sqlite3
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from archive.fulltext import fold
from indexer import segment
from indexer.engine import Seqs
from indexer.thesaurus import drop_asides, drop_faint, part_said

_TEXT = 0.5  # what counts that stands in the text alone, beside what stands in the heading

_FINDINGS = """
    select seq, heading, text from findings where seq in (select value from json_each(?))
"""

Matter = tuple[str, ...]  # the words, as they are compared, by any of which it is found


def find_matters(words: Sequence[str]) -> tuple[Matter, ...]:
    """What a question is about: its words, those that people say with what notices write."""
    matters: dict[Matter, None] = {}
    for said, written in (part for text in words for part in part_said(drop_asides(text))):
        if written:
            matters[said, *map(fold, written)] = None
        else:
            matters |= dict.fromkeys((word,) for word in segment.words(drop_faint(said)))
    return tuple(matters)


def cover(
    connection: sqlite3.Connection, seqs: Seqs, matters: Sequence[Matter]
) -> NDArray[np.float32]:
    """For each finding how much of the matters it holds, 0 to 1."""
    rows = connection.execute(_FINDINGS, (json.dumps(seqs.tolist()),))
    shares = {seq: _share(fold(heading), fold(text), matters) for seq, heading, text in rows}
    return np.array([shares[seq] for seq in seqs.tolist()], np.float32)


def _share(heading: str, text: str, matters: Sequence[Matter]) -> float:
    held = 0.0
    for words in matters:
        if any(word in heading for word in words):
            held += 1
        elif any(word in text for word in words):
            held += _TEXT
    return held / len(matters)
