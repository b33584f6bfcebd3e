"""From the marks on a text to the known answers about it, as they stand in a sidecar."""

import unicodedata
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

from corpus.pieces import Mark, Passage

FIELDS = (
    "title", "unit", "issuer", "region", "body", "round", "group_name", "kind", "inspected_from",
    "inspected_to", "feedback_on", "as_of", "published_on", "stated_aspects", "stated_findings",
    "stated_measures", "stated_completed", "stated_basically_completed", "stated_in_progress",
    "stated_not_completed", "stated_rate", "stated_institutions", "address",
)  # fmt: skip
LISTS = ("phones", "emails")
Truth = dict[str, Any]


def notice_truth(passage: Passage, derived: Mapping[str, Any]) -> Truth:
    """The fields with their spans, the aspects and the findings; derived are the fields that no
    words of the text state by themselves (unit_type, level)."""
    text = passage.text
    truth: Truth = dict.fromkeys(FIELDS) | {name: [] for name in LISTS} | dict(derived)
    spans: dict[str, list[int]] = {}
    for mark in passage.marks:
        if not mark.label.startswith("notice."):
            continue
        name = mark.label.removeprefix("notice.")
        value = "".join(_said(text, mark).split()) if mark.value is None else mark.value
        if name in LISTS:
            truth[name].append(unicodedata.normalize("NFKC", str(value)))
        else:
            truth[name] = value
            spans[name] = [mark.start, mark.end]
    truth["spans"] = spans
    truth["names"] = [
        {"name": _said(text, mark), "start": mark.start, "end": mark.end}
        for mark in passage.marks
        if mark.label == "name"
    ]
    truth["aspects"] = _aspects(passage)
    truth["findings"] = _findings(passage, truth["aspects"])
    truth["listed_findings"] = len(truth["findings"])
    truth["listed_measures"] = sum(len(finding["measures"]) for finding in truth["findings"])
    return truth


def _said(text: str, mark: Mark) -> str:
    return text[mark.start : mark.end]


def _aspects(passage: Passage) -> list[Truth]:
    aspects: list[Truth] = []
    for mark in passage.marks:
        if mark.label == "aspect_number":
            number = _said(passage.text, mark)
        elif mark.label == "aspect":
            above = [aspect["ordinal"] for aspect in aspects if aspect["level"] < mark.value]
            aspects.append(
                {
                    "ordinal": len(aspects) + 1,
                    "number": number,
                    "heading": _said(passage.text, mark),
                    "level": mark.value,
                    "parent": above[-1] if above else None,
                    "start": mark.start,
                    "end": mark.end,
                }
            )
    return aspects


def _findings(passage: Passage, aspects: Sequence[Truth]) -> list[Truth]:
    """The findings in order, each with the marks that lie within it."""
    wholes = sorted(mark for mark in passage.marks if mark.label == "finding")
    starts = [mark.start for mark in wholes]
    within: list[list[Mark]] = [[] for _ in wholes]
    for mark in passage.marks:
        index = bisect_right(starts, mark.start) - 1
        if index >= 0 and mark.label != "finding" and mark.end <= wholes[index].end:
            within[index].append(mark)
    findings = [
        _finding(passage.text, ordinal, whole, marks)
        for ordinal, (whole, marks) in enumerate(zip(wholes, within, strict=True), start=1)
    ]
    return [finding | {"aspect": _around(aspects, finding)} for finding in findings]


def _around(aspects: Sequence[Truth], finding: Truth) -> int | None:
    """The ordinal of the aspect that a finding stands under: the last one before it or, where both
    are numbered （一）（二） and so stand side by side, the one around that."""
    before = [aspect for aspect in aspects if aspect["start"] < finding["start"]]
    if not before:
        return None
    last, number = before[-1], finding["number"] or ""
    beside = number.startswith(("（", "(")) and last["number"].startswith(number[0])
    around: int | None = last["parent"] if beside else last["ordinal"]
    return around


def _finding(text: str, ordinal: int, whole: Mark, marks: Sequence[Mark]) -> Truth:
    one = {mark.label: mark for mark in marks if mark.label in ("number", "heading", "status")}
    return {
        "ordinal": ordinal,
        "number": _said(text, one["number"]) if "number" in one else None,
        "heading": _said(text, one["heading"]),
        "status": one["status"].value if "status" in one else None,
        "topics": [whole.value],
        "start": whole.start,
        "end": whole.end,
        "spans": {label: [mark.start, mark.end] for label, mark in one.items()},
        "measures": _placed(text, marks, "measure", ()),
        "leaders": _placed(text, marks, "leader", ()),
        "offices": _placed(text, marks, "office", ()),
        "deadlines": _placed(text, marks, "deadline", ()),
        "amounts": _placed(text, marks, "amount", ("kind", "yuan")),
        "regulations": _placed(text, marks, "citation", ("made",)),
        "accountability": _placed(text, marks, "accountability", ("kind", "persons")),
    }


def _placed(text: str, marks: Sequence[Mark], label: str, names: tuple[str, ...]) -> list[Truth]:
    """The marks of one label as entries with their words, place and named values."""
    entries = []
    for mark in marks:
        if mark.label == label:
            values = mark.value if len(names) > 1 else (mark.value,)
            assert isinstance(values, tuple)  # noqa: S101 - whoever wrote the mark gave one
            named = dict(zip(names, values, strict=False))
            entries.append(
                {"text": _said(text, mark), "start": mark.start, "end": mark.end, **named}
            )
    return entries
