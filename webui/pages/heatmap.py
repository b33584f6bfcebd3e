"""Which kinds of problem were found when, or in which kinds of unit, as a table with shades."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from math import ceil

from flask import Blueprint, abort, render_template, request
from flask_babel import lazy_gettext

from indexer.answers import Cross
from webui.language import gettext
from webui.question import one_of, question
from webui.served import Row, rows, served
from webui.wording import FACETS

place = Blueprint("heatmap", __name__)

TOPICS = "select id, name, aspect from topics order by aspect, name"
WAYS = {"year": lazy_gettext("逐年"), "unit_type": lazy_gettext("按单位类型")}
SHADES = 6
MOST_ROWS = 32  # kinds of problem shown at once; those of one aspect are shown whole
MOST_COLUMNS = 16


@dataclass(frozen=True, slots=True)
class Cell:
    """How many findings of a column are of a kind; ``shade`` from 0, for none, to ``SHADES``."""

    column: str
    count: int
    shade: int


@dataclass(frozen=True, slots=True)
class Line:
    """A kind of problem with its findings in all and in each column."""

    topic: Row
    findings: int
    cells: tuple[Cell, ...]


@place.get("/heatmap")
def show() -> str:
    way = one_of(request.args, "by", WAYS)
    asked = question(request.args)
    topics = rows(TOPICS)
    aspects = list(dict.fromkeys(topic["aspect"] for topic in topics))
    aspect = request.args.get("aspect")
    if aspect is not None and aspect not in aspects:
        abort(404, gettext("没有这一类问题。"))
    crossed = served().archive.cross("topic", way, asked.filters())
    columns = _columns(crossed, way)
    lines = _lines(crossed, topics, columns, aspect)
    return render_template(
        "heatmap.html",
        way=way,
        other=next(one for one in WAYS if one != way),
        WAYS=WAYS,
        FACETS=FACETS,
        asked=asked,
        aspect=aspect,
        aspects=aspects,
        columns=columns,
        groups=[
            (name, list(own)) for name, own in groupby(lines, lambda line: line.topic["aspect"])
        ],
        left_out=len(crossed.down) - len(lines) if aspect is None else 0,
    )


def _columns(crossed: Cross, way: str) -> dict[str, int]:
    """The columns with how many findings each has: the latest years, or the commonest types."""
    across = sorted(crossed.across) if way == "year" else crossed.across
    return dict(across[-MOST_COLUMNS:] if way == "year" else across[:MOST_COLUMNS])


def _lines(
    crossed: Cross, topics: list[Row], columns: Mapping[str, int], aspect: str | None
) -> list[Line]:
    """The kinds found most, those of an aspect side by side; or all kinds of one aspect."""
    known = {topic["name"]: topic for topic in topics}
    wanted = [
        (place, known[name], findings)
        for place, (name, findings) in enumerate(crossed.down)
        if name in known and aspect in (None, known[name]["aspect"])
    ]
    if aspect is None:
        wanted = wanted[:MOST_ROWS]
    places = {value: at for at, (value, _) in enumerate(crossed.across)}
    counts = [
        (topic, findings, [crossed.counts[place][places[column]] for column in columns])
        for place, topic, findings in wanted
    ]
    shares = [
        _share(count, size)
        for *_, own in counts
        for count, size in zip(own, columns.values(), strict=True)
    ]
    most = max(shares, default=0.0)
    lines = [
        Line(topic, findings, tuple(_cells(columns, own, most))) for topic, findings, own in counts
    ]
    return sorted(lines, key=lambda line: (line.topic["aspect"] or "", -line.findings))


def _cells(columns: Mapping[str, int], counts: list[int], most: float) -> Iterator[Cell]:
    for (column, size), count in zip(columns.items(), counts, strict=True):
        yield Cell(
            column, count, ceil(round(_share(count, size) / most * SHADES, 6)) if count else 0
        )


def _share(count: int, size: int) -> float:
    """How much of a column's findings the count is, so that a year of many does not outshine."""
    return count / size if size else 0.0
