"""A whole notice from unit, visit and forms."""

from corpus.body import write_findings
from corpus.dice import Dice
from corpus.ending import write_next_steps, write_tail
from corpus.forms import Forms
from corpus.opening import write_opening, write_title
from corpus.organisation import write_organisation
from corpus.pieces import Passage, Script
from corpus.plan import make_plan, weaknesses
from corpus.scene import Scene
from corpus.units import Unit
from corpus.visits import Visit


def write_notice(unit: Unit, visit: Visit, forms: Forms, dice: Dice) -> Passage:
    """The clean text: paragraphs without blank lines, each ended by a newline but the last."""
    scene = Scene(unit, visit, forms, dice)
    scene.plan = make_plan(unit, visit.published.year, forms, weaknesses(unit), dice)
    script = Script()
    write_title(script, scene)
    write_opening(script, scene)
    section = write_organisation(script, scene, 1)
    section = write_findings(script, scene, section)
    write_next_steps(script, scene, section)
    write_tail(script, scene)
    return script.passage()
