"""Originals: stored whole or not at all, provable, and good again when stored again."""

import os
from hashlib import sha256
from pathlib import Path

import pytest

from archive.errors import OriginalError
from archive.originals import Originals


@pytest.fixture
def originals(tmp_path: Path) -> Originals:
    return Originals(tmp_path / "originals")


def damage(path: Path, data: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(data)


def test_what_was_put_is_read_again(originals: Originals) -> None:
    digest = originals.put("整改通报".encode())
    assert originals.read(digest) == "整改通报".encode()
    assert originals.size(digest) == 12


def test_bytes_stand_under_their_own_digest(originals: Originals, tmp_path: Path) -> None:
    digest = originals.put(b"notice")
    assert digest == sha256(b"notice").hexdigest()
    assert originals.path(digest) == tmp_path / "originals" / digest[:2] / digest


def test_the_same_bytes_are_stored_once(originals: Originals) -> None:
    path = originals.path(originals.put(b"notice"))
    before = path.stat()
    originals.put(b"notice")
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert len(list(originals.digests())) == 1


def test_a_flipped_bit_is_found(originals: Originals) -> None:
    digest = originals.put(b"notice")
    assert originals.is_intact(digest)
    damage(originals.path(digest), b"notjce")
    assert not originals.is_intact(digest)
    with pytest.raises(OriginalError, match="已损坏"):
        originals.read(digest)


def test_storing_again_makes_a_damaged_original_good(originals: Originals) -> None:
    digest = originals.put(b"notice")
    damage(originals.path(digest), b"")
    originals.put(b"notice")
    assert originals.read(digest) == b"notice"


def test_a_missing_original_is_said_to_be_missing(originals: Originals) -> None:
    digest = sha256(b"never stored").hexdigest()
    with pytest.raises(OriginalError, match="文件或目录不存在"):
        originals.read(digest)
    with pytest.raises(OriginalError, match="文件或目录不存在"):
        originals.size(digest)


@pytest.mark.parametrize("name", ["", "..", "../../etc/passwd", "AB" * 32, "a" * 63, "a" * 65])
def test_only_a_digest_leads_to_a_path(originals: Originals, name: str) -> None:
    with pytest.raises(OriginalError, match="不是原件的摘要"):
        originals.path(name)


def test_a_store_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "originals").write_text("in the way")
    with pytest.raises(OriginalError, match="不是目录"):
        Originals(tmp_path / "originals").put(b"notice")


def test_an_original_is_not_writable(originals: Originals) -> None:
    path = originals.path(originals.put(b"notice"))
    assert path.stat().st_mode & 0o777 == 0o444


def test_what_a_stopped_build_left_half_written_is_no_original(
    originals: Originals, tmp_path: Path
) -> None:
    digest = originals.put(b"notice")
    half = tmp_path / "originals" / "incoming" / "tmpabc"
    half.write_bytes(b"noti")
    assert list(originals.digests()) == [digest]
    originals.clear_incoming()
    assert not half.exists()


def no_space(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_write_that_fails_leaves_nothing(
    originals: Originals, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "fchmod", no_space)
        with pytest.raises(OriginalError, match="磁盘已满"):
            originals.put(b"notice")
    assert list(originals.digests()) == []
    assert originals.read(originals.put(b"notice")) == b"notice"


def test_what_the_disk_did_not_take_is_tried_again(
    originals: Originals, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    real = os.fsync

    def watch(descriptor: int) -> None:
        synced.append(str(Path(f"/proc/self/fd/{descriptor}").readlink()))
        real(descriptor)

    path = originals.path(originals.put(b"notice"))
    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(OriginalError, match="磁盘已满"):
        originals.sync()
    monkeypatch.setattr(os, "fsync", watch)
    originals.sync()
    assert synced == [str(path), str(path.parent)]
    originals.sync()
    assert len(synced) == 2
