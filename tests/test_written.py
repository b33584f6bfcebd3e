"""Notices by a second hand are taken apart as well as they have been so far."""

from pathlib import Path

import pytest

from tests.cases import Case, written
from tests.fidelity import FIELDS, PARTS, Tally, measure

CASES = list(written(Path(__file__).parent / "written"))
# Shares that are reached, in hundredths; to be raised, never lowered.
FLOORS = {
    "finding": 100.0,
    "finding.number": 100.0,
    "finding.heading": 100.0,
    "finding.status": 100.0,
    "finding.aspect": 100.0,
    "finding.measures": 100.0,
    "finding.amounts": 99.2,
    "finding.accountability": 99.5,
    "finding.duties": 100.0,
}
FIELD_FLOOR = 99.9


@pytest.fixture(scope="module")
def tally() -> Tally:
    return measure(CASES)


@pytest.mark.parametrize("kind", ["is a notice", "is none"])
def test_every_page_is_told_from_what_looks_like_it(tally: Tally, kind: str) -> None:
    assert tally.share(kind) == 1, tally.misses[kind]


def test_every_part_of_a_finding_has_a_floor() -> None:
    assert set(FLOORS) == {"finding", *PARTS}


@pytest.mark.parametrize("name", FLOORS)
def test_findings_are_read_as_well_as_before(tally: Tally, name: str) -> None:
    assert 100 * tally.share(name) >= FLOORS[name], tally.misses[name]


def test_fields_are_read_as_well_as_before(tally: Tally) -> None:
    shares = [tally.share(name) for name in FIELDS]
    misses = {name: tally.misses[name] for name in FIELDS if name in tally.misses}
    assert 100 * sum(shares) / len(shares) >= FIELD_FLOOR, misses


def _notices() -> list[Case]:
    return [case for case in CASES if case.is_notice]


@pytest.mark.parametrize("case", _notices(), ids=lambda case: case.name)
def test_answers_stand_in_their_text(case: Case) -> None:
    """Findings follow one another, begin with their number and hold their heading and measures."""
    text = case.data.decode()
    end = 0
    for true in case.truth["findings"]:
        assert true["start"] >= end
        end = true["end"]
        words = text[true["start"] : end]
        assert words == words.strip()
        assert (true["number"] or "") in words[:12]
        joined = (true.get("text") or words).replace("\n", "")
        listed = f"{true['number']}、{true['heading']}。\n" in text[: true["start"]]
        assert true["heading"] in joined or listed
        assert all(measure["text"] in joined for measure in true["measures"])
