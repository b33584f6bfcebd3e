"""Findings about the same matter are near each other, and an archive's lists of them stay true."""

from pathlib import Path

import numpy as np
import pytest
from archives import Problem, keep

from archive import Catalogue
from indexer import Archive, index, similarity
from indexer.answers import Alike, Filters
from indexer.engine import Entry, Seqs
from indexer.errors import UnknownFindingError
from indexer.report import Step
from indexer.similarity import Similarity

NOTHING: Seqs = np.array([], np.int64)

DUES: Problem = ("党费收缴不规范", "一是组织学习党费收缴规定，二是按月收缴党费并公示。")
DUES_TOO: Problem = ("党费收缴不及时", "建立党费收缴台账，按月收缴党费并上缴。")
MEALS: Problem = ("公务接待超标准", "一是修订公务接待制度，二是清退超标准接待费用。")
MEALS_TOO: Problem = ("公务接待审批不严", "严格公务接待审批，超标准接待费用由个人承担。")
BOOKS: Problem = ("农家书屋管理不到位", "重新整理图书，明确专人借阅登记。")

LISTS = """
    select own.heading, others.heading, score from similar_findings
    join findings as own on own.id = finding join findings as others on others.id = other
    order by own.seq, rank
"""


def write(directory: Path, removed: Seqs, *added: tuple[int, Problem]) -> None:
    entries = [Entry(seq, heading, f"{heading}。{body}", None) for seq, (heading, body) in added]
    Similarity().write(directory, removed, entries)


def nearest(directory: Path, problem: Problem, **options: Seqs) -> list[int]:
    excluded = options.pop("excluded", NOTHING)
    reader = Similarity().open(directory)
    return reader.nearest(*problem, excluded, 10, **options).seqs.tolist()


@pytest.fixture
def written(tmp_path: Path) -> Path:
    write(tmp_path, NOTHING, (1, DUES), (2, MEALS), (3, DUES_TOO), (4, MEALS_TOO), (5, BOOKS))
    return tmp_path


def test_the_likest_come_first(written: Path) -> None:
    assert nearest(written, DUES)[:2] == [1, 3]
    assert nearest(written, MEALS)[:2] == [2, 4]


def test_a_finding_is_wholly_like_itself(written: Path) -> None:
    heading, body = DUES
    ranking = Similarity().open(written).nearest(heading, f"{heading}。{body}", NOTHING, 1)
    assert ranking.scores[0] == pytest.approx(1, abs=1e-5)


def test_the_excluded_are_left_out_and_only_those_asked_for_are_in(written: Path) -> None:
    assert nearest(written, DUES, excluded=np.array([1]))[:1] == [3]
    assert nearest(written, DUES, among=np.array([1, 2])) == [1]


@pytest.mark.parametrize("text", ["", "，。", "abc", "\ud800", "党"])
def test_a_text_without_pairs_is_like_nothing(written: Path, text: str) -> None:
    assert nearest(written, ("", text)) == []


def test_an_empty_index_is_like_nothing(tmp_path: Path) -> None:
    write(tmp_path, NOTHING)
    assert nearest(tmp_path, DUES) == []


def test_what_is_removed_is_no_neighbour(written: Path) -> None:
    write(written, np.array([1, 2]), (6, DUES))
    assert Similarity().open(written).seqs.tolist() == [3, 4, 5, 6]
    assert nearest(written, DUES)[:2] == [6, 3]


def test_what_was_removed_may_come_back(written: Path) -> None:
    write(written, np.array([1]))
    write(written, NOTHING, (1, DUES))
    assert Similarity().open(written).seqs.tolist() == [1, 2, 3, 4, 5]
    assert nearest(written, DUES)[:2] == [1, 3]


def test_an_open_reader_goes_on_reading_what_it_opened(written: Path) -> None:
    reader = Similarity().open(written)
    write(written, np.array([1, 2, 3, 4, 5]), (6, BOOKS))
    assert reader.nearest(*DUES, NOTHING, 2).seqs.tolist() == [1, 3]


def test_small_pieces_do_not_pile_up(tmp_path: Path) -> None:
    for seq in range(1, 40):
        write(tmp_path, NOTHING, (seq, DUES))
        again = Similarity().open(tmp_path).scattered
        write(tmp_path, again, *((one, DUES) for one in again.tolist()))
    assert Similarity().open(tmp_path).seqs.tolist() == list(range(1, 40))
    assert len([path for path in tmp_path.iterdir() if path.is_dir()]) < 10


def test_many_findings_lie_in_several_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(similarity, "_PIECE", 2)
    write(tmp_path, NOTHING, (1, DUES), (2, MEALS), (3, DUES_TOO), (4, MEALS_TOO), (5, BOOKS))
    assert [path.name for path in sorted(tmp_path.iterdir()) if path.is_dir()] == ["1", "2", "3"]
    assert Similarity().open(tmp_path).seqs.tolist() == [1, 2, 3, 4, 5]
    assert nearest(tmp_path, DUES)[:2] == [1, 3]
    assert nearest(tmp_path, BOOKS) == [5]


def lists(catalogue: Catalogue) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for own, other, score in catalogue.connection.execute(LISTS):
        assert 0 < score <= 1
        found.setdefault(own, []).append(other)
    return found


