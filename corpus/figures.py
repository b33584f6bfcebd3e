"""What a notice says of itself in numbers: findings, measures, how many are completed."""

from collections.abc import Callable

from corpus.numerals import chinese
from corpus.pieces import Script
from corpus.plan import DONE
from corpus.scene import Scene, field
from corpus.templates import SlotMaker, Step


def _count(name: str, number: Callable[[Scene], int]) -> SlotMaker:
    """A number the notice states about itself, in digits or numerals."""

    def write(script: Script, scene: Scene) -> None:
        value = number(scene)
        words = chinese(value) if scene.forms["numerals"] == "chinese" else str(value)
        field(script, scene, name, words, value)

    return lambda _detail: write


def _items(style: str) -> Step:
    """A middle level of counting that no field holds."""

    def write(script: Script, scene: Scene) -> None:
        number = len(scene.plan.parts)
        script.say(chinese(number) if style == "numerals" else str(number))

    return write


def _all_completed(words: str) -> Step:
    """已全部完成整改 states that all the findings counted before it are completed."""

    def write(script: Script, scene: Scene) -> None:
        if "stated_findings" in scene.told:
            field(script, scene, "stated_completed", words, scene.plan.told)
        else:
            script.say(words)

    return write


# A figure, the statuses that it counts and the field that holds it.
FIGURES = (
    ("已完成{}个", (DONE, "同意销号", "视同完成"), "stated_completed"),
    ("基本完成{}个", ("基本完成",), "stated_basically_completed"),
    ("阶段性完成{}个", ("阶段性完成",), "stated_basically_completed"),
    ("正在整改{}个", ("正在整改", "正在推进"), "stated_in_progress"),
    ("长期坚持{}个", ("已完成并长期坚持",), None),
    ("未完成{}个", ("未完成",), "stated_not_completed"),
)


def write_figures(script: Script, scene: Scene) -> None:
    """已完成30个、基本完成2个…: each with its number."""
    statuses = [finding.status for finding in scene.plan.findings]
    joint = "，"
    for words, counted, name in FIGURES:
        number = sum(map(statuses.count, counted))
        if not number:
            continue
        before, _, after = words.partition("{}")
        script.say(joint + before)
        if name:
            field(script, scene, name, str(number), number)
        else:
            script.say(str(number))
        script.say(after)
        joint = "、"


def write_rate(script: Script, scene: Scene) -> None:
    statuses = [finding.status for finding in scene.plan.findings]
    rate = round(100 * statuses.count(DONE) / len(statuses), 2)
    words = f"{rate:.2f}".rstrip("0").rstrip(".") + "%"
    script.say(scene.dice.pick(("", "达", "为")) if rate < 100 else "达")
    field(script, scene, "stated_rate", words, rate)


SLOTS: dict[str, SlotMaker] = {
    "all_completed": _all_completed,
    "items": _items,
    "findings": _count("stated_findings", lambda scene: scene.plan.told),
    "aspects": _count("stated_aspects", lambda scene: len(scene.plan.letters)),
    "measures": _count("stated_measures", lambda scene: scene.plan.measures_listed(scene.forms)),
    "institutions": _count("stated_institutions", lambda scene: scene.dice.between(3, 36)),
}
