"""Notices are taken apart faithfully: floors over generated, written and real ones."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from tests.cases import generated, real, written
from tests.fidelity import FIELDS, RIGHT, Tally, measure

WRITTEN = Path(__file__).parent / "written"
HALVES = (1201, 1202)  # seeds, one for each process
NOTICES = 1050  # of each half, of which some 50 are pages that are no notices
OTHERS = {"html": 50, "docx": 40, "pdf": 30}  # how many of each other format
FLOORS = dict.fromkeys(FIELDS, 0.99) | {
    "is a notice": 0.995,
    "is none": 1.0,
    "aspects": 0.98,
    "finding": 0.99,
    "finding.number": 0.98,
    "finding.heading": 0.99,
    "finding.status": 0.99,
    "finding.aspect": 0.99,
    "finding.measures": 0.98,
}
# A field of a single sheet in forty is 97.5 %, so the smaller samples have lower floors
FLOORS_OF_OTHERS = {"finding": 0.98, "finding.heading": 0.98, "finding.measures": 0.97}
LOWEST_OF_OTHERS = 0.95
FLOORS_OF_WRITTEN = {"is none": 1.0, "finding": 0.93, "finding.heading": 0.97}


def _half(seed: int) -> Tally:
    return measure(generated(NOTICES, seed))


@pytest.fixture(scope="module")
def tally() -> Tally:
    with ProcessPoolExecutor(2, get_context("spawn")) as workers:
        first, second = workers.map(_half, HALVES)
    first.join(second)
    return first


def _below(tally: Tally, floors: dict[str, float]) -> dict[str, str]:
    """What is below its floor: its share and the first examples of what went wrong."""
    return {
        name: f"{tally.share(name):.4f} {tally.misses.get(name, [])[:3]}"
        for name, floor in floors.items()
        if tally.share(name) < floor
    }


def test_generated_notices_keep_the_floors(tally: Tally) -> None:
    assert not _below(tally, FLOORS)


def test_the_sample_is_large_and_holds_every_form(tally: Tally) -> None:
    looked_at = tally.by("what")
    assert sum(looked_at["is a notice"].values()) >= 1950
    assert sum(looked_at["is none"].values()) >= 80
    assert len(tally.by("layout")) >= 10
    assert len(tally.by("noise")) >= 15


def test_no_layout_and_no_noise_is_left_behind(tally: Tally) -> None:
    for axis in ("layout", "noise"):
        for name, counts in tally.by(axis).items():
            assert counts[RIGHT] / sum(counts.values()) >= 0.985, name


@pytest.mark.parametrize("kind", OTHERS)
def test_other_formats_keep_the_floors(kind: str) -> None:
    tally = measure(generated(OTHERS[kind], 1203, [kind]))
    assert not _below(tally, dict.fromkeys(FIELDS, LOWEST_OF_OTHERS) | FLOORS_OF_OTHERS)


@pytest.mark.skipif(not WRITTEN.is_dir(), reason="there are no notices written by hand here")
def test_notices_written_by_hand_keep_the_floors() -> None:
    assert not _below(measure(written(WRITTEN)), FLOORS_OF_WRITTEN)


def test_the_real_notices_are_read_whole() -> None:
    cases = list(real())
    if not cases:
        pytest.skip("the real notices are not beside this checkout")
    tally = measure(cases)
    assert not tally.misses
