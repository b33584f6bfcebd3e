"""How indexes that grow piece by piece keep their pieces few."""

from collections.abc import Iterable, Sequence

import numpy as np

from indexer.engine import Seqs

_SMALL, _FEW = 512, 8  # pieces below this size are scattered once there are more than so many


def joined(parts: Iterable[Seqs]) -> Seqs:
    """The findings of all parts in ascending order."""
    return np.sort(np.concatenate([np.array([], np.int64), *parts]))


def scattered(held: Sequence[Seqs], sizes: Sequence[int]) -> Seqs:
    """The findings still held by pieces that are mostly dead, and by small ones when too many.

    ``sizes`` are those that the pieces were written with.
    """
    small = [seqs for seqs in held if len(seqs) < _SMALL]
    hollow = [
        seqs for seqs, size in zip(held, sizes, strict=True) if _SMALL <= len(seqs) < size // 2
    ]
    return joined([*(small if len(small) > _FEW else []), *hollow])
