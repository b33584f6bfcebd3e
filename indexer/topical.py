"""How much findings gain by being about what a question is about, whatever words they hold.

A topic counts as a word would that stands in just the findings that have it; the catalogue's
topics are in memory, so that this costs no engine anything.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from indexer.columns import Column


def score_topics(column: Column, weights: Mapping[str, float], size: int) -> NDArray[np.float32]:
    """The gain of each of ``size`` findings, by the topics they have and what each counts."""
    gains = np.zeros(size, np.float32)
    codes = {value: code for code, value in enumerate(column.values)}
    for name, weight in weights.items():
        if name in codes:
            holders = column.rows[column.codes == codes[name]]
            rarity = np.log1p((size - len(holders) + 0.5) / (len(holders) + 0.5))
            gains[holders] += np.float32(weight * rarity)
    return gains
