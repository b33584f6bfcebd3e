"""Sums of money in sentences, each marked with what it was."""

from collections.abc import Callable

from corpus.dice import Dice
from corpus.pieces import Script
from corpus.scene import Scene
from corpus.templates import SlotMaker, Step


def yuan_words(yuan: int, dice: Dice) -> tuple[str, float]:
    """A sum as a notice writes it, and what those words are worth."""
    if yuan >= 10_000 and dice.chance(0.7):
        text = f"{yuan / 10_000:.2f}".rstrip("0").rstrip(".")
        return f"{text}万元", round(float(text) * 10_000, 2)
    return f"{yuan}元", float(yuan)


def _sum(kind: str, amount: Callable[[Scene], int]) -> SlotMaker:
    def make(_detail: str) -> Step:
        def write(script: Script, scene: Scene) -> None:
            words, worth = yuan_words(amount(scene), scene.dice)
            script.mark("amount", words, (kind, worth))

        return write

    return make


def _improper(scene: Scene) -> int:
    """The sum in question: one and the same in a whole finding, in tens of yuan."""
    low, high = scene.sums
    if scene.in_question is None:
        scene.in_question = int(low * (high / low) ** scene.dice.roll()) // 10 * 10
    return scene.in_question


def _refunded_part(scene: Scene) -> int:
    total = _improper(scene)
    left = max(10, int(total * (0.02 + 0.2 * scene.dice.roll())) // 10 * 10)
    scene.outstanding = left
    return max(total - left, 10)


def _outstanding(scene: Scene) -> int:
    return scene.outstanding or _improper(scene)


def _other(scene: Scene) -> int:
    return int(20_000 * 300 ** scene.dice.roll()) // 100 * 100


def _threshold(detail: str) -> Step:
    """A limit in 万元, which is no sum in question."""
    low, high = map(int, detail.split("-"))

    def write(script: Script, scene: Scene) -> None:
        number = scene.dice.between(low, high)
        script.mark("amount", f"{number}万元", ("other", number * 10_000.0))

    return write


SLOTS: dict[str, SlotMaker] = {
    "improper": _sum("improper", _improper),
    "refunded": _sum("refunded", _improper),
    "refunded_part": _sum("refunded", _refunded_part),
    "recovered": _sum("recovered", _improper),
    "outstanding": _sum("outstanding", _outstanding),
    "regained": _sum("recovered", _other),
    "other": _sum("other", _other),
    "threshold": _threshold,
}
