"""What happens to a notice's own words: typing slips, junk, other characters, lost line ends.

Each layer makes a passage of a passage and moves the marks along, so the truth stays exact. What
a layer changes inside a heading or a measure is part of its words from then on.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache

import opencc

from corpus.dice import Dice
from corpus.pieces import Edit, Mark, Passage, apply

Layer = Callable[[Passage, Dice], Passage]

_JUNK = "abxzqk#*&^~"
_FIXED = ("amount", "citation", "accountability", "name", "status", "number")


def _measures(passage: Passage) -> Iterator[Mark]:
    return (mark for mark in passage.marks if mark.label == "measure")


def _inside(passage: Passage, dice: Dice, count: int) -> Iterator[int]:
    """Places between two Chinese characters of measures, outside what carries a value."""
    measures = [mark for mark in _measures(passage) if mark.end - mark.start > 12]
    fixed = [mark for mark in passage.marks if mark.label in _FIXED]
    for measure in dice.some(measures, count):
        place = measure.start + 6 + dice.below(measure.end - measure.start - 10)
        if any(mark.start - 1 <= place <= mark.end + 1 for mark in fixed):
            continue
        if all(map(_is_han, passage.text[place - 1 : place + 1])):
            yield place


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def junk_letters(passage: Passage, dice: Dice) -> Passage:
    """Stray letters and signs inside words: 整x改."""
    places = set(_inside(passage, dice, dice.between(2, 8)))
    return apply(passage, [Edit(place, place, dice.pick(_JUNK)) for place in sorted(places)])


def inner_spaces(passage: Passage, dice: Dice) -> Passage:
    """Single spaces inside sentences, as conversions from other formats leave them."""
    places = set(_inside(passage, dice, dice.between(4, 20)))
    return apply(passage, [Edit(place, place, " ") for place in sorted(places)])


def slips(passage: Passage, dice: Dice) -> Passage:
    """The genre's own words mistyped in measures: 整治 for 整改, 巡查组 for 巡察组."""
    edits = []
    for measure in _measures(passage):
        for right, wrong in (("整改", "整治"), ("巡察", "巡查"), ("巡视", "巡察")):
            place = passage.text.find(right, measure.start + 4, measure.end)
            if place >= 0 and dice.chance(0.5):
                edits.append(Edit(place, place + len(right), wrong))
                break
    return apply(passage, edits)


def one_line(passage: Passage, _dice: Dice) -> Passage:
    """All line ends lost: the whole notice is one paragraph."""
    return Passage(passage.text.rstrip("\n").replace("\n", " "), passage.marks)


def traditional(passage: Passage, _dice: Dice) -> Passage:
    """Traditional characters throughout."""
    return Passage("".join(map(_traditional, passage.text)), passage.marks)


@cache
def _traditional(character: str) -> str:
    written = str(_converter().convert(character))
    return written if len(written) == 1 else character


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


_HALF = str.maketrans("（）：；", "():;")
_FULL = str.maketrans("0123456789", "０１２３４５６７８９")


def half_width(passage: Passage, _dice: Dice) -> Passage:
    """Half-width brackets, colons and semicolons: (一) and 整改情况:"""
    return Passage(passage.text.translate(_HALF), passage.marks)


def full_digits(passage: Passage, _dice: Dice) -> Passage:
    """Full-width digits."""
    return Passage(passage.text.translate(_FULL), passage.marks)


LAYERS: dict[str, Layer] = {
    "junk_letters": junk_letters,
    "inner_spaces": inner_spaces,
    "slips": slips,
    "one_line": one_line,
    "traditional": traditional,
    "half_width": half_width,
    "full_digits": full_digits,
}


def wear(passage: Passage, layers: Iterable[str], dice: Dice) -> Passage:
    """The passage after the named layers, in the order of their definition."""
    wanted = frozenset(layers)
    for name, layer in LAYERS.items():
        if name in wanted:
            passage = layer(passage, dice)
    return passage
