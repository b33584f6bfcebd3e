"""What is asked of every way of searching: questions drawn from the archive's own findings."""

from dataclasses import dataclass
from random import Random

from archive import Catalogue
from indexer import segment

KINDS = ("ranked", "and", "phrase", "filtered", "faceted", "similar")
EACH = 60  # questions of a kind, each asked once
_MOST = 14  # characters of a heading that a person would type

_FINDINGS = """
    select findings.seq, findings.id, heading, findings.text, unit, unit_type, year, notice
    from findings join notices on notices.id = findings.notice order by findings.seq
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding of the archive; ``unit_type`` and ``year`` are what is filtered and counted by."""

    seq: int
    id: str
    heading: str
    text: str
    unit: str | None
    unit_type: str
    year: int
    notice: str


@dataclass(frozen=True, slots=True)
class Question:
    """Words to ask with, the finding they were drawn from, and what to filter by."""

    kind: str
    words: str
    about: Finding
    unit_type: str | None = None

    @property
    def text(self) -> str:
        """The question as a person types it."""
        parts = {"and": " AND ".join(self.words.split()), "phrase": f"“{self.words}”"}
        return parts.get(self.kind, self.words)


def read_findings(catalogue: Catalogue) -> list[Finding]:
    """All findings of an archive, the unknown year as 0."""
    rows = catalogue.connection.execute(_FINDINGS)
    return [
        Finding(seq, one, heading, text, unit, unit_type or "", year or 0, notice)
        for seq, one, heading, text, unit, unit_type, year, notice in rows
    ]


def draw(findings: list[Finding], seed: int = 11) -> list[Question]:
    """The same questions for the same findings, kind by kind."""
    dice = Random(seed)  # noqa: S311 - for a sample, not a secret
    told = [one for one in findings if len(segment.words(one.heading)) > 1]
    return [_ask(kind, dice.choice(told), dice) for kind in KINDS for _ in range(EACH)]


def _ask(kind: str, about: Finding, dice: Random) -> Question:
    words = about.heading.removeprefix("关于")[:_MOST]
    if kind == "and":
        words = " ".join(dice.sample(sorted(set(segment.words(about.heading))), 2))
    elif kind == "phrase":
        start = dice.randrange(max(1, len(about.heading) - 4))
        words = about.heading[start : start + 4].strip('“”"《》（）() ') or "整改"
    return Question(kind, words, about, about.unit_type if kind == "filtered" else None)
