"""The originals' bytes, each under its own SHA-256: written once, whole or not at all.

What was put is sure to outlive a power cut only after ``sync``; waiting for the disk once for many
originals, rather than for each, makes a large build several times faster.
"""

import os
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import file_digest, sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from archive.errors import OriginalError
from archive.faults import trouble

_DIGEST = re.compile(r"[0-9a-f]{64}")
_READ_ONLY = 0o444
_AT_ONCE = 16  # files waited for together


class Originals:
    """A directory that holds ``ab/abcdef…`` for the bytes whose digest is ``abcdef…``."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._incoming = directory / "incoming"
        self._unsynced: set[Path] = set()

    def put(self, data: bytes) -> str:
        """Store the bytes and return their digest; a damaged copy of them is made good."""
        digest = sha256(data).hexdigest()
        path = self.path(digest)
        try:
            if not (path.is_file() and path.read_bytes() == data):
                self._write(path, data)
        except OSError as error:
            raise OriginalError(f"原件无法写入档案库：{trouble(error)}") from error
        return digest

    def sync(self) -> None:
        """Have the system write to the disk whatever was put since the last time."""
        directories = {path.parent for path in self._unsynced}
        try:
            with ThreadPoolExecutor(_AT_ONCE) as pool:
                list(pool.map(_sync, self._unsynced))
                list(pool.map(_sync, directories))
        except OSError as error:
            raise OriginalError(f"原件无法写入档案库：{trouble(error)}") from error
        self._unsynced.clear()

    def path(self, digest: str) -> Path:
        """Where the original with this digest stands, or would stand."""
        if not _DIGEST.fullmatch(digest):
            raise OriginalError(f"不是原件的摘要：{digest[:80]!r}")
        return self._directory / digest[:2] / digest

    def read(self, digest: str) -> bytes:
        """The original's bytes, which are certain to be those that were stored."""
        try:
            data = self.path(digest).read_bytes()
        except OSError as error:
            raise OriginalError(f"原件 {digest[:12]} 读不到：{trouble(error)}") from error
        if sha256(data).hexdigest() != digest:
            raise OriginalError(f"原件 {digest[:12]} 已损坏：内容与摘要不符")
        return data

    def size(self, digest: str) -> int:
        """The original's size in bytes."""
        try:
            return self.path(digest).stat().st_size
        except OSError as error:
            raise OriginalError(f"原件 {digest[:12]} 读不到：{trouble(error)}") from error

    def holds(self, digest: str) -> bool:
        """Whether bytes stand under this digest."""
        return self.path(digest).is_file()

    def is_intact(self, digest: str) -> bool:
        """Whether the bytes that stand under this digest have it."""
        try:
            with self.path(digest).open("rb") as file:
                return file_digest(file, "sha256").hexdigest() == digest
        except OSError as error:
            raise OriginalError(f"原件 {digest[:12]} 读不到：{trouble(error)}") from error

    def digests(self) -> Iterator[str]:
        """The digests of all that is stored, in order."""
        for path in sorted(self._directory.glob("??/*")):
            if _DIGEST.fullmatch(path.name):
                yield path.name

    def set_aside(self, digest: str) -> None:
        """Move bytes that are not what they were out of the way, into ``damaged``."""
        target = self._directory / "damaged" / digest
        try:
            target.parent.mkdir(exist_ok=True)
            self.path(digest).replace(target)
        except OSError as error:
            raise OriginalError(f"损坏的原件移不开：{trouble(error)}") from error

    def clear_incoming(self) -> None:
        """Remove what a stopped build left half written; only for the one who may write."""
        for path in self._incoming.glob("*"):
            path.unlink(missing_ok=True)

    def _write(self, path: Path, data: bytes) -> None:
        self._incoming.mkdir(parents=True, exist_ok=True)
        path.parent.mkdir(exist_ok=True)
        with NamedTemporaryFile(dir=self._incoming, delete=False) as file:
            file.write(data)
            os.fchmod(file.fileno(), _READ_ONLY)
        Path(file.name).replace(path)
        self._unsynced.add(path)


def _sync(path: Path) -> None:
    """Make a file's bytes, or the names in a directory, outlive a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
