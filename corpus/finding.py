"""One finding: number, heading, label, measures, status, each piece marked as it is written."""

from collections.abc import Callable

from corpus.details import write_detail
from corpus.numerals import chinese, circled, full_width
from corpus.phrases import phrase
from corpus.pieces import Script
from corpus.plan import PlannedFinding
from corpus.scene import Scene
from corpus.topics import Saying, choose
from corpus.vocabulary import table

# How a number is printed, without and with its delimiter.
NUMBER_STYLES: dict[str, tuple[Callable[[int], str], str]] = {
    "dot": (str, "."),
    "comma": (str, "、"),
    "wide": (lambda number: full_width(str(number)), "．"),
    "brackets": (lambda number: f"（{chinese(number)}）", ""),
    "half_brackets": (lambda number: f"({number})", ""),
    "top": (chinese, "、"),
}
SLIP = 0.03  # of headings lack what the others have
# What stands before a measure.
MARKERS: dict[str, Callable[[int], str]] = {
    "firstly": lambda ordinal: f"{chinese(ordinal)}是",
    "digits": lambda ordinal: f"{ordinal}.",
    "digit_lines": lambda ordinal: f"{ordinal}.",
    "brackets": lambda ordinal: f"（{ordinal}）",
    "circled": circled,
    "two_sides": lambda ordinal: "一方面，" if ordinal == 1 else "另一方面，",
}


class Numbers:
    """The running numbers of findings in one style."""

    def __init__(self, style: str, first: int = 1) -> None:
        self.style = style
        self.next = first
        self.ordinal = 0

    def restart(self) -> None:
        self.next = 1

    def write(self, script: Script) -> None:
        """Write the next number, if the style has any, and count the finding."""
        self.ordinal += 1
        if self.style == "none":
            return
        printed, delimiter = NUMBER_STYLES[self.style]
        script.mark("number", printed(self.next))
        script.say(delimiter)
        self.next += 1


def write_finding(
    script: Script, scene: Scene, finding: PlannedFinding, numbers: Numbers, *, alone: bool = False
) -> None:
    """Write a finding's paragraphs; alone is one whose heading is a bare （三） clause."""
    forms = scene.forms
    scene.in_question = scene.outstanding = None
    scene.sums = finding.topic.sums
    start = script.at
    numbers.write(script)
    _write_heading(script, scene, finding, numbers.ordinal, "clause" if alone else forms["heading"])
    same_line = forms["label_place"] == "heading" and not alone
    script.say(_heading_close(forms["heading_close"], alone=alone, same_line=same_line))
    if forms["status"] == "bracket":
        _write_bracketed_status(script, finding.status)
    if forms["problem"] == "told" and not alone:
        _write_problem(script, scene, finding)
    if forms["duties"] == "told" and not alone:
        _write_duties(script, scene)
    told_between = forms["problem"] == "told" or forms["duties"] == "told"
    script.say("" if same_line and not told_between else "\n")
    _write_label(script, scene, alone=alone)
    _write_measures(script, scene, finding)
    if forms["outcome"] == "told" and not alone:
        _write_outcome(script, scene)
    if forms["status"] in ("line", "sentence"):
        _write_status_line(script, scene, finding.status)
    script.close("finding", start, finding.topic.under)
    script.say("\n")


def _heading_close(form: str, *, alone: bool, same_line: bool) -> str:
    if alone or (same_line and form == "none"):
        return "。"
    return str(table("forms")["heading_close"][form]["text"])


def _write_heading(
    script: Script, scene: Scene, finding: PlannedFinding, ordinal: int, form: str
) -> None:
    """The heading in its form; 问题1： and the like stand before what is marked as the heading."""
    data = table("forms")["heading"][form]
    _write_lead(script, data.get("lead", ""), ordinal)
    start = script.at
    slips = scene.dice.chance(SLIP)
    before, _, after = data.get("slip" if slips else "text", data["text"]).partition("{problem}")
    script.say(before)
    finding.clause.template.write(script, scene)
    script.say(after)
    script.close("heading", start)


