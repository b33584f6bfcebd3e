"""What a rectification notice is: reads files, takes them apart, keeps originals and catalogue."""

from archive.catalogue import Catalogue
from archive.errors import ArchiveError
from archive.mask import mask_notice, mask_text
from archive.parse import parse
from archive.read import read, read_bytes
from archive.recognise import recognise

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
