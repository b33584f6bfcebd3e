"""The archive's catalogue: opening it, creating it, writing to it in transactions."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlite_utils import Database

from archive.clock import now
from archive.creation import check_version, create, get_state
from archive.errors import CatalogueError
from archive.failure import Failure
from archive.faults import explained, trouble
from archive.ids import place_id
from archive.keep import insert, write_file, write_notice
from archive.lineage import Fate, find_fate
from archive.notice import Document, Notice
from archive.originals import Originals
from archive.proof import tables_sealed
from archive.rows import Row, document_row

FILE_NAME = "catalogue.db"

_PATIENCE = 30.0  # seconds to wait for another writer's transaction to end
_PRAGMAS = ("foreign_keys = on", "cache_size = -65536", "journal_size_limit = 67108864")


class Catalogue:
    """The tables of one archive and the originals they were read from.

    Many processes may read while one writes; a reader sees each transaction whole or not at all.
    """

    def __init__(self, home: Path, connection: sqlite3.Connection) -> None:
        self.home = home
        self.connection = connection
        self.db = Database(connection, execute_plugins=False)
        self.originals = Originals(home / "originals")

    @classmethod
    def open(cls, home: Path, *, outdated: bool = False) -> Self:
        """Open the archive for writing; what is missing is created.

        ``outdated`` opens one of an earlier version, for its tables to be replaced.
        """
        try:
            home.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CatalogueError(f"档案库目录 {home} 无法建立：{trouble(error)}") from error
        with explained():
            catalogue = cls(home, _connect(home, "rwc"))
            with _closed_on_error(catalogue.connection):
                catalogue.db.enable_wal()
                if not catalogue.db.table_names():
                    with catalogue.transaction():
                        create(catalogue.db)
                if outdated:
                    catalogue.connection.execute("pragma foreign_keys = off")
                else:
                    check_version(catalogue.db)
        return catalogue

    @classmethod
    def open_reader(cls, home: Path) -> Self:
        """Open an archive that exists; whatever is asked, nothing can be written."""
        if not (home / FILE_NAME).is_file():
            raise CatalogueError(f"{home} 里没有档案库；请先用 xunjian build 建库")
        with explained():
            catalogue = cls(home, _connect(home, "ro"))
            with _closed_on_error(catalogue.connection):
                check_version(catalogue.db)
        return catalogue

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection; a transaction that is still open is undone."""
        self.connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written within is kept, or none of it; within another one, a part of it.

        Originals that were put meanwhile are on the disk before the rows that name them.
        """
        with explained():
            if not self.connection.in_transaction:
                self.connection.execute("begin immediate")
                with _ended(self.connection), tables_sealed(self.connection):
                    yield
                    self.originals.sync()
            else:
                with self.db.atomic():
                    yield

    def fate(self, path: Path, digest: str) -> Fate:
        """What becomes of the file at the path, were its bytes, of this digest, a notice."""
        return find_fate(self.connection, file_id(path), digest)

    def keep(
        self,
        notice: Notice,
        document: Document,
        path: Path,
        *,
        name: str | None = None,
        forced_because: str | None = None,
    ) -> Fate:
        """Keep the notice that was read from the file; its original must be stored already.

        ``name`` is what people see of the path, ``forced_because`` why the text was not taken for
        a notice. Bytes that are in the archive are not written again.
        """
        fate = self.fate(path, document.sha256)
        with self.transaction():
            if fate.change != "unchanged":
                self.rewrite(fate.notice, notice, document, forced_because=forced_because)
            self.see(path, document.sha256, fate.notice, name=name)
        return fate

    def rewrite(
        self,
        notice_id: str,
        notice: Notice,
        document: Document,
        *,
        forced_because: str | None = None,
    ) -> None:
        """Write the notice and its document under the id, in place of what stands there."""
        size = self.originals.size(document.sha256)
        with self.transaction():
            row = document_row(document, shown(document.source.file_name), size)
            write_notice(self.connection, notice, notice_id, row, forced_because)

    def missing_originals(self) -> frozenset[str]:
        """The digests of originals that are named and not there."""
        named = {digest for (digest,) in self.connection.execute("select sha256 from documents")}
        return frozenset(named.difference(self.originals.digests()))

    def is_opened(self, path: Path, digest: str) -> bool:
        """Whether this is a ZIP file all of whose files are in the archive already."""
        query = "select 1 from files where id = ? and sha256 = ? and notice is null"
        return self.connection.execute(query, (file_id(path), digest)).fetchone() is not None

    def see(self, path: Path, digest: str, notice: str | None, *, name: str | None = None) -> None:
        """Note that the file at the path holds the notice, or is a ZIP file, and did not fail."""
        name = shown(name or path.name)
        file: Row = {"id": file_id(path), "name": name, "sha256": digest, "notice": notice}
        write_file(self.connection, file)

    def fail(self, path: Path, failure: Failure, *, name: str, root: Path) -> None:
        """Note why the file, found under the root, is not in the archive."""
        row: Row = {"id": file_id(path), "root": file_id(root), "name": shown(name)}
        row |= {"sha256": failure.sha256, "kind": failure.kind, "reason": failure.reason}
        insert(self.connection, "failures", [row | {"failed_at": now()}], "insert or replace")

    def forget_failures(self, root: Path) -> None:
        """Forget what failed under the root, for all of it is about to be read again."""
        self.connection.execute("delete from failures where root = ?", (file_id(root),))

    def get_state(self, key: str) -> str | None:
        """What is noted under the key, such as the index's generation."""
        return get_state(self.db, key)

    def set_state(self, key: str, value: str) -> None:
        """Note the value under the key."""
        insert(self.connection, "state", [{"key": key, "value": value}], "insert or replace")


def file_id(path: Path) -> str:
    """The id of the file or directory at the path, the same from every working directory."""
    return place_id(os.fsencode(os.path.realpath(path)))


def shown(name: str) -> str:
    """A file's name as text, whatever bytes it is made of."""
    raw = os.fsencode(name)
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")  # names out of archives packed on Chinese Windows


def _connect(home: Path, mode: str) -> sqlite3.Connection:
    uri = f"{(home / FILE_NAME).absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(
        uri,
        uri=True,
        timeout=_PATIENCE,
        isolation_level=None,
        check_same_thread=False,  # its owner may have another thread read, and waits for it
    )
    with _closed_on_error(connection):
        for pragma in _PRAGMAS:
            connection.execute(f"pragma {pragma}")
    return connection


@contextmanager
def _ended(connection: sqlite3.Connection) -> Iterator[None]:
    """Commit the open transaction, or undo it when something fails."""
    try:
        yield
        connection.execute("commit")
    except BaseException:
        if connection.in_transaction:  # some faults, such as a full disk, have undone it already
            connection.execute("rollback")
        raise


@contextmanager
def _closed_on_error(connection: sqlite3.Connection) -> Iterator[None]:
    try:
        yield
    except BaseException:
        connection.close()
        raise
