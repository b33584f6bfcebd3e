"""Which form each part of a notice takes: drawn by weight, fixed by a named layout."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from corpus.dice import Dice
from corpus.vocabulary import table

Forms = dict[str, str]

BRACKETED = frozenset({"aspects", "bare_brackets", "nested"})
UNITLESS_TITLES = frozenset({"missing", "unitless"})
SINGLE_LINE_TITLES = UNITLESS_TITLES | {"bracket", "circular", "joint"}
UNNUMBERED_HEADINGS = frozenset(
    {"fed_back", "numbered_problem", "numbered_against", "numbered_fed_back", "pair"}
)


@dataclass(frozen=True, slots=True)
class Axis:
    """One thing that notices do in several ways, with running totals of the ways' weights."""

    name: str
    forms: tuple[str, ...]
    totals: tuple[float, ...]


@cache
def axes() -> tuple[Axis, ...]:
    return tuple(
        Axis(name, tuple(forms), tuple(accumulate(form["weight"] for form in forms.values())))
        for name, forms in table("forms").items()
    )


@cache
def layout_names() -> tuple[tuple[str, ...], tuple[float, ...]]:
    """The named layouts and the running totals of their weights."""
    layouts = table("layouts")
    return tuple(layouts), tuple(accumulate(layout["weight"] for layout in layouts.values()))


def choose_layout(dice: Dice) -> str:
    names, totals = layout_names()
    return dice.weighted(names, totals)


def choose_forms(
    layout: str, dice: Dice, fixed: Mapping[str, str | list[str]] | None = None
) -> Forms:
    """A form for every axis: the fixed one, else the layout's, else as the dice fall; combinations
    that no reader could tell apart are settled."""
    given = {**table("layouts")[layout], **(fixed or {})}
    forms: Forms = {}
    for axis in axes():
        choice = given.get(axis.name)
        if choice is None:
            choice = dice.weighted(axis.forms, axis.totals)
        forms[axis.name] = choice if isinstance(choice, str) else dice.pick(choice)
    _settle(forms)
    return forms


def _settle(forms: Forms) -> None:
    """Keep apart what the text alone could not tell apart."""
    heading, label = forms["heading"], forms["label"]
    if forms["structure"] == "bare_top" or heading in UNNUMBERED_HEADINGS:
        forms["finding_number"] = "none"
    elif forms["finding_number"] == "none" and heading in ("clause", "positive"):
        forms["finding_number"] = "dot"
    if forms["structure"] in BRACKETED and forms["finding_number"] == "brackets":
        forms["finding_number"] = "comma"
    if heading == "pair":
        forms |= {"label": "fix", "label_place": "line", "heading_close": "stop"}
        forms["problem"] = "unsaid"
    elif label == "none":
        _settle_unlabelled(forms)
    if forms["label_place"] == "heading" and forms["heading_close"] == "none":
        forms["heading_close"] = "stop"
    if forms["structure"] == "bare_brackets":  # no 一、 stands above the （一）
        forms["organisation"] = "none" if forms["organisation"] == "none" else "preamble"
        forms["next_steps"] = "none" if forms["next_steps"] == "none" else "prose"
    _settle_unit(forms)
    if forms["contradiction"] == "still_open":
        forms |= {"completion": "all", "status": "line"}
    elif forms["contradiction"] == "committee" and forms["round"] == "term":
        forms["round"] = "ordinal"


def _settle_unit(forms: Forms) -> None:
    """The unit's whole name stands in the title, in the opening or at least in the signature."""
    if forms["title"] in SINGLE_LINE_TITLES and forms["title_lines"] == "split":
        forms["title_lines"] = "one"
    if forms["title"] not in UNITLESS_TITLES:
        return
    if forms["object"] == "we":
        forms["signature"] = "full"
    elif forms["object"] in ("short", "work"):
        forms["object"] = "full"


def _settle_unlabelled(forms: Forms) -> None:
    """Without a label nothing but the heading's own end shows where the measures begin."""
    forms |= {"problem": "unsaid", "duties": "unsaid", "outcome": "unsaid"}
    if forms["label_place"] == "own":
        forms["label_place"] = "line"
    if forms["finding_number"] == "none" and forms["structure"] != "bare_top":
        forms["label_place"] = "heading"
    if forms["enumeration"] in ("digits", "digit_lines", "brackets"):
        forms["enumeration"] = "firstly"
    if forms["heading"] in ("clause", "positive"):
        forms["enumeration"] = "firstly"
