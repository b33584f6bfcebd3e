"""The build: what is new or changed comes in, what fails is said, and nothing is ever half done."""

import io
import json
import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive import Catalogue
from archive.errors import ArchiveError
from archive.workers import Workforce
from indexer.build import build
from indexer.errors import BusyError, NoSuchPathError
from indexer.lock import locked
from indexer.report import BuildOptions, BuildReport, Step
from indexer.status import status
from indexer.verify import verify

FORCE = Workforce(processes=1, seconds=60)  # kept from build to build, for it is slow to start


def notice(unit: str = "教育局", problems: tuple[str, ...] = ("党费收缴不及时", "账目不清")) -> str:
    findings = "\n".join(
        f"{number}.关于{problem}的问题。\n整改情况：一是对照检查，立即改正。二是完善制度，经常督查。"
        for number, problem in enumerate(problems, 1)
    )
    return (
        f"中共云洲市清河区{unit}党组关于区委第三轮巡察整改情况的通报\n"
        "根据区委统一部署，2023年3月1日至4月20日，区委第二巡察组对"
        f"清河区{unit}党组进行了巡察。2023年5月18日，区委巡察组反馈了巡察意见。"
        "现将巡察整改情况予以公布。\n"
        f"一、巡察反馈问题整改情况\n{findings}\n"
        "欢迎广大干部群众对整改情况进行监督。联系电话：0000-1234567。\n"
        f"中共云洲市清河区{unit}党组\n2023年9月1日\n"
    )


@pytest.fixture(scope="module", autouse=True)
def workforce() -> Iterator[None]:
    with FORCE:
        yield


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def notices(tmp_path: Path) -> Path:
    directory = tmp_path / "notices"
    directory.mkdir()
    return directory


def write(directory: Path, name: str, content: str | bytes) -> Path:
    path = directory / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def run(home: Path, *paths: Path, **options: bool) -> BuildReport:
    return build(home, paths, options=BuildOptions(workforce=FORCE, **options))


def counts(report: BuildReport) -> tuple[int, int, int, int]:
    return report.added, report.replaced, report.unchanged, len(report.failed)


def harm(home: Path) -> list[str]:
    return [str(damage) for damage in verify(home) if damage.kind != "stray"]


def ask(home: Path, query: str) -> list[tuple[object, ...]]:
    with Catalogue.open_reader(home) as catalogue:
        return catalogue.connection.execute(query).fetchall()


# what comes in


def test_a_build_adds_replaces_and_leaves_alone(home: Path, notices: Path) -> None:
    for unit in ("教育局", "水利局", "财政局"):
        write(notices, f"{unit}.txt", notice(unit))
    assert counts(run(home, notices)) == (3, 0, 0, 0)
    before = dict(ask(home, "select unit, id from notices"))
    write(notices, "水利局.txt", notice("水利局", ("公务接待超标准",)))
    write(notices, "文旅局.txt", notice("文旅局"))
    assert counts(run(home, notices)) == (1, 1, 2, 0)
    after = dict(ask(home, "select unit, id from notices"))
    assert len(after) == 4
    assert before.items() <= after.items()
    assert counts(run(home, notices)) == (0, 0, 4, 0)
    assert harm(home) == []


