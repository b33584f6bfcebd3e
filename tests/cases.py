"""Files with known answers: generated notices, pairs of a text and its answers, real notices."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus import Mix, generate
from corpus.specimen import Specimen
from tests.test_real_notices import FIELDS as REAL_FIELDS
from tests.test_real_notices import FOLDER as REAL
from tests.test_real_notices import MEASURES as REAL_MEASURES

Truth = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """A file and what is true of it; ``findings`` are (text, truth) pairs in their order, or None
    where only the number of measures of each is known. A field that ``truth`` lacks is None,
    unless nothing is known of it (``unknown``)."""

    name: str
    data: bytes
    is_notice: bool
    truth: Truth
    findings: tuple[tuple[str, Truth], ...] | None
    measures: tuple[int, ...]
    layout: str
    format: str = "txt"
    noise: tuple[str, ...] = ()
    unknown: frozenset[str] = frozenset()


def generated(count: int, seed: int, formats: Iterable[str] = ("txt",)) -> Iterator[Case]:
    """Generated specimens, pages that are no notices among them."""
    return map(_of_specimen, generate(count, seed, Mix(formats=tuple(formats))))


def _of_specimen(specimen: Specimen) -> Case:
    about, truth = specimen.about, specimen.truth
    return Case(
        name=specimen.name,
        data=specimen.data,
        is_notice=specimen.is_notice,
        truth=truth,
        findings=_with_texts(truth["text"], truth) if specimen.is_notice else None,
        measures=(),
        layout=str(about.get("layout", about.get("page", ""))),
        format=str(about.get("format", "txt")),
        noise=tuple(about.get("noise", ())),
    )


def written(folder: Path) -> Iterator[Case]:
    """Pairs of a text and its answers: name.txt and name.json, ``{"is_notice", "notice"}``; the
    findings' places are characters of the text as it stands in the file."""
    for path in sorted(folder.glob("*.txt")):
        known = json.loads(path.with_suffix(".json").read_text("utf-8"))
        truth = known.get("notice") or {}
        yield Case(
            name=path.name,
            data=path.read_bytes(),
            is_notice=known["is_notice"],
            truth=truth,
            findings=_with_texts(path.read_text("utf-8"), truth) if truth else None,
            measures=(),
            layout=folder.name,
        )


def real() -> Iterator[Case]:
    """The real notices, where they stand beside this checkout."""
    for name, truth in REAL_FIELDS.items() if REAL.is_dir() else ():
        data = (REAL / f"{name}.txt").read_bytes()
        measures = tuple(map(int, REAL_MEASURES[name]))
        yield Case(name, data, True, truth, None, measures, "real", unknown=frozenset({"title"}))


def _with_texts(text: str, truth: Truth) -> tuple[tuple[str, Truth], ...]:
    """Each finding's text, that of its place in the file unless the truth gives another."""
    return tuple(
        (true.get("text") or text[true["start"] : true["end"]], true) for true in truth["findings"]
    )
