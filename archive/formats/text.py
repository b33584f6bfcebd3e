"""Plain text in any encoding."""

from archive.encoding import decode
from archive.formats.content import Content


def read_text(data: bytes) -> Content:
    """The lines of a text file; a form feed or a vertical tab ends a line too."""
    decoded = decode(data)
    return Content(tuple(decoded.text.splitlines()), f"text ({decoded.encoding})")
