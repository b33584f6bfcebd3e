"""What a rectification notice is: reads files, takes them apart, keeps originals and catalogue."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from archive.errors import ArchiveError
from archive.mask import mask_notice, mask_text
from archive.parse import parse
from archive.read import read, read_bytes
from archive.recognise import recognise

if TYPE_CHECKING:
    from archive.catalogue import Catalogue

__all__ = [
    "ArchiveError",
    "Catalogue",
    "mask_notice",
    "mask_text",
    "parse",
    "read",
    "read_bytes",
    "recognise",
]


def __getattr__(name: str) -> Any:
    """The catalogue, imported when first asked for: processes that only take files apart start
    in two thirds of the time without it."""
    if name == "Catalogue":
        return import_module("archive.catalogue").Catalogue
    raise AttributeError(f"module 'archive' has no attribute {name!r}")
