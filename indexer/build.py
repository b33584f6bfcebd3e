"""Adds files to an archive: originals, catalogue and indexes, in one step that readers see.

What a build writes, it writes in this order: the originals, which nothing points to yet; the
indexes, under a generation that nothing names yet; and last, in one transaction, the rows and the
name of the generation. Stopped at any instant, it leaves the archive as it was before, and doing
it again completes it.
"""

import os
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from functools import cached_property
from pathlib import Path
from threading import Thread
from time import monotonic

from archive import Catalogue
from archive.catalogue import shown
from archive.clock import now
from archive.failure import Failure
from archive.lineage import Change
from archive.take import Item, Order, prepare, take
from archive.workers import Workforce
from indexer import segment
from indexer.index import update
from indexer.lock import locked
from indexer.paths import File, check_paths, digest_file, find_files
from indexer.report import DEFAULTS, BuildOptions, BuildReport, FailedFile, Progress, Step, silently
from indexer.reread import in_force, reread

_SECONDS = 600.0  # that one file may take, scans included

# what one notice's rows may be refused for; all else is the catalogue's trouble, not the notice's
_REFUSALS = (
    sqlite3.IntegrityError,
    sqlite3.DataError,
    sqlite3.InterfaceError,
    sqlite3.ProgrammingError,
    ValueError,
    OverflowError,
)
_BUILD = """
    insert into builds (started_at, finished_at, added, replaced, unchanged, failed)
    values (?, ?, ?, ?, ?, ?)
"""


def build(
    home: Path,
    paths: Sequence[Path],
    progress: Progress = silently,
    options: BuildOptions = DEFAULTS,
) -> BuildReport:
    """Add what is new or changed at and beneath the paths to the archive, which may be new.

    A file that cannot be kept is recorded with its reason, and the rest goes on. Raises
    NoSuchPathError, BusyError, and CatalogueError, OriginalError or IndexFileError where the
    archive itself cannot be written; then nothing has changed.
    """
    check_paths(paths)
    with ExitStack() as stack:
        catalogue = stack.enter_context(Catalogue.open(home))
        stack.enter_context(locked(home))
        workforce = options.workforce or stack.enter_context(_own_workforce())
        return _Build(catalogue, options, workforce, progress).run(paths)


def _own_workforce() -> Workforce:
    return Workforce(os.cpu_count() or 1, _SECONDS)


