"""Rebuilds what is damaged from what is left.

Rows follow from the originals, the indexes from the rows. An original follows from nothing: a
damaged one is set aside, and comes back when its file is given to a build again. What the tables
of what was done have lost is not known; they are taken as they stand.
"""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive import Catalogue, fulltext
from archive.copies import compare_anew
from archive.ids import notice_id
from archive.proof import seal_tables
from archive.restore import drop_dangling, forget_orphans, lost_notices, orphans, reset_shared
from archive.workers import Workforce
from indexer.index import rebuild, update
from indexer.lock import locked
from indexer.reread import Reading, in_force, reread
from indexer.verify import Damage, Kind, damages, is_harmed

_SECONDS = 600.0  # that one original may take to read
_OF_NOTICES = ("rows", "spans")


@dataclass(frozen=True, slots=True)
class Repair:
    """What was found, and what is still wrong after all was done that can be done.

    ``accepted`` are records of what was done that were changed and are taken as they stand.
    """

    found: tuple[Damage, ...]
    left: tuple[Damage, ...]

    @property
    def accepted(self) -> tuple[Damage, ...]:
        return tuple(one for one in self.found if one.kind == "history")


def repair(home: Path, workforce: Workforce | None = None) -> Repair:
    """Find what does not agree and rebuild it; in one step, or not at all.

    Errors are those of ``verify``, and those of a build that cannot write.
    """
    Catalogue.open_reader(home).close()  # only an archive that exists is mended
    with Catalogue.open(home) as catalogue, locked(home):
        found = tuple(damages(catalogue))
        if is_harmed(found):
            _set_aside(catalogue, found)
            if workforce:
                _mend(catalogue, found, workforce)
            else:
                with Workforce(os.cpu_count() or 1, _SECONDS) as own:
                    _mend(catalogue, found, own)
        return Repair(found, tuple(damages(catalogue)))


def _set_aside(catalogue: Catalogue, found: Iterable[Damage]) -> None:
    missing = catalogue.missing_originals()
    for damage in found:
        if damage.kind == "original" and damage.subject not in missing:
            catalogue.originals.set_aside(damage.subject)


def _mend(catalogue: Catalogue, found: Sequence[Damage], workforce: Workforce) -> None:
    kinds = {damage.kind for damage in found}
    connection = catalogue.connection
    with catalogue.transaction():
        if "catalogue" in kinds:
            connection.execute("reindex")
            drop_dangling(connection)
        for table in ("findings", "notices"):  # before rows go, which takes their entries along
            fulltext.rebuild(connection, table)
        if "table" in kinds:
            reset_shared(connection)
        masked = catalogue.get_state("names") != "keep"
        for _ in reread(catalogue, _readings(catalogue, found, kinds), workforce, masked=masked):
            pass  # what cannot be read again is found once more afterwards
        forget_orphans(connection)
        if "copies" in kinds:
            compare_anew(connection)
        if kinds & {"index", "similar"}:
            rebuild(catalogue)
        else:
            update(catalogue)
        seal_tables(connection)


def _readings(catalogue: Catalogue, found: Iterable[Damage], kinds: set[Kind]) -> list[Reading]:
    """The notices to take apart again: those damaged, or all where what they share is."""
    damaged = {one.subject for one in found if one.kind in _OF_NOTICES}
    standing = in_force(catalogue)
    everything = bool(kinds & {"table", "catalogue"})
    again = [one for one in standing if everything or one.notice in damaged]
    again += [Reading(*row) for row in lost_notices(catalogue.connection)]
    known = {one.notice for one in standing} | {one.notice for one in again}
    for table, digest in orphans(catalogue.connection):
        if table == "documents" and notice_id(digest) not in known:
            again.append(Reading(notice_id(digest), digest, _file_name(catalogue, digest)))
    intact = set(catalogue.originals.digests())
    return [one for one in again if one.digest in intact]


def _file_name(catalogue: Catalogue, digest: str) -> str:
    query = "select file_name from documents where sha256 = ?"
    row = catalogue.connection.execute(query, (digest,)).fetchone()
    return str(row[0]) if row else digest
