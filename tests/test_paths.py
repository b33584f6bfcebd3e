"""The files that a build finds: all of them, once each, whatever else lies about."""

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from archive.failure import Failure
from indexer.errors import NoSuchPathError
from indexer.paths import check_paths, digest_file, find_files


def write(path: Path, text: str = "通报") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def names(*paths: Path, home: Path = Path("/nowhere")) -> list[str]:
    return [file.name for file in find_files(paths, home)]


def test_files_are_found_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/c/y.txt", "c.html"):
        write(tmp_path / name)
    assert names(tmp_path) == ["a/c/y.txt", "a/z.txt", "b.txt", "c.html"]


def test_a_file_may_be_asked_for_itself(tmp_path: Path) -> None:
    assert names(write(tmp_path / "deep" / "a.txt")) == ["a.txt"]


def test_a_file_asked_for_twice_is_found_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    assert names(tmp_path, path, tmp_path) == ["a.txt"]


@pytest.mark.parametrize(
    "name",
    [
        ".hidden.txt",
        ".git/config",
        "a.truth.json",
        "~$a.docx",
        "Thumbs.db",
        "__MACOSX/a.txt",
        "home/originals/ab/abcd",
    ],
)
def test_what_is_no_document_is_passed_over(tmp_path: Path, name: str) -> None:
    write(tmp_path / "a.txt")
    write(tmp_path / name)
    assert names(tmp_path, home=tmp_path / "home") == ["a.txt"]


def test_circles_of_links_end(tmp_path: Path) -> None:
    write(tmp_path / "a" / "a.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    assert names(tmp_path) == ["a/a.txt", "self"]
    assert digest_file(tmp_path / "self") == Failure("missing", "没有这个文件")


def test_links_are_followed(tmp_path: Path) -> None:
    write(tmp_path / "elsewhere" / "b.txt")
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "link").symlink_to(tmp_path / "elsewhere")
    assert names(tmp_path / "here") == ["link/b.txt"]


def test_directories_deeper_than_the_stack_are_walked(tmp_path: Path) -> None:
    start = os.open(tmp_path, os.O_RDONLY)
    try:
        descriptor = start
        for _ in range(1200):
            os.mkdir("d", dir_fd=descriptor)
            deeper = os.open("d", os.O_RDONLY, dir_fd=descriptor)
            if descriptor != start:
                os.close(descriptor)
            descriptor = deeper
        os.close(descriptor)
    finally:
        os.close(start)
    assert names(tmp_path) == []
    subprocess.run(["rm", "-r", str(tmp_path / "d")], check=True)


def test_a_path_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    check_paths([tmp_path])
    with pytest.raises(NoSuchPathError, match=r"notices：文件或目录不存在"):
        check_paths([tmp_path, tmp_path / "notices"])


def test_a_file_is_known_by_its_bytes(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "通报")
    assert digest_file(path) == sha256("通报".encode()).hexdigest()


def test_a_large_file_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.touch()
    os.truncate(path, 200 * 1024**2)
    failure = digest_file(path)
    assert isinstance(failure, Failure)
    assert failure.kind == "too_large"
    assert "200 MB" in failure.reason


def test_a_pipe_does_not_hold_the_build_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert names(tmp_path) == ["pipe"]
    assert digest_file(tmp_path / "pipe") == Failure("not_a_file", "这不是文件")


def test_what_may_not_be_opened_is_named(tmp_path: Path) -> None:
    """In a process of another user where the tests run as root, whom nothing is forbidden."""
    (tmp_path / "closed").mkdir(mode=0)
    write(tmp_path / "open.txt")
    write(tmp_path / "secret.txt").chmod(0)
    for directory in (tmp_path, *tmp_path.parents[:2]):
        directory.chmod(0o755)
    program = (
        f"import os, pathlib, sys; sys.path[:] = {sys.path!r}\n"
        "from indexer.paths import digest_file, find_files\n"
        "os.geteuid() or os.setuid(65534)\n"
        f"root = pathlib.Path({str(tmp_path)!r})\n"
        "for file in find_files([root], root / 'home'):\n"
        "    print(file.name, getattr(digest_file(file.path), 'kind', 'read'))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout.splitlines() == [
        "closed permission",
        "open.txt read",
        "secret.txt permission",
    ]
