"""Questions in people's own words are answered at least as well as when they were measured."""

import tomllib
from pathlib import Path

import pytest

from indexer.index import ENGINES
from tests.relevance import JUDGED, Score, compare, digest_sample, ndcg, recall

# Measured over the sample and questions of this digest; when it changes, measure again and pin.
DIGEST = "783616b810523b77"
FLOOR = Score(ndcg=0.83, recall=0.83)
AHEAD = 0.2  # by how much nDCG@10 must surpass the plain setups


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Score]:
    return compare(tmp_path_factory.mktemp("relevance"))


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


def test_the_measures_are_those_of_the_textbook() -> None:
    grades = {"a": 3, "b": 2, "c": 1}
    assert ndcg(grades, ["a", "b", "c"]) == 1
    assert ndcg(grades, ["x", "a"]) < ndcg(grades, ["a", "x"]) < 1
    assert ndcg(grades, []) == 0
    assert recall(grades, ["b", "x"]) == 0.5
