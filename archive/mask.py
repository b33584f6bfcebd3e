"""Names of private persons hidden at the same length, so that every span stays true.

The surname stays: 王某某. What a name is and where it is looked for: ``archive.names``.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from archive.name_scores import surname_length
from archive.names import find_names
from archive.normal import normalise
from archive.notice import Aspect, Check, Citation, Duty, Finding, Measure, Notice, Span

__all__ = ["find_names", "mask_notice", "mask_text"]

_HIDDEN = "某"

Hide = Callable[[str, Span | None], str]


def mask_text(text: str) -> str:
    """The text with the given names of private persons hidden, as long as before."""
    return _masked(text, find_names(text))


def mask_notice(notice: Notice) -> Notice:
    """The notice with the names of private persons hidden in its text and in all its parts."""
    names = find_names(notice.text)
    if not names:
        return notice
    masked = _masked(notice.text, names)
    known = {notice.text[start:end]: masked[start:end] for start, end in names}
    anywhere = re.compile("|".join(sorted(map(re.escape, known), key=len, reverse=True)))

    def hide(words: str, span: Span | None) -> str:
        if span and notice.text[span[0] : span[1]] == words:
            return masked[span[0] : span[1]]
        return anywhere.sub(lambda found: known[found[0]], words)

    def field(name: str) -> str | None:
        value: str | None = getattr(notice, name)
        return value if value is None else hide(value, notice.spans.get(name))

    return replace(
        notice,
        text=masked,
        title=field("title"),
        unit=field("unit"),
        issuer=field("issuer"),
        address=field("address"),
        aspects=tuple(_aspect(aspect, hide) for aspect in notice.aspects),
        findings=tuple(_finding(finding, hide) for finding in notice.findings),
        checks=tuple(_check(check, hide) for check in notice.checks),
    )


def _masked(text: str, names: Sequence[Span]) -> str:
    parts = []
    position = 0
    for start, end in names:
        shown = start + surname_length(normalise(text[start:end]))
        parts += [text[position:shown], _HIDDEN * (end - shown)]
        position = end
    return "".join([*parts, text[position:]])


def _aspect(aspect: Aspect, hide: Hide) -> Aspect:
    return replace(aspect, heading=hide(aspect.heading, (aspect.start, aspect.end)))


def _finding(finding: Finding, hide: Hide) -> Finding:
    return replace(
        finding,
        heading=hide(finding.heading, finding.spans.get("heading")),
        text=hide(finding.text, (finding.start, finding.end)),
        measures=tuple(_measure(measure, hide) for measure in finding.measures),
        regulations=tuple(_citation(cited, hide) for cited in finding.regulations),
        duties=tuple(_duty(duty, hide) for duty in finding.duties),
    )


def _citation(cited: Citation, hide: Hide) -> Citation:
    title = hide(cited.title, (cited.start, cited.end))
    return cited if title == cited.title else replace(cited, title=title)


def _measure(measure: Measure, hide: Hide) -> Measure:
    text = hide(measure.text, (measure.start, measure.end))
    return measure if text == measure.text else replace(measure, text=text)


def _duty(duty: Duty, hide: Hide) -> Duty:
    text = hide(duty.text, (duty.start, duty.end))
    return duty if text == duty.text else replace(duty, text=text)


def _check(check: Check, hide: Hide) -> Check:
    return replace(check, message=hide(check.message, None))
