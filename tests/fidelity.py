"""How faithfully notices are taken apart, counted over files with known answers.

``python -m tests.fidelity --notices 2000 --written tests/written`` prints, per field and for
findings, measures and facts by exact boundary, how often the parser was right, wrong or silent;
then the same by layout, format and noise. ``--by layout`` adds a table of every field in every
layout, ``--json FILE`` writes all counts. A value that
the text does not state counts as wrong.
"""

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from archive import parse, read_bytes, recognise
from archive.notice import Finding, Notice
from tests.cases import Case, Truth, generated, real, written

RIGHT, WRONG, MISSING = "right", "wrong", "missing"
FIELDS = (
    "title", "unit", "issuer", "unit_type", "level", "region", "body", "round", "group_name",
    "kind", "inspected_from", "inspected_to", "feedback_on", "as_of", "published_on",
    "stated_aspects", "stated_findings", "stated_measures", "stated_completed",
    "stated_basically_completed", "stated_in_progress", "stated_not_completed", "stated_rate",
    "stated_institutions", "phones", "emails", "address", "listed_findings", "listed_measures",
)  # fmt: skip
DUTIES = {"person": "leaders", "unit": "offices", "deadline": "deadlines"}
# What of a finding is compared: name → (from the finding read, from its truth)
PARTS: dict[str, tuple[Callable[[Finding], Any], Callable[[Truth], Any]]] = {
    "finding.number": (lambda read: read.number, lambda true: true["number"]),
    "finding.heading": (lambda read: read.heading, lambda true: true["heading"]),
    "finding.status": (lambda read: read.status, lambda true: true["status"]),
    "finding.aspect": (lambda read: read.aspect, lambda true: true["aspect"]),
    "finding.measures": (
        lambda read: [measure.text for measure in read.measures],
        lambda true: [measure["text"] for measure in true["measures"]],
    ),
    "finding.amounts": (
        lambda read: [(item.kind, item.yuan) for item in read.amounts],
        lambda true: [(item["kind"], item["yuan"]) for item in true["amounts"]],
    ),
    "finding.accountability": (
        lambda read: [(item.kind, item.persons) for item in read.accountability],
        lambda true: [(item["kind"], item["persons"]) for item in true["accountability"]],
    ),
    "finding.duties": (
        lambda read: sorted((item.kind, item.text) for item in read.duties),
        lambda true: sorted((kind, item["text"]) for kind in DUTIES for item in true[DUTIES[kind]]),
    ),
}


AXES = ("layout", "format", "noise")
Key = tuple[str, str, str, str]  # what was looked at, layout, format, layers of noise joined by +


@dataclass
class Tally:
    """Outcomes by what was looked at and where, and some examples of what went wrong."""

    outcomes: Counter[tuple[Key, str]] = field(default_factory=Counter)
    misses: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, seen: object, true: object, case: Case, outcome: str = "") -> None:
        """Count one comparison."""
        outcome = outcome or _outcome(seen, true)
        key = name, case.layout, case.format, "+".join(case.noise) or "none"
        self.outcomes[key, outcome] += 1
        if outcome != RIGHT and len(found := self.misses.setdefault(name, [])) < 200:
            found.append(f"{case.name} [{case.layout}] read {seen!r}, true {true!r}")

    def join(self, other: "Tally") -> None:
        """Add what another one counted."""
        self.outcomes.update(other.outcomes)
        for name, misses in other.misses.items():
            self.misses.setdefault(name, []).extend(misses)

    def by(self, axis: str) -> dict[str, Counter[str]]:
        """Outcomes by what was looked at ("what") or by an axis; noise by each of its layers."""
        place = ("what", *AXES).index(axis)
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for (key, outcome), count in self.outcomes.items():
            for value in key[place].split("+") if axis == "noise" else (key[place],):
                found[value][outcome] += count
        return found

    def only(self, name: str) -> "Tally":
        """The outcomes of one thing that was looked at."""
        kept = {key: count for key, count in self.outcomes.items() if key[0][0] == name}
        return Tally(Counter(kept))

    def share(self, name: str) -> float:
        """How much of what was looked at is right, 0 to 1."""
        return _share(self.by("what")[name])


def _share(counts: Counter[str]) -> float:
    return counts[RIGHT] / max(1, sum(counts.values()))


def measure(cases: Iterable[Case]) -> Tally:
    """Read every case from its bytes and compare with what is true of it."""
    tally = Tally()
    for case in cases:
        document = read_bytes(case.data, case.name)
        notice = parse(document)
        verdict = recognise(document, notice)
        outcome = RIGHT if verdict.is_notice == case.is_notice else WRONG
        kind = "is a notice" if case.is_notice else "is none"
        tally.add(kind, verdict.reason, case.is_notice, case, outcome)
        if case.is_notice:
            for name, seen, true in _pairs(notice, case):
                tally.add(name, seen, true, case)
    return tally


