"""The files that a build is asked to add, told apart by what they hold."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from archive.errors import UnreadableError
from archive.failure import Failure
from archive.faults import trouble
from archive.leftovers import is_leftover
from archive.read import load
from indexer.errors import NoSuchPathError

_SIDECAR = ".truth.json"  # what the generator of archives writes beside a notice


_Identity = tuple[int, int] | None  # device and inode


@dataclass(frozen=True, slots=True)
class File:
    """A file to add: ``name`` is its path beneath the ``root`` that was asked for."""

    path: Path
    root: Path
    name: str

    def within(self, name: str) -> "File":
        """The file called 通报.zip/水务局.docx in this one, or this one by its own name."""
        return File(self.path.parent / name, self.root, str(Path(self.name).parent / name))


def find_files(paths: Sequence[Path], home: Path) -> Iterator[File]:
    """The files at and beneath the paths, each once, in the order of their names.

    Hidden files and the archive's own ``home`` are passed over. Links are followed, but never
    round in circles. A directory that cannot be opened stands for its files.
    """
    seen = {_identity(home)}
    for root in paths:
        for path in _walk(root, seen):
            name = path.relative_to(root)
            yield File(path, root, str(name) if name.parts else root.name)


def _walk(root: Path, seen: set[_Identity]) -> Iterator[Path]:
    """The files beneath the root that were not seen before, without recursion, however deep."""
    waiting = [root]
    while waiting:
        path = waiting.pop()
        identity = _identity(path)
        if identity and identity in seen:
            continue
        seen.add(identity)
        try:
            inside = sorted(path.iterdir(), reverse=True) if path.is_dir() else None
        except OSError:
            inside = None
        if inside is None:
            yield path
        else:
            waiting += [one for one in inside if not _is_passed_over(one.name)]


def _identity(path: Path) -> _Identity:
    """What a file or directory is, whichever path leads to it; None where it cannot be told."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _is_passed_over(name: str) -> bool:
    return is_leftover(name) or name.endswith(_SIDECAR)


def check_paths(paths: Sequence[Path]) -> None:
    """Raise NoSuchPathError for a path that leads nowhere."""
    for path in paths:
        try:
            path.stat()
        except OSError as error:
            raise NoSuchPathError(f"{path}：{trouble(error)}") from error


def digest_file(path: Path) -> str | Failure:
    """The SHA-256 of a file, or why it is not read; what is too large is not opened."""
    try:
        if path.is_dir():
            return Failure("permission", "没有打开这个目录的权限")
        return sha256(load(path)).hexdigest()
    except UnreadableError as error:
        return Failure(error.kind, str(error))
    except OSError as error:
        return Failure("permission", trouble(error))
