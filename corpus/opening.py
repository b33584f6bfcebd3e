"""A notice's title and opening: who inspected whom, when, and what follows."""

from corpus.actors import write_issuer
from corpus.phrases import part, phrase
from corpus.pieces import Script
from corpus.scene import Scene
from corpus.vocabulary import table


def write_title(script: Script, scene: Scene) -> None:
    """The title on one line, on two, or printed twice; nothing where the page lost it."""
    if scene.forms["title"] == "missing":
        return
    start = script.at
    if scene.forms["title_lines"] == "split":
        write_issuer(script, scene)
        script.say("\n")
        after_unit = table("forms")["title"][scene.forms["title"]]["text"].removeprefix("{issuer}")
        phrase(after_unit).write(script, scene)
    else:
        part(scene, "title").write(script, scene)
    script.close("notice.title", start)
    scene.told.add("title")
    if scene.forms["title_lines"] == "twice":
        script.say("\n" + script.since(start))
    script.say("\n")


def write_opening(script: Script, scene: Scene) -> None:
    """The paragraph that tells who inspected whom, when the feedback came and what follows."""
    part(scene, "order").write(script, scene)
    part(scene, "feedback").write(script, scene)
    part(scene, "close").write(script, scene)
    script.say("\n")
