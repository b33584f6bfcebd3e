"""What an archive holds, in figures, and what failed."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from archive import Catalogue
from indexer.report import FailedFile

_COUNTED = ("notices", "findings", "measures", "units", "documents")
_YEARS = "select year, count(*) from notices group by year order by year desc nulls last"
_FAILURES = "select name, kind, reason from failures order by name"
_LAST_BUILD = """
    select started_at, finished_at, added, replaced, unchanged, failed
    from builds order by id desc limit 1
"""
_BYTES = """
    select (select coalesce(sum(bytes), 0) from documents)
        + (select page_count * page_size from pragma_page_count, pragma_page_size)
"""


@dataclass(frozen=True, slots=True)
class LastBuild:
    """The last build that was completed; times are ISO text in UTC."""

    started_at: str
    finished_at: str
    added: int
    replaced: int
    unchanged: int
    failed: int


@dataclass(frozen=True, slots=True)
class Status:
    """An archive in figures.

    ``documents`` counts originals, those that were replaced too. ``years`` holds (year, notices)
    pairs, the latest first, None where no date is known. ``bytes`` is the size on disk.
    ``names`` tells whether private persons' names were masked: mask or keep.
    """

    notices: int
    findings: int
    measures: int
    units: int
    documents: int
    years: tuple[tuple[int | None, int], ...]
    failures: tuple[FailedFile, ...]
    last_build: LastBuild | None
    engine: str | None
    generation: str | None
    names: str | None
    bytes: int


def status(home: Path) -> Status:
    """The status of the archive; CatalogueError where there is none."""
    with Catalogue.open_reader(home) as catalogue:
        execute = catalogue.connection.execute
        build = execute(_LAST_BUILD).fetchone()
        return Status(
            **{name: catalogue.db[name].count for name in _COUNTED},
            years=tuple(execute(_YEARS).fetchall()),
            failures=tuple(FailedFile(*row) for row in execute(_FAILURES)),
            last_build=LastBuild(*build) if build else None,
            engine=catalogue.get_state("engine"),
            generation=catalogue.get_state("generation"),
            names=catalogue.get_state("names"),
            bytes=execute(_BYTES).fetchone()[0] + _size(home / "index", home / "similarity"),
        )


def _size(*directories: Path) -> int:
    sizes = {}  # by inode, for generations of an index share files
    for path in (path for directory in directories for path in directory.rglob("*")):
        with suppress(FileNotFoundError):  # gone since it was listed: a build is going on
            status = path.stat()
            sizes[status.st_ino] = status.st_size if path.is_file() else 0
    return sum(sizes.values())
