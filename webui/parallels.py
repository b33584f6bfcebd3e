"""A finding beside others: how other units put the same right, and what its own unit had before."""

from collections.abc import Sequence
from dataclasses import dataclass

from indexer.answers import Neighbour
from webui.served import Row, listed, rows

ALIKE = 0.3  # similarity from which another finding counts as the same problem
WAYS = 4  # findings whose measures are set side by side
MOST_MEASURES = 6  # shown of each

MEASURES = """
    select finding, ordinal, text, count(*) over (partition by finding) as measures
    from measures where finding in (select value from json_each(?)) order by finding, ordinal
"""
# from the few notices of the unit on, not from the many findings of a topic
HISTORY = """
    select findings.id, findings.heading, findings.status, notices.year, notices.round,
           group_concat(distinct topics.name) as topics
    from notices
         cross join findings on findings.notice = notices.id
         cross join finding_topics as theirs on theirs.finding = findings.id
         join finding_topics as own on own.finding = ?1 and own.topic = theirs.topic
         join topics on topics.id = own.topic
    where notices.unit = ?2 and notices.id <> ?3
    group by findings.id order by notices.year desc, notices.seq desc, findings.ordinal limit 12
"""


@dataclass(frozen=True, slots=True)
class Way:
    """How another unit put the same problem right: its first measures, and how many it took."""

    finding: Neighbour
    measures: tuple[Row, ...]
    count: int


def other_ways(similar: Sequence[Neighbour], unit: str | None) -> tuple[Way, ...]:
    """The measures of the findings of other units that are most alike, the likest first."""
    alike = [one for one in similar if one.score >= ALIKE and one.unit != unit]
    found = rows(MEASURES, listed(one.id for one in alike))
    ways = []
    for one in alike:
        own = [measure for measure in found if measure["finding"] == one.id]
        if own:
            ways.append(Way(one, tuple(own[:MOST_MEASURES]), own[0]["measures"]))
    return tuple(ways[:WAYS])


def own_history(finding: Row) -> list[Row]:
    """Findings on the same topics in the unit's other notices, the latest first."""
    return rows(HISTORY, finding["id"], finding["unit"], finding["notice"])
