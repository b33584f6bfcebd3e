"""What can go wrong on the ground floor, each with a message that is safe to show."""

from archive.failure import Kind


class ArchiveError(Exception):
    """Root of the ground floor's errors; ``str(error)`` is one line for a person."""


class UnreadableError(ArchiveError):
    """A file could not be turned into text; ``kind`` says at which step."""

    def __init__(self, reason: str, kind: Kind = "unreadable") -> None:
        super().__init__(reason)
        self.kind = kind


class NotANoticeError(ArchiveError):
    """The text was read, but it is not a rectification notice."""


class CatalogueError(ArchiveError):
    """The catalogue cannot be opened or is not one of ours."""


class OutdatedError(CatalogueError):
    """An earlier version wrote the catalogue: ``version``."""

    def __init__(self, message: str, version: str) -> None:
        super().__init__(message)
        self.version = version


class OriginalError(ArchiveError):
    """An original cannot be stored, is missing, or is no longer what was stored."""


class DataError(ArchiveError):
    """A list of words or patterns that came with the program is missing or damaged."""
