"""Invented people."""

from functools import cache

from corpus.dice import Dice
from corpus.vocabulary import table


@cache
def _characters(name: str) -> str:
    return "".join(table("people")[name].split())


def person(dice: Dice) -> str:
    """A full name of two or three characters."""
    surname = dice.pick(_characters("surnames"))
    given = dice.pick(_characters("given"))
    if dice.chance(0.75):
        given += dice.pick(_characters("given"))
    return surname + ("志远" if given in table("people")["shunned"] else given)