def test_building_from_elsewhere_finds_the_same_files(
    home: Path, notices: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(notices, "a.txt", notice())
    assert counts(run(home, notices)) == (1, 0, 0, 0)
    monkeypatch.chdir(notices)
    write(notices, "a.txt", notice(problems=("公务接待超标准",)))
    assert counts(run(home, Path(), Path("a.txt"))) == (0, 1, 0, 0)


def test_the_same_bytes_twice_are_one_notice(home: Path, notices: Path) -> None:
    write(notices, "a.txt", notice())
    write(notices, "b.txt", notice())
    assert counts(run(home, notices)) == (1, 0, 1, 0)
    assert ask(home, "select count(*) from notices") == [(1,)]


def test_ids_are_those_of_any_other_archive_of_the_same_files(
    tmp_path: Path, notices: Path
) -> None:
    for unit in ("教育局", "水利局"):
        write(notices, f"{unit}.txt", notice(unit))
    run(tmp_path / "one", notices)
    run(tmp_path / "two", notices / "水利局.txt", notices)
    query = "select id from findings order by id"
    assert ask(tmp_path / "one", query) == ask(tmp_path / "two", query)


def test_progress_tells_each_step(home: Path, notices: Path) -> None:
    write(notices, "a.txt", notice())
    steps: list[Step] = []
    build(home, [notices], steps.append, BuildOptions(workforce=FORCE))
    assert [step.stage for step in steps][:2] == ["look", "read"]
    assert steps[-1].stage == "index"
    assert steps[-1].done == steps[-1].total > 0
    assert steps[0] == Step("look", 0, 1, "a.txt")


# what fails


def test_each_file_that_fails_is_recorded_and_the_rest_goes_on(home: Path, notices: Path) -> None:
    write(notices, "good.txt", notice())
    write(notices, "empty.txt", "")
    write(notices, "blank.txt", " \n\n ")
    write(notices, "binary.txt", bytes(range(256)) * 40)
    write(notices, "news.txt", "区委召开巡察工作动员会，部署本轮巡察。\n" * 5)
    os.truncate(write(notices, "large.txt", ""), 200 * 1024**2)
    os.mkfifo(notices / "pipe")
    (notices / "gone.txt").symlink_to(notices / "nowhere")
    report = run(home, notices)
    assert counts(report) == (1, 0, 0, 7)
    assert {failed.name: failed.kind for failed in report.failed} == {
        "binary.txt": "unreadable",
        "blank.txt": "empty",
        "empty.txt": "empty",
        "gone.txt": "missing",
        "large.txt": "too_large",
        "news.txt": "not_a_notice",
        "pipe": "not_a_file",
    }
    for failed in report.failed:
        assert failed.reason
        assert "\n" not in failed.reason
        assert str(notices) not in failed.reason
    assert {failed.name for failed in status(home).failures} == {
        failed.name for failed in report.failed
    }
    assert harm(home) == []


def test_a_failure_is_over_when_the_file_is_mended_or_gone(home: Path, notices: Path) -> None:
    write(notices, "a.txt", "")
    write(notices, "b.txt", "")
    assert counts(run(home, notices)) == (0, 0, 0, 2)
    write(notices, "a.txt", notice())
    (notices / "b.txt").unlink()
    assert counts(run(home, notices)) == (1, 0, 0, 0)
    assert status(home).failures == ()


def test_a_notice_stays_when_its_file_breaks(home: Path, notices: Path) -> None:
    write(notices, "a.txt", notice())
    run(home, notices)
    write(notices, "a.txt", "")
    assert counts(run(home, notices)) == (0, 0, 0, 1)
    assert ask(home, "select count(*) from notices") == [(1,)]


def test_what_is_no_notice_is_archived_only_when_forced_and_is_marked(
    home: Path, notices: Path
) -> None:
    write(notices, "news.txt", "区委召开巡察工作动员会，部署本轮巡察。\n" * 5)
    assert counts(run(home, notices)) == (0, 0, 0, 1)
    assert counts(run(home, notices, forced=True)) == (1, 0, 0, 0)
    [(because,)] = ask(home, "select forced_because from notices")
    assert isinstance(because, str)
    assert counts(run(home, notices)) == (0, 0, 1, 0)


def test_a_path_that_leads_nowhere_makes_no_archive(home: Path, notices: Path) -> None:
    with pytest.raises(NoSuchPathError):
        run(home, notices, notices / "nothing")
    assert not home.exists()


# ZIP files


def zipped(texts: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in texts.items():
            package.writestr(name, text)
    return packed.getvalue()


def test_files_in_a_zip_file_are_files_of_their_own(home: Path, notices: Path) -> None:
    texts = {"2023/教育局.txt": notice("教育局"), "水利局.txt": notice("水利局")}
    (notices / "deep").mkdir()
    write(notices, "deep/通报.zip", zipped(texts | {"动态.txt": "区委召开巡察工作动员会。\n" * 9}))
    report = run(home, notices)
    assert counts(report) == (2, 0, 0, 1)
    assert report.failed[0].name == "deep/通报.zip/动态.txt"
    assert ask(home, "select name from files order by name") == [
        ("deep/通报.zip/2023/教育局.txt",),
        ("deep/通报.zip/水利局.txt",),
    ]
    write(notices, "deep/通报.zip", zipped(texts | {"水利局.txt": notice("水利局", ("账目不清",))}))
    assert counts(run(home, notices)) == (0, 1, 1, 0)
    assert counts(run(home, notices)) == (0, 0, 1, 0)
    assert harm(home) == []


def test_an_empty_zip_file_is_a_failure(home: Path, notices: Path) -> None:
    write(notices, "通报.zip", zipped({}))
    assert [failed.kind for failed in run(home, notices).failed] == ["empty"]


# names, and reading again


def test_names_are_masked_before_anything_is_stored(home: Path, notices: Path) -> None:
    text = notice(problems=("对低保人员陈桂花的申请审核不严",))
    write(notices, "a.txt", text)
    run(home, notices)
    stored = b"".join(path.read_bytes() for path in home.glob("catalogue.db*"))
    assert "陈桂花".encode() not in stored
    assert ask(home, "select count(*) from findings where text like '%低保人员陈某某%'") == [(1,)]


def test_names_that_were_kept_are_masked_in_every_notice_when_that_is_asked_for(
    home: Path, notices: Path
) -> None:
    path = write(notices, "a.txt", notice(problems=("对低保人员陈桂花的申请审核不严",)))
    run(home, notices, masked=False)
    before = ask(home, "select id from findings where text like '%陈桂花%'")
    path.unlink()
    report = run(home, notices)
    assert (counts(report), report.reread) == ((0, 0, 0, 0), 1)
    assert ask(home, "select id from findings where text like '%陈某某%'") == before
    assert status(home).names == "mask"
    assert harm(home) == []


def test_reading_again_needs_no_files_but_the_originals(home: Path, notices: Path) -> None:
    path = write(notices, "a.txt", notice())
    run(home, notices)
    before = ask(home, "select id, text, rows_sha256 is null from notices")
    path.unlink()
    assert run(home, notices, reread=True).reread == 1
    assert ask(home, "select id, text, rows_sha256 is null from notices") == before
    assert harm(home) == []


# one at a time


def test_a_second_build_says_who_is_building(home: Path, notices: Path) -> None:
    write(notices, "a.txt", notice())
    run(home, notices)
    with locked(home), pytest.raises(BusyError, match=f"进程 {os.getpid()}"):
        run(home, notices)
    assert counts(run(home, notices)) == (0, 0, 1, 0)


def test_a_lock_left_behind_holds_nobody_up(home: Path) -> None:
    home.mkdir()
    program = (
        f"import os, pathlib, sys; sys.path[:] = {sys.path!r}\n"
        "from indexer.lock import locked\n"
        f"with locked(pathlib.Path({str(home)!r})):\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == -9
    assert (home / "lock").read_text()
    with locked(home):
        pass


# trouble


def test_a_full_disk_stops_the_build_and_changes_nothing(
    home: Path, notices: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(notices, "a.txt", notice())
    run(home, notices)
    write(notices, "b.txt", notice("水利局"))

    def no_space(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", no_space)
        with pytest.raises(ArchiveError, match="磁盘已满"):
            run(home, notices)
    assert ask(home, "select count(*) from notices") == [(1,)]
    assert harm(home) == []
    assert counts(run(home, notices)) == (1, 0, 1, 0)


def test_a_database_that_cannot_grow_stops_the_build_and_changes_nothing(
    home: Path, notices: Path
) -> None:
    write(notices, "a.txt", notice())
    run(home, notices)
    for number in range(20):
        write(notices, f"b{number}.txt", notice(f"第{number}小学", ("账目不清",) * 30))
    program = (
        f"import pathlib, resource, signal, sys; sys.path[:] = {sys.path!r}\n"
        "from archive.errors import ArchiveError\n"
        "from indexer.build import build\n"
        "from indexer.errors import IndexerError\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))\n"
        "try:\n"
        f"    build(pathlib.Path({str(home)!r}), [pathlib.Path({str(notices)!r})])\n"
        "except (ArchiveError, IndexerError) as error:\n"
        "    print(error)\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert said.stdout.count("\n") == 1, said.stderr
    assert harm(home) == []
    assert counts(run(home, notices)) == (20, 0, 1, 0)
    assert harm(home) == []


def test_damage_behind_the_catalogues_back_is_found(home: Path, notices: Path) -> None:
    for unit in ("教育局", "水利局"):
        write(notices, f"{unit}.txt", notice(unit))
    run(home, notices)
    with Catalogue.open(home) as catalogue:
        originals = catalogue.originals
        first, second = originals.digests()
        originals.path(first).unlink()
        originals.path(second).chmod(0o644)
        originals.path(second).write_bytes(b"something else")
        stray = originals.put(b"named by no row")
        catalogue.connection.execute("delete from measures where id like '%-1-1'")
    found = {(damage.kind, damage.subject) for damage in verify(home)}
    ids = {str(one) for (one,) in ask(home, "select id from notices")}
    assert found == {
        ("original", first),
        ("original", second),
        ("stray", stray),
        *(("rows", one) for one in ids),
    }


def test_a_finding_that_was_deleted_is_missed_everywhere(home: Path, notices: Path) -> None:
    write(notices, "a.txt", notice())
    run(home, notices)
    with Catalogue.open(home) as catalogue:
        catalogue.connection.execute("delete from findings where ordinal = 1")
    found = {(damage.kind, damage.subject) for damage in verify(home)}
    [(notice_id,)] = ask(home, "select id from notices")
    assert found == {
        ("rows", notice_id),
        ("search", "findings_fts"),
        ("index", "index"),
        ("index", "similarity"),
    }


def test_a_missing_index_is_made_again(home: Path, notices: Path) -> None:
    write(notices, "a.txt", notice())
    run(home, notices)
    subprocess.run(["rm", "-r", str(home / "index"), str(home / "similarity")], check=True)
    assert harm(home)
    assert counts(run(home, notices)) == (0, 0, 1, 0)
    assert harm(home) == []


def test_a_build_killed_at_any_step_leaves_a_good_archive(
    home: Path, notices: Path, tmp_path: Path
) -> None:
    """``python tests/killed_builds.py`` says what a step is, and kills at every one of them."""
    for unit in ("教育局", "水利局"):
        write(notices, f"{unit}.txt", notice(unit))
    run(home, notices)
    write(notices, "水利局.txt", notice("水利局", ("公务接待超标准",)))
    write(notices, "财政局.txt", notice("财政局"))
    write(notices, "empty.txt", "")
    program = Path(__file__).with_name("killed_builds.py")
    path = os.pathsep.join(sys.path)
    said = subprocess.run(
        [sys.executable, str(program), str(tmp_path), "5"],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": path},
    )
    kills = [json.loads(line) for line in said.stdout.splitlines()]
    assert len(kills) >= 6
    assert {kill["found"] for kill in kills} == {"before", "after"}
    for kill in kills:
        assert kill["ended_by"] == signal.SIGKILL
        assert kill["answers"] > 0
        assert (kill["harm"], kill["harm_then"]) == ([], [])
        assert kill["completed"]
        assert kill["again"] == ([1, 1, 1, 1] if kill["found"] == "before" else [0, 0, 3, 1])
