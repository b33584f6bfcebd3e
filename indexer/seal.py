"""A seal over the files of an index: what they are, and which generation they belong to.

It is written when all files are, so that what was cut off, damaged or left behind by another
version is told by its seal, before anything tries to read it.
"""

import json
import zlib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from indexer.errors import IndexStaleError

_NAME = "seal.json"
_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Seal:
    """What a directory was sealed as."""

    version: str
    generation: int


def seal(directory: Path, as_what: Seal) -> None:
    """Seal the files of the directory, as they are now."""
    found = sorted(path for path in directory.rglob("*") if path.is_file() and path.name != _NAME)
    sums = {str(path.relative_to(directory)): _checksum(path) for path in found}
    content = {"version": as_what.version, "generation": as_what.generation, "files": sums}
    fresh = directory / f"{_NAME}.new"
    fresh.write_text(json.dumps(content, indent=1), encoding="utf-8")
    fresh.replace(directory / _NAME)


def unseal(directory: Path, version: str) -> int:
    """The generation of the directory, whose files are what they were when it was sealed.

    IndexStaleError where they are not, or where another version wrote them.
    """
    try:
        content = json.loads((directory / _NAME).read_text(encoding="utf-8"))
        if content["version"] != version:
            raise IndexStaleError("索引是用另一版程序或词典建的")
        for name, checksum in content["files"].items():
            if _checksum(directory / name) != checksum:
                raise IndexStaleError(f"索引文件 {name} 已损坏")
        return int(content["generation"])
    except FileNotFoundError as error:
        raise IndexStaleError("索引文件缺失") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexStaleError(f"索引文件 {_NAME} 已损坏") from error


def forget_checksums() -> None:
    """Have every file read again when it is next asked for, whatever its time of change says."""
    _computed.cache_clear()


@dataclass(frozen=True, slots=True)
class _State:
    """A file as it is: the same under another name, as the next generation has it."""

    device: int
    inode: int
    size: int
    changed: int  # nanoseconds
    path: Path = field(compare=False)


def _checksum(path: Path) -> int:
    about = path.stat()
    return _computed(_State(about.st_dev, about.st_ino, about.st_size, about.st_mtime_ns, path))


@lru_cache(maxsize=4096)
def _computed(file: _State) -> int:
    """The CRC-32 of a file's bytes; files that did not change are not read again."""
    checksum = 0
    with file.path.open("rb") as opened:
        while chunk := opened.read(_CHUNK):
            checksum = zlib.crc32(chunk, checksum)
    return checksum
