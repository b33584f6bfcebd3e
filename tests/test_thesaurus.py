"""What people say is found by what notices write, and only where words are ranked."""

import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from indexer import Archive, build
from indexer.terms import mark_words, rank_terms
from indexer.thesaurus import drop_asides, find_written, weigh_written
from tests.relevance import SAMPLE

SOURCE = files("indexer").joinpath("data", "thesaurus.toml").read_text("utf-8")
GROUPS = tomllib.loads(SOURCE)["groups"]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    home: Path = tmp_path_factory.mktemp("thesaurus") / "home"
    build(home, [SAMPLE])
    return Archive.open(home)


def test_each_group_says_what_it_is_about() -> None:
    assert len(GROUPS) >= 120
    assert len(re.findall(r"^  \{.*\}, # .+$", SOURCE, re.MULTILINE)) == len(GROUPS)


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group["said"].split()[0])
def test_each_group_leads_from_what_is_said_to_what_is_written(group: dict[str, str]) -> None:
    said, written = group["said"].split(), group["written"].split()
    assert min(map(len, said + written)) >= 2
    assert len(set(said)) == len(said)
    assert len(set(written)) == len(written)
    for word in said:
        assert set(written) <= set(find_written(word))


def test_what_is_written_is_taken_as_it_stands() -> None:
    assert find_written("公务接待") == ()


def test_the_longest_word_that_stands_there_is_taken() -> None:
    assert "廉政谈话" in find_written("谈话走过场")
    assert "形式主义" not in find_written("谈话走过场")


def test_words_are_known_in_any_script_and_width() -> None:
    assert find_written("吃空餉") == find_written("吃空饷") != ()


def test_words_are_known_across_particles() -> None:
    assert find_written("入了党") == find_written("入党") != ()


def test_what_is_written_counts_less_than_what_was_said_and_the_nearest_most() -> None:
    weights = {(term.field, term.text): term.weight for term in rank_terms(["吃空饷"])}
    said, nearest, farther = (weights["words", word] for word in ("吃空饷", "在编不在岗", "考勤"))
    assert said > nearest > farther > 0


def test_what_notices_write_as_well_leads_half_as_far() -> None:
    assert weigh_written("公款炒股")["公款私存"] == 1
    assert weigh_written("三会一课")["组织生活"] == 0.5


def test_no_single_character_is_ranked_by_for_what_is_written() -> None:
    own = set("吃空饷")
    assert {term.text for term in rank_terms(["吃空饷"]) if len(term.text) == 1} <= own


@pytest.mark.parametrize(
    ("question", "left"),
    [("我们单位有没有小金库", "小金库"), ("怎么查找公车私用的案例", "公车私用"), ("问题", "问题")],
)
def test_what_a_question_is_wrapped_in_is_left_out(question: str, left: str) -> None:
    assert left in drop_asides(question)
    assert {term.text for term in rank_terms([question])} >= {
        term.text for term in rank_terms([left])
    }
    assert "单位" not in {term.text for term in rank_terms([question])}
    assert "单位" not in mark_words([question])


def test_marks_are_looked_for_by_what_is_written_too() -> None:
    assert mark_words(["吃空饷"])[0] == "吃空饷"
    assert "在编不在岗" in mark_words(["吃空饷"])


def test_a_hit_names_the_word_that_stands_in_its_text(archive: Archive) -> None:
    hit = archive.search("吃空饷").hits[0]
    assert "在编不在岗" in hit.matched
    assert "吃空饷" not in hit.matched
    assert hit.marks


def test_exact_search_is_never_widened(archive: Archive) -> None:
    assert archive.search("吃空饷").total > 0
    for query in ('"吃空饷"', "吃空饷 AND 工资", "吃空饷 OR 吃空饷"):
        assert archive.search(query).total == 0


def test_phrases_are_ranked_as_they_stand() -> None:
    assert "在编不在岗" not in {term.text for term in rank_terms([], ["吃空饷"])}
