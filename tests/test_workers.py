"""Work in processes: in order, bounded, and going on whatever a task does to its process."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archive.failure import Failure
from archive.workers import Workforce


@pytest.fixture(scope="module")
def force() -> Iterator[Workforce]:
    with Workforce(processes=2, seconds=60) as workforce:
        yield workforce


def square(number: int) -> int:
    return number * number


def wait_a_little(number: int) -> int:
    time.sleep(0.05 if number % 2 else 0)
    return number


def misbehave(manner: str) -> str:
    if manner == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    elif manner == "leave":
        os._exit(0)
    elif manner == "raise":
        raise KeyError(manner)
    elif manner == "recurse":
        return misbehave(manner)
    elif manner == "eat":
        return "x" * 5 * 1024**3
    elif manner == "dawdle":
        time.sleep(60)
    return manner


def pid_after(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except FileNotFoundError:
        return False


def soon(condition: Callable[[], bool]) -> bool:
    end = time.monotonic() + 10
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    return condition()


def test_results_come_in_the_order_of_the_tasks(force: Workforce) -> None:
    assert list(force.work(wait_a_little, range(100))) == list(range(100))


def test_nothing_to_do_is_nothing_done(force: Workforce) -> None:
    assert list(force.work(square, [])) == []


def test_processes_are_kept_from_one_work_to_the_next() -> None:
    with Workforce(processes=1, seconds=60) as force:
        assert list(force.work(pid_after, [0])) == list(force.work(pid_after, [0, 0]))[:1]


@pytest.mark.parametrize(
    ("manner", "kind"),
    [
        ("die", "crashed"),
        ("leave", "crashed"),
        ("raise", "crashed"),
        ("recurse", "crashed"),
        ("eat", "crashed"),
        ("dawdle", "too_slow"),
    ],
)
def test_a_task_that_misbehaves_fails_alone(manner: str, kind: str) -> None:
    with Workforce(processes=1, seconds=1 if manner == "dawdle" else 60) as force:
        before, failure, after = force.work(misbehave, ["before", manner, "after"])
    assert (before, after) == ("before", "after")
    assert isinstance(failure, Failure)
    assert failure.kind == kind


def test_tasks_are_asked_for_only_as_results_are_taken(force: Workforce) -> None:
    asked = 0

    def tasks() -> Iterator[int]:
        nonlocal asked
        while True:
            asked += 1
            yield asked

    with closing(force.work(square, tasks())) as results:
        for _ in range(3):
            next(results)
    assert asked < 50


def test_stopping_early_stops_the_processes() -> None:
    with Workforce(1, 60) as force, closing(force.work(pid_after, [0, 60])) as pids:
        pid = next(pids)
        assert isinstance(pid, int)
        assert is_running(pid)
    assert soon(lambda: not is_running(pid))


def test_the_processes_end_with_the_one_that_started_them(tmp_path: Path) -> None:
    program = (
        f"import sys; sys.path[:] = {[*sys.path, str(Path(__file__).parent)]!r}\n"
        "from archive.workers import Workforce\n"
        "import os, test_workers\n"
        "for pid in Workforce(1, 60).work(test_workers.pid_after, [0, 1]):\n"
        "    print(pid, flush=True)\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert run.returncode == -9
    assert soon(lambda: not is_running(int(run.stdout)))


def test_it_works_in_a_program_without_a_main_module() -> None:
    program = (
        "from archive.workers import Workforce\n"
        "import math\n"
        "with Workforce(2, 60) as force:\n"
        "    print(list(force.work(math.sqrt, [4, 9])))\n"
    )
    run = subprocess.run(
        [sys.executable], input=program, capture_output=True, text=True, check=True
    )
    assert (run.stdout, run.stderr) == ("[2.0, 3.0]\n", "")
