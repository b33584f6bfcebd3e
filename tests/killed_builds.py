"""Kills builds at chosen steps and prints, in a line of JSON each, what the archive is like then.

A step is an SQL statement that begins or ends something, or a file opened for writing, renamed or
removed within the archive's home. Arguments: a directory with ``home`` and ``notices``, and how
many of the build's steps to kill it at.
"""

import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Self

from archive import Catalogue
from archive.workers import Workforce
from indexer import Archive, build
from indexer.report import BuildOptions
from indexer.verify import verify

STATEMENTS = ("begin", "commit", "savepoint", "release", "pragma wal_checkpoint")
EVENTS = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree")


def steps_of(home: Path, at_step: Callable[[str], None], *, statements: bool = True) -> None:
    """Call ``at_step`` before each step of this process's builds, or of its files alone."""

    def hear(event: str, arguments: tuple[Any, ...]) -> None:
        if event in EVENTS or (event == "open" and is_written(arguments)):
            path = arguments[0]
            if isinstance(path, str | os.PathLike) and str(path).startswith(str(home)):
                at_step(f"{event} {Path(path).name}")

    def hear_sql(statement: str) -> None:
        if statement.lower().startswith(STATEMENTS):
            at_step(statement)

    class Heard(Catalogue):
        @classmethod
        def open(cls, home: Path) -> Self:
            catalogue = super().open(home)
            catalogue.connection.set_trace_callback(hear_sql)
            return catalogue

    if statements:
        sys.modules["indexer.build"].Catalogue = Heard  # type: ignore[attr-defined]
    sys.addaudithook(hear)


def is_written(arguments: tuple[Any, ...]) -> bool:
    _, mode, flags = arguments
    return bool(set(mode or "") & set("wax+")) or bool(flags & (os.O_WRONLY | os.O_RDWR))


def in_child(work: Callable[[], object]) -> int:
    """Do the work in a process of its own; returns the signal that ended it, 0 for none."""
    if child := os.fork():
        return os.waitpid(child, 0)[1] & 0x7F
    work()
    os._exit(0)


def add(home: Path, notices: Path, force: Workforce) -> tuple[int, int, int, int]:
    report = build(home, [notices], options=BuildOptions(workforce=force))
    return report.added, report.replaced, report.unchanged, len(report.failed)


def state(home: Path) -> list[Any]:
    with Catalogue.open_reader(home) as catalogue:
        rows = catalogue.connection.execute("select id, document from notices order by id")
        builds = catalogue.connection.execute("select count(*) from builds").fetchone()
        return [*rows.fetchall(), builds]


def harm(home: Path) -> list[str]:
    return [str(one) for one in verify(home) if one.kind != "stray"]


def count_steps(base: Path) -> list[str]:
    """The steps of a whole build, in order."""
    log = base / "steps"
    home = fresh(base)

    def record() -> None:
        with log.open("w", encoding="utf-8") as file:
            steps_of(home, lambda step: print(step.replace("\n", " "), file=file))
            with Workforce(1, 60) as force:
                add(home, base / "notices", force)

    in_child(record)
    return log.read_text(encoding="utf-8").splitlines()


def fresh(base: Path) -> Path:
    home = base / "copy"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(base / "home", home)
    return home


def kill_at(base: Path, number: int) -> int:
    home = base / "copy"

    def run() -> None:
        left = [number]

        def count_down(_: str) -> None:
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)

        steps_of(home, count_down)
        with Workforce(1, 60) as force:
            add(home, base / "notices", force)

    return in_child(run)


def kill_after(base: Path, seconds: float) -> int:
    """Start a build and kill it after so long, wherever it is; returns as ``in_child`` does."""
    child = os.fork()
    if not child:
        _build(base)
        os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1] & 0x7F


def examine(base: Path, before: list[Any], after: list[Any], force: Workforce) -> dict[str, Any]:
    """What a killed build left, and what building again makes of it."""
    home = base / "copy"
    found = state(home)
    return {
        "found": "before" if found == before else "after" if found[:-1] == after[:-1] else found,
        "answers": Archive.open(home).search("整改").total,
        "harm": harm(home),
        "again": add(home, base / "notices", force),
        "harm_then": harm(home),
        "completed": state(home)[:-1] == after[:-1],
    }


def at_steps(base: Path, kills: int, force: Workforce) -> Iterator[dict[str, Any]]:
    """Kill builds at so many of their steps, the commit and what follows it among them."""
    before, steps = state(base / "home"), count_steps(base)
    after = state(base / "copy")
    kills = min(kills, len(steps))
    spread = {round(kill * (len(steps) - 1) / kills) for kill in range(kills)}
    for number in sorted(spread | {len(steps) - 2, len(steps) - 1}):
        fresh(base)
        ended_by = kill_at(base, number)
        told = {"step": steps[number], "ended_by": ended_by}
        yield told | examine(base, before, after, force)


def at_instants(base: Path, kills: int, force: Workforce) -> Iterator[dict[str, Any]]:
    """Kill builds at so many instants, at random within the time that one takes."""
    before, dice = state(base / "home"), random.Random(1)  # noqa: S311 - chooses instants
    home = fresh(base)
    began = time.monotonic()
    in_child(lambda: _build(base))
    whole, after = time.monotonic() - began, state(home)
    for _ in range(kills):
        fresh(base)
        seconds = dice.uniform(0, whole)
        told = {"step": f"after {seconds:.2f} s", "ended_by": kill_after(base, seconds)}
        yield told | examine(base, before, after, force)


def _build(base: Path) -> None:
    with Workforce(1, 60) as force:
        add(base / "copy", base / "notices", force)


if __name__ == "__main__":
    with Workforce(1, 60) as workforce:
        for line in at_steps(Path(sys.argv[1]), int(sys.argv[2]), workforce):
            print(json.dumps(line, ensure_ascii=False), flush=True)
