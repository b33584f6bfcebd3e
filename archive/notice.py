"""What a rectification notice is: the values that pass from step to step.

Glossary
    finding 问题      one problem that the inspection fed back
    measure 整改措施  one thing done about it
    aspect 方面       the heading a finding stands under
    unit 被巡察单位   the inspected unit's canonical name
    issuer 落款       the name as signed
    round 轮次, group 巡察组, kind 常规/专项/回头看/提级/交叉/机动/联动, body 巡视/巡察
    stated / listed   what the notice says of itself / what it really lists

Spans are (start, end) in characters of ``Document.text``, end exclusive. What the text does
not say is ``None``. Dates are ISO text; ``2022-07`` where only the month is known.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document came from, as far as the file itself tells."""

    file_name: str
    reader: str
    url: str | None = None
    title: str | None = None
    published_on: str | None = None
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file's text: its paragraphs joined with newlines, and the paragraphs' spans."""

    text: str
    paragraphs: tuple[Span, ...]
    format: str
    sha256: str
    source: Source


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing done about a finding; ``ordinal`` counts from 1 within the finding."""

    ordinal: int
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Aspect:
    """A heading that findings stand under; ``parent`` is the ordinal of the aspect around it."""

    ordinal: int
    number: str | None
    heading: str
    level: int
    parent: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TopicMatch:
    """A topic of the controlled list, with the words it was given for."""

    topic: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum in yuan and what it was: improper, refunded, recovered, outstanding or other."""

    kind: str
    yuan: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Citation:
    """A title in 《》, without the marks; ``made`` when the measure says it was newly made."""

    title: str
    made: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Accountability:
    """A kind of discipline or warning; ``persons`` is None where no number is given."""

    kind: str
    persons: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Duty:
    """Who answers for a finding, or by when: ``kind`` is person, unit or deadline.

    ``role`` is the label as printed (责任领导), ``text`` what stands after it, ``due`` the date of
    a deadline where the text gives the year with it.
    """

    kind: str
    role: str
    text: str
    due: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem with what was done about it; ``text`` is ``Document.text[start:end]``.

    ``aspect`` is the ordinal of the innermost aspect, ``number`` the number as printed
    (None where the heading has none), ``spans`` holds those of number, heading and status.
    """

    ordinal: int
    number: str | None
    heading: str
    aspect: int | None
    text: str
    status: str | None
    start: int
    end: int
    spans: Mapping[str, Span]
    measures: tuple[Measure, ...]
    topics: tuple[TopicMatch, ...] = ()
    amounts: tuple[Amount, ...] = ()
    regulations: tuple[Citation, ...] = ()
    accountability: tuple[Accountability, ...] = ()
    duties: tuple[Duty, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """Something that does not add up, worded as what the text says."""

    kind: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice taken apart; ``spans`` gives the place of every field read from the text."""

    text: str
    title: str | None = None
    unit: str | None = None
    issuer: str | None = None
    unit_type: str | None = None
    level: str | None = None
    region: str | None = None
    body: str | None = None
    round: str | None = None
    group_name: str | None = None
    kind: str | None = None
    inspected_from: str | None = None
    inspected_to: str | None = None
    feedback_on: str | None = None
    as_of: str | None = None
    published_on: str | None = None
    stated_aspects: int | None = None
    stated_findings: int | None = None
    stated_measures: int | None = None
    stated_completed: int | None = None
    stated_basically_completed: int | None = None
    stated_in_progress: int | None = None
    stated_not_completed: int | None = None
    stated_rate: float | None = None
    stated_institutions: int | None = None
    listed_findings: int = 0
    listed_measures: int = 0
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    address: str | None = None
    spans: Mapping[str, Span] = field(default_factory=dict)
    aspects: tuple[Aspect, ...] = ()
    findings: tuple[Finding, ...] = ()
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a text is a rectification notice and, where it is not, why."""

    is_notice: bool
    reason: str | None = None
