"""What fell on those responsible, each marked with its kind and the number of persons."""

from collections.abc import Mapping

from corpus.pieces import Script
from corpus.scene import Scene
from corpus.templates import SlotMaker, Step

# What fell on whom: the kind, and how it is said; {n} persons.
SANCTIONS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "谈": (
        ("提醒谈话", "开展提醒谈话{n}人次"),
        ("谈话提醒", "谈话提醒{n}人次"),
        ("约谈", "约谈{n}人次"),
    ),
    "轻": (
        ("谈话提醒", "对{n}名责任人进行谈话提醒"),
        ("提醒谈话", "对{n}名相关责任人开展提醒谈话"),
        ("批评教育", "对{n}名责任人予以批评教育"),
        ("约谈", "约谈责任人{n}人次"),
        ("书面检查", "责令{n}名责任人作出书面检查"),
    ),
    "中": (
        ("诫勉谈话", "对{n}名责任人进行诫勉谈话"),
        ("通报批评", "对{n}名责任人通报批评"),
        ("批评教育", "批评教育{n}人"),
        ("组织处理", "组织处理{n}人"),
    ),
    "重": (
        ("立案", "立案{n}人"),
        ("党内警告", "给予{n}人党内警告处分"),
        ("党内严重警告", "给予{n}人党内严重警告处分"),
        ("政务处分", "给予{n}人政务处分"),
        ("诫勉谈话", "对{n}人进行诫勉谈话"),
    ),
}


def _sanction(detail: str) -> Step:
    choices = SANCTIONS[detail]

    def write(script: Script, scene: Scene) -> None:
        kind, words = scene.dice.pick(choices)
        persons = scene.dice.between(3, 12) if "人次" in words else scene.dice.between(1, 4)
        script.mark("accountability", words.replace("{n}", str(persons)), (kind, persons))

    return write


def _talk(whom: str) -> Step:
    def write(script: Script, scene: Scene) -> None:
        persons = scene.dice.between(3, 18)
        script.mark("accountability", f"约谈{whom}{persons}人次", ("约谈", persons))

    return write


def _reminder(whom: str) -> Step:
    def write(script: Script, scene: Scene) -> None:
        persons = scene.dice.between(1, 3)
        words = f"{persons}名{whom}，由支部书记谈话提醒"
        script.mark("accountability", words, ("谈话提醒", persons))

    return write


SLOTS: dict[str, SlotMaker] = {"问责": _sanction, "约谈": _talk, "谈话": _reminder}
