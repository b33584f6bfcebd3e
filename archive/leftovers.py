"""What systems and office programs leave beside documents, which nobody means to archive."""

_NAMES = frozenset({"__macosx", "desktop.ini", "thumbs.db"})
_BEGINNINGS = (".", "~$")  # of hidden files, and of Word's notes of who has a file open


def is_leftover(name: str) -> bool:
    """Whether a file or directory of this name is passed over."""
    return name.lower() in _NAMES or name.startswith(_BEGINNINGS)
