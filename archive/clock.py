"""The time, as every table writes it."""

from datetime import UTC, datetime


def now() -> str:
    """The time in UTC, as ISO text to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
