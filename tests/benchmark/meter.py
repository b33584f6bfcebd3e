"""Times, memory and disk, as they are measured everywhere in the benchmark."""

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from statistics import quantiles
from threading import Event, Thread
from time import perf_counter
from types import TracebackType
from typing import Self

_WARM = 5  # questions asked before it counts
_PAGE = os.sysconf("SC_PAGE_SIZE")
_PAUSE = 0.1  # seconds between two looks at the memory

Times = dict[str, float]  # p50 and p95, in milliseconds


def times(asked: Iterable[Callable[[], object]]) -> Times:
    """How long each call takes; the first few are made once before, to warm up."""
    calls = list(asked)
    for call in calls[:_WARM]:
        call()
    taken = sorted(_seconds(call) * 1000 for call in calls)
    cuts = quantiles(taken, n=20, method="inclusive")
    return {"p50": round(cuts[9], 2), "p95": round(cuts[18], 2)}


def _seconds(call: Callable[[], object]) -> float:
    start = perf_counter()
    call()
    return perf_counter() - start


def megabytes(directory: Path) -> float:
    """What the files beneath a directory take, those of two names once."""
    files = {path.stat().st_ino: path.stat().st_size for path in directory.rglob("*")}
    return round(sum(files.values()) / 1e6, 1)


class Memory:
    """The most memory that a process and all that it started held at once, while it is watched."""

    def __init__(self, process: int) -> None:
        self._process = process
        self._over = Event()
        self._watch = Thread(target=self._look, daemon=True)
        self.peak = 0.0  # megabytes, resident

    def __enter__(self) -> Self:
        self._watch.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._over.set()
        self._watch.join()

    def _look(self) -> None:
        while not self._over.wait(_PAUSE):
            held = sum(map(_resident, _family(self._process)))
            self.peak = max(self.peak, round(held / 1e6, 1))


def _family(process: int) -> list[int]:
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
    found = [process]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


def _resident(process: int) -> int:
    with suppress(OSError):
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * _PAGE
    return 0
