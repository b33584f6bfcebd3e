"""Files of any kind become documents, or say in one line why not."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from archive.errors import UnreadableError
from archive.read import read, read_bytes

TEXT = (
    "中共青禾县水务局党组关于巡察整改情况的通报\n"
    "根据县委统一部署，2024年3月1日至4月20日，县委第二巡察组对县水务局进行了巡察。\n"
    "一、组织落实情况\n"
    "局党组把整改作为一项政治任务，先后研究6次，制定措施18条。"
)
TRADITIONAL = (
    "根據縣委統一部署，縣委第二巡察組對縣水務局進行了巡察。現將整改情況公布如下。\n"
    "一、關於組織領導不到位的問題，已經完成整改。"
)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"]
)
def test_text_is_the_same_in_every_encoding(encoding: str) -> None:
    assert read_bytes(TEXT.encode(encoding), "通报.txt").text == TEXT


def test_big5_is_read_where_it_clearly_is_big5() -> None:
    assert read_bytes(TRADITIONAL.encode("big5"), "通報.txt").text == TRADITIONAL


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_a_file_cut_in_mid_character_keeps_the_rest(encoding: str) -> None:
    text = read_bytes(TEXT.encode(encoding)[:-1], "通报.txt").text
    assert text.startswith(TEXT[:-2])


def test_paragraphs_are_spans_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "通报.txt"
    path.write_bytes(("\r\n\u3000\u3000" + TEXT.replace("\n", "\r\n\r\n \u00a0") + "\r").encode())
    document = read(path)
    assert [document.text[start:end] for start, end in document.paragraphs] == TEXT.split("\n")
    assert document.sha256 == sha256(path.read_bytes()).hexdigest()
    assert (document.format, document.source.file_name) == ("txt", "通报.txt")


def test_invisible_characters_are_dropped_and_spaces_are_plain() -> None:
    document = read_bytes(
        "巡\u200b察\x00整\ufeff改\u3000情况，\u00a0\u00a0已\x07完成。".encode(), "a.txt"
    )
    assert document.text == "巡察整改 情况， 已完成。"


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "a.txt", "空文件"),
        (b" \r\n\t\n ", "a.txt", "空文件"),
        (bytes(range(256)) * 40, "a.txt", "二进制"),
        (b"\x7fELF" + bytes(500), "a.pdf", "二进制"),
        (b"Rar!\x1a\x07\x01\x00" + bytes(40), "a.rar", "RAR"),
        ("\u200b\ufeff\u3000\n".encode(), "a.txt", "没有文字"),
        (("整改" * 600_000).encode(), "a.txt", "太长"),
        (b"\n" * 100_000 + b"a", "a.txt", "段落太多"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(data: bytes, name: str, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason) as refused:
        read_bytes(data, name)
    assert "\n" not in str(refused.value)


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(200 * 1024**2)
    with pytest.raises(UnreadableError, match="太大（200 MB），最多读取 50 MB"):
        read(path)


def test_what_is_not_a_readable_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="没有这个文件"):
        read(tmp_path / "none.txt")
    with pytest.raises(UnreadableError, match="这不是文件"):
        read(tmp_path)


@contextmanager
def unprivileged() -> Iterator[None]:
    """Root, to whom nothing is forbidden, is nobody for a while; anyone else stays who they are."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)


def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0)
    for directory in (tmp_path, *tmp_path.parents[:2]):
        directory.chmod(0o755)
    with unprivileged(), pytest.raises(UnreadableError, match="权限"):
        read(path)
