"""Each kind of damage is found, named and, where anything is left to rebuild from, rebuilt."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from archive import Catalogue
from archive.workers import Workforce
from indexer.build import build
from indexer.repair import repair
from indexer.report import BuildOptions
from indexer.verify import verify
from tests.test_build import notice
from webui.cli import run

UNITS = ("教育局", "水利局", "财政局")
PROBLEMS = ("公务接待超标准，金额3万元", "违反《党费收缴办法》，诫勉谈话2人")
CONTENT = """
    select id, seq * 0, document, title, unit, text from notices union all
    select id, seq * 0, notice, heading, text, status from findings union all
    select name, 0, id, unit_type, level, city from units union all
    select title, 0, id, '', '', '' from regulations union all
    select id, 0, name, aspect, '', '' from topics union all
    select finding, rank, '', '', '', '' from similar_findings union all
    select document, 0, notice, '', '', '' from versions order by 1, 2
"""
Damaging = Callable[[Path], None]


@pytest.fixture(scope="module")
def workforce() -> Iterator[Workforce]:
    with Workforce(1, 60) as force:
        yield force


@pytest.fixture(scope="module")
def notices(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("notices")
    for unit in UNITS:
        (directory / f"{unit}.txt").write_text(notice(unit, PROBLEMS), "utf-8")
    return directory


@pytest.fixture(scope="module")
def made(notices: Path, workforce: Workforce) -> Path:
    """A good archive, with a notice whose file was corrected."""
    home = notices.parent / f"{notices.name}-home"
    build(home, [notices], options=BuildOptions(workforce=workforce))
    (notices / "财政局.txt").write_text(notice("财政局", (*PROBLEMS, "账目不清")), "utf-8")
    build(home, [notices], options=BuildOptions(workforce=workforce))
    return home


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "home"))


def flip(path: Path) -> None:
    """Flip one bit in the middle of a file, and leave its times as they were."""
    about = path.stat()
    path.chmod(0o644)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))


def change(*statements: str) -> Damaging:
    """SQL behind the catalogue's back, without a care for what refers to what."""

    def damage(home: Path) -> None:
        with Catalogue.open(home) as catalogue:
            catalogue.connection.execute("pragma foreign_keys = off")
            for statement in statements:
                assert catalogue.connection.execute(statement).rowcount != 0

    return damage


def in_file(pattern: str) -> Damaging:
    return lambda home: flip(max(home.glob(pattern), key=lambda path: path.stat().st_size))


def stale(home: Path) -> None:
    """The index of an earlier archive: a generation that the catalogue does not name."""
    generations = home / "index" / "whoosh"
    shutil.rmtree(generations / "2")
    shutil.copytree(generations / "1", generations / "2")


def orphan_original(home: Path) -> None:
    with Catalogue.open(home) as catalogue:
        catalogue.originals.put(b"named by no row")


DAMAGES: dict[str, tuple[Damaging, set[str]]] = {
    "an original's bit": (in_file("originals/??/*"), {"original"}),
    "a notice's text": (
        change("update notices set text = replace(text, '5月', '6月') where seq = 1"),
        {"rows", "search"},
    ),
    "a finding's text": (
        change("update findings set text = replace(text, '公', '工') where seq = 1"),
        {"rows", "spans", "search"},
    ),
    "a measure": (change("update measures set text = text || '。' where rowid = 1"),
                  {"rows", "spans"}),
    "a sum": (change("update amounts set yuan = yuan * 10 where id = 1"), {"rows"}),
    "spans": (
        change("update findings set start = start + 1, end = end + 1 where seq = 1"),
        {"rows", "spans"},
    ),
    "a field's span": (
        change("update field_spans set end = 99999 where field = 'unit'"), {"rows", "spans"}
    ),
    "a seal": (change("update notices set rows_sha256 = '' where seq = 1"), {"rows"}),
    "a deleted finding": (
        change("delete from findings where seq = 1"),
        {"rows", "catalogue", "search", "index"},
    ),
    "a deleted measure": (change("delete from measures where rowid = 2"), {"rows"}),
    "a deleted notice": (
        change("delete from notices where seq = 2"), {"rows", "catalogue", "search", "orphan"}
    ),
    "a deleted version": (
        change("delete from versions where document = (select document from notices limit 1)"),
        {"rows", "history", "orphan"},
    ),
    "a deleted document": (
        change("delete from documents where sha256 = (select document from notices limit 1)"),
        {"catalogue", "table", "stray"},
    ),
    "a document's row": (change("update documents set reader = 'x'"), {"table"}),
    "a unit": (change("update units set level = 'central'"), {"table"}),
    "a unit's address": (change("update units set id = '0' where rowid = 1"), {"table"}),
    "a regulation's address": (change("update regulations set id = '0'"), {"table"}),
    "a topic's name": (change("update topics set name = 'x'"), {"table"}),
    "an orphan": (
        change("insert into units (name, id) values ('无此单位', '0')"), {"table", "orphan"}
    ),
    "the record of files": (change("delete from files where name = '教育局.txt'"), {"history"}),
    "the record of builds": (change("update builds set added = 9 where id = 1"), {"history"}),
    "a neighbour": (change("delete from similar_findings where rank = 2"), {"similar"}),
    "a neighbour's score": (change("update similar_findings set score = 3 where rank = 2"),
                            {"similar"}),
    "the exact index": (
        change("insert into findings_fts(findings_fts) values ('delete-all')"), {"search"}
    ),
    "one entry of it": (
        change("insert into notices_fts(rowid, text) values (999, '党 ')"), {"search"}
    ),
    "an index file": (in_file("index/whoosh/*/*"), {"index"}),
    "a similarity file": (in_file("similarity/*/*/*.npy"), {"index"}),
    "a missing index": (lambda home: shutil.rmtree(home / "index"), {"index"}),
    "a missing similarity": (lambda home: shutil.rmtree(home / "similarity"), {"index"}),
    "a stale index": (stale, {"index"}),
}  # fmt: skip


