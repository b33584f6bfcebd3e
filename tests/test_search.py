"""What people ask is answered: exactly where they are exact, by relevance where they are not."""

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import thread_time

import pytest
from archives import keep
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import Catalogue
from archive.fulltext import fold
from indexer import Archive, Filters, index
from indexer.answers import FACETS, Answer
from indexer.errors import QueryError
from indexer.query import And, Node, Not, Or, Phrase

ALPHABET = "党黨费收缴不的，。 12２aA（"
DUES = ("党费收缴不规范", "一是组织学习党费收缴规定，二是按月收缴党费。")
MEALS = ("公务接待超标准", "一是修订公务接待制度，二是清退超标准接待费用。")
BOOKS = ("财务管理混乱", "白条入账问题整改，党费单独核算。")
MOST = 1000


@pytest.fixture(scope="module")
def random_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive whose texts are of few characters, so that most phrases of them stand in some."""
    dice = random.Random(20)  # noqa: S311
    home = tmp_path_factory.mktemp("random")
    with Catalogue.open(home) as catalogue:
        for unit in range(20):
            keep(
                catalogue,
                f"第{unit}局",
                [
                    tuple("".join(dice.choices(ALPHABET, k=dice.randint(1, k))) for k in (6, 30))
                    for _ in range(10)
                ],
            )
        index.update(catalogue)
    return home


@pytest.fixture
def archive(catalogue: Catalogue) -> Iterator[Archive]:
    """An archive of three notices."""
    keep(
        catalogue, "清河区教育局", [DUES, MEALS], unit_type="政府部门", inspected_from="2021-03-01"
    )
    keep(catalogue, "清河区水利局", [MEALS, BOOKS], unit_type="政府部门", feedback_on="2023-05")
    keep(catalogue, "柳溪街道", [BOOKS], unit_type="街道", kind="常规", as_of="2023-01-01")
    index.update(catalogue)
    return Archive.open(catalogue.home)


def headings(answer: Answer) -> list[str]:
    return [hit.heading for hit in answer.hits]


def units(answer: Answer) -> set[str | None]:
    return {hit.unit for hit in answer.hits}


phrases = st.text(ALPHABET, min_size=1, max_size=4).filter(str.strip).map(Phrase)
trees = st.recursive(
    phrases,
    lambda parts: st.one_of(
        st.lists(parts, min_size=2, max_size=3).map(lambda some: And(tuple(some))),
        st.lists(parts, min_size=2, max_size=3).map(lambda some: Or(tuple(some))),
        parts.map(Not),
    ),
    max_leaves=5,
)


def typed(node: Node) -> str:
    match node:
        case And(parts):
            return f"({' AND '.join(map(typed, parts))})"
        case Or(parts):
            return f"({' OR '.join(map(typed, parts))})"
        case Not(part):
            return f"NOT {typed(part)}"
        case Phrase(text):
            return f'"{text}"'
    raise TypeError(node)


def holds(text: str, node: Node) -> bool:
    match node:
        case And(parts):
            return all(holds(text, part) for part in parts)
        case Or(parts):
            return any(holds(text, part) for part in parts)
        case Not(part):
            return not holds(text, part)
        case Phrase(phrase):
            return fold(phrase) in fold(text)
    raise TypeError(node)


@pytest.mark.parametrize("scope", ["findings", "notices"])
@settings(deadline=None, max_examples=60)
@given(tree=trees)
def test_exact_hits_are_those_of_a_plain_scan(random_home: Path, scope: str, tree: Node) -> None:
    with Catalogue.open_reader(random_home) as catalogue:
        texts = catalogue.connection.execute(f"select id, text from {scope}").fetchall()  # noqa: S608
    answer = Archive.open(random_home).search(typed(tree), scope=scope, limit=MOST)
    assert {hit.id for hit in answer.hits} == {one for one, text in texts if holds(text, tree)}
    assert answer.total == len(answer.hits)


@settings(deadline=None, max_examples=60)
@given(text=st.text(ALPHABET + '"()：“*😀\x00', max_size=20))
def test_every_query_is_answered(random_home: Path, text: str) -> None:
    answer = Archive.open(random_home).search(text)
    assert answer.total >= len(answer.hits)
    assert sum(count for _, count in answer.facets["unit"]) == answer.total


@settings(deadline=None, max_examples=40)
@given(text=st.text("党费收缴不，2", min_size=1, max_size=5).filter(str.strip))
def test_marks_stand_on_words_that_matched(random_home: Path, text: str) -> None:
    for query in (text, f'"{text}"'):
        for hit in Archive.open(random_home).search(query).hits:
            words = [fold(word) for word in hit.matched]
            for shown, marks in ((hit.snippet, hit.marks), (hit.heading, hit.heading_marks)):
                for start, end in marks:
                    assert any(word in fold(shown[start:end]) for word in words)


def test_plain_words_rank_and_none_must_be_there(archive: Archive) -> None:
    answer = archive.search("党费 收缴 从未出现的词")
    assert headings(answer)[0] == DUES[0]
    assert answer.hits[0].matched == ("党费", "收缴")
    assert answer.note is None


def test_a_word_of_the_heading_comes_before_one_of_the_text(archive: Archive) -> None:
    assert headings(archive.search("党费"))[:2] == [DUES[0], BOOKS[0]]


def test_what_shares_but_a_character_is_no_hit(archive: Archive) -> None:
    assert MEALS[0] not in headings(archive.search("党费"))  # it holds 费用


def test_when_no_word_is_found_the_nearest_are_shown_and_said_to_be(archive: Archive) -> None:
    answer = archive.search("费缴")
    assert headings(answer)[0] == DUES[0]
    assert answer.note is not None
    assert "没有找到" in answer.note


def test_a_quotation_is_needed_and_words_beside_it_rank(archive: Archive) -> None:
    answer = archive.search("“党费” 白条")
    assert headings(answer) == [BOOKS[0], BOOKS[0], DUES[0]]


@pytest.mark.parametrize("text", ["的", "，", "％", "1", "月"])
def test_what_cannot_be_ranked_by_is_looked_for_as_it_is(archive: Archive, text: str) -> None:
    expected = [one for one in (DUES, MEALS, MEALS, BOOKS, BOOKS) if text in "。\n".join(one)]
    assert sorted(headings(archive.search(text))) == sorted(heading for heading, _ in expected)


def test_nothing_asked_shows_everything_the_latest_first(archive: Archive) -> None:
    answer = archive.search("")
    assert [hit.year for hit in answer.hits] == [2023, 2023, 2023, 2021, 2021]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(unit=("清河区教育局",)), {"清河区教育局"}),
        (Filters(unit=("清河区",)), {"清河区教育局", "清河区水利局"}),
        (Filters(unit=("清河区教育局", "柳溪街道")), {"清河区教育局", "柳溪街道"}),
        (Filters(unit_type=("街道",)), {"柳溪街道"}),
        (Filters(year=((2022, None),)), {"清河区水利局", "柳溪街道"}),
        (Filters(year=((None, 2022), (2023, 2023)), kind=("常规",)), {"柳溪街道"}),
        (Filters(year=((1999, 2000),)), set()),
        (Filters(status=("已完成",)), set()),
    ],
)
def test_filters_let_through_what_has_their_values(
    archive: Archive, filters: Filters, expected: set[str]
) -> None:
    for query in ("", "接待 财务", '"规" OR "条"'):
        for scope in ("findings", "notices"):
            assert units(archive.search(query, filters, scope=scope)) == expected


def test_filters_in_the_query_narrow_those_beside_it(archive: Archive) -> None:
    answer = archive.search("unit:清河区 接待", Filters(year=((2023, 2023),)))
    assert units(answer) == {"清河区水利局"}


def test_facets_count_the_hits_and_a_filtered_one_all_it_could_let_through(
    archive: Archive,
) -> None:
    answer = archive.search("", Filters(unit_type=("街道",)))
    assert tuple(answer.facets) == FACETS
    assert answer.facets["unit_type"] == (("政府部门", 4), ("街道", 1))
    assert answer.facets["unit"] == (("柳溪街道", 1),)
    assert answer.facets["year"] == (("2023", 1),)


@pytest.mark.parametrize("query", ["", "接待", '"接待"'])
def test_a_count_is_what_its_filter_would_find(archive: Archive, query: str) -> None:
    for field in ("unit", "unit_type"):
        for value, count in archive.search(query).facets[field]:
            assert archive.search(query, Filters(**{field: (value,)})).total == count


def test_notices_are_found_by_their_findings(archive: Archive) -> None:
    answer = archive.search("党费收缴", scope="notices")
    assert answer.hits[0].heading == "中共清河区教育局党组关于巡察整改情况的通报"
    assert answer.hits[0].id == answer.hits[0].notice_id
    assert answer.facets["unit_type"] == (("政府部门", 1),)


def test_notices_are_found_by_what_stands_outside_findings(archive: Archive) -> None:
    assert archive.search('"党组关于巡察"', scope="notices").total == 3
    assert archive.search('"党组关于巡察"').total == 0


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("date", ["清河区水利局", "柳溪街道", "清河区教育局"]),
        ("unit", ["柳溪街道", "清河区教育局", "清河区水利局"]),
    ],
)
def test_hits_come_in_the_order_asked_for(archive: Archive, sort: str, expected: list[str]) -> None:
    for query in ("", "接待 财务", '"规" OR "条"'):
        found = [hit.unit for hit in archive.search(query, sort=sort).hits]
        assert list(dict.fromkeys(found)) == expected


def test_pages_follow_on_each_other(archive: Archive) -> None:
    whole = archive.search("接待 财务").hits
    parts = [archive.search("接待 财务", limit=2, offset=offset).hits for offset in (0, 2, 4, 99)]
    assert [hit for part in parts for hit in part] == list(whole)
    assert archive.search("接待", limit=0).hits == ()


@pytest.mark.parametrize(
    "wrong", [{"scope": "pages"}, {"sort": "price"}, {"limit": -1}, {"offset": -1}]
)
def test_what_cannot_be_asked_is_refused(archive: Archive, wrong: dict[str, object]) -> None:
    with pytest.raises(QueryError):
        archive.search("党费", **wrong)  # type: ignore[arg-type]


def test_an_open_archive_sees_what_is_added_replaced_and_removed(
    catalogue: Catalogue, archive: Archive
) -> None:
    assert archive.search('"扬尘"').total == 0
    keep(catalogue, "柳溪街道", [("扬尘治理不力", "洒水降尘。")])
    assert archive.search('"扬尘"').total == 0, "not before the build is over"
    index.update(catalogue)
    assert headings(archive.search("扬尘"))[0] == "扬尘治理不力"
    assert units(archive.search("财务")) == {"清河区水利局"}


def test_threads_that_ask_while_the_archive_grows_see_whole_builds(
    catalogue: Catalogue, archive: Archive
) -> None:
    def total(_: int) -> int:
        answer = archive.search("扬尘")
        assert answer.total == len(answer.hits)
        return answer.total

    with ThreadPoolExecutor(4) as pool:
        totals = pool.map(total, range(100))
        for number in range(5):
            with catalogue.transaction():
                problems = [("扬尘治理不力", f"洒水降尘{part}。") for part in "甲乙"]
                keep(catalogue, f"第{number}局", problems)
                index.update(catalogue)
        assert set(totals) <= {0, 2, 4, 6, 8, 10}
    assert archive.search("扬尘").total == 10


def test_a_prepared_archive_suggests_at_once(archive: Archive) -> None:
    archive.prepare()
    start = thread_time()
    assert "党费" in [one.text for one in archive.suggest("dangf")]
    assert thread_time() - start < 0.05


@pytest.fixture
def crowded(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """Twelve findings of dues in two kinds of units, of which few are ranked."""
    monkeypatch.setattr("indexer.hits.MOST_RANKED", 3)
    monkeypatch.setattr("indexer.hits.MOST_SIFTED", 6)
    for number in range(12):
        body = "一是收缴党费。" + "二是加强日常管理。" * number
        unit_type = "学校" if number in (2, 3, 9, 10, 11) else "机关"
        keep(catalogue, f"第{number}局", [("党费收缴不规范", body)], unit_type=unit_type)
    index.update(catalogue)
    return Archive.open(catalogue.home)


def test_a_wide_filter_is_laid_over_the_most_relevant(crowded: Archive) -> None:
    answer = crowded.search("党费收缴", Filters(unit_type=("学校",)))
    assert [hit.unit for hit in answer.hits] == ["第2局", "第3局"]
    assert answer.note
    assert "筛选" in answer.note


def test_a_narrow_filter_finds_whatever_it_lets_through(crowded: Archive) -> None:
    answer = crowded.search("党费收缴", Filters(unit=("第11局", "第10局")))
    assert sorted(hit.unit or "" for hit in answer.hits) == ["第10局", "第11局"]
