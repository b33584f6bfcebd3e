"""Runs the programs that some formats need, bounded in time and memory."""

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

from archive.errors import UnreadableError

_MOST_MEMORY = 4 * 1024 * 1024  # kilobytes of address space
_LIMITED = 'ulimit -v "$0" 2>/dev/null; exec "$@"'


@dataclass(frozen=True, slots=True)
class Program:
    """A program by its command, with what to say where it is not installed."""

    command: str
    missing: str

    def run(self, arguments: Sequence[str], given: bytes, seconds: float) -> bytes:
        """What the program writes for what it is given; UnreadableError where it fails."""
        path = shutil.which(self.command)
        if path is None:
            raise UnreadableError(self.missing)
        shell = shutil.which("sh")
        limits = [shell, "-c", _LIMITED, str(_MOST_MEMORY)] if shell else []
        process = subprocess.Popen(  # noqa: S603 - the arguments are ours, the file is data
            [*limits, path, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            output, _ = process.communicate(given, timeout=seconds)
        except subprocess.TimeoutExpired as error:
            raise UnreadableError(f"{self.command} 用了{seconds:.0f}秒还没有读完") from error
        finally:
            _end(process)
        if process.returncode != 0:
            raise UnreadableError(f"{self.command} 读不了这个文件")
        return output


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program that still runs, with all that it started."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
