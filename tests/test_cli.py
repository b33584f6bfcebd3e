"""The command line: answers on stdout, one line on stderr for what goes wrong, exit codes."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from archive.schema import notice_fields
from webui.cli import run

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "corpus" / "sample"
# Warnings are errors, but for the connections that Datasette leaves open, which 3.13 speaks of.
STRICT = ("-W", "error", "-W", "ignore:unclosed database:ResourceWarning")
NOT_A_NOTICE = "关于召开年度工作会议的通知\n各部门：\n兹定于下周一召开年度工作会议，请准时参加。\n"
NAMED = """中共丙县水务局党组关于巡察整改情况的通报
根据县委统一部署，2023年3月1日至4月1日，县委第二巡察组对县水务局党组进行了常规巡察。现将整改情况予以公布。
一、党的建设方面
1.关于党费收缴不及时问题
整改情况：一是对经办人员张建国同志批评教育。二是按月核定并公开党费。
"""
FINDING_KEYS = {
    *("ordinal", "number", "heading", "aspect", "text", "status", "start", "end", "topics"),
    *("amounts", "regulations", "accountability", "duties", "measures"),
}


@dataclass(frozen=True, slots=True)
class Result:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Result]


@pytest.fixture
def xunjian(capfd: pytest.CaptureFixture[str]) -> Run:
    def invoke(*arguments: object) -> Result:
        code = run([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        return Result(code, out, err)

    return invoke


@pytest.fixture(scope="session")
def home(sample_home: Path) -> Path:
    return sample_home


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "notices"
    folder.mkdir()
    for path in sorted(SAMPLE.iterdir())[:2]:
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


@pytest.fixture
def copy(home: Path, tmp_path: Path) -> Path:
    """An archive to damage: copying the directory copies the archive."""
    return Path(shutil.copytree(home, tmp_path / "copy"))


def only_line(text: str) -> str:
    (line,) = text.splitlines()
    return line


def test_nothing_at_all_shows_the_help(xunjian: Run) -> None:
    result = xunjian()
    assert result.code == 0
    assert result.out.startswith("用法：xunjian")


def test_version_is_the_packages(xunjian: Run) -> None:
    assert xunjian("--version").out.startswith("xunjian ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["frob"], "没有 frob 这个命令"),
        (["parse"], "还缺 文件"),
        (["search", "a", "b"], "不认得多出来的 b"),
        (["search", "a", "--frob"], "没有 --frob 这个选项"),
        (["search", "a", "--limit", "x"], "--limit 应当是数字"),
        (["build", "a", "--names", "some"], "--names 只能是 mask 或 keep"),
        (["status", "--home"], "选项 --home 的值给得不对"),
        (["similar"], "须给一个"),
        (["similar", "a-1", "--text", "b"], "只能给一个"),
    ],
)
def test_a_wrong_command_line_is_refused_in_one_chinese_line(
    xunjian: Run, arguments: list[str], said: str
) -> None:
    result = xunjian(*arguments)
    assert (result.code, result.out) == (2, "")
    assert said in only_line(result.err)
    assert "--help" in result.err


def test_build_adds_skips_and_replaces(xunjian: Run, tmp_path: Path, folder: Path) -> None:
    home = tmp_path / "home"
    first = xunjian("build", folder, "--home", home, "--json")
    assert (first.code, first.json["added"], first.json["failed"]) == (0, 2, [])
    again = xunjian("build", folder, "--home", home)
    assert again.code == 0
    assert "新增 0 篇，更新 0 篇，未变 2 篇" in only_line(again.out)
    path = sorted(folder.iterdir())[0]
    path.write_text(path.read_text("utf-8") + "\n特此说明。\n", "utf-8")
    assert xunjian("build", folder, "--home", home, "--json").json["replaced"] == 1


def test_build_keeps_the_rest_when_a_file_fails(xunjian: Run, tmp_path: Path, folder: Path) -> None:
    (folder / "空.txt").write_bytes(b"")
    (folder / "通知.txt").write_text(NOT_A_NOTICE, "utf-8")
    result = xunjian("build", folder, "--home", tmp_path / "home", "--json")
    assert result.code == 1
    assert result.json["added"] == 2
    reasons = {one["name"]: one["kind"] for one in result.json["failed"]}
    assert reasons == {"空.txt": "empty", "通知.txt": "not_a_notice"}
    lines = result.err.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("未收录 ") for line in lines)
    status = xunjian("status", "--home", tmp_path / "home")
    assert "未收录 空.txt" in status.out


def test_force_archives_what_is_no_notice(xunjian: Run, tmp_path: Path) -> None:
    (tmp_path / "通知.txt").write_text(NOT_A_NOTICE, "utf-8")
    home = tmp_path / "home"
    assert xunjian("build", tmp_path / "通知.txt", "--home", home).code == 1
    forced = xunjian("build", tmp_path / "通知.txt", "--home", home, "--force", "--json")
    assert (forced.code, forced.json["added"]) == (0, 1)


def test_a_path_that_is_not_there_is_said(xunjian: Run, tmp_path: Path) -> None:
    result = xunjian("build", tmp_path / "nowhere", "--home", tmp_path / "home")
    assert result.code == 1
    assert "nowhere" in only_line(result.err)


def test_parse_gives_the_agreed_shape_and_keeps_nothing(xunjian: Run, tmp_path: Path) -> None:
    before = sorted(Path.cwd().iterdir())
    result = xunjian("parse", sorted(SAMPLE.iterdir())[0], "--json")
    assert (result.code, result.err) == (0, "")
    assert list(result.json) == ["is_notice", "reason", "notice"]
    assert result.json["is_notice"] is True
    notice = result.json["notice"]
    assert set(notice) == {*notice_fields(), "spans", "aspects", "findings", "checks"}
    assert len(notice["findings"]) == notice["listed_findings"] > 0
    for finding in notice["findings"]:
        assert set(finding) == FINDING_KEYS
        for measure in finding["measures"]:
            assert set(measure) == {"ordinal", "text", "start", "end"}
    assert all(start < end for start, end in notice["spans"].values())
    assert sorted(Path.cwd().iterdir()) == before


def test_parse_says_why_a_page_is_no_notice(xunjian: Run, tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    path.write_text(NOT_A_NOTICE, "utf-8")
    result = xunjian("parse", path, "--json")
    assert result.code == 0
    assert result.json["is_notice"] is False
    assert result.json["reason"]
    assert result.json["notice"] is None
    assert xunjian("parse", path).out.startswith("不是整改通报：")


@pytest.mark.parametrize("data", [b"", b"\x00\xff\x00\x01" * 500, None])
def test_parse_of_what_cannot_be_read_says_so(
    xunjian: Run, tmp_path: Path, data: bytes | None
) -> None:
    path = tmp_path / "坏.txt"
    if data is not None:
        path.write_bytes(data)
    result = xunjian("parse", path, "--json")
    assert result.code == 1
    assert result.json["is_notice"] is False
    assert result.json["reason"] == only_line(result.err)


def test_search_answers_as_the_api_does(xunjian: Run, home: Path) -> None:
    result = xunjian("search", "党费", "--home", home, "--json", "--limit", 3)
    assert (result.code, result.err) == (0, "")
    assert set(result.json) == {"query", "total", "note", "hits", "facets"}
    assert 0 < len(result.json["hits"]) <= 3
    assert {"id", "notice_id", "unit", "year", "heading", "snippet", "score", "matched"} <= set(
        result.json["hits"][0]
    )
    text = xunjian("search", "党费", "--home", home)
    assert result.json["hits"][0]["id"] in text.out


@pytest.mark.parametrize(
    ("plain", "written"),
    [
        ("党费", "黨費"),
        ("“党费收缴”", "“黨費收繳”"),
        ("整改 year:2023", "整改\u3000year：２０２３"),
        ("“2023年”", "“２０２３年”"),
    ],
)
def test_search_finds_in_traditional_and_full_width_forms(
    xunjian: Run, home: Path, plain: str, written: str
) -> None:
    one, other = (
        xunjian("search", query, "--home", home, "--json").json for query in (plain, written)
    )
    assert one["total"] > 0
    assert other["total"] == one["total"]
    assert [hit["id"] for hit in other["hits"]] == [hit["id"] for hit in one["hits"]]


def test_search_of_nonsense_is_answered(xunjian: Run, home: Path) -> None:
    for query in ('"((( AND *', "", " ", "（" * 5000, "\x00", "🙂"):
        result = xunjian("search", query, "--home", home, "--json")
        assert result.code in (0, 1), query
        assert result.code == 0 or only_line(result.err)


def test_similar_finds_like_findings_by_id_and_by_text(xunjian: Run, home: Path) -> None:
    hit = xunjian("search", "党费", "--home", home, "--json").json["hits"][0]
    near = xunjian("similar", hit["id"], "--home", home, "--json", "--limit", 5).json["similar"]
    assert 0 < len(near) <= 5
    assert all(one["notice_id"] != hit["notice_id"] for one in near)
    text = xunjian("similar", "--text", hit["heading"], "--home", home, "--json")
    assert text.json["similar"][0]["heading"]
    assert near[0]["id"] in xunjian("similar", hit["id"], "--home", home).out


def test_show_gives_a_finding_and_its_notice(xunjian: Run, home: Path) -> None:
    hit = xunjian("search", "党费", "--home", home, "--json").json["hits"][0]
    finding = xunjian("show", hit["id"], "--home", home, "--json").json
    assert finding["heading"] == hit["heading"]
    assert finding["measures"]
    notice = xunjian("show", hit["notice_id"], "--home", home, "--json").json
    assert finding["heading"] in [one["heading"] for one in notice["findings"]]
    assert hit["heading"] in xunjian("show", hit["notice_id"], "--home", home).out
    assert finding["text"] in xunjian("show", hit["id"], "--home", home).out


@pytest.mark.parametrize("key", ["000000000000", "000000000000-1", "', --", "党"])
def test_an_id_that_is_not_there_is_said(xunjian: Run, home: Path, key: str) -> None:
    for command in ("show", "similar"):
        result = xunjian(command, "--home", home, "--", key)
        assert result.code == 1
        assert key in only_line(result.err)


def test_status_counts_what_is_held(xunjian: Run, home: Path) -> None:
    status = xunjian("status", "--home", home, "--json")
    assert status.json["notices"] > len(list(SAMPLE.iterdir()))
    assert status.json["findings"] > 0
    assert status.json["failures"] == []
    assert f"通报 {status.json['notices']} 篇" in xunjian("status", "--home", home).out


@pytest.mark.parametrize(
    "arguments",
    [("search", "x"), ("similar", "x-1"), ("show", "x"), ("status",), ("reindex",), ("serve",)],
)
def test_a_missing_home_is_said_in_one_line(
    xunjian: Run, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    home = tmp_path / "nowhere"
    result = xunjian(*arguments, "--home", home)
    assert (result.code, result.out) == (1, "")
    assert "xunjian build" in only_line(result.err)
    assert not home.exists()


def test_reindex_makes_the_indexes_anew(xunjian: Run, home: Path, copy: Path) -> None:
    before = xunjian("search", "党费", "--home", home, "--json").json
    for path in (copy / "index").rglob("*"):
        if path.is_file():
            path.write_bytes(b"damaged")
    result = xunjian("reindex", "--home", copy)
    assert (result.code, result.out) == (0, "")
    assert xunjian("search", "党费", "--home", copy, "--json").json == before


def test_an_unknown_engine_is_refused(xunjian: Run, tmp_path: Path, folder: Path) -> None:
    result = xunjian("build", folder, "--home", tmp_path / "home", "--engine", "frob")
    assert result.code == 1
    assert "whoosh" in only_line(result.err)


@pytest.mark.parametrize("damage", ["catalogue.db", "index", "similarity"])
def test_damage_is_mended_or_said_in_one_line(xunjian: Run, copy: Path, damage: str) -> None:
    target = copy / damage
    for path in [target] if target.is_file() else [p for p in target.rglob("*") if p.is_file()]:
        path.write_bytes(b"damaged" * 100)
    for extra in ("-wal", "-shm"):
        (copy / f"catalogue.db{extra}").unlink(missing_ok=True)
    result = xunjian("search", "党费", "--home", copy, "--json")
    if damage == "catalogue.db":
        assert result.code == 1
        assert only_line(result.err)
    else:
        assert result.code == 0
        assert result.json["total"] > 0


def test_a_catalogue_damaged_within_is_said_in_one_line(xunjian: Run, copy: Path) -> None:
    path = copy / "catalogue.db"
    data = bytearray(path.read_bytes())
    for page in range(3, len(data) // 4096):
        data[page * 4096 : page * 4096 + 64] = bytes(64)
    path.write_bytes(data)
    for command in (["status"], ["search", "党费"], ["show", "000000000000"], ["build", SAMPLE]):
        result = xunjian(*command, "--home", copy)
        assert result.code == 1
        assert "已损坏" in only_line(result.err)


def test_names_are_masked_unless_they_are_to_be_kept(xunjian: Run, tmp_path: Path) -> None:
    path = tmp_path / "通报.txt"
    path.write_text(NAMED, "utf-8")
    assert "张建国" not in xunjian("parse", path, "--json").out
    assert "张建国" in xunjian("parse", path, "--json", "--names", "keep").out


def test_it_runs_without_a_warning_and_survives_a_closed_pipe() -> None:
    program = [sys.executable, *STRICT, "-m", "webui.cli"]
    helped = subprocess.run([*program, "--help"], cwd=ROOT, capture_output=True, check=True)
    assert helped.stderr == b""
    sample = sorted(SAMPLE.iterdir())[0]
    with subprocess.Popen(
        [*program, "parse", str(sample), "--json"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
