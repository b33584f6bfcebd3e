"""The sample archive: the same bytes whenever it is written."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from corpus.dice import Dice
from corpus.forms import choose_forms
from corpus.notices import write_notice
from corpus.places import Place
from corpus.specimen import Specimen
from corpus.surface import STYLES, lay_out
from corpus.units import Unit, kinds, make_unit
from corpus.visits import make_visit
from corpus.vocabulary import table

SAMPLE = Path(__file__).parent / "sample"
ENCODINGS = {4: "gb18030", 17: "utf-16", 23: "utf-8-sig", 31: "gb18030", 44: "utf-8-sig"}
FILE_NAMES = (
    "{issuer}关于{year}年巡察整改情况的通报.txt",
    "{unit}巡察整改进展情况通报（{year}年）.txt",
    "{published}{unit}巡察整改通报.txt",
    "{issuer}巡察整改情况（{published}）.txt",
)


def sample() -> Iterator[Specimen]:
    """The specimens of corpus/sample in order."""
    data = table("sample")
    ordinal = 0
    for index, entry in enumerate(data["unit"]):
        unit = _unit(entry, data, index)
        for year, layout in entry["years"].items():
            yield _specimen(unit, int(year), layout, data, ordinal)
            ordinal += 1


def _unit(entry: Mapping[str, Any], data: Mapping[str, Any], index: int) -> Unit:
    place = Place(**data["places"][entry["place"]])
    kind = next(kind for kind in kinds() if kind["id"] == entry["kind"])
    name = entry.get("name", kind["names"][0]["name"])
    named = next(option for option in kind["names"] if option["name"] == name)
    key = (data["seed"], list(data["places"]).index(entry["place"]), index)
    return make_unit(kind, named, place, key, entry.get("stem"))


def _specimen(
    unit: Unit, year: int, layout: str, data: Mapping[str, Any], ordinal: int
) -> Specimen:
    dice = Dice(data["seed"], 61, ordinal)
    visit = make_visit(unit, year, Dice(*unit.key, 32, year))
    usual = {**data["forms"], **table("layouts")[layout]}
    forms = choose_forms(layout, Dice(data["seed"], 62, ordinal), usual)
    passage = write_notice(unit, visit, forms, dice)
    name = dice.pick(FILE_NAMES).format(
        issuer=unit.issuer,
        unit=unit.name,
        year=visit.published.year,
        published=visit.published.strftime("%Y%m%d"),
    )
    text = lay_out(passage.text, dice.pick(tuple(STYLES)), dice)
    return Specimen(
        name=name.replace("巡察", visit.body),
        text=text,
        data=text.encode(ENCODINGS.get(ordinal, "utf-8")),
        passage=passage,
        is_notice=True,
        about={"layout": layout, "format": "txt", "noise": [], "forms": forms},
        derived={"unit_type": unit.unit_type, "level": unit.level},
    )
