"""What does not add up within one notice, worded as what the text says."""

import re
from collections.abc import Iterator

from archive.data import load
from archive.notice import Check, Notice

# Finished for the time being or never finished: neither completed nor open
_OTHER_STATE = re.compile("长期坚持|持续|销号|视同")
_OPEN = ("基本完成", "阶段性完成", "正在整改", "正在推进", "未完成")


def find_checks(notice: Notice) -> tuple[Check, ...]:
    """Every check of a notice, in the order of the parts they speak of."""
    return (*_dates(notice), *_counts(notice), *_completion(notice))


def _check(kind: str, notice: Notice, field: str, **values: object) -> Check:
    return Check(kind, load("checks")[kind].format(**values), notice.spans.get(field))


def _counts(notice: Notice) -> Iterator[Check]:
    aspects = sum(aspect.level == 1 for aspect in notice.aspects)
    for field, stated, listed in (
        ("stated_aspects", notice.stated_aspects, aspects or None),
        ("stated_findings", notice.stated_findings, notice.listed_findings),
        ("stated_measures", notice.stated_measures, notice.listed_measures),
    ):
        if stated is not None and listed is not None and stated != listed:
            yield _check(field, notice, field, stated=stated, listed=listed)


def _completion(notice: Notice) -> Iterator[Check]:
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
    unfinished = [str(item.ordinal) for item in notice.findings if item.status in _OPEN]
    if unfinished and (notice.stated_rate == 100 or (total is not None and total == completed)):
        field = "stated_rate" if notice.stated_rate == 100 else "stated_completed"
        yield _check("all_completed", notice, field, ordinals="、".join(unfinished))


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


def before(date: str | None, other: str | None) -> bool:
    """Whether an ISO date surely comes before another; a month is not before its days."""
    if date is None or other is None:
        return False
    length = min(len(date), len(other))
    return date[:length] < other[:length]
