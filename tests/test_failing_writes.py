"""A full disk, a read-only file system, a broken disk: said in a line, and nothing is corrupt."""

import json
import os
import subprocess
import sys
from pathlib import Path

from indexer.build import build
from tests.test_build import notice


def prepare(base: Path) -> None:
    """An archive, and notices that are new, changed and empty to be added to it."""
    notices = base / "notices"
    notices.mkdir()
    for unit in ("教育局", "水利局"):
        (notices / f"{unit}.txt").write_text(notice(unit), "utf-8")
    build(base / "home", [notices])
    (notices / "水利局.txt").write_text(notice("水利局", ("公务接待超标准",)), "utf-8")
    (notices / "财政局.txt").write_text(notice("财政局"), "utf-8")
    (notices / "空.txt").write_text("", "utf-8")


def outcomes(program: str, base: Path, count: int) -> list[dict]:  # type: ignore[type-arg]
    """What a program of this directory printed, a line of JSON for each thing that it did."""
    said = subprocess.run(
        [sys.executable, str(Path(__file__).with_name(program)), str(base), str(count)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    return [json.loads(line) for line in said.stdout.splitlines()]


def is_survived(outcome: dict) -> bool:  # type: ignore[type-arg]
    """Whether a refused write was told in a line, harmed nothing, and can be made good."""
    told = outcome["kind"] == "done" or len(outcome["message"].splitlines()) == 1
    again = [1, 1, 1, 1] if outcome["found"] == "before" else [0, 0, 3, 1]
    return (
        told
        and outcome["found"] in ("before", "after")
        and outcome["answers"] > 0
        and outcome["harm"] == []
        and outcome["completed"] is True
        and list(outcome["again"]) == again
    )


def test_a_refused_write_harms_nothing(tmp_path: Path) -> None:
    """``python -m tests.reliability`` refuses every write, in three ways."""
    prepare(tmp_path)
    told = outcomes("failing_writes.py", tmp_path, 6)
    assert len(told) == 7
    assert [one for one in told if not is_survived(one)] == []
    assert sum(one["kind"] != "done" for one in told) >= 4
