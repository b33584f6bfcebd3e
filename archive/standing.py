"""Readers of a catalogue that stay open from one question to the next.

To open one takes longer than many a question, for SQLite reads the whole schema first.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from weakref import finalize

from archive.catalogue import FILE_NAME, Catalogue

_KEPT = 2  # at most while nobody asks; each may hold 64 MB of pages


class Readers:
    """Lends readers of one catalogue; safe to use from many threads."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._idle: deque[_Reader] = deque()
        finalize(self, _close, self._idle)

    @contextmanager
    def reading(self) -> Iterator[Catalogue]:
        """The catalogue in one state, which does not change meanwhile."""
        reader = self._take() or _Reader.open(self._home)
        try:
            reader.catalogue.connection.execute("begin")
            yield reader.catalogue
            reader.catalogue.connection.execute("rollback")
        except BaseException:
            reader.catalogue.close()
            raise
        if len(self._idle) < _KEPT:
            self._idle.append(reader)
        else:
            reader.catalogue.close()

    def _take(self) -> "_Reader | None":
        """One that waits, unless another file stands there by now, or an upgraded one."""
        with suppress(IndexError):
            while True:
                reader = self._idle.pop()
                if reader.is_current(self._home):
                    return reader
                reader.catalogue.close()
        return None


@dataclass(frozen=True, slots=True)
class _Reader:
    """A catalogue that is open, and what it was opened from."""

    catalogue: Catalogue
    file: tuple[int, int] | None
    schema: int

    @classmethod
    def open(cls, home: Path) -> Self:
        file = _file(home)
        catalogue = Catalogue.open_reader(home)
        return cls(catalogue, file, _schema(catalogue))

    def is_current(self, home: Path) -> bool:
        return self.file == _file(home) and self.schema == _schema(self.catalogue)


def _file(home: Path) -> tuple[int, int] | None:
    """Which file the catalogue is, by device and inode; None where there is none."""
    try:
        about = (home / FILE_NAME).stat()
    except OSError:
        return None
    return about.st_dev, about.st_ino


def _schema(catalogue: Catalogue) -> int:
    """Which schema the catalogue has by now, as SQLite counts its changes."""
    (version,) = catalogue.connection.execute("pragma schema_version").fetchone()
    return int(version)


def _close(idle: deque[_Reader]) -> None:
    for reader in idle:
        reader.catalogue.close()
