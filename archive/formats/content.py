"""What a format's reader makes of the bytes of a file."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Content:
    """Lines of text as they stand in the file, blank ones and indents included; ``reader`` names
    what read them; the rest is what the file says of the page it was saved from."""

    lines: tuple[str, ...]
    reader: str
    url: str | None = None
    title: str | None = None
    published_on: str | None = None
    publisher: str | None = None
