"""A notice's first section: how the rectification was organised, and what came of it."""

from corpus.numerals import chinese
from corpus.phrases import part, phrase
from corpus.pieces import Script
from corpus.scene import Scene
from corpus.vocabulary import table


def write_organisation(script: Script, scene: Scene, section: int) -> int:
    """Write the section in its form; returns the number of the next section."""
    form = scene.forms["organisation"]
    if form == "none":
        _write_figures(script, scene, alone=True)
        return section
    data = table("phrases")["organisation"]
    if form == "preamble":
        phrase(scene.dice.pick(data["preamble"])).write(script, scene)
        script.say("\n")
        _write_figures(script, scene, alone=True)
        return section
    title = scene.dice.pick(data["slogans" if form == "slogan" else "titles"])
    script.say(f"{chinese(section)}、{title}\n")
    _write_paragraphs(script, scene, data["paragraphs"])
    return section + 1


def _write_paragraphs(script: Script, scene: Scene, sources: list[str]) -> None:
    dice = scene.dice
    chosen = sorted(dice.some(range(len(sources)), dice.between(3, 5)))
    for position, index in enumerate(chosen, start=1):
        numbered = scene.forms["organisation"] == "numbered"
        script.say(f"{position}. " if numbered else f"（{chinese(position)}）")
        phrase(sources[index]).write(script, scene)
        script.say("。")
        if position == len(chosen):
            _write_figures(script, scene, alone=False)
        script.say("\n")


def _write_figures(script: Script, scene: Scene, *, alone: bool) -> None:
    """What is done up to which day, systems built, money and sanctions of the whole."""
    wrote = False
    for axis in ("tasks", "completion", "institutions"):
        if not scene.forms[axis].endswith("unstated"):
            script.say("，" if wrote else "")
            part(scene, axis).write(script, scene)
            wrote = True
    if not wrote:
        return
    data = table("phrases")["organisation"]
    for key, share in (("money", 0.25), ("sanctions", 0.2)):
        if scene.dice.chance(share):
            script.say("，")
            phrase(scene.dice.pick(data[key])).write(script, scene)
    scene.in_question = None
    script.say("。\n" if alone else "。")
