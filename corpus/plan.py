"""What a notice is going to list, settled before its first word: the opening counts it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from corpus.dice import Dice
from corpus.forms import Forms
from corpus.topics import Saying, Topic, choose, choose_measures, topics_for
from corpus.units import Unit

DONE = "已完成"
STATUSES = (
    "基本完成",
    "正在整改",
    "阶段性完成",
    "已完成并长期坚持",
    "未完成",
    "正在推进",
    "同意销号",
    "视同完成",
)
SIZES = {"village": (6, 11), "school": (10, 20), "institution": (12, 26), "organ": (11, 22)}
USUAL_SIZE = (14, 32)
MEASURE_TOTALS = {"prose": (2, 5), "two_sides": (2, 2)}
USUAL_MEASURES = (2, 5)


@dataclass(frozen=True, slots=True)
class PlannedFinding:
    """One problem to be written."""

    topic: Topic
    clause: Saying
    measures: tuple[Saying, ...]
    status: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A notice's findings in their order, and how many of them the notice says there are."""

    findings: tuple[PlannedFinding, ...]
    told: int

    @property
    def letters(self) -> tuple[str, ...]:
        """The aspects that have findings."""
        return tuple(dict.fromkeys(finding.topic.part[0] for finding in self.findings))

    def measures_listed(self, forms: Mapping[str, str]) -> int:
        """How many measures the notice will list in its form: prose is one measure."""
        if forms["enumeration"] == "prose":
            return len(self.findings)
        return sum(len(finding.measures) for finding in self.findings)

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of aspects that have findings."""
        return tuple(dict.fromkeys(finding.topic.part for finding in self.findings))


def make_plan(unit: Unit, year: int, forms: Forms, weaknesses: frozenset[str], dice: Dice) -> Plan:
    """Findings for a unit; its weaknesses (topic ids) and the problems of its own kind are more
    likely to be found than the rest."""
    chosen = _choose_topics(unit, weaknesses, dice)
    clauses = "positive" if forms["heading"] == "positive" else "headings"
    all_done = forms["completion"] in ("all", "even")
    open_share = 0.0 if all_done else dice.pick((0.0, 0.05, 0.15))
    findings = [
        PlannedFinding(
            topic=topic,
            clause=choose(getattr(topic, clauses), 1, year, dice)[0],
            measures=tuple(choose_measures(topic, _measure_count(forms, dice), year, dice)),
            status=dice.pick(STATUSES) if dice.chance(open_share) else DONE,
        )
        for topic in chosen
    ]
    if forms["contradiction"] == "still_open":
        findings[-1] = replace(findings[-1], status="正在推进")
    wrong = dice.pick((-2, -1, 1, 2, 3)) if forms["contradiction"] == "miscount" else 0
    return Plan(tuple(findings), len(findings) + wrong)


def _choose_topics(unit: Unit, weaknesses: frozenset[str], dice: Dice) -> list[Topic]:
    fitting = [topic for topic in topics_for(unit.tags) if dice.chance(topic.share)]
    wanted = dice.between(*SIZES.get(unit.kind, USUAL_SIZE))
    likely = {topic.id for topic in fitting if _is_likely(topic, weaknesses) and dice.chance(0.7)}
    order = dice.shuffled(fitting)
    order.sort(key=lambda topic: topic.id not in likely)
    chosen = {topic.id for topic in order[:wanted]}
    return [topic for topic in fitting if topic.id in chosen]


def _is_likely(topic: Topic, weaknesses: frozenset[str]) -> bool:
    return topic.id in weaknesses or topic.is_special


def _measure_count(forms: Forms, dice: Dice) -> int:
    return dice.between(*MEASURE_TOTALS.get(forms["enumeration"], USUAL_MEASURES))


def weaknesses(unit: Unit) -> frozenset[str]:
    """The problems that come back in a unit's every round."""
    dice = Dice(*unit.key, 41)
    return frozenset(topic.id for topic in dice.some(topics_for(unit.tags), 5))
