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
from itertools import islice
from multiprocessing.connection import Connection, wait
from socket import socketpair
from time import monotonic
from typing import Any, Self, TypeVar

from archive.failure import Failure

Task = TypeVar("Task")
Result = TypeVar("Result")

_STARTING = 300.0  # seconds that a process may take until it begins with a task
_AHEAD = 16  # results that may wait for an earlier one, for each process
_MOST_MEMORY = 4 * 1024**3  # bytes of address space, for each process
_PROGRAM = "import sys; sys.path[:] = {path!r}; from archive.workers import serve; serve({channel})"


class Workforce:
    """A few processes for one work at a time, started when needed and kept until it is left.

    ``seconds`` is how long a task may take once it has begun.
    """

    def __init__(self, processes: int, seconds: float) -> None:
        self._processes = processes
        self._seconds = seconds
        self._busy: list[_Worker] = []
        self._idle: list[_Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        _end(self._busy)
        _end(self._idle)

    def start(self, prepare: Callable[[None], object]) -> None:
        """Start a process where there is none, and have it prepare for the work to come."""
        if not (self._idle or self._busy):
            self._idle.append(_Worker())
            self._idle[-1].prepare(prepare)

    def rest(self) -> None:
        """End the processes that have nothing to do, for the memory they hold."""
        _end(self._idle)

    def work(
        self, function: Callable[[Task], Result], tasks: Iterable[Task]
    ) -> Generator[Result | Failure, None, None]:
        """Do the tasks, and yield the result, or the failure, of each in the order given.

        The function must be one that a fresh process can import. Closing the generator stops the
        tasks that are not done.
        """
        numbered = enumerate(tasks)
        done: dict[int, Any] = {}
        due, given = 0, 0
        try:
            while True:
                ahead = due + self._processes * _AHEAD - given
                room = min(self._processes - len(self._busy), ahead)
                for number, task in islice(numbered, room):
                    self._give(number, function, task)
                    given += 1
                if due in done:
                    yield done.pop(due)
                    due += 1
                elif self._busy:
                    done |= self._collect()
                else:
                    return
        finally:
            _end(self._busy)

    def _give(self, number: int, function: Callable[[Task], Result], task: Task) -> None:
        worker = self._idle.pop() if self._idle else _Worker()
        self._busy.append(worker)
        worker.give(number, function, task)

    def _collect(self) -> dict[int, Any]:
        """Wait for tasks to begin or to end; the results of those that ended, by their numbers."""
        patience = min(worker.deadline for worker in self._busy) - monotonic()
        ready = wait([worker.channel for worker in self._busy], max(0.0, patience))
        ended = {}
        for worker in list(self._busy):
            if worker.channel in ready:
                results = worker.hear(self._seconds)
            elif worker.deadline <= monotonic():
                results = [Failure("too_slow", f"解析超过 {self._seconds:.0f} 秒，已放弃")]
                worker.end()
            else:
                continue
            for result in results:
                ended[worker.number] = result
                self._busy.remove(worker)
                if not worker.channel.closed:
                    self._idle.append(worker)
        return ended


def _end(workers: list["_Worker"]) -> None:
    while workers:
        workers.pop().end()


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

    def prepare(self, function: Callable[[None], object]) -> None:
        """Have the process do what it says nothing about."""
        self._send(function, None, answered=False)

    def give(self, number: int, function: Callable[[Task], object], task: Task) -> None:
        """Give the process a task; if it has died, ``hear`` will find out."""
        self.number = number
        self.deadline = monotonic() + _STARTING
        self._send(function, task, answered=True)

    def _send(self, function: Callable[[Task], object], task: Task, *, answered: bool) -> None:
        with suppress(BrokenPipeError, ConnectionResetError):
            self.channel.send((function, task, answered))

    def hear(self, seconds: float) -> list[Any]:
        """Hear the result of the task, or nothing yet: that it begins, and has so many seconds."""
        try:
            said: list[Any] = self.channel.recv()
        except (EOFError, OSError):
            self.end()
            return [Failure("crashed", "解析时进程意外中止")]
        self.deadline = monotonic() + seconds
        return said

    def end(self) -> None:
        """Stop the process, and whatever it has started."""
        self.channel.close()
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


def serve(channel: int) -> None:
    """Do tasks until nobody asks for more; what a worker's process runs."""
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    connection = Connection(channel)
    with suppress(EOFError, ConnectionResetError, BrokenPipeError):  # whoever asked is gone
        while True:
            function, task, answered = connection.recv()
            if answered:
                connection.send([])  # it begins
            result = _attempt(function, task)
            if answered:
                connection.send([result])


def _attempt(function: Callable[[Task], Result], task: Task) -> Result | Failure:
    try:
        return function(task)
    except Exception as error:  # noqa: BLE001  (no file may stop the others, whatever it sets off)
        return Failure("crashed", f"解析时程序出错（{type(error).__name__}）")
