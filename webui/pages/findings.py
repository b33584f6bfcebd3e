"""One finding: the problem, what was done about it, and its like in other notices."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, render_template

from webui.facts import fact_notes, fact_places, facts_of
from webui.reading import Block, Place, blocks
from webui.served import Row, row, rows, served

place = Blueprint("findings", __name__)

FINDING = """
    select findings.*, notices.title, notices.unit, notices.year, notices.kind, notices.round,
           notices.body, notices.region, notices.published_on, notices.listed_findings
    from findings join notices on notices.id = findings.notice where findings.id = ?
"""
ASPECTS = """
    with recursive path(id, parent, number, heading, ordinal) as (
        select id, parent, number, heading, ordinal from aspects where id = ?
        union all
        select aspects.id, aspects.parent, aspects.number, aspects.heading, aspects.ordinal
        from aspects join path on aspects.id = path.parent
    )
    select number, heading, ordinal from path order by ordinal
"""
MEASURES = 'select ordinal, text, start, "end" from measures where finding = ? order by ordinal'
BESIDE = """
    select id, ordinal, heading from findings
    where notice = ?1 and ordinal in (?2 - 1, ?2 + 1) order by ordinal
"""
SIMILAR = 10
GONE = "没有这个问题。编号可能抄漏了，也可能它所在的通报不在这个档案库里。"


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a finding in reading order; ``measure`` is its ordinal, None between them."""

    measure: int | None
    blocks: tuple[Block, ...]


@place.get("/findings/<finding_id>")
def show(finding_id: str) -> str:
    finding = row(FINDING, finding_id)
    if finding is None:
        abort(404, GONE)
    facts = facts_of([finding_id])
    notes = sorted(fact_notes(facts), key=lambda note: note.start)
    parts = list(_parts(finding, rows(MEASURES, finding_id), fact_places(facts)))
    first = next((at for at, part in enumerate(parts) if part.measure), len(parts))
    return render_template(
        "finding.html",
        finding=finding,
        aspects=rows(ASPECTS, finding["aspect"]),
        problem=parts[:first],
        done=parts[first:],
        notes=notes,
        beside=rows(BESIDE, finding["notice"], finding["ordinal"]),
        similar=served().archive.similar(finding_id, SIMILAR),
    )


def _parts(finding: Row, measures: Sequence[Row], places: Sequence[Place]) -> Iterator[Part]:
    """The finding after its heading, each measure a part of its own, nothing left out."""
    start, end = finding["start"], finding["end"]
    shifted = [Place(one.start - start, one.end - start, one.kind, one.anchor) for one in places]
    at = max(finding["heading_end"] or start, start)
    for measure in measures:
        yield from _part(finding, None, at, measure["start"], shifted)
        yield from _part(finding, measure["ordinal"], measure["start"], measure["end"], shifted)
        at = measure["end"]
    yield from _part(finding, None, at, end, shifted)


def _part(
    finding: Row, measure: int | None, start: int, end: int, places: Sequence[Place]
) -> Iterator[Part]:
    """The part from start to end, unless there are no words in it."""
    base = finding["start"]
    text = finding["text"][start - base : end - base]
    if any(character.isalnum() for character in text):
        yield Part(measure, tuple(blocks(finding["text"], start - base, end - base, places)))
