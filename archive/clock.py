"""The time, as every table writes it."""

from datetime import UTC, datetime, timedelta, timezone

_CHINA = timezone(timedelta(hours=8))  # where the notices are dated


def now() -> str:
    """The time in UTC, as ISO text to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def today() -> str:
    """The date in China, as ISO text."""
    return datetime.now(_CHINA).date().isoformat()
