"""Two units, two years or two types of unit side by side."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from flask import Blueprint, render_template, request
from flask_babel import lazy_gettext

from archive.formats.scan import is_recognised
from indexer.answers import Answer
from webui.question import Question, one_of
from webui.served import Row, rows, served

place = Blueprint("compare", __name__)

WAYS = {
    "unit": lazy_gettext("两个单位"),
    "year": lazy_gettext("两个年份"),
    "unit_type": lazy_gettext("两类单位"),
}
HELD = {
    way: f"""
    select count(*) as notices, count(distinct unit) as units,
           coalesce(sum(listed_findings), 0) as findings,
           coalesce(sum(listed_measures), 0) as measures
    from notices where {way} = ?
    """  # noqa: S608
    for way in WAYS
}
FACTS = {
    way: f"""
    select 'amount' as what, amounts.kind, count(*) as times, sum(yuan) as total
    from notices join findings on findings.notice = notices.id
         join amounts on amounts.finding = findings.id
    where notices.{way} = ?1 and amounts.kind <> 'other' group by amounts.kind
    union all
    select 'accountability', accountability.kind, count(*), sum(persons)
    from notices join findings on findings.notice = notices.id
         join accountability on accountability.finding = findings.id
    where notices.{way} = ?1 group by accountability.kind
    """  # noqa: S608
    for way in WAYS
}
CHOICES = {
    way: f"""
    select {way} as value, count(*) as notices from notices
    where {way} is not null group by {way} order by {order} limit 500
    """  # noqa: S608
    for way, order in (("unit", "notices desc, unit"), ("year", "year desc"),
                       ("unit_type", "notices desc, unit_type"))
}  # fmt: skip
READERS = {
    way: f"""
    select documents.reader, count(*) as notices
    from notices join documents on documents.sha256 = notices.document
    where notices.{way} = ? group by documents.reader
    """  # noqa: S608
    for way in WAYS
}
MOST_TOPICS = 20

Name = TypeVar("Name")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: what the archive holds of it, and the question that finds its findings.

    ``scans`` is how many of its notices were read from pictures.
    """

    value: str
    asked: Question
    held: Row
    scans: int
    topics: dict[str, int]
    statuses: dict[str, int]
    facts: dict[tuple[str, str], Row]


@dataclass(frozen=True, slots=True)
class Pair:
    """A kind of problem with how many findings each side has of it, and the share of its own."""

    name: str
    counts: tuple[int, int]
    shares: tuple[float, float]


@place.get("/compare")
def show() -> str:
    way = one_of(request.args, "by", WAYS)
    values = [request.args.get(name, "").strip() for name in ("a", "b")]
    sides = [_side(way, value) for value in values if value]
    unknown = [side.value for side in sides if not side.held["notices"]]
    both = len(sides) == len(values) and not unknown
    return render_template(
        "compare.html",
        way=way,
        WAYS=WAYS,
        values=values,
        choices=rows(CHOICES[way]),
        sides=sides if both else [],
        unknown=unknown,
        topics=_topics(*sides) if both else [],
        statuses=_names(side.statuses for side in sides),
        facts=_names(side.facts for side in sides),
    )


def _side(way: str, value: str) -> Side:
    asked = Question(chosen={way: (value,)}, limit=0)
    key = int(value) if way == "year" and value.isascii() and value.isdigit() else value
    [held] = rows(HELD[way], key)
    answer = _counted(asked) if held["notices"] else None
    return Side(
        value=value,
        asked=asked,
        held=held,
        scans=sum(
            one["notices"] for one in rows(READERS[way], key) if is_recognised(one["reader"])
        ),
        topics=dict(answer.facets["topic"]) if answer else {},
        statuses=dict(answer.facets["status"]) if answer else {},
        facts={(one["what"], one["kind"]): one for one in rows(FACTS[way], key)},
    )


def _counted(asked: Question) -> Answer:
    return served().archive.search("", asked.filters(), limit=0)


def _topics(first: Side, second: Side) -> list[Pair]:
    """The kinds of problem that are commonest in both together."""
    pairs = [_pair(name, first, second) for name in _names((first.topics, second.topics))]
    return sorted(pairs, key=lambda pair: -sum(pair.shares))[:MOST_TOPICS]


def _pair(name: str, first: Side, second: Side) -> Pair:
    counts = first.topics.get(name, 0), second.topics.get(name, 0)
    of_all = max(1, first.held["findings"]), max(1, second.held["findings"])
    return Pair(name, counts, (counts[0] / of_all[0], counts[1] / of_all[1]))


def _names(counted: Iterable[Mapping[Name, object]]) -> list[Name]:
    """The names that any of the counts has, each once."""
    return list(dict.fromkeys(name for one in counted for name in one))
