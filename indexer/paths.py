"""The files that a build is asked to add, told apart by what they hold."""

import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

from archive.failure import Failure
from archive.faults import trouble
from archive.read import MOST_BYTES
from indexer.errors import NoSuchPathError

# what systems and office programs leave beside documents, and what the generator writes there
_PASSED_OVER = ("desktop.ini", "thumbs.db", "__macosx")
_BEGINNINGS = (".", "~$")
_ENDINGS = (".truth.json",)


@dataclass(frozen=True, slots=True)
class File:
    """A file to add: ``name`` is its path beneath the ``root`` that was asked for."""

    path: Path
    root: Path
    name: str


def find_files(paths: Sequence[Path], home: Path) -> Iterator[File]:
    """The files at and beneath the paths, each once, in the order of their names.

    Hidden files and the archive's own ``home`` are passed over. Links are followed, but never
    round in circles. A directory that cannot be opened stands for its files.
    """
    seen = {home.resolve()}
    for root in paths:
        for path in _walk(root.resolve(), seen):
            name = path.relative_to(root.resolve())
            yield File(path, root, str(name) if name.parts else root.name)


def _walk(root: Path, seen: set[Path]) -> Iterator[Path]:
    """The files beneath the root that were not seen before, without recursion, however deep."""
    waiting = [root]
    while waiting:
        path = waiting.pop()
        real = path.resolve()
        if real in seen:
            continue
        seen.add(real)
        if not path.is_dir():
            yield path
            continue
        try:
            inside = sorted(path.iterdir(), reverse=True)
        except OSError:
            yield path
        else:
            waiting += [one for one in inside if not _is_passed_over(one.name.lower())]


def _is_passed_over(name: str) -> bool:
    return name in _PASSED_OVER or name.startswith(_BEGINNINGS) or name.endswith(_ENDINGS)


def check_paths(paths: Sequence[Path]) -> None:
    """Raise NoSuchPathError for a path that leads nowhere."""
    for path in paths:
        try:
            path.stat()
        except OSError as error:
            raise NoSuchPathError(f"{path}：{trouble(error)}") from error


def digest_file(path: Path) -> str | Failure:
    """The SHA-256 of a file that may be read, or why it may not; large ones are not opened."""
    try:
        return _refusal(path) or _digest(path)
    except PermissionError:
        return Failure("permission", "没有读取的权限")
    except FileNotFoundError:
        return Failure("missing", "文件不见了，或者链接指向的文件不存在")
    except OSError as error:
        return Failure("unreadable", f"读取时出错：{trouble(error)}")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _refusal(path: Path) -> Failure | None:
    """Why the file is not read at all; a directory is here because it cannot be opened."""
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        return Failure("permission", "没有打开这个目录的权限")
    if not stat.S_ISREG(status.st_mode):
        return Failure("not_a_file", "这不是普通文件")
    if not status.st_size:
        return Failure("empty", "这是空文件")
    if status.st_size > MOST_BYTES:
        return Failure("too_large", f"文件太大（{status.st_size / 1024**2:.0f} MB）")
    return None
