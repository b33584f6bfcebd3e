"""Questions in people's own words are answered at least as well as when they were measured."""

import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

from indexer.index import ENGINES
from tests.relevance import (
    JUDGED,
    REAL,
    SAMPLE,
    Finding,
    Question,
    Score,
    compare,
    digest_sample,
    ndcg,
    read_questions,
    read_real,
    recall,
)

# Measured over the sample and questions of this digest; when it changes, measure again and pin.
DIGEST = "783616b810523b77"
FLOOR = Score(ndcg=0.94, recall=0.92)
REAL_FLOOR = Score(ndcg=0.94, recall=0.95)  # over the questions of all parts
AHEAD = 0.2  # by how much nDCG@10 must surpass the plain setups


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Score]:
    return compare(tmp_path_factory.mktemp("relevance"), [SAMPLE], read_questions)


@pytest.fixture(scope="module")
def real_scores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Score]:
    if not REAL.is_dir():
        pytest.skip("the real notices do not stand beside the project")
    return compare(tmp_path_factory.mktemp("real"), [REAL], read_all_real)


def read_all_real(_: Sequence[Finding]) -> list[Question]:
    return [*read_real("tune"), *read_real("more"), *read_real("held")]


def test_the_floor_belongs_to_this_sample() -> None:
    assert digest_sample() == DIGEST


def test_there_are_enough_questions_each_with_its_reason() -> None:
    questions = tomllib.loads(Path(JUDGED).read_text("utf-8"))["questions"]
    assert len({question["ask"] for question in questions}) >= 80
    assert all(question["why"] and question["3"] for question in questions)


@pytest.mark.parametrize("engine", ENGINES)
def test_no_engine_falls_below_the_floor(engine: str, scores: dict[str, Score]) -> None:
    assert scores[engine].ndcg >= FLOOR.ndcg
    assert scores[engine].recall >= FLOOR.recall


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_is_ahead_of_the_plain_setups(engine: str, scores: dict[str, Score]) -> None:
    plain = [one.ndcg for name, one in scores.items() if name not in ENGINES]
    assert scores[engine].ndcg >= max(plain) + AHEAD


@pytest.mark.parametrize("engine", ENGINES)
def test_questions_over_real_notices_are_answered(
    engine: str, real_scores: dict[str, Score]
) -> None:
    assert real_scores[engine].ndcg >= REAL_FLOOR.ndcg
    assert real_scores[engine].recall >= REAL_FLOOR.recall


def test_the_measures_are_those_of_the_textbook() -> None:
    grades = {"a": 3, "b": 2, "c": 1}
    assert ndcg(grades, ["a", "b", "c"]) == 1
    assert ndcg(grades, ["x", "a"]) < ndcg(grades, ["a", "x"]) < 1
    assert ndcg(grades, []) == 0
    assert recall(grades, ["b", "x"]) == 0.5
