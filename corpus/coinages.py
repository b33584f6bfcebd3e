"""Invented campaigns, activities, platforms and headlines, coined as offices coin them."""

from functools import cache

from corpus.dice import Dice
from corpus.vocabulary import table


def campaign(dice: Dice) -> str:
    """清风提质行动."""
    return _word("image", dice) + _word("deed", dice) + "行动"


def activity(dice: Dice) -> str:
    """春风·惠民."""
    return _word("image", dice) + dice.pick(("", "", "·")) + _word("deed", dice)


def platform(dice: Dice) -> str:
    """掌上议事通."""
    return _word("surface", dice) + _word("service", dice) + dice.pick(("", "通", "宝", "台"))


def headline(dice: Dice) -> str:
    """小小网格托起大民生."""
    return _word("subject", dice) + dice.pick(("", " ")) + _word("predicate", dice)


def _word(kind: str, dice: Dice) -> str:
    return dice.pick(_words(kind))


@cache
def _words(kind: str) -> tuple[str, ...]:
    return tuple(table("details")["words"][kind].split())
