"""Archives of any size: specimens one after the other, each from its seed alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from corpus import formats
from corpus.dice import Dice
from corpus.formats import Sheet
from corpus.forms import Forms, choose_forms, choose_layout
from corpus.frames import AFTER, BEFORE, TELLS_DAY, frame
from corpus.notices import write_notice
from corpus.others import write_other
from corpus.pieces import Passage
from corpus.scene import Scene
from corpus.specimen import Specimen
from corpus.surface import CUTS, STYLES, lay_out
from corpus.units import Unit, units
from corpus.visits import Visit, visits
from corpus.wear import LAYERS, wear

TWICE = "twice"  # the same notice twice on one page
NOISE = (*LAYERS, *CUTS, *BEFORE, *AFTER, TWICE)
_ENCODINGS = ("utf-8",) * 16 + ("gb18030", "gb18030", "utf-8-sig", "utf-16")
_STYLES = tuple(STYLES)
_NEIGHBOURS = 16  # units a round summary or an index page can name


@dataclass(frozen=True, slots=True)
class Mix:
    """What an archive is made of: shares from 0 to 1, and the layouts, layers of noise and
    formats to take from (empty: all layouts by weight)."""

    others: float = 0.05
    noise: float = 0.4
    layouts: tuple[str, ...] = ()
    layers: tuple[str, ...] = NOISE
    formats: tuple[str, ...] = ("txt",)
    forms: Mapping[str, str] = field(default_factory=dict)


def generate(count: int, seed: int, mix: Mix | None = None) -> Iterator[Specimen]:
    """So many specimens; a longer archive of the same seed begins with the shorter one."""
    return islice(_specimens(seed, mix or Mix()), count)


def _specimens(seed: int, mix: Mix) -> Iterator[Specimen]:
    ordinal = 0
    neighbours: list[Unit] = []
    for unit in units(seed):
        neighbours = [*neighbours[1 - _NEIGHBOURS :], unit]
        for visit in visits(unit):
            ordinal += 1
            dice = Dice(*unit.key, 71, visit.year)
            if dice.chance(mix.others):
                yield _other(unit, visit, neighbours, ordinal, dice)
            else:
                yield _notice(unit, visit, mix, ordinal, dice)


def _notice(unit: Unit, visit: Visit, mix: Mix, ordinal: int, dice: Dice) -> Specimen:
    layout = dice.pick(mix.layouts) if mix.layouts else choose_layout(dice)
    kind = dice.pick(mix.formats)
    one_title = {"title_lines": "one"} if kind == "html" else {}
    forms = choose_forms(layout, Dice(*unit.key, 72, visit.year), {**mix.forms, **one_title})
    passage = write_notice(unit, visit, forms, dice)
    layers = _choose_layers(mix, kind, dice) if dice.chance(mix.noise) else frozenset()
    passage = wear(passage, layers, dice)
    encoding = dice.pick(_ENCODINGS)
    if kind == "txt":
        text = _text(passage, layers, Scene(unit, visit, forms, dice))
        data = text.encode(encoding)
    else:
        text = passage.text
        data = formats.write(kind, _sheet(passage, forms, unit, visit), dice)
    day = visit.published.isoformat() if TELLS_DAY in layers or kind == "html" else None
    return Specimen(
        name=f"{ordinal:06}-{unit.name}-{visit.published.year}.{kind}",
        text=text,
        data=data,
        passage=passage,
        is_notice=True,
        about={"layout": layout, "format": kind, "noise": sorted(layers), "forms": forms},
        derived={"unit_type": unit.unit_type, "level": unit.level, "published_on": day},
    )


def _choose_layers(mix: Mix, kind: str, dice: Dice) -> frozenset[str]:
    """One to three layers of noise; one kind of cut at most, and only files of plain text have
    any but those that change the words; in print no line is without end."""
    chosen = dice.some(mix.layers, dice.between(1, 3))
    cuts = [name for name in chosen if name in CUTS]
    spare = cuts if "one_line" in chosen else cuts[1:]
    return frozenset(
        name
        for name in chosen
        if name not in spare
        and (kind == "txt" or name in LAYERS)
        and (kind, name) != ("pdf", "one_line")
    )


def _text(passage: Passage, layers: frozenset[str], scene: Scene) -> str:
    """The text of a plain file: paragraphs laid out or cut, the page's frame around them."""
    dice = scene.dice
    cut = next((CUTS[name] for name in CUTS if name in layers), None)
    text = cut(passage.text, dice) if cut else lay_out(passage.text, dice.pick(_STYLES), dice)
    return frame(text + "\n" + text if TWICE in layers else text, layers, scene)


def _sheet(passage: Passage, forms: Forms, unit: Unit, visit: Visit) -> Sheet:
    lines = tuple(passage.text.rstrip("\n").split("\n"))
    title = {"one": 1, "split": 2, "twice": 2}[forms["title_lines"]]
    return Sheet(
        lines=lines,
        title=title if forms["title"] != "missing" and len(lines) > title else 0,
        day=visit.published.isoformat(),
        site=f"{unit.place.name}人民政府网",
    )


def _other(unit: Unit, visit: Visit, neighbours: list[Unit], ordinal: int, dice: Dice) -> Specimen:
    page, passage = write_other(unit, visit, neighbours, dice)
    text = lay_out(passage.text, dice.pick(_STYLES), dice)
    return Specimen(
        name=f"{ordinal:06}-{unit.name}-{visit.published.year}.txt",
        text=text,
        data=text.encode(dice.pick(_ENCODINGS)),
        passage=passage,
        is_notice=False,
        about={"page": page, "format": "txt"},
        derived={},
    )
