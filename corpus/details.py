"""The particulars of a measure: where, in which campaign, through which platform, by whom."""

from functools import cache

from corpus.pieces import Script
from corpus.scene import Scene
from corpus.slots import sentence
from corpus.templates import Template
from corpus.vocabulary import table


def write_detail(script: Script, scene: Scene, part: str) -> None:
    """A clause of particulars, now and then, after a measure's own words; part is the aspect's
    part that its problem stands in."""
    if scene.dice.chance(table("details")["share"]):
        script.say("，")
        scene.dice.pick(_details(part)).write(script, scene)


@cache
def _details(part: str) -> tuple[Template, ...]:
    """The clauses that go with the measures of an aspect's part."""
    fitting = [entry for entry in table("details")["detail"] if part in entry["parts"]]
    return tuple(sentence(text) for entry in fitting for text in entry["texts"])
