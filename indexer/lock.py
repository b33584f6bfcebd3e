"""Lets one build at a time change an archive."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.rows import now
from indexer.errors import BusyError


@contextmanager
def locked(home: Path) -> Iterator[None]:
    """Hold the archive's lock; BusyError says who holds it.

    The system lets go of the lock when its holder dies, however it dies: a ``lock`` file that
    was left behind holds nobody up.
    """
    path = home / "lock"
    path.touch()
    with path.open("r+", encoding="utf-8") as file:
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
