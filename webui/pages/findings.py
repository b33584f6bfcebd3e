"""One finding: the problem, what was done about it, and its like in other notices."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, render_template, request
from flask_babel import lazy_gettext
from markupsafe import Markup, escape

from archive.formats.scan import is_recognised
from webui.facts import fact_notes, fact_places
from webui.parallels import other_ways, own_history
from webui.question import LIKENESS, likeness_filters
from webui.reading import Block, Place, blocks
from webui.records import Row, read_finding
from webui.scans import scans
from webui.served import catalogue, rows, served
from webui.wording import FACETS

place = Blueprint("findings", __name__)

BESIDE = """
    select id, ordinal, heading from findings
    where notice = ?1 and ordinal in (?2 - 1, ?2 + 1) order by ordinal
"""
CHOICES = """
    select {0} from notices where coalesce({0}, '') <> ''
    group by 1 order by count(*) desc limit 200
"""
SIMILAR = 10
LEADS = ("：", ":")  # with which the line before the measures ends: 整改情况：
GONE = lazy_gettext("没有这个问题。编号可能抄漏了，也可能它所在的通报不在这个档案库里。")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a finding in reading order; ``measure`` is its ordinal, None between them."""

    measure: int | None
    blocks: tuple[Block, ...]


@place.get("/findings/<finding_id>")
def show(finding_id: str) -> str:
    found = read_finding(catalogue().connection, finding_id)
    if found is None:
        abort(404, str(GONE))
    alike = served().archive.similar(finding_id, SIMILAR, likeness_filters(request.args))
    finding, places = found.row, [*_shared_places(found.shared), *fact_places(found.facts)]
    problem, done = _told(finding, found.measures, places)
    history = own_history(finding)
    return render_template(
        "finding.html",
        finding=finding,
        heading=_heading(finding, places),
        aspects=found.aspects,
        problem=problem,
        done=done,
        notes=sorted(fact_notes(found.facts), key=lambda note: note.start),
        shared=[(one, _words(finding, one)) for one in found.shared],
        beside=rows(BESIDE, finding["notice"], finding["ordinal"]),
        alike=alike,
        scanned=is_recognised(finding["reader"]),
        chosen={name: request.args.get(name, "") for name in LIKENESS},
        choices=_choices(),
        FACETS=FACETS,
        ways=other_ways(alike.elsewhere, finding["unit"]),
        history=history,
        scans=scans(one["id"] for one in history),
    )


def _shared_places(shared: Sequence[Row]) -> list[Place]:
    return [Place(one["start"], one["end"], "shared", f"s{one['start']}") for one in shared]


def _words(finding: Row, sentence: Row) -> str:
    start = finding["start"]
    return str(finding["text"][sentence["start"] - start : sentence["end"] - start])


def _choices() -> dict[str, list[str]]:
    """What similar findings can be narrowed to: each field with its values."""
    return {name: sorted(str(row[0]) for row in rows(CHOICES.format(name))) for name in LIKENESS}


def _heading(finding: Row, places: Sequence[Place]) -> Markup:
    """The heading, with what was read from it."""
    base, start, end = finding["start"], finding["heading_start"], finding["heading_end"]
    if start is None or start < base:  # it stands in a list above its answers
        return escape(finding["heading"])
    moved = [place.moved(-base) for place in places]
    drawn = blocks(finding["text"], start - base, end - base, moved)
    return Markup("").join(block.words for block in drawn)


def _told(
    finding: Row, measures: Sequence[Row], places: Sequence[Place]
) -> tuple[list[Block], list[Part]]:
    """What the finding says after its heading: of the problem, and of what was done about it.

    All its words come in their order; a line such as 整改情况： leads the measures.
    """
    parts = list(_parts(finding, measures, places))
    if not parts or parts[0].measure:
        return [], parts
    before, done = parts[0].blocks, parts[1:]
    led = bool(done) and before[-1].words.striptags().endswith(LEADS)
    problem = list(before[:-1] if led else before)
    return problem, [Part(None, before[-1:]), *done] if led else done


def _parts(finding: Row, measures: Sequence[Row], places: Sequence[Place]) -> Iterator[Part]:
    """The measures, and the words before, between and after them."""
    base = finding["start"]
    text, moved = finding["text"], [place.moved(-base) for place in places]
    at = max((finding["heading_end"] or base) - base, 0)
    for measure in measures:
        start, end = measure["start"] - base, measure["end"] - base
        yield from _part(None, blocks(text, at, start, moved))
        yield from _part(measure["ordinal"], blocks(text, start, end, moved))
        at = end
    yield from _part(None, blocks(text, at, len(text), moved))


def _part(measure: int | None, drawn: Iterator[Block]) -> Iterator[Part]:
    """The part with these paragraphs, unless there are no words in them."""
    worded = tuple(block for block in drawn if any(map(str.isalnum, block.words.striptags())))
    if worded:
        yield Part(measure, worded)
