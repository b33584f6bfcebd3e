"""What every engine promises, whichever it is."""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engine import Engine, Entry, Ranker, Ranking, Seqs, Term
from indexer.index import ENGINES
from indexer.terms import rank_terms

PROBLEMS = {
    1: ("党费收缴不规范", "部分党员未按月交纳党费。"),
    2: ("公务接待超标准", "接待费用超出规定，陪餐人数过多。"),
    3: ("财务管理混乱", "存在白条入账现象，党费账目不清。"),
    4: ("三会一课落实不到位", "个别支部记录不完整。"),
}
NOTHING: Seqs = np.array([], np.int64)


def entries(*seqs: int) -> list[Entry]:
    return [Entry(seq, *PROBLEMS[seq], unit="清河区教育局") for seq in seqs]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Engine:
    return ENGINES[request.param]()


@pytest.fixture
def written(engine: Engine, tmp_path: Path) -> Path:
    engine.write(tmp_path / "index", NOTHING, entries(1, 2, 3, 4))
    return tmp_path / "index"


def rank(ranker: Ranker, text: str, among: Iterable[int] | None = None, limit: int = 10) -> Ranking:
    chosen = None if among is None else np.array(sorted(among), np.int64)
    return ranker.rank(rank_terms([text]), chosen, limit)


def found(ranker: Ranker, text: str, among: Iterable[int] | None = None) -> list[int]:
    return rank(ranker, text, among).seqs.tolist()


def test_an_index_holds_what_was_written(engine: Engine, written: Path) -> None:
    assert engine.open(written).seqs.tolist() == [1, 2, 3, 4]


def test_an_empty_index_holds_and_finds_nothing(engine: Engine, tmp_path: Path) -> None:
    engine.write(tmp_path, NOTHING, [])
    ranker = engine.open(tmp_path)
    assert not len(ranker.seqs)
    assert not found(ranker, "党费")


def test_a_finding_needs_not_hold_every_word(engine: Engine, written: Path) -> None:
    assert found(engine.open(written), "党费 罕见的词语 白条")[0] == 3


def test_a_word_of_the_heading_counts_more(engine: Engine, written: Path) -> None:
    assert found(engine.open(written), "党费")[:2] == [1, 3]


def test_the_unit_is_found_by_its_name(engine: Engine, written: Path) -> None:
    engine.write(written, NOTHING, [Entry(9, "台账不全", "资料缺失。", unit="澜宁市水利局")])
    assert found(engine.open(written), "水利局")[0] == 9


def test_only_those_given_are_ranked(engine: Engine, written: Path) -> None:
    ranker = engine.open(written)
    assert found(ranker, "党费", among=[3, 4]) == [3]
    assert found(ranker, "党费", among=[]) == []


def test_those_given_that_it_does_not_hold_are_not_ranked(engine: Engine, written: Path) -> None:
    assert found(engine.open(written), "党费", among=[0, 3, 77]) == [3]


def test_scores_do_not_depend_on_who_is_asked_for(engine: Engine, written: Path) -> None:
    ranker = engine.open(written)
    everyone, one = rank(ranker, "党费"), rank(ranker, "党费", among=[3])
    assert one.scores[0] == pytest.approx(everyone.scores[everyone.seqs == 3][0])


def test_the_best_come_first_and_the_earlier_among_equals(engine: Engine, tmp_path: Path) -> None:
    same = [Entry(seq, "党费", "党费收缴", None) for seq in (5, 3, 8, 4)]
    engine.write(tmp_path, NOTHING, [*same, Entry(6, "党费", "党费与其他无关的内容很多", None)])
    ranking = rank(engine.open(tmp_path), "党费收缴", limit=3)
    assert ranking.seqs.tolist() == [3, 4, 5]
    assert np.all(np.diff(ranking.scores) <= 0)


def test_a_heavier_term_counts_more(engine: Engine, written: Path) -> None:
    terms = [Term("words", "接待", 0.1), Term("words", "白条", 1.0)]
    assert engine.open(written).rank(terms, None, 10).seqs.tolist() == [3, 2]


def test_what_is_removed_is_not_found(engine: Engine, written: Path) -> None:
    engine.write(written, np.array([1, 2]), [])
    ranker = engine.open(written)
    assert ranker.seqs.tolist() == [3, 4]
    assert found(ranker, "党费") == [3]


def test_removing_what_is_not_there_does_nothing(engine: Engine, written: Path) -> None:
    engine.write(written, np.array([77]), [])
    assert engine.open(written).seqs.tolist() == [1, 2, 3, 4]


def test_what_is_removed_and_added_at_once_is_there_once(engine: Engine, written: Path) -> None:
    engine.write(written, np.array([1, 2, 3, 4]), entries(1, 2, 3, 4))
    ranker = engine.open(written)
    assert ranker.seqs.tolist() == [1, 2, 3, 4]
    assert found(ranker, "党费")[:2] == [1, 3]


