"""The indexes follow the catalogue, whatever happens to them."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from archives import keep

from archive import Catalogue
from indexer import Archive, segment, tantivy_engine
from indexer.errors import IndexFileError, IndexStaleError, UnknownEngineError
from indexer.index import named_generation, open_indexes, rebuild, update
from indexer.report import Step

DUES = ("党费收缴不规范", "一是组织学习党费收缴规定，二是按月收缴党费。")
MEALS = ("公务接待超标准", "一是修订公务接待制度，二是清退超标准接待费用。")


@pytest.fixture
def home(catalogue: Catalogue) -> Path:
    keep(catalogue, "教育局", [DUES, MEALS])
    keep(catalogue, "水利局", [DUES])
    update(catalogue)
    return catalogue.home


def is_sound(home: Path) -> bool:
    archive = Archive.open(home)
    found = [hit.heading for hit in archive.search("党费").hits]
    near = [one.heading for one in archive.similar_to("公务接待费用超标准").elsewhere]
    return found == [DUES[0]] * 2 and near[:1] == [MEALS[0]]


def files(home: Path) -> list[Path]:
    """The files of the generation that the catalogue names."""
    with Catalogue.open_reader(home) as catalogue:
        generation = named_generation(catalogue)
    places = (home / "index" / "whoosh" / str(generation), home / "similarity" / str(generation))
    return sorted(path for place in places for path in place.rglob("*") if path.is_file())


def states(home: Path) -> dict[Path, tuple[int, int]]:
    return {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in files(home)}


def empty(path: Path) -> None:
    path.write_bytes(b"")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def garble(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)


@pytest.mark.parametrize("harm", [Path.unlink, empty, cut, garble])
def test_a_damaged_index_is_built_again_from_the_catalogue(
    home: Path, harm: Callable[[Path], None]
) -> None:
    for number, _ in enumerate(files(home)):
        path = files(home)[number]
        if path.stat().st_size:
            harm(path)
            assert is_sound(home), path


def test_an_index_of_another_dictionary_is_built_again(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = states(home)
    assert is_sound(home)
    assert states(home) == before
    monkeypatch.setattr(segment, "version", lambda: "another")
    assert is_sound(home)
    assert states(home) != before


def test_an_archive_without_indexes_gets_them(catalogue: Catalogue) -> None:
    keep(catalogue, "教育局", [DUES])
    assert Archive.open(catalogue.home).search("党费").total == 1


def test_nothing_new_writes_nothing(catalogue: Catalogue, home: Path) -> None:
    before, generation = states(home), named_generation(catalogue)
    update(catalogue)
    assert (states(home), named_generation(catalogue)) == (before, generation)


def test_one_more_notice_does_not_copy_the_index(catalogue: Catalogue, home: Path) -> None:
    before = {state: path.name for path, state in states(home).items() if path.stat().st_size}
    keep(catalogue, "柳溪街道", [MEALS])
    update(catalogue)
    lists = {"_MAIN_1.toc", "holders.npy", "pieces.json", "seal.json"}
    assert {before[state] for state in before.keys() - states(home).values()} == lists
    assert is_sound(home)


def build_and_undo(catalogue: Catalogue) -> None:
    with catalogue.transaction():
        keep(catalogue, "水利局", [MEALS])
        update(catalogue)
        raise KeyboardInterrupt


def test_a_build_that_is_undone_leaves_the_index_as_it_was(
    catalogue: Catalogue, home: Path
) -> None:
    before = states(home)
    with pytest.raises(KeyboardInterrupt):
        build_and_undo(catalogue)
    assert states(home) == before
    assert is_sound(home)
    assert states(home) == before


def test_an_index_that_is_not_whole_is_not_opened(catalogue: Catalogue, home: Path) -> None:
    open_indexes(catalogue)
    cut(next(path for path in files(home) if path.stat().st_size))
    with pytest.raises(IndexStaleError):
        open_indexes(catalogue)


def test_only_the_last_two_generations_are_kept(catalogue: Catalogue, home: Path) -> None:
    for unit in ("民政局", "财政局", "文旅局"):
        keep(catalogue, unit, [MEALS])
        update(catalogue)
    last = named_generation(catalogue)
    for place in (home / "index" / "whoosh", home / "similarity"):
        assert {path.name for path in place.iterdir()} == {str(last), str(last - 1)}


def test_a_generation_is_copied_where_files_cannot_be_linked(
    catalogue: Catalogue, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: str) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    keep(catalogue, "柳溪街道", [MEALS])
    update(catalogue)
    assert is_sound(home)


def test_what_was_undone_is_not_found_under_a_number_given_again(
    catalogue: Catalogue, home: Path
) -> None:
    with pytest.raises(KeyboardInterrupt):
        build_and_undo(catalogue)
    with catalogue.transaction():
        keep(catalogue, "水利局", [DUES])
        keep(catalogue, "民政局", [("扬尘治理不力", "洒水降尘。")])
        update(catalogue)
    archive = Archive.open(home)
    assert [hit.unit for hit in archive.search("接待").hits] == ["教育局"]
    assert [hit.unit for hit in archive.search("扬尘").hits] == ["民政局"]
    assert [one.unit for one in archive.similar_to("扬尘治理").elsewhere] == ["民政局"]


def test_a_build_that_goes_on_is_not_seen(catalogue: Catalogue, home: Path) -> None:
    before = Archive.open(home)
    with catalogue.transaction():
        keep(catalogue, "水利局", [("扬尘治理不力", "洒水降尘。")])
        update(catalogue)
        for archive in (before, Archive.open(home)):
            assert [hit.unit for hit in archive.search("党费").hits] == ["教育局", "水利局"]
            assert archive.search("扬尘").hits == ()
    assert before.search("扬尘").total == 1


def test_a_rebuild_makes_the_same_index_anew(catalogue: Catalogue, home: Path) -> None:
    before, generation = states(home), named_generation(catalogue)
    told: list[Step] = []
    rebuild(catalogue, progress=told.append)
    assert is_sound(home)
    assert named_generation(catalogue) > generation
    assert not before.items() & states(home).items()
    assert told == [Step("index", 6, 6)]


def test_an_engine_that_is_not_known_is_refused(catalogue: Catalogue, home: Path) -> None:
    with pytest.raises(UnknownEngineError, match="lucene"):
        update(catalogue, "lucene")
    assert is_sound(home)


def test_an_archive_moves_to_another_engine_and_back(catalogue: Catalogue, home: Path) -> None:
    for engine in ("tantivy", "whoosh"):
        rebuild(catalogue, engine)
        assert catalogue.get_state("engine") == engine
        assert is_sound(home)


def test_what_is_added_and_replaced_is_found_by_either_engine(catalogue: Catalogue) -> None:
    keep(catalogue, "教育局", [DUES, MEALS])
    update(catalogue, "tantivy")
    archive = Archive.open(catalogue.home)
    keep(catalogue, "水利局", [DUES])
    keep(catalogue, "教育局", [MEALS])
    update(catalogue)
    assert [hit.unit for hit in archive.search("党费").hits] == ["水利局"]


def test_an_engine_that_is_not_installed_is_named_with_what_to_install(
    catalogue: Catalogue, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tantivy_engine, "find_spec", lambda _: None)
    with pytest.raises(UnknownEngineError, match=r"^检索引擎 tantivy .*xunjian\[tantivy\]'$"):
        update(catalogue, "tantivy")
    assert is_sound(home)


def test_an_archive_can_lose_all_its_findings(catalogue: Catalogue, home: Path) -> None:
    keep(catalogue, "教育局", [])
    keep(catalogue, "水利局", [])
    update(catalogue)
    assert Archive.open(home).search("党费").total == 0
    assert Archive.open(home).search("", scope="notices").total == 2


def test_files_that_the_system_refuses_are_told_in_a_line(catalogue: Catalogue) -> None:
    (catalogue.home / "index").write_text("not a directory")
    with pytest.raises(IndexFileError, match=r"^索引文件 .*index.* 无法读写：[^\n]+$"):
        update(catalogue)
