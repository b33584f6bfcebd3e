"""Why a file is not in the archive."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "missing",  # a link that leads nowhere, or a file that went away meanwhile
    "permission",
    "not_a_file",  # a pipe, a socket, a device
    "empty",
    "too_large",
    "unreadable",  # in a format or an encoding that cannot be read, or damaged
    "not_a_notice",
    "too_slow",
    "crashed",  # our fault: it took the program down, or could not be written
]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file was not kept: ``reason`` is a line for people, ``sha256`` None if never read."""

    kind: Kind
    reason: str
    sha256: str | None = None
