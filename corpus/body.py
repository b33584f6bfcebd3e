"""The findings of a notice under their aspects, in every structure that notices have."""

from collections.abc import Callable

from corpus.finding import Numbers, write_finding
from corpus.numerals import chinese
from corpus.pieces import Script
from corpus.plan import PlannedFinding
from corpus.scene import Scene
from corpus.topics import aspects
from corpus.vocabulary import table


def write_findings(script: Script, scene: Scene, section: int) -> int:
    """Write all findings; returns the number of the next section."""
    return STRUCTURES[scene.forms["structure"]](script, scene, section)


def _write_section(script: Script, scene: Scene, section: int) -> int:
    title = scene.dice.pick(table("phrases")["sections"]["findings"])
    script.say(f"{chinese(section)}、{title}\n")
    return section + 1


def _write_aspect(
    script: Script, number: str, joint: str, words: str, level: int, end: str
) -> None:
    """An aspect's line: its number, what joins it to the words, the words, a closing mark."""
    script.mark("aspect_number", number)
    script.say(joint)
    script.mark("aspect", words, level)
    script.say(end + "\n")


def _heading(scene: Scene, letter: str) -> str:
    words: str = scene.dice.pick(aspects()[letter]["headings"])
    return words if words.endswith("情况") else words + "方面"


def _groups(scene: Scene, width: int) -> list[tuple[str, list[PlannedFinding]]]:
    """The findings by aspect (width 1) or by part of one (width 2), in order."""
    groups: dict[str, list[PlannedFinding]] = {}
    for finding in scene.plan.findings:
        groups.setdefault(finding.topic.part[:width], []).append(finding)
    return list(groups.items())


def _flat(script: Script, scene: Scene, section: int) -> int:
    section = _write_section(script, scene, section)
    numbers = Numbers(scene.forms["finding_number"])
    for finding in scene.plan.findings:
        write_finding(script, scene, finding, numbers)
    return section


def _bare_top(script: Script, scene: Scene, section: int) -> int:
    """Findings numbered 一、二、 with no section above them."""
    numbers = Numbers("top", section)
    for finding in scene.plan.findings:
        write_finding(script, scene, finding, numbers)
    return numbers.next


def _aspects(script: Script, scene: Scene, section: int) -> int:
    section = _write_section(script, scene, section)
    _bracketed_aspects(script, scene)
    return section


def _bare_brackets(script: Script, scene: Scene, section: int) -> int:
    """（一）aspects with no 一、 above them."""
    _bracketed_aspects(script, scene)
    return section


def _bracketed_aspects(script: Script, scene: Scene) -> None:
    numbers = Numbers(scene.forms["finding_number"])
    end = scene.dice.pick(("", "。"))
    for ordinal, (letter, findings) in enumerate(_groups(scene, 1), start=1):
        _write_aspect(script, f"（{chinese(ordinal)}）", "", _heading(scene, letter), 1, end)
        if scene.forms["numbering"] == "restart":
            numbers.restart()
        for finding in findings:
            write_finding(script, scene, finding, numbers)


def _top_aspects(script: Script, scene: Scene, section: int) -> int:
    numbers = Numbers(scene.forms["finding_number"])
    for letter, findings in _groups(scene, 1):
        _write_aspect(script, chinese(section), "、", _heading(scene, letter), 1, "")
        section += 1
        if scene.forms["numbering"] == "restart" or numbers.style == "brackets":
            numbers.restart()
        for finding in findings:
            write_finding(script, scene, finding, numbers)
    return section


def _nested(script: Script, scene: Scene, section: int) -> int:
    """一、aspect, （一）part of it, findings below; now and then a part is itself the finding."""
    end = scene.dice.pick(("。", "", "。"))
    numbers = Numbers(scene.forms["finding_number"])
    letter = ""
    ordinal = 0
    for part, findings in _groups(scene, 2):
        if part[0] != letter:
            letter, ordinal = part[0], 0
            _write_aspect(script, chinese(section), "、", _heading(scene, letter), 1, "")
            section += 1
        ordinal += 1
        if scene.forms["numbering"] == "restart":
            numbers.restart()
        if len(findings) == 1 and _may_stand_alone(scene):
            write_finding(script, scene, findings[0], Numbers("brackets", ordinal), alone=True)
            continue
        words = scene.dice.pick(aspects()[letter]["parts"][part])
        _write_aspect(script, f"（{chinese(ordinal)}）", "", words, 2, end)
        for finding in findings:
            write_finding(script, scene, finding, numbers)
    return section


def _may_stand_alone(scene: Scene) -> bool:
    return scene.forms["finding_number"] == "none" and scene.dice.chance(0.3)


STRUCTURES: dict[str, Callable[[Script, Scene, int], int]] = {
    "flat": _flat,
    "aspects": _aspects,
    "nested": _nested,
    "top_aspects": _top_aspects,
    "bare_top": _bare_top,
    "bare_brackets": _bare_brackets,
}
