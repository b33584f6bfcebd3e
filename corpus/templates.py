"""Sentences with slots and alternatives, compiled once and written many times.

{n:3-9}          a slot, with what it needs to know after the colon
[组织|安排]      one of these, each of which may hold slots and alternatives itself
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from corpus.pieces import Script

if TYPE_CHECKING:
    from corpus.scene import Scene

Step = Callable[[Script, "Scene"], None]
SlotMaker = Callable[[str], Step]
Piece = tuple[str, Step | None]  # words, then what fills the slot after them


class TemplateError(ValueError):
    """A sentence in the data that cannot be compiled."""


class Template:
    """A compiled sentence; writing it fills the slots from the scene and marks what they mean."""

    __slots__ = ("_pieces",)

    def __init__(self, pieces: tuple[Piece, ...]) -> None:
        self._pieces = pieces

    def write(self, script: Script, scene: Scene) -> None:
        say = script.say
        for words, step in self._pieces:
            if words:
                say(words)
            if step:
                step(script, scene)


def compile_template(source: str, slots: Mapping[str, SlotMaker]) -> Template:
    """Compile a sentence; brackets that do not pair and unknown slots raise ``TemplateError``."""
    pieces, end = _pieces(source, 0, slots)
    if end != len(source):
        raise TemplateError(f"句子中括号不配对：{source}")
    return Template(pieces)


def _pieces(source: str, at: int, slots: Mapping[str, SlotMaker]) -> tuple[tuple[Piece, ...], int]:
    """Pieces up to the end, or to the | or ] that closes the alternative being read."""
    pieces: list[Piece] = []
    words = at
    while at < len(source) and source[at] not in "|]":
        if source[at] not in "{[":
            at += 1
            continue
        before = source[words:at]
        step, at = (_slot if source[at] == "{" else _choice)(source, at, slots)
        pieces.append((before, step))
        words = at
    if at > words:
        pieces.append((source[words:at], None))
    return tuple(pieces), at


def _slot(source: str, at: int, slots: Mapping[str, SlotMaker]) -> tuple[Step, int]:
    depth, end = 1, at + 1
    while end < len(source) and depth:
        depth += (source[end] == "{") - (source[end] == "}")
        end += 1
    name, _, detail = source[at + 1 : end - 1].partition(":")
    if depth or name not in slots:
        raise TemplateError(f"不认识的空格 {{{name}}}：{source}")
    return slots[name](detail), end


def _choice(source: str, at: int, slots: Mapping[str, SlotMaker]) -> tuple[Step, int]:
    options: list[Template] = []
    while at < len(source) and source[at] != "]":
        pieces, end = _pieces(source, at + 1, slots)
        options.append(Template(pieces))
        at = end
    if at >= len(source):
        raise TemplateError(f"句子中方括号不配对：{source}")
    count = len(options)

    def choose(script: Script, scene: Scene) -> None:
        options[int(scene.dice.roll() * count)].write(script, scene)

    return choose, at + 1
