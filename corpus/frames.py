"""The frame of a web page around a notice, as copied text holds it: no part of the notice."""

from corpus.phrases import phrase
from corpus.pieces import Script
from corpus.scene import Scene
from corpus.vocabulary import table

BEFORE = ("library", "breadcrumb", "index_table", "metadata", "toolbar", "document_number")
AFTER = ("footer", "spam")
TELLS_DAY = "metadata"  # the part that surely tells the day of publication


def frame(text: str, layers: frozenset[str], scene: Scene) -> str:
    """The file's text with the named parts of a page's frame around it."""
    if layers.isdisjoint(BEFORE + AFTER):
        return text
    script = Script()
    for name in BEFORE:
        if name in layers:
            _write(script, scene, "before", name)
    script.say(text)
    for name in AFTER:
        if name in layers:
            _write(script, scene, "after", name)
    return script.passage().text


def _write(script: Script, scene: Scene, side: str, name: str) -> None:
    phrase(scene.dice.pick(table("frames")[side][name])).write(script, scene)
    script.say("\n")