def _write_lead(script: Script, lead: str, ordinal: int) -> None:
    """问题：, 反馈问题：, 问题1：, 问题1. or 反馈问题一："""
    before, slot, after = lead.replace("}", "{").partition("{")
    script.say(before)
    if slot:
        name, _, after = after.partition("{")
        script.mark("number", str(ordinal) if name == "digit" else chinese(ordinal))
    script.say(after)


def _write_bracketed_status(script: Script, status: str) -> None:
    script.say("（")
    script.mark("status", status, status)
    script.say("）")


def _write_problem(script: Script, scene: Scene, finding: PlannedFinding) -> None:
    """The problem itself, which may be told in 一是 and 二是 as the measures are."""
    script.say("\n" + scene.dice.pick(table("phrases")["problem"]["leads"]))
    count = scene.dice.between(1, 2)
    chosen = choose(finding.topic.problems, count, scene.visit.published.year, scene.dice)
    for ordinal, problem in enumerate(chosen, start=1):
        script.say(f"{chinese(ordinal)}是" if len(chosen) > 1 else "")
        problem.template.write(script, scene)
        script.say("。" if ordinal == len(chosen) else "；")


def _write_duties(script: Script, scene: Scene) -> None:
    """Who answers for the finding and by when, on a line of its own."""
    data, dice = table("phrases")["duties"], scene.dice
    script.say("\n")
    for piece in dice.pick(data["lines"]).replace("}", "{").split("{"):
        if piece not in ("leader", "office", "deadline"):
            script.say(piece)
            continue
        start = script.at
        phrase(dice.pick(data[piece + "s"])).write(script, scene)
        script.close(piece, start)


def _write_label(script: Script, scene: Scene, *, alone: bool) -> None:
    label = table("forms")["label"][scene.forms["label"]]["text"]
    if label and not alone:
        script.say(f"{label}：" + ("\n" if scene.forms["label_place"] == "own" else ""))


def _write_outcome(script: Script, scene: Scene) -> None:
    """What came of the measures, after a label of its own; it is no measure."""
    script.say("\n整改成效：")
    phrase(scene.dice.pick(table("phrases")["outcome"]["lines"])).write(script, scene)
    script.say("。")


def _write_status_line(script: Script, scene: Scene, status: str) -> None:
    script.say("\n")
    source = scene.dice.pick(table("phrases")["status"][scene.forms["status"]])
    before, _, after = source.partition("{status}")
    phrase(before).write(script, scene)
    words = table("phrases")["status"]["words"].get(status, [status])
    script.mark("status", scene.dice.pick(words), status)
    script.say(after)


def _write_measures(script: Script, scene: Scene, finding: PlannedFinding) -> None:
    measures = finding.measures
    style = scene.forms["enumeration"]
    if style == "prose" or len(measures) == 1:
        _write_prose(script, scene, finding)
        return
    if style == "two_sides":
        measures = measures[:2]
    lines = style in ("brackets", "digit_lines")
    close = table("forms")["item_close"][scene.forms["item_close"]]["text"]
    for ordinal, measure in enumerate(measures, start=1):
        start = script.at
        script.say(MARKERS[style](ordinal))
        _write_measure(script, scene, measure, finding.topic.part)
        last = ordinal == len(measures)
        script.say("。" if last else close)
        script.close("measure", start)
        if lines and not last:
            script.say("\n")


def _write_measure(script: Script, scene: Scene, measure: Saying, part: str) -> None:
    """A measure's words and, where it is no sanction and no refund, its particulars."""
    measure.template.write(script, scene)
    if measure.group is None:
        write_detail(script, scene, part)


def _write_prose(script: Script, scene: Scene, finding: PlannedFinding) -> None:
    start = script.at
    for measure in finding.measures:
        _write_measure(script, scene, measure, finding.topic.part)
        script.say("。")
    script.close("measure", start)
