"""What one notice speaks of while it is being written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from corpus.dice import Dice
from corpus.pieces import Script
from corpus.units import Unit
from corpus.visits import Visit

if TYPE_CHECKING:
    from corpus.plan import Plan

# What was being studied, by the first day on which a notice could speak of it.
CONGRESSES = (
    (date(2017, 11, 1), "党的十九大精神"),
    (date(2020, 11, 1), "党的十九届五中全会精神"),
    (date(2021, 11, 12), "党的十九届六中全会精神"),
    (date(2022, 10, 24), "党的二十大精神"),
    (date(2024, 7, 19), "党的二十届三中全会精神"),
    (date(2025, 10, 24), "党的二十届四中全会精神"),
)
CAMPAIGNS = (
    (date(2017, 1, 1), "“两学一做”学习教育"),
    (date(2019, 6, 1), "“不忘初心、牢记使命”主题教育"),
    (date(2021, 3, 1), "党史学习教育"),
    (date(2023, 5, 1), "学习贯彻习近平新时代中国特色社会主义思想主题教育"),
    (date(2024, 4, 1), "党纪学习教育"),
    (date(2025, 4, 1), "深入贯彻中央八项规定精神学习教育"),
)


class Scene:
    """A notice's unit, visit and forms, and what has been said so far.

    ``forms`` maps an axis (window, title, …) to the form chosen for it; ``told`` holds the fields
    whose words have already been written, for a field is read from its first mention.
    """

    __slots__ = (
        "dice",
        "forms",
        "in_question",
        "neighbours",
        "outstanding",
        "plan",
        "sums",
        "told",
        "unit",
        "visit",
        "words",
    )

    def __init__(self, unit: Unit, visit: Visit, forms: Mapping[str, str], dice: Dice) -> None:
        self.unit = unit
        self.visit = visit
        self.forms = forms
        self.dice = dice
        self.told: set[str] = set()
        self.in_question: int | None = None
        self.outstanding: int | None = None
        self.sums = (10_000, 900_000)
        self.neighbours: Sequence[Unit] = ()
        self.plan: Plan
        self.words = {
            **unit.words,
            "届精神": _current(CONGRESSES, visit.as_of),
            "教育活动": _current(CAMPAIGNS, visit.feedback),
            "年": f"{visit.year - 1 - dice.below(2)}年",
        }

    def day_of_work(self) -> date:
        """A day between the feedback and the day up to which the notice reports."""
        span = (self.visit.as_of - self.visit.feedback).days
        return self.visit.feedback + timedelta(days=3 + self.dice.below(max(span - 3, 1)))


def field(script: Script, scene: Scene, name: str, words: str, value: object = None) -> None:
    """Write a notice field's words; only their first mention is marked."""
    if name in scene.told:
        script.say(words)
        return
    scene.told.add(name)
    script.mark(f"notice.{name}", words, value)


def _current(entries: tuple[tuple[date, str], ...], day: date) -> str:
    return [words for since, words in entries if since <= day][-1]
