"""What a notice is going to list, settled before its first word: the opening counts it."""

from dataclasses import dataclass

from corpus.dice import Dice
from corpus.forms import Forms
from corpus.templates import Template
from corpus.topics import Measure, Topic, choose_measures, topics_for
from corpus.units import Unit

DONE = "已完成"
STATUSES = ("基本完成", "正在整改", "阶段性完成", "长期坚持", "未完成")
SIZES = {"village": (8, 13), "school": (10, 20), "institution": (12, 26), "organ": (11, 22)}
USUAL_SIZE = (14, 32)
MEASURE_TOTALS = {"prose": (2, 5), "two_sides": (2, 2)}
USUAL_MEASURES = (2, 5)


@dataclass(frozen=True, slots=True)
class PlannedFinding:
    """One problem to be written."""

    topic: Topic
    clause: Template
    measures: tuple[Measure, ...]
    status: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A notice's findings in their order; ``letters`` are the aspects that have any."""

    findings: tuple[PlannedFinding, ...]

    @property
    def letters(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(finding.topic.part[0] for finding in self.findings))

    def measures_listed(self, forms: Forms) -> int:
        """How many measures the notice will list in its form: prose is one measure."""
        if forms["enumeration"] == "prose":
            return len(self.findings)
        return sum(len(finding.measures) for finding in self.findings)

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(finding.topic.part for finding in self.findings))


def make_plan(unit: Unit, forms: Forms, weaknesses: frozenset[str], dice: Dice) -> Plan:
    """Findings for a unit; its weaknesses (topic ids) are more likely to be found than the rest."""
    low, high = SIZES.get(unit.kind, USUAL_SIZE)
    wanted = dice.between(low, high)
    fitting = topics_for(unit.tags)
    recurring = [topic for topic in fitting if topic.id in weaknesses and dice.chance(0.7)]
    others = [topic for topic in dice.shuffled(fitting) if topic not in recurring]
    chosen = set(map(id, (recurring + others)[:wanted]))
    topics = [topic for topic in fitting if id(topic) in chosen]
    open_share = 0.0 if forms["completion"] in ("all", "even") else dice.pick((0.0, 0.05, 0.15))
    findings = [
        PlannedFinding(
            topic=topic,
            clause=dice.pick(topic.positive if forms["heading"] == "positive" else topic.headings),
            measures=tuple(choose_measures(topic, _measure_count(forms, dice), dice)),
            status=dice.pick(STATUSES) if dice.chance(open_share) else DONE,
        )
        for topic in topics
    ]
    return Plan(tuple(findings))


def _measure_count(forms: Forms, dice: Dice) -> int:
    return dice.between(*MEASURE_TOTALS.get(forms["enumeration"], USUAL_MEASURES))


def weaknesses(unit: Unit) -> frozenset[str]:
    """The problems that come back in a unit's every round."""
    dice = Dice(*unit.key, 41)
    return frozenset(topic.id for topic in dice.some(topics_for(unit.tags), 5))
