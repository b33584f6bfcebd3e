"""Permalinks: ids that a rebuild from the originals gives again."""

from hashlib import sha256

LENGTH = 12


def notice_id(digest: str, length: int = LENGTH) -> str:
    """The id of the notice first read from the original with this SHA-256 hex digest."""
    return digest[:length]


def finding_id(notice: str, ordinal: int) -> str:
    """The id of a notice's finding; ordinals count from 1."""
    return f"{notice}-{ordinal}"


def notice_of(finding: str) -> str:
    """The id of the notice that a finding stands in."""
    return finding.partition("-")[0]


def measure_id(finding: str, ordinal: int) -> str:
    """The id of a finding's measure; ordinals count from 1."""
    return f"{finding}-{ordinal}"


def aspect_id(notice: str, ordinal: int) -> str:
    """The id of a notice's aspect; ordinals count from 1."""
    return f"{notice}-a{ordinal}"


def place_id(place: bytes) -> str:
    """The id of a place on a disk, which does not tell the place."""
    return sha256(place).hexdigest()[: 2 * LENGTH]


def name_id(name: str) -> str:
    """The id, in URLs, of a thing whose key is its name: a unit, a regulation."""
    return sha256(name.encode()).hexdigest()[:LENGTH]
