"""Makes a catalogue anew from originals and a ledger: a bag's, or an older version's own."""

import os
from collections.abc import Sequence
from pathlib import Path

from archive import Catalogue
from archive.bag import read_bag, take_originals
from archive.errors import CatalogueError, OutdatedError
from archive.ledger import Ledger, write_history
from archive.upgrade import copy_aside, start_anew
from archive.workers import Workforce
from indexer.index import update
from indexer.lock import locked
from indexer.report import FailedFile, Progress, Step
from indexer.reread import Reading, reread

_SECONDS = 600.0  # that one original may take to read


def import_bag(
    home: Path, bag: Path, progress: Progress, *, masked: bool
) -> tuple[int, tuple[FailedFile, ...]]:
    """Fill an archive that is new from a bag: how many notices, and what could not be read.

    BagError where the bag is not whole; CatalogueError where the archive holds notices already.
    """
    ledger = read_bag(bag)
    with Catalogue.open(home) as catalogue, locked(home), catalogue.transaction():
        if catalogue.db["notices"].count:
            raise CatalogueError(f"{home} 里已经有通报；请用 --home 另选一个新的档案库目录")
        take_originals(bag, catalogue.originals, ledger)
        failed = _recover(catalogue, ledger, progress, masked=masked)
        catalogue.set_state("names", "mask" if masked else "keep")
        return catalogue.db["notices"].count, failed


def upgrade(home: Path, progress: Progress) -> bool:
    """Bring an archive that an earlier version wrote to this one; whether there was need.

    The old catalogue is kept beside the new one. Whatever stops it leaves the archive as it was.
    """
    try:
        Catalogue.open_reader(home).close()
        return False
    except OutdatedError as error:
        version = error.version
    with Catalogue.open(home, outdated=True) as catalogue, locked(home):
        copy_aside(catalogue, version)
        with catalogue.transaction():
            ledger = start_anew(catalogue)
            masked = ledger.state.get("names") != "keep"
            _recover(catalogue, ledger, progress, masked=masked)
        return True


def _recover(
    catalogue: Catalogue, ledger: Ledger, progress: Progress, *, masked: bool
) -> tuple[FailedFile, ...]:
    names = ledger.file_names()
    readings = [Reading(notice, digest, names[digest]) for notice, digest in ledger.in_force()]
    with Workforce(os.cpu_count() or 1, _SECONDS) as workforce:
        failed = _read(catalogue, readings, workforce, progress, masked)
    write_history(catalogue.connection, ledger)
    update(catalogue, None, progress)
    return failed


def _read(
    catalogue: Catalogue,
    readings: Sequence[Reading],
    workforce: Workforce,
    progress: Progress,
    masked: bool,
) -> tuple[FailedFile, ...]:
    failed = []
    again = reread(catalogue, readings, workforce, masked=masked)
    for number, (reading, failure) in enumerate(again):
        progress(Step("read", number, len(readings), reading.file_name))
        if failure:
            failed.append(FailedFile(reading.file_name, failure.kind, failure.reason))
    return tuple(failed)
