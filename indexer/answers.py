"""What a search gives back: the values the top floor turns into pages, JSON and rows."""

from collections.abc import Mapping
from dataclasses import dataclass

FACETS = ("unit", "unit_type", "region", "year", "topic", "kind", "body", "status")


@dataclass(frozen=True, slots=True)
class Filters:
    """What hits must have; values of one field are alternatives, fields are joined with AND.

    ``region`` matches a unit's province, city, county or the notice's region as written.
    ``year`` holds (first, last) ranges, either end None when open.
    """

    unit: tuple[str, ...] = ()
    unit_type: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    year: tuple[tuple[int | None, int | None], ...] = ()
    topic: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    status: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of a finding or a notice; ``scanned``: read from pictures of its pages.

    ``snippet`` is plain text.
    """

    id: str
    notice_id: str
    unit: str | None
    year: int | None
    number: str | None
    heading: str
    snippet: str
    scanned: bool


@dataclass(frozen=True, slots=True)
class Hit(Shown):
    """A finding (or, when notices are searched, a notice) that answers a query.

    ``marks`` are the spans within the snippet that matched, ``heading_marks`` those within the
    heading; ``matched`` lists the query's words that the text holds. Scores compare only within
    one answer.
    """

    marks: tuple[tuple[int, int], ...]
    heading_marks: tuple[tuple[int, int], ...]
    score: float
    matched: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """One page of hits; ``facets`` maps a field to (value, count) pairs, the most frequent first.

    ``note`` is a sentence for the person who asked, where the query was not taken literally.
    """

    query: str
    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[tuple[str, int], ...]]
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Cross:
    """How findings divide by two fields: ``counts[i][j]`` have ``down[i]`` and ``across[j]``.

    ``down`` and ``across`` are the fields' values, each with how many findings have it, the most
    frequent first.
    """

    down: tuple[tuple[str, int], ...]
    across: tuple[tuple[str, int], ...]
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Neighbour(Shown):
    """A finding of another notice that resembles the one asked about; score is a cosine, 0 to 1.

    ``copies`` are findings that are all but the same as this one, folded into it.
    """

    score: float
    copies: tuple["Neighbour", ...] = ()


@dataclass(frozen=True, slots=True)
class Alike:
    """What resembles a finding: in other units, and in other notices of its own unit."""

    elsewhere: tuple[Neighbour, ...]
    same_unit: tuple[Neighbour, ...]
