"""Has builds fail at chosen writes and prints, in a line of JSON each, what the archive is then.

A write is a file opened for writing, renamed or removed within the archive's home, as in
``killed_builds``; it is refused with a full disk, a read-only file system or a broken disk. What
SQLite writes itself is refused in ``test_build``. Arguments: a directory with ``home`` and
``notices``, and how many of the writes to refuse.
"""

import errno
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from archive.errors import ArchiveError
from archive.workers import Workforce
from indexer import Archive
from indexer.errors import IndexerError
from tests.killed_builds import add, fresh, harm, in_child, state, steps_of

REFUSALS = (errno.ENOSPC, errno.EROFS, errno.EIO)


def build_refused(base: Path, number: int, code: int) -> dict[str, str]:
    """What was said when the ``number``-th write, and none after it, was refused."""
    home, told = fresh(base), base / "told"
    told.unlink(missing_ok=True)

    def run() -> None:
        left = [number]

        def refuse(step: str) -> None:
            left[0] -= 1
            if left[0] == -1:
                (base / "step").write_text(step, "utf-8")
                raise OSError(code, os.strerror(code), step)

        with Workforce(1, 60) as force:
            steps_of(home, refuse, statements=False)
            try:
                add(home, base / "notices", force)
                said = {"kind": "done", "message": ""}
            except (ArchiveError, IndexerError, OSError) as error:
                said = {"kind": type(error).__name__, "message": str(error)}
        told.write_text(json.dumps(said), "utf-8")

    (base / "step").write_text("", "utf-8")
    in_child(run)
    said: dict[str, str] = json.loads(told.read_text("utf-8")) if told.exists() else {}
    return said | {"step": (base / "step").read_text("utf-8")}


def count_writes(base: Path) -> int:
    home, log = fresh(base), base / "writes"

    def run() -> None:
        steps: list[str] = []
        with Workforce(1, 60) as force:
            steps_of(home, steps.append, statements=False)
            add(home, base / "notices", force)
        log.write_text(str(len(steps)), "utf-8")

    in_child(run)
    return int(log.read_text("utf-8"))


def refused(base: Path, refusals: int, force: Workforce) -> Iterator[dict[str, Any]]:
    """Refuse so many of a build's writes; each in every way, where all are."""
    before, writes = state(base / "home"), count_writes(base)
    after = state(base / "copy")
    refusals = min(refusals, writes)
    for number in sorted({round(one * (writes - 1) / refusals) for one in range(refusals + 1)}):
        for code in REFUSALS[: 1 if refusals < writes else None]:
            said = build_refused(base, number, code)
            home = base / "copy"
            found = state(home)
            yield said | {
                "found": "before" if found == before else "after" if found == after else found,
                "answers": Archive.open(home).search("整改").total,
                "harm": harm(home),
                "again": add(home, base / "notices", force),
                "completed": state(home)[:-1] == after[:-1],
            }


if __name__ == "__main__":
    with Workforce(1, 60) as workforce:
        for line in refused(Path(sys.argv[1]), int(sys.argv[2]), workforce):
            print(json.dumps(line, ensure_ascii=False), flush=True)
