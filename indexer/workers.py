"""Does many tasks in a few processes of their own, and outlives those that a task takes down.

The processes are started as fresh programs rather than with ``multiprocessing``, which would run
the caller's main module again, or, forking, hand on its threads' locks and its open files.
"""

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Generator, Iterable
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import Connection, wait
from socket import socketpair
from time import monotonic
from typing import Generic, TypeVar

from archive.failure import Failure

Task = TypeVar("Task")
Result = TypeVar("Result")

_STARTING = 300.0  # seconds that a process may take until it begins with a task
_AHEAD = 16  # results that may wait for an earlier one, for each process
_MOST_MEMORY = 4 * 1024**3  # bytes of address space, for each process
_PROGRAM = "import sys; sys.path[:] = {path!r}; from indexer.workers import serve; serve({channel})"


@dataclass(frozen=True, slots=True)
class Workforce:
    """How many processes to use, and how many seconds a task may take once it has begun."""

    processes: int
    seconds: float


def work(
    function: Callable[[Task], Result], tasks: Iterable[Task], force: Workforce
) -> Generator[Result | Failure, None, None]:
    """Do the tasks, and yield the result, or the failure, of each in the order given.

    The function must be one that a fresh process can import.
    """
    numbered = enumerate(tasks)
    done: dict[int, Result | Failure] = {}
    due, given = 0, 0
    crew: _Crew[Task, Result] = _Crew(function, force)
    try:
        while True:
            room = min(crew.room, due + force.processes * _AHEAD - given)
            for number, task in islice(numbered, room):
                crew.give(number, task)
                given += 1
            if due in done:
                yield done.pop(due)
                due += 1
            elif crew.busy:
                done |= crew.collect()
            else:
                return
    finally:
        crew.dismiss()


class _Worker:
    """A process, and the number of the task it is at."""

    def __init__(self) -> None:
        ours, theirs = socketpair()
        with theirs:
            program = _PROGRAM.format(path=sys.path, channel=theirs.fileno())
            self._process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-c", program],
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        self.channel = Connection(ours.detach())
        self.number = 0
        self.deadline = 0.0

    def end(self) -> None:
        """Stop the process, and whatever it has started."""
        self.channel.close()
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


class _Crew(Generic[Task, Result]):
    """The workers, busy and idle; they are started when there is something to do."""

    def __init__(self, function: Callable[[Task], Result], force: Workforce) -> None:
        self._function = function
        self._force = force
        self._idle: list[_Worker] = []
        self.busy: list[_Worker] = []

    @property
    def room(self) -> int:
        """How many more tasks can be given now."""
        return self._force.processes - len(self.busy)

    def give(self, number: int, task: Task) -> None:
        """Give a worker the task."""
        worker = self._idle.pop() if self._idle else _Worker()
        worker.number = number
        worker.deadline = monotonic() + _STARTING
        self.busy.append(worker)
        with suppress(BrokenPipeError, ConnectionResetError):  # it died: ``collect`` will find out
            worker.channel.send((self._function, task))

    def collect(self) -> dict[int, Result | Failure]:
        """Wait for a task to end, one way or another, and return how those ended that did."""
        patience = min(worker.deadline for worker in self.busy) - monotonic()
        ready = wait([worker.channel for worker in self.busy], max(0.0, patience))
        ended: dict[int, Result | Failure] = {}
        for worker in list(self.busy):
            if worker.channel in ready:
                ended |= self._hear(worker)
            elif worker.deadline <= monotonic():
                self._drop(worker)
                reason = f"解析超过 {self._force.seconds:.0f} 秒，已放弃"
                ended[worker.number] = Failure("too_slow", reason)
        return ended

    def dismiss(self) -> None:
        """Stop all workers, whatever they are at."""
        for worker in self.busy + self._idle:
            worker.end()

    def _hear(self, worker: _Worker) -> dict[int, Result | Failure]:
        """Hear that the worker begins with its task, or how that ended."""
        try:
            said = worker.channel.recv()
        except (EOFError, OSError):
            self._drop(worker)
            return {worker.number: Failure("crashed", "解析时进程意外中止")}
        if said is None:
            worker.deadline = monotonic() + self._force.seconds
            return {}
        self.busy.remove(worker)
        self._idle.append(worker)
        return {worker.number: said[0]}

    def _drop(self, worker: _Worker) -> None:
        self.busy.remove(worker)
        worker.end()


def serve(channel: int) -> None:
    """Do tasks until nobody asks for more; what a worker's process runs."""
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    connection = Connection(channel)
    with suppress(EOFError, ConnectionResetError, BrokenPipeError):  # whoever asked is gone
        while True:
            function, task = connection.recv()
            connection.send(None)  # it begins
            connection.send([_attempt(function, task)])


def _attempt(function: Callable[[Task], Result], task: Task) -> Result | Failure:
    try:
        return function(task)
    except Exception as error:  # noqa: BLE001  (no file may stop the others, whatever it sets off)
        return Failure("crashed", f"解析时程序出错（{type(error).__name__}）")