def test_the_archive_lists_the_nearest_in_other_notices(catalogue: Catalogue) -> None:
    keep(catalogue, "教育局", [DUES, ("党费使用不透明", DUES[1]), MEALS])
    keep(catalogue, "水利局", [DUES_TOO, MEALS_TOO])
    index.update(catalogue)
    assert lists(catalogue)[DUES[0]][0] == DUES_TOO[0]
    assert "党费使用不透明" not in lists(catalogue)[DUES[0]]
    assert lists(catalogue)[MEALS_TOO[0]][0] == MEALS[0]


def test_lists_follow_what_comes_and_goes(catalogue: Catalogue) -> None:
    keep(catalogue, "教育局", [DUES, MEALS])
    index.update(catalogue)
    assert not lists(catalogue)
    keep(catalogue, "水利局", [DUES_TOO])
    index.update(catalogue)
    assert lists(catalogue) == {DUES[0]: [DUES_TOO[0]], DUES_TOO[0]: [DUES[0]]}
    keep(catalogue, "水利局", [MEALS_TOO])
    index.update(catalogue)
    assert lists(catalogue) == {MEALS[0]: [MEALS_TOO[0]], MEALS_TOO[0]: [MEALS[0]]}


def test_lists_made_at_once_are_those_made_one_by_one(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(12):
        problem = [DUES, DUES_TOO, MEALS, MEALS_TOO, BOOKS][number % 5]
        keep(catalogue, f"第{number}局", [(problem[0], f"{problem[1]}涉及第{number}项。")])
    index.update(catalogue)
    one_by_one = catalogue.connection.execute(LISTS).fetchall()
    monkeypatch.setattr("indexer.neighbours._FEW", 0)
    catalogue.connection.execute("delete from similar_findings")
    told: list[Step] = []
    index.rebuild(catalogue, progress=told.append)
    assert told[-1] == Step("near", 12, 12)
    at_once = catalogue.connection.execute(LISTS).fetchall()
    assert [row[:2] for row in at_once] == [row[:2] for row in one_by_one]
    assert [row[2] for row in at_once] == pytest.approx([row[2] for row in one_by_one], abs=1e-5)


def test_similar_findings_of_a_finding_are_in_other_notices(catalogue: Catalogue) -> None:
    first = keep(catalogue, "教育局", [DUES, ("党费使用不透明", DUES[1])])
    second = keep(catalogue, "水利局", [DUES_TOO, MEALS])
    index.update(catalogue)
    archive = Archive.open(catalogue.home)
    (nearest,) = archive.similar(f"{first}-1", limit=1).elsewhere
    assert (nearest.id, nearest.unit, nearest.heading) == (f"{second}-1", "水利局", DUES_TOO[0])
    assert nearest.snippet == DUES_TOO[1]


def test_any_text_has_similar_findings(catalogue: Catalogue) -> None:
    notice = keep(catalogue, "教育局", [MEALS, DUES])
    index.update(catalogue)
    archive = Archive.open(catalogue.home)
    assert archive.similar_to("党员没有按月缴纳党费").elsewhere[0].id == f"{notice}-2"
    assert archive.similar_to("公务接待" * 20_000).elsewhere[0].id == f"{notice}-1"
    assert archive.similar_to(" ") == Alike((), ())


def test_similar_findings_are_narrowed_by_type_of_unit_region_and_year(
    catalogue: Catalogue,
) -> None:
    first = keep(catalogue, "教育局", [DUES, MEALS, MEALS_TOO, BOOKS])
    second = keep(catalogue, "水利局", [DUES_TOO], unit_type="政府部门", region="江州市")
    third = keep(catalogue, "东风镇", [DUES_TOO], unit_type="乡镇", published_on="2022-05-06")
    index.update(catalogue)
    archive = Archive.open(catalogue.home)

    def found(**filters: object) -> list[str]:
        narrowed = Filters(**filters)  # type: ignore[arg-type]
        return [one.id for one in archive.similar(f"{first}-1", filters=narrowed).elsewhere]

    assert found(unit_type=("乡镇",)) == [f"{third}-1"]
    assert found(region=("江州市",)) == [f"{second}-1"]
    assert found(year=((2022, 2022),)) == [f"{third}-1"]
    assert found(unit_type=("乡镇",), region=("江州市",)) == []


def test_findings_that_are_all_but_the_same_are_folded(catalogue: Catalogue) -> None:
    first = keep(catalogue, "教育局", [DUES_TOO, MEALS, MEALS_TOO, BOOKS, BOOKS])
    again = [keep(catalogue, unit, [DUES]) for unit in ("水利局", "民政局", "体育局")]
    index.update(catalogue)
    (nearest,) = Archive.open(catalogue.home).similar(f"{first}-1").elsewhere
    assert [nearest.id, *(one.id for one in nearest.copies)] == [f"{notice}-1" for notice in again]


def test_a_problem_that_came_back_in_the_same_unit_stands_apart(catalogue: Catalogue) -> None:
    before = keep(catalogue, "教育局", [DUES, BOOKS], published_on="2019-03-01")
    after = keep(catalogue, "教育局", [DUES_TOO, MEALS, MEALS_TOO], published_on="2024-03-01")
    index.update(catalogue)
    found = Archive.open(catalogue.home).similar(f"{after}-1")
    assert found.elsewhere == ()
    assert [(one.id, one.year) for one in found.same_unit] == [(f"{before}-1", 2019)]


def test_an_unknown_finding_is_said_to_be_unknown(catalogue: Catalogue) -> None:
    index.update(catalogue)
    with pytest.raises(UnknownFindingError, match="nowhere-1"):
        Archive.open(catalogue.home).similar("nowhere-1")