def _outcome(seen: object, true: object) -> str:
    if seen == true:
        return RIGHT
    return MISSING if seen in (None, [], "") else WRONG


def _pairs(notice: Notice, case: Case) -> Iterator[tuple[str, object, object]]:
    """Name, value read, true value of everything that is compared."""
    for name in (name for name in FIELDS if name not in case.unknown):
        seen, true = getattr(notice, name), case.truth.get(name)
        yield name, list(seen) if isinstance(seen, tuple) else seen, _plain(true, seen)
    if case.findings is None:
        counts = tuple(len(finding.measures) for finding in notice.findings)
        yield "measures of each finding", counts, case.measures
        return
    yield (
        "aspects",
        [(aspect.number, aspect.heading, aspect.level) for aspect in notice.aspects],
        [(true["number"], true["heading"], true["level"]) for true in case.truth["aspects"]],
    )
    yield from _finding_pairs(notice.findings, case.findings)


def _plain(true: object, seen: object) -> object:
    """The true value as a list where a list was read; one that is not given is empty."""
    return list(true or ()) if isinstance(seen, tuple) else true  # type: ignore[call-overload]


def _finding_pairs(
    findings: Sequence[Finding], truths: Sequence[tuple[str, Truth]]
) -> Iterator[tuple[str, object, object]]:
    read = {_joined(finding.text): finding for finding in findings}
    for words, true in truths:
        text = _joined(words)
        finding = read.pop(text, None)
        yield "finding", finding and text, text
        if finding:
            for name, (seen_part, true_part) in PARTS.items():
                yield name, seen_part(finding), true_part(true)
    for text in read:
        yield "finding", text, None


def _joined(text: str) -> str:
    """The text without its blanks, of which a reader keeps as many as it needs."""
    return re.sub(r"\s+", "", text)


def report(
    tally: Tally, by: Sequence[str] = (), misses: Sequence[str] = (), most: int = 10
) -> None:
    """Print the tables, and examples of what went wrong for the names asked for."""
    console = Console(width=130)
    for axis in ("what", *AXES):
        table = Table(axis, RIGHT, WRONG, MISSING, "%")
        for name, counts in tally.by(axis).items():
            cells = (str(counts[outcome]) for outcome in (RIGHT, WRONG, MISSING))
            table.add_row(name, *cells, f"{100 * _share(counts):.2f}")
        console.print(table)
    for axis in by:
        values = list(tally.by(axis))
        table = Table("%", *values)
        for name in tally.by("what"):
            found = tally.only(name).by(axis)
            table.add_row(name, *(_percent(found.get(value)) for value in values))
        console.print(table)
    for name in misses:
        for miss in tally.misses.get(name, [])[:most]:
            console.print(f"{name}: {miss}", markup=False, highlight=False)


def _percent(counts: Counter[str] | None) -> str:
    return f"{100 * _share(counts):.1f}" if counts else ""


def write_json(tally: Tally, path: Path) -> None:
    """Write every count: what was looked at, where, and how it came out."""
    rows: dict[Key, dict[str, Any]] = {}
    for (key, outcome), count in tally.outcomes.items():
        row = rows.setdefault(
            key,
            dict(zip(("what", *AXES), key, strict=True))
            | dict.fromkeys((RIGHT, WRONG, MISSING), 0),
        )
        row[outcome] = count
    path.write_text(json.dumps(list(rows.values()), ensure_ascii=False, indent=1), "utf-8")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--notices", type=int, default=2000, help="how many to generate")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--formats", nargs="*", default=["txt"], help="txt, html, docx, pdf")
    parser.add_argument("--written", nargs="*", type=Path, default=[], help="directories of pairs")
    parser.add_argument("--no-real", action="store_true", help="leave the real notices out")
    parser.add_argument("--by", nargs="*", default=[], choices=AXES, help="tables of every field")
    parser.add_argument("--misses", nargs="*", default=[], help="names to show examples of")
    parser.add_argument("--most", type=int, default=10, help="examples for each name")
    parser.add_argument("--json", type=Path, help="write all counts into this file")
    options = parser.parse_args()
    tally = measure(
        chain(
            generated(options.notices, options.seed, options.formats),
            *map(written, options.written),
            () if options.no_real else real(),
        )
    )
    report(tally, options.by, options.misses, options.most)
    if options.json:
        write_json(tally, options.json)


if __name__ == "__main__":
    main()
