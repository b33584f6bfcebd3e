"""What a draft lacks that readers of a published notice look for."""

from collections.abc import Iterator

from archive.data import load
from archive.names import find_names
from archive.notice import Check, Finding, Notice, Span

_EXPECTED = (  # fields, in the order in which a notice has them
    *("title", "unit", "inspected_from", "feedback_on", "as_of"),
    *("stated_findings", "stated_completed"),
)
_SIGNED = ("issuer", "published_on")
_HEADING = 24  # characters of a heading that are enough to know it by


def find_lacks(draft: Notice) -> tuple[Check, ...]:
    """Everything the draft lacks, in the order of its parts; spans where there is a place."""
    return (*_fields(draft), *_findings(draft), *_names(draft))


def _fields(draft: Notice) -> Iterator[Check]:
    yield from (_lack(name) for name in _EXPECTED if getattr(draft, name) is None)
    if not (draft.phones or draft.emails or draft.address):
        yield _lack("contact")
    yield from (_lack(name) for name in _SIGNED if getattr(draft, name) is None)


def _findings(draft: Notice) -> Iterator[Check]:
    some_have_status = any(finding.status for finding in draft.findings)
    firsts: dict[str, int] = {}
    for finding in draft.findings:
        if not finding.measures:
            yield _lack_of("measures", finding)
        if some_have_status and not finding.status:
            yield _lack_of("status", finding)
        first = firsts.setdefault(finding.heading, finding.ordinal)
        if first != finding.ordinal:
            yield _lack_of("repeated", finding, first=first)


def _names(draft: Notice) -> Iterator[Check]:
    for start, end in find_names(draft.text):
        yield _lack("name", (start, end), name=draft.text[start:end])


def _lack_of(kind: str, finding: Finding, **values: object) -> Check:
    heading = finding.heading[:_HEADING] + "…" * (len(finding.heading) > _HEADING)
    span = (finding.start, finding.end)
    return _lack(kind, span, ordinal=finding.ordinal, heading=heading, **values)


def _lack(kind: str, span: Span | None = None, **values: object) -> Check:
    return Check(kind, load("draft")[kind].format(**values), span)
