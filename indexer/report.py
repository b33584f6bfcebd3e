"""What a build is told, what it tells on its way, and what it says in the end."""

from collections.abc import Callable
from dataclasses import dataclass

from archive.failure import Kind
from archive.workers import Workforce


@dataclass(frozen=True, slots=True)
class Step:
    """How far a build has come: ``look`` at files, ``read`` the new ones, write the ``index``,
    find which findings are ``near`` each other."""

    stage: str
    done: int
    total: int
    name: str = ""


Progress = Callable[[Step], None]


def silently(step: Step) -> None:
    """Show nothing."""


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How to build.

    ``engine`` None keeps the archive's own. ``masked`` hides the names of private persons.
    ``forced`` archives what is not recognised as a notice, marked. ``reread`` takes every notice
    of the archive apart again, from its original. ``workforce`` takes the files apart; without
    one, processes are started for this build alone, one for each processor.
    """

    engine: str | None = None
    masked: bool = True
    forced: bool = False
    reread: bool = False
    workforce: Workforce | None = None


DEFAULTS = BuildOptions()


@dataclass(frozen=True, slots=True)
class FailedFile:
    """A file that was not kept, and why."""

    name: str
    kind: Kind
    reason: str


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What became of the files; bytes that are in the archive already count as unchanged."""

    added: int
    replaced: int
    unchanged: int
    reread: int
    failed: tuple[FailedFile, ...]
    seconds: float
