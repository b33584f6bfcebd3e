"""Takes a document apart: text in, a notice with its findings and spans out. Pure, no I/O."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from archive import contact, ending, naming, opening
from archive.checks import find_checks
from archive.counts import find_counts, settle_fields
from archive.crowded import uncrowd
from archive.disagreements import Disagreement, find_disagreements
from archive.findings import find_heading, read_finding
from archive.nesting import Heading
from archive.notice import Aspect, Document, Notice, Source, Span
from archive.opening import Opening
from archive.outline import Outline, read_layout, read_outline
from archive.page import Page, words
from archive.places import place
from archive.status import find_section_status
from archive.unit_types import find_level, find_unit_type


@dataclass(slots=True)
class _Fields:
    """Fields being gathered, each with the place it was read from."""

    text: str
    values: dict[str, Any] = field(default_factory=dict)
    spans: dict[str, Span] = field(default_factory=dict)

    def put(self, name: str, value: object, span: Span | None = None) -> None:
        self.values[name] = value
        if span:
            self.spans[name] = span

    def read(self, name: str, span: Span | None) -> None:
        """Put the words that stand at a span, without line ends and blanks."""
        if span:
            self.put(name, "".join(self.text[slice(*span)].split()), span)


@dataclass(frozen=True, slots=True)
class _Section:
    """What a heading around findings tells of them: the ordinal of their aspect, their state."""

    aspect: int | None = None
    status: tuple[str, Span] | None = None


def parse(document: Document, day: str | None = None) -> Notice:
    """The notice that a document holds; every field that was read carries its span.

    ``day`` is the ISO date on which it is read: later dates are among the checks.
    """
    page = uncrowd(Page.of(document))
    layout = read_layout(page)
    outline = read_outline(layout)
    told = find_counts(page.shadow, _outside(page, outline))
    stated = told.get("stated_findings")
    if stated:
        outline = read_outline(layout, [int(stated[0])])
    aspects, sections = _aspects(page, outline)
    told = settle_fields(page.shadow, told, _outermost(aspects), len(outline.findings))
    fields = _Fields(document.text)
    for name, (value, span) in told.items():
        fields.put(name, value, span)
    masked = opening.mask_quoted(page.shadow, outline.opening[1])
    read = opening.read_opening(page, masked, outline.opening)
    differing = _disagreements(masked, read.title, outline)
    _put_opening(read, {one.kind for one in differing}, fields)
    _read_ending(page, outline, document.source, fields)
    _read_as_of(page, outline, fields)
    _read_unit(page, masked, outline, differing, fields)
    notice = _notice(page, outline, fields, aspects, sections)
    return replace(notice, checks=find_checks(notice, page.shadow, differing, day))


def _outermost(aspects: Sequence[Aspect]) -> int:
    return sum(aspect.level == 1 for aspect in aspects)


def _notice(
    page: Page,
    outline: Outline,
    fields: _Fields,
    aspects: tuple[Aspect, ...],
    sections: Sequence[_Section],
) -> Notice:
    around = [_Section() if index is None else sections[index] for index in outline.aspect_of]
    findings = tuple(
        read_finding(page, heading, ordinal, section.aspect, section.status)
        for ordinal, (heading, section) in enumerate(zip(outline.findings, around, strict=True), 1)
    )
    return Notice(
        text=page.text,
        listed_findings=len(findings),
        listed_measures=sum(len(finding.measures) for finding in findings),
        spans=fields.spans,
        aspects=aspects,
        findings=findings,
        **fields.values,
    )


def _aspects(page: Page, outline: Outline) -> tuple[tuple[Aspect, ...], list[_Section]]:
    """The aspects, and what each heading of the outline tells of the findings under it.

    A heading that only frames the findings (二、整改落实情况) is none and stands for its parent.
    """
    aspects: list[Aspect] = []
    sections: list[_Section] = []
    for heading, parent in zip(outline.aspects, outline.aspect_parents, strict=True):
        around = _Section() if parent is None else sections[parent]
        aspect, span = around.aspect, find_heading(page, heading)
        if not words("frame").search(page.shadow[slice(*span)]):
            aspects.append(_aspect(page, heading, span, aspect, aspects))
            aspect = len(aspects)
        status = find_section_status(page.shadow, *span) or around.status
        sections.append(_Section(aspect, status))
    return tuple(aspects), sections


def _aspect(
    page: Page, heading: Heading, span: Span, parent: int | None, aspects: Sequence[Aspect]
) -> Aspect:
    """The aspect that comes after the others; ``parent`` is the ordinal of the one around it."""
    start, end = span
    number = page.text[heading.block.start : heading.block.body].rstrip("、.．:： \u3000")
    return Aspect(
        ordinal=len(aspects) + 1,
        number=number or None,
        heading=page.text[start:end],
        level=1 if parent is None else aspects[parent - 1].level + 1,
        parent=parent,
        start=start,
        end=end,
    )


def _outside(page: Page, outline: Outline) -> list[Span]:
    """The stretches of text outside the findings, in which a notice speaks of itself."""
    regions, place = [], 0
    for finding in outline.findings:
        if finding.block.start > place:
            regions.append((place, finding.block.start))
        place = max(place, finding.end)
    regions.append((place, len(page.text)))
    return regions


def _disagreements(masked: str, title: Span | None, outline: Outline) -> tuple[Disagreement, ...]:
    return find_disagreements(masked, title, (title[1], outline.opening[1])) if title else ()


def _put_opening(read: Opening, differing: Collection[str], fields: _Fields) -> None:
    """Put what the title and the opening say, but not what they disagree on."""
    fields.read("title", read.title)
    fields.read("round", None if "round" in differing else read.round)
    fields.read("group_name", read.group)
    if read.kind:
        fields.put("kind", *read.kind)
    if read.body and "body" not in differing:
        fields.put("body", *read.body)
    if read.window:
        span = (read.window.start, read.window.end)
        fields.put("inspected_from", read.window.first, span)
        fields.put("inspected_to", read.window.last, span)
    if read.began:
        fields.put("inspected_from", *read.began)
    if read.feedback:
        fields.put("feedback_on", *read.feedback)


def _read_ending(page: Page, outline: Outline, source: Source, fields: _Fields) -> None:
    fields.read("issuer", ending.signature(page, outline.tail))
    title = fields.spans.get("title", (0, 0))
    dated = ending.signed_on(page, outline.tail) or ending.dated_line(
        page, title[1], outline.opening[1]
    )
    if dated:
        fields.put("published_on", *dated)
    elif source.published_on:
        fields.put("published_on", source.published_on)
    _read_contact(page, _after_opening(page, outline), fields)


def _after_opening(page: Page, outline: Outline) -> list[Span]:
    """The stretches of text after the opening that are of no finding."""
    first = min([outline.tail, *(finding.block.start for finding in outline.findings[:1])])
    return [region for region in _outside(page, outline) if region[0] >= first]


def _read_as_of(page: Page, outline: Outline, fields: _Fields) -> None:
    earlier = fields.values.get("feedback_on") or fields.values.get("inspected_to")
    later = fields.values.get("published_on")
    found = (
        opening.find_as_of(page.shadow, *region, earlier, later)
        for region in _outside(page, outline)
    )
    if as_of := next(filter(None, found), None):
        fields.put("as_of", *as_of)


def _read_contact(page: Page, regions: Sequence[Span], fields: _Fields) -> None:
    for name, find in (("phones", contact.find_phones), ("emails", contact.find_emails)):
        if spans := [span for region in regions for span in find(page.shadow, *region)]:
            values = tuple(contact.plain(page.shadow[slice(*span)]) for span in spans)
            fields.put(name, values, (spans[0][0], spans[-1][1]))
    found = (contact.find_address(page.shadow, *region) for region in regions)
    fields.read("address", next(filter(None, found), None))


def _read_unit(
    page: Page, masked: str, outline: Outline, differing: Iterable[Disagreement], fields: _Fields
) -> None:
    title, issuer = fields.spans.get("title"), fields.spans.get("issuer")
    span = naming.find_unit(masked, title, issuer, outline.opening)
    for one in differing:
        if one.kind == "unit":
            span = naming.settle_unit(masked, one.title, one.opening, issuer)
    if span is None:
        return
    fields.read("unit", span)
    name = naming.without_aliases(fields.values["unit"])
    fields.put("unit", name, span)
    fields.put("unit_type", find_unit_type(name))
    group = fields.values.get("group_name") or ""
    ordered = opening.ordered_by(page.shadow, outline.opening)
    fields.put("level", find_level(name, group) or find_level(name, ordered))
    where = place(name)
    region = "".join(filter(None, (where.province, where.city, where.county)))
    if region:
        found = page.text.find(region, *span)
        fields.put("region", region, (found, found + len(region)) if found >= 0 else span)
