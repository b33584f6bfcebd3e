"""Findings that hold more of what a question is about come before those that repeat a part."""

from pathlib import Path

import numpy as np
import pytest
from archives import keep

from archive import Catalogue
from archive.fulltext import fold
from indexer import Archive, build, index
from indexer.coverage import cover, find_matters
from tests.relevance import SAMPLE


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home: Path = tmp_path_factory.mktemp("coverage") / "home"
    build(home, [SAMPLE])
    return home


def test_a_matter_is_a_word_with_what_notices_write_for_it() -> None:
    (said,) = find_matters(["小金库"])
    assert said[0] == "小金库"
    assert "账外资金" in said


def test_words_that_only_say_how_bad_it_is_are_no_matter() -> None:
    assert find_matters(["党费不规范"]) == (("党费",),)
    assert find_matters(["有没有问题"]) == ()


def test_headings_count_in_full_and_texts_by_half(home: Path) -> None:
    with Catalogue.open_reader(home) as catalogue:
        connection = catalogue.connection
        rows = connection.execute("select seq, heading, text from findings").fetchall()
        seqs = np.array([seq for seq, _, _ in rows])
        shares = cover(connection, seqs, (("党费",), ("会议",)))
    for (_, heading, text), share in zip(rows, shares, strict=True):
        told, whole = fold(heading), fold(text)
        held = [1 if word in told else 0.5 * (word in whole) for word in ("党费", "会议")]
        assert share == sum(held) / 2
    assert {0, 0.5} < set(shares.tolist())


def test_what_holds_all_of_a_question_comes_before_what_repeats_a_part(
    catalogue: Catalogue,
) -> None:
    repeated = ("有关问题", "党费。" * 9 + "一是核定党费，二是公示党费。")
    whole = ("有关工作不规范", "一是按月收缴党费，二是专人负责会议记录，三是定期检查台账。")
    others = [(f"第{number}项工作有差距", "一是做好会议记录。") for number in range(7)]
    others += [(f"第{number}处环境不整洁", "一是补种行道树。") for number in range(9)]
    keep(catalogue, "清河区教育局", [repeated, whole, *others])
    index.update(catalogue)
    hits = Archive.open(catalogue.home).search("党费和会议记录").hits
    assert hits[0].heading == whole[0]


def test_pages_follow_one_another_in_one_order(home: Path) -> None:
    archive = Archive.open(home)
    whole = [hit.id for hit in archive.search("公款吃喝没人管", limit=90).hits]
    pages = [
        hit.id
        for offset in range(0, 90, 20)
        for hit in archive.search("公款吃喝没人管", limit=20, offset=offset).hits
    ]
    assert pages[: len(whole)] == whole
    scores = [hit.score for hit in archive.search("公款吃喝没人管", limit=90).hits]
    assert scores == sorted(scores, reverse=True)
