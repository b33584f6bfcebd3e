"""An archive can be taken away and brought back, copied while it is used, and upgraded."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import bagit
import pytest

from archive import Catalogue
from archive.schema import VERSION
from indexer import Archive, build
from indexer.verify import verify
from tests.stored_archives import make
from tests.test_build import notice
from webui.cli import run

HERE = Path(__file__).parent
LASTING = """
    select id, document, title, unit, text from notices union all
    select id, notice, heading, text, status from findings union all
    select document, notice, kept_at, '', '' from versions union all
    select id, name, sha256, notice, seen_at from files union all
    select id, name, kind, reason, failed_at from failures union all
    select sha256, file_name, format, bytes, reader from documents union all
    select id, started_at, finished_at, added, replaced from builds order by 1, 2, 3
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("taken")
    make(place / "home", place / "notices")
    return place / "home"


@pytest.fixture(scope="module")
def bag(home: Path) -> Path:
    assert run(["export", "--home", str(home), "--bagit", str(home.parent / "bag")]) == 0
    return home.parent / "bag"


def content(home: Path) -> list[tuple[object, ...]]:
    with Catalogue.open_reader(home) as catalogue:
        return catalogue.connection.execute(LASTING).fetchall()


def test_a_bag_brings_everything_back(home: Path, bag: Path, tmp_path: Path) -> None:
    back = tmp_path / "back"
    assert run(["import", "--home", str(back), str(bag)]) == 0
    assert content(back) == content(home)
    assert list(verify(back)) == []
    with Catalogue.open_reader(home) as old, Catalogue.open_reader(back) as new:
        assert list(new.originals.digests()) == list(old.originals.digests())
    assert Archive.open(back).search("公务接待").hits


def test_what_came_back_knows_its_files_again(home: Path, bag: Path, tmp_path: Path) -> None:
    back = tmp_path / "back"
    assert run(["import", "--home", str(back), str(bag)]) == 0
    report = build(back, [home.parent / "notices"])
    assert (report.added, report.replaced, report.unchanged) == (0, 0, 3)


def test_an_archive_that_holds_notices_is_not_filled(
    home: Path, bag: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["import", "--home", str(home), str(bag)]) == 1
    assert "已经有通报" in capfd.readouterr().err


def test_a_bag_is_not_written_over_anything(home: Path, bag: Path) -> None:
    assert run(["export", "--home", str(home), "--bagit", str(bag)]) == 1


def edit(change: Callable[[dict], None]) -> Callable[[Path], None]:  # type: ignore[type-arg]
    """A ledger changed by someone who also mended the bag's sums."""

    def damage(bag: Path) -> None:
        path = bag / "data" / "ledger.json"
        ledger = json.loads(path.read_text("utf-8"))
        change(ledger)
        path.write_text(json.dumps(ledger), "utf-8")
        bagit.Bag(str(bag)).save(manifests=True)

    return damage


def swap(name: str, value: object, table: str = "notices") -> Callable[[Path], None]:
    return edit(lambda ledger: ledger["tables"][table][0].update({name: value}))


def an_original(bag: Path) -> Path:
    return min((bag / "data" / "originals").iterdir())


@pytest.mark.parametrize(
    "damage",
    [
        lambda bag: an_original(bag).write_bytes(b"changed"),
        lambda bag: an_original(bag).unlink(),
        lambda bag: (bag / "data" / "more").write_text("more"),
        lambda bag: (bag / "bagit.txt").unlink(),
        lambda bag: (bag / "manifest-sha256.txt").unlink(),
        lambda bag: (bag / "manifest-sha256.txt").write_text("0 ../../../../etc/passwd\n"),
        lambda bag: (bag / "fetch.txt").write_text("http://localhost/x 1 data/x\n"),
        lambda bag: (bag / "data" / "ledger.json").write_text("{}"),
        edit(lambda ledger: ledger.pop("state")),
        edit(lambda ledger: ledger["tables"].pop("versions")),
        edit(lambda ledger: ledger["tables"]["notices"].append({"id": "../x", "document": "y"})),
        swap("id", "../../x"),
        swap("id", "0" * 12),
        swap("document", "0" * 64),
        swap("surprise", 1),
        swap("sha256", "../../../../etc/passwd", "documents"),
        swap("name", 7, "files"),
        swap("id", "1; drop table notices", "builds"),
    ],
)
def test_a_bag_that_was_tampered_with_is_refused_whole(
    bag: Path, tmp_path: Path, damage: Callable[[Path], None], capfd: pytest.CaptureFixture[str]
) -> None:
    copy = Path(shutil.copytree(bag, tmp_path / "copy"))
    damage(copy)
    assert run(["import", "--home", str(tmp_path / "back"), str(copy)]) == 1
    assert len(capfd.readouterr().err.splitlines()) == 1
    if (tmp_path / "back" / "catalogue.db").exists():
        with Catalogue.open_reader(tmp_path / "back") as catalogue:
            assert catalogue.db["notices"].count == 0


