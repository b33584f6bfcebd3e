"""How faithfully notices are taken apart, counted over generated notices with known answers.

``python -m tests.fidelity --notices 2000`` prints a table: per field, and for findings, measures
and facts by exact boundary, how often the parser was right, wrong or silent; then per layout.
A value that the text does not state counts as wrong.
"""

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console
from rich.table import Table

from archive import parse, read_bytes, recognise
from archive.notice import Finding, Notice
from corpus.specimen import Specimen

RIGHT, WRONG, MISSING = "right", "wrong", "missing"
FIELDS = (
    "title", "unit", "issuer", "unit_type", "level", "region", "body", "round", "group_name",
    "kind", "inspected_from", "inspected_to", "feedback_on", "as_of", "published_on",
    "stated_aspects", "stated_findings", "stated_measures", "stated_completed",
    "stated_basically_completed", "stated_in_progress", "stated_not_completed", "stated_rate",
    "stated_institutions", "phones", "emails", "address", "listed_findings", "listed_measures",
)  # fmt: skip
Truth = Mapping[str, Any]
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
        lambda read: [(item.kind, item.text) for item in read.duties],
        lambda true: [(kind, item["text"]) for kind in DUTIES for item in true[DUTIES[kind]]],
    ),
}


@dataclass
class Tally:
    """Outcomes by what was looked at, some examples of what went wrong, and outcomes by layout."""

    outcomes: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    layouts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    misses: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(
        self, name: str, outcome: str, layout: str, seen: object, true: object, where: str
    ) -> None:
        """Count one comparison."""
        self.outcomes[name][outcome] += 1
        self.layouts[layout][outcome] += 1
        if outcome != RIGHT and len(self.misses[name]) < 200:
            self.misses[name].append(f"{where} [{layout}] read {seen!r}, true {true!r}")

    def share(self, name: str) -> float:
        """How much of what was looked at is right, 0 to 1."""
        counts = self.outcomes[name]
        return counts[RIGHT] / max(1, sum(counts.values()))


def measure(specimens: Iterable[Specimen]) -> Tally:
    """Read every specimen from its bytes and compare with its truth."""
    tally = Tally()
    for specimen in specimens:
        layout = str(specimen.about.get("layout", specimen.about.get("page", "")))
        document = read_bytes(specimen.data, specimen.name)
        notice = parse(document)
        verdict = recognise(document, notice)
        outcome = RIGHT if verdict.is_notice == specimen.is_notice else WRONG
        kind = "is a notice" if specimen.is_notice else "is none"
        tally.add(kind, outcome, layout, verdict.reason, specimen.is_notice, specimen.name)
        if specimen.is_notice:
            for name, seen, true in _pairs(notice, specimen.truth):
                tally.add(name, _outcome(seen, true), layout, seen, true, specimen.name)
    return tally


def _outcome(seen: object, true: object) -> str:
    if seen == true:
        return RIGHT
    return MISSING if seen in (None, [], "") else WRONG


def _pairs(notice: Notice, truth: Truth) -> Iterator[tuple[str, object, object]]:
    """Name, value read, true value of everything that is compared."""
    for name in FIELDS:
        seen = getattr(notice, name)
        yield name, list(seen) if isinstance(seen, tuple) else seen, truth[name]
    yield (
        "aspects",
        [(aspect.number, aspect.heading, aspect.level) for aspect in notice.aspects],
        [(true["number"], true["heading"], true["level"]) for true in truth["aspects"]],
    )
    read = {_one_spaced(finding.text): finding for finding in notice.findings}
    for true in truth["findings"]:
        text = _one_spaced(truth["text"][true["start"] : true["end"]])
        finding = read.pop(text, None)
        yield "finding", finding and text, text
        if finding:
            for name, (seen_part, true_part) in PARTS.items():
                yield name, seen_part(finding), true_part(true)
    for text in read:
        yield "finding", text, None


def _one_spaced(text: str) -> str:
    """The text as a reader keeps it: one space for several."""
    return re.sub(r"[ \u3000]+", " ", text)


def report(tally: Tally, misses: Sequence[str] = (), most: int = 10) -> None:
    """Print the table, and examples of what went wrong for the names asked for."""
    console = Console(width=110)
    for title, rows in (("what", tally.outcomes), ("layout", tally.layouts)):
        table = Table(title, RIGHT, WRONG, MISSING, "%")
        for name, counts in rows.items():
            cells = (str(counts[outcome]) for outcome in (RIGHT, WRONG, MISSING))
            table.add_row(name, *cells, f"{100 * counts[RIGHT] / sum(counts.values()):.2f}")
        console.print(table)
    for name in misses:
        for miss in tally.misses[name][:most]:
            console.print(f"{name}: {miss}", markup=False, highlight=False)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--notices", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--misses", nargs="*", default=[], help="names to show examples of")
    parser.add_argument("--most", type=int, default=10, help="examples for each name")
    options = parser.parse_args()
    from corpus import generate

    report(measure(generate(options.notices, options.seed)), options.misses, options.most)


if __name__ == "__main__":
    main()
