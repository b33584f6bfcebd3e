"""Charts drawn on the server as SVG: sizes in the chart's own units, colours in the style sheet."""

from collections.abc import Sequence
from dataclasses import dataclass

HEIGHT = 100
COLUMN = 10
BAR = 6
_MOST_TICKS = 9  # labels that stand side by side on a phone


@dataclass(frozen=True, slots=True)
class Datum:
    """One value of a chart; ``title`` says it in words, ``url`` leads to what it counts."""

    label: str
    value: int
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A column of a chart: where it stands, how high it is, and what it shows."""

    x: float
    y: float
    height: float
    column: int
    datum: Datum
    tick: str


def columns(data: Sequence[Datum]) -> tuple[Bar, ...]:
    """A bar for each datum, the highest as high as the chart; labels thinned where they crowd."""
    most = max((datum.value for datum in data), default=0) or 1
    step = -(-len(data) // _MOST_TICKS)
    return tuple(
        _bar(index, datum, most, datum.label if (len(data) - 1 - index) % step == 0 else "")
        for index, datum in enumerate(data)
    )


def _bar(index: int, datum: Datum, most: int, tick: str) -> Bar:
    height = round(datum.value / most * (HEIGHT - 4), 2)
    return Bar(
        x=index * COLUMN + (COLUMN - BAR) / 2,
        y=HEIGHT - height,
        height=height,
        column=index * COLUMN,
        datum=datum,
        tick=tick,
    )
