"""What a rectification notice is: reads files, takes them apart, keeps originals and catalogue."""

from archive.catalogue import Catalogue
from archive.errors import ArchiveError

__all__ = ["ArchiveError", "Catalogue"]
