"""Takes an archive away and brings it back: a BagIt bag of its originals and its ledger."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import bagit

from archive.errors import ArchiveError
from archive.faults import trouble
from archive.ledger import Ledger, check_ledger
from archive.originals import Originals

_ORIGINALS = "originals"
_LEDGER = "ledger.json"
_LARGEST_LEDGER = 1024**3  # bytes
_INFO = {"Bag-Software-Agent": "xunjian"}


class BagError(ArchiveError):
    """A bag cannot be written, or is not one that was written here."""


def write_bag(target: Path, originals: Originals, ledger: Ledger) -> None:
    """Write a bag into a directory that does not exist yet; whole, or not at all."""
    part = target.absolute().with_name(f"{target.name}.part")
    if target.exists() or part.exists():
        raise BagError(f"{target} 或 {part.name} 已经存在；请另选一个还没有的目录")
    with _explained():
        (part / _ORIGINALS).mkdir(parents=True)
        for digest in ledger.file_names():
            (part / _ORIGINALS / digest).write_bytes(originals.read(digest))
        content = {"tables": ledger.tables, "state": ledger.state}
        (part / _LEDGER).write_text(json.dumps(content, ensure_ascii=False), "utf-8")
        bagit.make_bag(str(part), _INFO, checksums=["sha256"])
        part.rename(target)


def read_bag(bag: Path) -> Ledger:
    """The ledger of a bag, every byte of which is what it was when it was written."""
    with _explained():
        opened = bagit.Bag(str(bag))
        if (bag / "fetch.txt").exists() or "sha256" not in opened.algorithms:
            raise BagError(f"{bag} 不是由 xunjian export --bagit 写出的归档包")
        opened.validate()
        _refuse_links(bag)
        path = bag / "data" / _LEDGER
        if path.stat().st_size > _LARGEST_LEDGER:
            raise BagError(f"{bag} 里的 {_LEDGER} 太大")
        content = json.loads(path.read_text("utf-8"))
        tables = {str(name): tuple(map(dict, rows)) for name, rows in content["tables"].items()}
        state = {str(key): str(value) for key, value in content["state"].items()}
    ledger = Ledger(tables, state)
    check_ledger(ledger)
    return ledger


def take_originals(bag: Path, originals: Originals, ledger: Ledger) -> None:
    """Store the originals that the ledger names; each must have the digest it is named by."""
    for digest in ledger.file_names():
        with _explained():
            data = (bag / "data" / _ORIGINALS / digest).read_bytes()
        if originals.put(data) != digest:
            raise BagError(f"原件 {digest[:12]} 的内容与摘要不符")


def _refuse_links(bag: Path) -> None:
    for directory, _, names in os.walk(bag):
        for name in (*names, "."):
            if (Path(directory) / name).is_symlink():
                raise BagError(f"{bag} 里有符号链接，不能收进来")


@contextmanager
def _explained() -> Iterator[None]:
    bagit.LOGGER.disabled = True  # what it logs is said in the error
    try:
        yield
    except OSError as error:
        raise BagError(f"归档包 {error.filename or ''} 无法读写：{trouble(error)}") from error
    except bagit.BagError as error:
        detail = " ".join(str(error).split())
        raise BagError(f"归档包不完整或被改动过：{detail}") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BagError(f"归档包里的 {_LEDGER} 不合格式") from error
