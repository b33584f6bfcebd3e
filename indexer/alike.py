"""The findings that are like one, or like a text: those of other units, copies folded together,
and apart from them those of the same unit's other notices, where a problem came back."""

import sqlite3
from dataclasses import dataclass, replace

import numpy as np

from indexer.answers import Alike, Filters, Neighbour
from indexer.columns import Mask, Table
from indexer.engine import Ranking, Seqs
from indexer.show import read_texts, show_neighbours
from indexer.similarity import SimilarityReader

_STRANGE = 0.05  # cosine below which nothing is said to be alike
_SAME_MATTER = 0.3  # cosine from which a unit's own finding is about the same problem
_COPY = 0.85  # cosine from which two findings are all but the same
_SPARE = 5  # findings looked at for each that is asked for, as copies fold


@dataclass(frozen=True, slots=True)
class Seed:
    """What others are to be like; ``seq`` is the finding's own, None for a text from outside."""

    heading: str
    text: str
    seq: int | None = None


class Likener:
    """Finds what is like a seed among the findings of one table."""

    def __init__(
        self, connection: sqlite3.Connection, similarity: SimilarityReader, findings: Table
    ) -> None:
        self._connection = connection
        self._similarity = similarity
        self._findings = findings

    def find(self, seed: Seed, filters: Filters, limit: int) -> Alike:
        """The likest first, at most ``limit`` in each part; filters hold for other units only."""
        own, kin = self._own(seed), self._kin(seed)
        wanted = self._wanted(filters)
        strangers = ~(own | kin) if wanted is None else wanted & ~(own | kin)
        elsewhere = self._nearest(seed, strangers, limit * _SPARE, _STRANGE)
        again = self._nearest(seed, kin & ~own, limit, _SAME_MATTER)
        return Alike(self._folded(elsewhere, limit), show_neighbours(self._connection, again))

    def _own(self, seed: Seed) -> Mask:
        """The findings of the seed's notice, which are no neighbours of it."""
        row, notices = self._row(seed), self._findings.notices
        own: Mask = np.zeros(len(notices), np.bool_) if row is None else notices == notices[row]
        return own

    def _kin(self, seed: Seed) -> Mask:
        """The findings of the seed's unit, of whichever notice."""
        column, row = self._findings.columns["unit"], self._row(seed)
        codes = [] if row is None else column.codes[column.rows == row].tolist()
        return column.holders(codes, len(self._findings.seqs))

    def _row(self, seed: Seed) -> int | None:
        seqs = self._findings.seqs
        return None if seed.seq is None else int(np.searchsorted(seqs, seed.seq))

    def _wanted(self, filters: Filters) -> Mask | None:
        """The findings that the filters let through, None for all."""
        masks = [
            self._findings.select(field, filters)
            for field in self._findings.columns
            if getattr(filters, field)
        ]
        return np.logical_and.reduce(masks) if masks else None

    def _nearest(self, seed: Seed, among: Mask, limit: int, least: float) -> Ranking:
        nothing: Seqs = self._findings.seqs[:0]
        if not among.any():
            return Ranking(nothing, np.array([], np.float32))
        seqs = None if among.all() else self._findings.seqs[among]
        found = self._similarity.nearest(seed.heading, seed.text, nothing, limit, seqs)
        like = found.scores >= least
        return Ranking(found.seqs[like], found.scores[like])

    def _folded(self, ranking: Ranking, limit: int) -> tuple[Neighbour, ...]:
        """The first findings of a ranking, each with those after it that are all but the same."""
        same = self._similarity.compare(*read_texts(self._connection, ranking.seqs)) >= _COPY
        leads: list[int] = []  # of each, the first of the findings that it is the same as, in steps
        for at, first in enumerate(same.argmax(axis=1).tolist() if len(same) else []):
            leads.append(at if first == at else leads[first])
        kept = list(dict.fromkeys(leads))[:limit]
        places = [at for at, lead in enumerate(leads) if lead in kept]
        neighbours = Ranking(ranking.seqs[places], ranking.scores[places])
        shown = dict(zip(places, show_neighbours(self._connection, neighbours), strict=True))
        copies: dict[int, list[Neighbour]] = {lead: [] for lead in kept}
        for at in places:
            if at != leads[at]:
                copies[leads[at]].append(shown[at])
        return tuple(replace(shown[at], copies=tuple(others)) for at, others in copies.items())
