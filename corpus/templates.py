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


class TemplateError(ValueError):
    """A sentence in the data that cannot be compiled."""


class Template:
    """A compiled sentence; writing it fills the slots from the scene and marks what they mean."""

    __slots__ = ("_steps", "source")

    def __init__(self, source: str, steps: tuple[str | Step, ...]) -> None:
        self.source = source
        self._steps = steps

    def write(self, script: Script, scene: Scene) -> None:
        for step in self._steps:
            if step.__class__ is str:
                script.say(step)
            else:
                step(script, scene)  # type: ignore[operator] - every other step is callable


def compile_template(source: str, slots: Mapping[str, SlotMaker]) -> Template:
    """Compile a sentence; a slot that is not known raises ``TemplateError``."""
    steps, end = _steps(source, 0, slots)
    if end != len(source):
        raise TemplateError(f"句子中括号不配对：{source}")
    return Template(source, steps)


def _steps(
    source: str, at: int, slots: Mapping[str, SlotMaker]
) -> tuple[tuple[str | Step, ...], int]:
    """Steps up to the end, or to the | or ] that closes the alternative being read."""
    steps: list[str | Step] = []
    literal = at
    while at < len(source) and source[at] not in "|]":
        if source[at] not in "{[":
            at += 1
            continue
        if at > literal:
            steps.append(source[literal:at])
        step, at = (_slot if source[at] == "{" else _choice)(source, at, slots)
        steps.append(step)
        literal = at
    if at > literal:
        steps.append(source[literal:at])
    return tuple(steps), at


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
        steps, end = _steps(source, at + 1, slots)
        options.append(Template(source[at + 1 : end], steps))
        at = end
    if at >= len(source):
        raise TemplateError(f"句子中方括号不配对：{source}")
    count = len(options)

    def choose(script: Script, scene: Scene) -> None:
        options[int(scene.dice.roll() * count)].write(script, scene)

    return choose, at + 1
