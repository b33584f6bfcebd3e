"""Pages that look like notices and are none: announcements, news, summaries, audits, templates."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from corpus.body import write_findings
from corpus.dice import Dice
from corpus.forms import choose_forms
from corpus.numerals import chinese, full_date
from corpus.phrases import notice_slots
from corpus.pieces import Passage, Script
from corpus.plan import Plan, make_plan
from corpus.scene import Scene
from corpus.templates import SlotMaker, Step, Template, compile_template
from corpus.topics import choose, topics_for
from corpus.units import Unit
from corpus.visits import Visit
from corpus.vocabulary import table

LISTED = 12  # titles on an index page
AUDITED = ("B3", "B4")  # the parts of aspects that audits find problems in


def write_other(
    unit: Unit, visit: Visit, neighbours: list[Unit], dice: Dice
) -> tuple[str, Passage]:
    """A page about a unit that is no notice, and which kind it is."""
    kind = dice.pick(table("others")["kind"])
    forms = {
        **choose_forms("flat-about", dice, {"order": "date_first"}),
        "structure": "bare_top",
        "finding_number": "none",
    }
    scene = Scene(unit, visit, forms, dice)
    scene.neighbours = neighbours
    script = Script()
    _line(script, scene, dice.pick(kind["titles"]))
    for source in dice.pick(kind["bodies"]):
        _line(script, scene, source)
    if kind.get("findings"):
        scene.plan = _audited(make_plan(unit, visit.published.year, forms, frozenset(), dice))
        write_findings(script, scene, 1)
    if kind.get("listing"):
        _write_listing(script, scene)
    for source in kind.get("endings", ()):
        _line(script, scene, source)
    if kind["id"] not in ("template", "index", "rules"):
        script.say(full_date(visit.published) + "\n")
    passage = script.passage()
    return kind["id"], Passage(passage.text, ())


def _audited(plan: Plan) -> Plan:
    findings = tuple(finding for finding in plan.findings if finding.topic.part in AUDITED)
    return Plan(findings or plan.findings[:3], len(findings))


def _line(script: Script, scene: Scene, source: str) -> None:
    _sentence(source).write(script, scene)
    script.say("\n")


def _write_listing(script: Script, scene: Scene) -> None:
    """Titles with their days, as a site lists them."""
    for unit in scene.neighbours[:LISTED]:
        day = scene.day_of_work().isoformat()
        title = f"{unit.issuer}关于{unit.superior}{scene.visit.body}整改进展情况的通报"
        script.say(f"{title} {day}\n" if scene.dice.chance(0.7) else f"{title}\n{day}\n")


@cache
def _sentence(source: str) -> Template:
    return compile_template(source, _slots())


@cache
def _slots() -> Mapping[str, SlotMaker]:
    writers: dict[str, Step] = {
        "unit": lambda script, scene: script.say(scene.unit.short + scene.unit.party_brief),
        "superior": lambda script, scene: script.say(scene.unit.superior),
        "round_word": lambda script, scene: script.say(chinese(scene.visit.round)),
        "audit_year": lambda script, scene: script.say(str(scene.visit.year - 1)),
        "clause": _write_clause,
    }
    plain: dict[str, SlotMaker] = {name: _plain(write) for name, write in writers.items()}
    return {**notice_slots(), **plain, "units": _units}


def _plain(write: Step) -> SlotMaker:
    return lambda _detail: write


def _write_clause(script: Script, scene: Scene) -> None:
    """A problem of the unit's, as a clause."""
    topic = scene.dice.pick(topics_for(scene.unit.tags))
    saying: Any = choose(topic.headings, 1, scene.visit.year, scene.dice)[0]
    saying.template.write(script, scene)


def _units(detail: str) -> Step:
    count = int(detail)

    def write(script: Script, scene: Scene) -> None:
        script.say("、".join(unit.short for unit in scene.neighbours[:count]))

    return write
