"""What does not add up within one notice, worded as what the text says."""

import re
from collections.abc import Iterable, Iterator

from archive.data import load
from archive.disagreements import Disagreement
from archive.notice import Check, Notice
from archive.page import words
from archive.schema import notice_fields

# Finished for the time being or never finished: neither completed nor open
_OTHER_STATE = re.compile("长期坚持|持续|销号|视同")
_OPEN = ("基本完成", "阶段性完成", "正在整改", "正在推进", "未完成", "待销号")
_DATES = ("inspected_from", "inspected_to", "feedback_on", "as_of", "published_on")


def find_checks(
    notice: Notice, shadow: str, disagreements: Iterable[Disagreement], day: str | None
) -> tuple[Check, ...]:
    """Every check of a notice, in the order of the parts they speak of.

    ``shadow`` is that of its text; ``day`` is the ISO date on which it is read, None where later
    dates are nothing to remark.
    """
    return (
        *_titles(notice, disagreements),
        *_dates(notice),
        *_future(notice, day),
        *_counts(notice),
        *_completion(notice, shadow),
    )


def _titles(notice: Notice, disagreements: Iterable[Disagreement]) -> Iterator[Check]:
    for one in disagreements:
        said = {name: notice.text[slice(*getattr(one, name))] for name in ("title", "opening")}
        yield Check(f"title_{one.kind}", _message(f"title_{one.kind}", **said), one.opening)


def _check(kind: str, notice: Notice, field: str, **values: object) -> Check:
    return Check(kind, _message(kind, **values), notice.spans.get(field))


def _message(kind: str, **values: object) -> str:
    return str(load("checks")[kind].format(**values))


def _counts(notice: Notice) -> Iterator[Check]:
    aspects = sum(aspect.level == 1 for aspect in notice.aspects)
    for field, stated, listed in (
        ("stated_aspects", notice.stated_aspects, aspects or None),
        ("stated_findings", notice.stated_findings, notice.listed_findings),
        ("stated_measures", notice.stated_measures, notice.listed_measures),
    ):
        if stated is not None and listed is not None and stated != listed:
            yield _check(field, notice, field, stated=stated, listed=listed)


def _completion(notice: Notice, shadow: str) -> Iterator[Check]:
    total, completed = notice.stated_findings, notice.stated_completed
    rest = (
        notice.stated_basically_completed,
        notice.stated_in_progress,
        notice.stated_not_completed,
    )
    if total is not None and completed is not None:
        parts = completed + sum(part or 0 for part in rest)
        if completed > total:
            yield _check(
                "completed_more", notice, "stated_completed", completed=completed, stated=total
            )
        elif parts != total and _accounts_for_all(notice, rest):
            yield _check("completion_sum", notice, "stated_completed", sum=parts, stated=total)
    if notice.stated_rate == 100 or (total is not None and total == completed):
        yield from _still_open(notice, shadow)


def _still_open(notice: Notice, shadow: str) -> Iterator[Check]:
    """Findings that are not done in a notice that says all are: by their status, by their words."""
    unfinished = [str(item.ordinal) for item in notice.findings if item.status in _OPEN]
    if unfinished:
        field = "stated_rate" if notice.stated_rate == 100 else "stated_completed"
        yield _check("all_completed", notice, field, ordinals="、".join(unfinished))
    for item in notice.findings:
        waits = words("waits").search(shadow, item.start, item.end)
        if waits and item.status not in _OPEN:
            said = notice.text[slice(*waits.span())]
            message = _message("all_but_waiting", ordinal=item.ordinal, words=said)
            yield Check("all_but_waiting", message, waits.span())


def _accounts_for_all(notice: Notice, rest: tuple[int | None, ...]) -> bool:
    """Whether the sentence on what is completed names only states that are counted."""
    start, _ = notice.spans["stated_completed"]
    end = notice.text.find("。", start)
    sentence = notice.text[start : end if end >= 0 else None]
    return any(part is not None for part in rest) and not _OTHER_STATE.search(sentence)


def _dates(notice: Notice) -> Iterator[Check]:
    began, ended = notice.inspected_from, notice.inspected_to
    feedback, published = notice.feedback_on, notice.published_on
    if before(ended, began):
        yield _check("window_reversed", notice, "inspected_to", ended=ended, began=began)
    if before(feedback, ended):
        yield _check("feedback_early", notice, "feedback_on", feedback=feedback, ended=ended)
    if before(published, feedback):
        yield _check(
            "published_early", notice, "published_on", published=published, feedback=feedback
        )
    if feedback is None and before(published, ended):
        yield _check("ended_late", notice, "inspected_to", ended=ended, published=published)
    if before(published, notice.as_of):
        yield _check("as_of_late", notice, "as_of", as_of=notice.as_of, published=published)


def _future(notice: Notice, day: str | None) -> Iterator[Check]:
    for field in _DATES:
        date = getattr(notice, field)
        if before(day, date):
            name = notice_fields()[field][1]
            yield _check("future", notice, field, name=name, date=date, day=day)


def before(date: str | None, other: str | None) -> bool:
    """Whether an ISO date surely comes before another; a month is not before its days."""
    if date is None or other is None:
        return False
    length = min(len(date), len(other))
    return date[:length] < other[:length]
