"""Permalinks: ids that a rebuild from the originals gives again."""

from hashlib import sha256

LENGTH = 12


def notice_id(digest: str) -> str:
    """The id of the notice first read from the original with this SHA-256 hex digest."""
    return digest[:LENGTH]


def finding_id(notice: str, ordinal: int) -> str:
    """The id of a notice's finding; ordinals count from 1."""
    return f"{notice}-{ordinal}"


def name_id(name: str) -> str:
    """The id, in URLs, of a thing whose key is its name: a unit, a regulation."""
    return sha256(name.encode()).hexdigest()[:LENGTH]