def test_what_was_removed_may_come_back(engine: Engine, written: Path) -> None:
    engine.write(written, np.array([1]), [])
    engine.write(written, NOTHING, entries(1))
    ranker = engine.open(written)
    assert ranker.seqs.tolist() == [1, 2, 3, 4]
    assert found(ranker, "党费")[:2] == [1, 3]


def test_an_open_reader_goes_on_reading_what_it_opened(engine: Engine, written: Path) -> None:
    ranker = engine.open(written)
    engine.write(written, np.array([1, 3]), [Entry(9, "党费", "党费", None)])
    assert found(ranker, "党费")[:2] == [1, 3]
    assert found(engine.open(written), "党费")[:1] == [9]


def test_small_writes_do_not_pile_up(engine: Engine, tmp_path: Path) -> None:
    for seq in range(1, 40):
        engine.write(tmp_path, NOTHING, [Entry(seq, "党费", f"党费第{seq}条", None)])
        again = engine.open(tmp_path).scattered
        if len(again):
            texts = [Entry(one, "党费", f"党费第{one}条", None) for one in again.tolist()]
            engine.write(tmp_path, again, texts)
            assert not len(engine.open(tmp_path).scattered)
    assert engine.open(tmp_path).seqs.tolist() == list(range(1, 40))


def test_many_threads_read_at_once(engine: Engine, written: Path) -> None:
    ranker = engine.open(written)
    asked = ["党费", "接待", "白条", "三会一课", "账目", "记录"] * 20
    alone = [found(engine.open(written), text) for text in asked]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda text: found(ranker, text), asked)) == alone


WORDS = st.sampled_from(["党费", "收缴", "接待", "白条", "三会一课", "不规范", "台账"])
TEXTS = st.lists(WORDS, min_size=1, max_size=8).map("，".join)


@settings(deadline=None, max_examples=20)
@given(before=st.lists(TEXTS, max_size=8), after=st.lists(TEXTS, max_size=8), data=st.data())
@pytest.mark.parametrize("name", ENGINES)
def test_an_index_that_grew_answers_as_one_written_at_once(
    name: str,
    before: Sequence[str],
    after: Sequence[str],
    data: st.DataObject,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    engine = ENGINES[name]()
    grown, fresh = tmp_path_factory.mktemp("grown"), tmp_path_factory.mktemp("fresh")
    made = [Entry(seq, "标题", text, None) for seq, text in enumerate([*before, *after], 1)]
    removed = data.draw(st.sets(st.sampled_from(range(1, len(before) + 1)))) if before else set()
    engine.write(grown, NOTHING, made[: len(before)])
    engine.write(grown, np.array(sorted(removed), np.int64), made[len(before) :])
    engine.write(fresh, NOTHING, [entry for entry in made if entry.seq not in removed])
    one, other = engine.open(grown), engine.open(fresh)
    assert one.seqs.tolist() == other.seqs.tolist()
    for text in ("党费", "三会一课 台账", "不规范"):
        a, b = rank(one, text, limit=20), rank(other, text, limit=20)
        assert sorted(a.seqs) == sorted(b.seqs)
        if name == "whoosh" or not removed:  # tantivy counts the removed until it merges
            assert a.seqs.tolist() == b.seqs.tolist()
            assert a.scores == pytest.approx(b.scores, rel=1e-3)


def test_a_share_of_the_best_of_all_is_the_least_that_counts(engine: Engine, written: Path) -> None:
    ranker, terms = engine.open(written), rank_terms(["党费"])
    everyone = ranker.rank(terms, None, 10)
    share = float(everyone.scores[1] / everyone.scores[0])
    assert ranker.rank(terms, None, 10, share * 1.01).seqs.tolist() == [1]
    assert ranker.rank(terms, None, 10, share * 0.99).seqs.tolist() == [1, 3]
    assert ranker.rank(terms, np.array([3]), 10, share * 1.01).seqs.tolist() == []
    assert ranker.rank(terms, np.array([3]), 10, share * 0.99).seqs.tolist() == [3]


def test_among_many_the_best_are_found_however_far_down(engine: Engine, tmp_path: Path) -> None:
    texts = [Entry(seq, "党费", f"党费{'台账' * (seq % 3)}", None) for seq in range(1, 3301)]
    engine.write(tmp_path, NOTHING, texts)
    ranker = engine.open(tmp_path)
    longest = [text.seq for text in texts if text.seq % 3 == 2]
    assert found(ranker, "党费", among=[*longest, 3, 2001, 3300])[:4] == [3, 2001, 3300, 2]
    assert rank(ranker, "党费", among=longest, limit=3).seqs.tolist() == [2, 5, 8]