def content(home: Path) -> list[tuple[object, ...]]:
    with Catalogue.open_reader(home) as catalogue:
        return catalogue.connection.execute(CONTENT).fetchall()


def test_a_good_archive_is_good(home: Path) -> None:
    assert list(verify(home)) == []
    assert run(["verify", "--home", str(home)]) == 0


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_found_named_and_mended(
    name: str, home: Path, made: Path, notices: Path, workforce: Workforce
) -> None:
    damage, kinds = DAMAGES[name]
    damage(home)
    found = list(verify(home))
    assert {one.kind for one in found} == kinds, found
    outcome = repair(home, workforce)
    if "original" in kinds:
        assert [one.kind for one in outcome.left] == ["original"]
        build(home, [notices], options=BuildOptions(workforce=workforce))
    else:
        assert outcome.left == ()
    assert list(verify(home)) == []
    assert content(home) == content(made)


def test_a_missing_original_comes_back_from_its_file(
    home: Path, notices: Path, workforce: Workforce
) -> None:
    with Catalogue.open_reader(home) as catalogue:
        query = "select document from notices order by seq"
        for (digest,) in catalogue.connection.execute(query).fetchall():
            catalogue.originals.path(digest).unlink()
    assert [one.message for one in verify(home)] == ["原件缺失"] * len(UNITS)
    assert len(repair(home, workforce).left) == len(UNITS)
    report = build(home, [notices], options=BuildOptions(workforce=workforce))
    assert (report.added, report.unchanged) == (0, len(UNITS))
    assert list(verify(home)) == []


def test_rows_and_original_gone_together_are_not_papered_over(
    home: Path, workforce: Workforce
) -> None:
    in_file("originals/??/*")(home)
    change("update notices set text = replace(text, '5月', '6月')")(home)
    left = repair(home, workforce).left
    assert {one.kind for one in left} == {"original", "rows"}


def test_an_original_of_no_row_is_told_and_left_alone(home: Path, workforce: Workforce) -> None:
    orphan_original(home)
    assert [one.kind for one in repair(home, workforce).left] == ["stray"]
    assert run(["verify", "--home", str(home)]) == 0


def test_many_damages_at_once_are_mended(home: Path, made: Path, workforce: Workforce) -> None:
    for damage, kinds in DAMAGES.values():
        if not kinds & {"original", "history"} and damage not in (stale,):
            try:
                damage(home)
            except (
                AssertionError,
                ValueError,
                sqlite3.Error,
                OSError,
            ):  # what it would damage is gone already
                continue
    assert repair(home, workforce).left == ()
    assert content(home) == content(made)


def test_the_command_says_what_is_wrong_and_what_to_do(
    home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    in_file("index/whoosh/*/*")(home)
    assert run(["verify", "--home", str(home)]) == 1
    said = capfd.readouterr().out
    assert "已损坏" in said
    assert "--repair" in said
    assert run(["verify", "--repair", "--home", str(home), "--json"]) == 0
    assert '"intact": true' in capfd.readouterr().out


def test_a_catalogue_that_is_none_says_what_to_do(
    home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (home / "catalogue.db").write_bytes(b"not a database at all" * 1000)
    assert run(["verify", "--home", str(home)]) == 1
    assert "请恢复备份" in capfd.readouterr().err
