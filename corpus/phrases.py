"""The sentences around the findings, and what may stand in their slots.

    {issuer} {object} {group} {round_of} {inspection}   who inspected whom (actors.py)
    {window} {feedback_date} {up_to} {meeting}          when (windows.py)
    {findings} {aspects} {measures} {figures} {rate}    what the notice counts (figures.py)
    {lead} {counted} {site}                             a form's own words
and every slot of the findings' sentences (slots.py).
"""

from collections.abc import Mapping
from functools import cache

from corpus import actors, figures, windows
from corpus.scene import Scene
from corpus.slots import slots
from corpus.templates import SlotMaker, Step, Template, compile_template
from corpus.vocabulary import table

WRITERS: Mapping[str, Step] = {
    "issuer": actors.write_issuer,
    "round_of": actors.write_round,
    "group": actors.write_group,
    "group_again": actors.write_group_again,
    "object": actors.write_object,
    "object_again": actors.write_object_again,
    "neighbour": actors.write_neighbour,
    "inspection": actors.write_inspection,
    "window": windows.write_window,
    "begins": windows.write_begins,
    "days": windows.write_days,
    "feedback_date": windows.write_feedback_day,
    "up_to": windows.write_up_to,
    "meeting": windows.write_meeting,
    "meeting_later": windows.write_later_meeting,
    "figures": figures.write_figures,
    "rate": figures.write_rate,
    "body": lambda script, scene: script.say(scene.visit.body),
    "day": lambda script, scene: script.say(scene.visit.published.isoformat()),
    "year": lambda script, scene: script.say(str(scene.visit.published.year)),
    "place": lambda script, scene: script.say(scene.unit.place.name),
    "party_group": lambda script, scene: script.say(scene.words["党组织"]),
    "lead": lambda script, scene: part(scene, "lead").write(script, scene),
    "counted": lambda script, scene: part(scene, "counts").write(script, scene),
    "site": lambda script, scene: _site(scene).write(script, scene),
}


def _plain(write: Step) -> SlotMaker:
    """A slot that needs no detail."""
    return lambda _detail: write


@cache
def notice_slots() -> Mapping[str, SlotMaker]:
    """The slots of everything around the findings, those of the findings' sentences included."""
    return {**slots(), **{name: _plain(write) for name, write in WRITERS.items()}, **figures.SLOTS}


@cache
def phrase(source: str) -> Template:
    """A sentence of the data that stands around the findings, compiled once."""
    return compile_template(source, notice_slots())


def part(scene: Scene, axis: str) -> Template:
    """The words of the form that the notice takes on an axis."""
    return phrase(table("forms")[axis][scene.forms[axis]]["text"])


def _site(scene: Scene) -> Template:
    """The name of a site that publishes notices."""
    return phrase(scene.dice.pick(table("frames")["sites"]["names"]))