def test_links_in_a_bag_lead_nowhere(bag: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(bag, tmp_path / "copy"))
    original = an_original(copy)
    original.rename(tmp_path / "elsewhere")
    original.symlink_to(tmp_path / "elsewhere")
    assert run(["import", "--home", str(tmp_path / "back"), str(copy)]) == 1


def test_a_copy_taken_while_a_build_goes_on_is_whole(home: Path, tmp_path: Path) -> None:
    """As the README says: the catalogue through SQLite, the originals after it."""
    used = Path(shutil.copytree(home, tmp_path / "used"))
    copy = tmp_path / "copy"
    copy.mkdir()
    with Catalogue.open(used) as catalogue, catalogue.transaction():
        catalogue.originals.put(b"of a build that is not finished")
        catalogue.connection.execute("delete from findings")
        source = sqlite3.connect(used / "catalogue.db")
        target = sqlite3.connect(copy / "catalogue.db")
        source.backup(target)
        source.close()
        target.close()
        shutil.copytree(used / "originals", copy / "originals")
    assert Archive.open(copy).search("党费收缴").hits
    assert content(copy) == content(home)
    assert [one.kind for one in verify(copy)] == ["stray"]


@pytest.mark.parametrize("stored", sorted(HERE.glob("archive_v*.zip")), ids=lambda path: path.stem)
def test_archives_of_earlier_versions_open(stored: Path, tmp_path: Path) -> None:
    old = tmp_path / "old"
    with ZipFile(stored) as packed:
        packed.extractall(old)
    before = sqlite3.connect(old / "catalogue.db")
    ids = before.execute("select id, document from notices order by id").fetchall()
    versions = before.execute("select document, notice, kept_at from versions").fetchall()
    before.close()
    assert run(["search", "公务接待", "--home", str(old)]) == 0
    with Catalogue.open_reader(old) as catalogue:
        execute = catalogue.connection.execute
        assert execute("select id, document from notices order by id").fetchall() == ids
        kept = execute("select document, notice, kept_at from versions").fetchall()
        assert sorted(kept) == sorted(versions)
        assert catalogue.get_state("version") == str(VERSION)
    assert list(verify(old)) == []
    assert Archive.open(old).search("公务接待").hits
    (tmp_path / "新.txt").write_text(notice("文旅局"), "utf-8")
    assert build(old, [tmp_path / "新.txt"]).added == 1


def test_an_upgrade_that_is_cut_short_can_be_done_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "old"
    with ZipFile(HERE / "archive_v1.zip") as packed:
        packed.extractall(old)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("indexer.recover.write_history", fail)
        assert run(["status", "--home", str(old)]) == 1
    with sqlite3.connect(old / "catalogue.db") as still:
        assert still.execute("select value from state where key = 'version'").fetchone() == ("1",)
    still.close()
    assert run(["status", "--home", str(old)]) == 0
    assert list(verify(old)) == []


def test_an_archive_of_a_later_version_is_left_alone(
    home: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    later = Path(shutil.copytree(home, tmp_path / "later"))
    with Catalogue.open(later) as catalogue:
        catalogue.connection.execute("update state set value = '99' where key = 'version'")
    assert run(["build", "--home", str(later), str(HERE)]) == 1
    assert "第 99 版" in capfd.readouterr().err
