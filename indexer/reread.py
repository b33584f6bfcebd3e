"""Takes notices of the archive apart again, from their originals."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

from archive import Catalogue
from archive.failure import Failure
from archive.take import Order, Taken, take
from archive.workers import Workforce

_IN_FORCE = """
    select notices.id, notices.document, coalesce(file_name, notices.document)
    from notices left join documents on documents.sha256 = notices.document
    order by notices.seq
"""


@dataclass(frozen=True, slots=True)
class Reading:
    """A notice, the digest of its original and the name of the file that it came in."""

    notice: str
    digest: str
    file_name: str


def in_force(catalogue: Catalogue) -> list[Reading]:
    """Every notice of the archive with the original in force, in the order in which they came."""
    return [Reading(*row) for row in catalogue.connection.execute(_IN_FORCE).fetchall()]


def reread(
    catalogue: Catalogue, readings: Sequence[Reading], workforce: Workforce, *, masked: bool
) -> Iterator[tuple[Reading, Failure | None]]:
    """Write each notice anew as its original says, and yield it with what stood in the way."""
    orders = [
        Order(catalogue.originals.path(one.digest).absolute(), one.file_name, masked, forced=True)
        for one in readings
    ]
    with closing(workforce.work(take, orders)) as results:
        for reading, taken in zip(readings, results, strict=True):
            again = taken if isinstance(taken, Failure) else taken[0].outcome
            yield reading, _write(catalogue, reading, again)


def _write(catalogue: Catalogue, reading: Reading, again: Taken | Failure) -> Failure | None:
    if isinstance(again, Failure):
        return again
    if again.document.sha256 != reading.digest:
        return Failure("unreadable", "原件已损坏，内容与摘要不符", reading.digest)
    because = again.forced_because
    catalogue.rewrite(reading.notice, again.notice, again.document, forced_because=because)
    return None
