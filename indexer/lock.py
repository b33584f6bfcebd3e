"""Lets one build at a time change an archive."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from archive.clock import now
from archive.faults import trouble
from indexer.errors import BusyError, IndexFileError


@contextmanager
def locked(home: Path) -> Iterator[None]:
    """Hold the archive's lock; BusyError says who holds it, IndexFileError why it cannot be held.

    The system lets go of the lock when its holder dies, however it dies: a ``lock`` file that
    was left behind holds nobody up.
    """
    with _open(home / "lock") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = file.read(200).strip() or "另一个程序"
            raise BusyError(f"{holder}正在更新这个档案库，请等它结束后再试") from error
        file.truncate()
        file.write(f"进程 {os.getpid()}（{now()} 起）")
        file.flush()
        yield
        file.truncate(0)


def _open(path: Path) -> TextIO:
    try:
        path.touch()
        return path.open("r+", encoding="utf-8")
    except OSError as error:
        raise IndexFileError(f"档案库的 lock 文件无法写入：{trouble(error)}") from error
