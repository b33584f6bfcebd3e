"""Specimens in the formats in which notices are published, each written by a module of its name."""

from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast

from corpus.dice import Dice


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a file is to hold: ``lines`` are the clean paragraphs, ``title`` how many of the first
    of them are the title. The day and the site go into the frame of a web page."""

    lines: tuple[str, ...]
    title: int
    day: str
    site: str


class _Format(Protocol):
    def write(self, sheet: Sheet, dice: Dice) -> bytes: ...


NAMES = ("html", "docx", "pdf")


def write(name: str, sheet: Sheet, dice: Dice) -> bytes:
    """The bytes of a file of a format; the module is loaded when it is first asked for, since
    docx and pdf need packages that only the tests have."""
    if name not in NAMES:
        raise ValueError(f"没有这种格式：{name}")
    module: _Format = cast("_Format", import_module(f"corpus.formats.{name}"))
    return module.write(sheet, dice)