class _Build:
    """One build, and what it has done so far."""

    def __init__(
        self,
        catalogue: Catalogue,
        options: BuildOptions,
        workforce: Workforce,
        progress: Progress,
    ) -> None:
        self._catalogue = catalogue
        self._options = options
        self._workforce = workforce
        self._progress = progress
        self._changes: Counter[Change] = Counter()
        self._reread_count = 0
        self._failed: list[FailedFile] = []

    def run(self, paths: Sequence[Path]) -> BuildReport:
        started, start = now(), monotonic()
        catalogue = self._catalogue
        catalogue.originals.clear_incoming()
        self._workforce.start(prepare)  # it gets ready while it is seen what there is to do
        with catalogue.transaction():
            for root in paths:
                catalogue.forget_failures(root)
            self._reread_all()
            self._read_files(self._find_new(paths))
            catalogue.originals.sync()
            if self._options.workforce is None:  # one lent is the lender's to keep
                self._workforce.rest()
            update(catalogue, self._options.engine, self._progress)
            self._note(started)
        catalogue.connection.execute("pragma wal_checkpoint(passive)")
        return BuildReport(
            added=self._changes["added"],
            replaced=self._changes["replaced"],
            unchanged=self._changes["unchanged"],
            reread=self._reread_count,
            failed=tuple(self._failed),
            seconds=monotonic() - start,
        )

    def _find_new(self, paths: Sequence[Path]) -> list[tuple[File, str]]:
        """The files whose bytes the archive does not hold as they are, with their digests."""
        files = list(find_files(paths, self._catalogue.home))
        new = []
        for number, file in enumerate(files):
            self._progress(Step("look", number, len(files), shown(file.name)))
            digest = digest_file(file.path)
            if isinstance(digest, Failure):
                self._fail(file, digest)
            elif self._is_held(file, digest):
                self._changes["unchanged"] += 1
            else:
                new.append((file, digest))
        return new

    def _is_held(self, file: File, digest: str) -> bool:
        """Whether the archive holds the file's bytes; if so, it is noted that the file does too.

        Bytes whose original is gone are taken in again.
        """
        fate = self._catalogue.fate(file.path, digest)
        if fate.change != "unchanged":
            return self._catalogue.is_opened(file.path, digest) and self._has_all_originals
        if self._catalogue.originals.holds(digest):
            self._catalogue.see(file.path, digest, fate.notice, name=file.name)
            return True
        return False

    @cached_property
    def _has_all_originals(self) -> bool:
        """Whether no original is gone; else it may be one that a ZIP file holds."""
        return not self._catalogue.missing_originals()

    def _read_files(self, files: Sequence[tuple[File, str]]) -> None:
        if files:  # meanwhile, for the first of them takes a while
            Thread(target=segment.prepare, daemon=True).start()
        orders = [self._order(file.path, file.path.name, self._options.forced) for file, _ in files]
        for (file, digest), taken in zip(files, self._take(orders), strict=True):
            if isinstance(taken, Failure):
                self._fail(file, taken)
                continue
            inner = [file.within(item.name) for item in taken]
            kept = [self._keep(*one) for one in zip(inner, taken, strict=True)]
            if inner != [file] and all(kept):
                self._catalogue.see(file.path, digest, None, name=file.name)

    def _keep(self, file: File, item: Item) -> bool:
        """Keep what was taken from the file, if anything was."""
        taken = item.outcome
        if isinstance(taken, Failure):
            self._fail(file, taken)
            return False
        digest = self._catalogue.originals.put(taken.data)
        try:
            fate = self._catalogue.keep(
                taken.notice,
                taken.document,
                file.path,
                name=file.name,
                forced_because=taken.forced_because,
            )
        except _REFUSALS as error:
            reason = f"读出的内容无法写入目录（{type(error).__name__}）"
            self._fail(file, Failure("crashed", reason, digest))
            return False
        self._changes[fate.change] += 1
        return True

    def _fail(self, file: File, failure: Failure) -> None:
        self._catalogue.fail(file.path, failure, name=file.name, root=file.root)
        self._failed.append(FailedFile(shown(file.name), failure.kind, failure.reason))

    def _reread_all(self) -> None:
        """Take every notice apart again where that is asked for, or names are to be kept or
        masked that were not."""
        names = "mask" if self._options.masked else "keep"
        before = self._catalogue.get_state("names")
        if self._options.reread or before not in (None, names):
            self._reread_from_originals()
        if not self._failed:
            self._catalogue.set_state("names", names)

    def _reread_from_originals(self) -> None:
        readings = in_force(self._catalogue)
        masked = self._options.masked
        again = reread(self._catalogue, readings, self._workforce, masked=masked)
        for number, (reading, failure) in enumerate(again):
            self._progress(Step("read", number, len(readings), reading.file_name))
            if failure:
                self._failed.append(FailedFile(reading.file_name, failure.kind, failure.reason))
            else:
                self._reread_count += 1

    def _order(self, path: Path, file_name: str, forced: bool) -> Order:
        return Order(path.absolute(), file_name, self._options.masked, forced)

    def _take(self, orders: Sequence[Order]) -> Iterator[tuple[Item, ...] | Failure]:
        with closing(self._workforce.work(take, orders)) as results:
            for number, (order, taken) in enumerate(zip(orders, results, strict=True)):
                self._progress(Step("read", number, len(orders), shown(order.file_name)))
                yield taken

    def _note(self, started: str) -> None:
        """Add the build to those that the archive has seen."""
        changes = self._changes
        counts = (changes["added"], changes["replaced"], changes["unchanged"], len(self._failed))
        self._catalogue.connection.execute(_BUILD, (started, now(), *counts))
