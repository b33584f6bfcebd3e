"""The benchmark's figures as a picture: medians by kind and way of asking, on a log scale."""

from collections.abc import Iterator, Mapping
from html import escape
from math import log10
from typing import Any

from tests.benchmark.questions import KINDS
from tests.benchmark.tables import ways

_LEFT, _TOP, _ROW, _GAP, _WIDTH = 340, 40, 15, 26, 480
_LEAST, _MOST = -2, 4  # powers of ten, milliseconds
_INKS = {"engine": "#b23a2e", "request": "#d98a7f", "shown": "#9a9a94", "alone": "#c9c9c2"}
_STYLE = "text{font:12px sans-serif;fill:#222}.h{font-weight:bold}.s{fill:#666}line{stroke:#ddd}"


def draw_picture(figures: Mapping[str, Any]) -> str:
    """An SVG of its own, a panel for each size; ours in cinnabar, the others in grey."""
    drawn, y = [], _TOP
    for size in figures["sizes"]:
        drawn.append(_text(8, y, f"{size['findings']:,} findings, median in milliseconds", "h"))
        panel, bottom = _panel(size, y + 24)
        drawn += [*_grid(y + 10, bottom), *panel]
        y = bottom + 2 * _GAP
    for line in (figures["machine"], *figures["commands"]):
        drawn.append(_text(8, y, line, "s"))
        y += _ROW
    width, height = _LEFT + _WIDTH + 80, y + 16
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
    ground = f'<style>{_STYLE}</style><rect width="{width}" height="{height}" fill="#fff"/>'
    return "\n".join([head, ground, *drawn, "</svg>", ""])


def _panel(size: Mapping[str, Any], y: float) -> tuple[list[str], float]:
    drawn: list[str] = []
    for kind in KINDS:
        drawn.append(_text(8, y + _ROW, kind, "h"))
        for name, part, one in ways(size):
            y += _ROW
            ink = _INKS[part if "peak_mb" in one or part == "shown" else "alone"]
            drawn += _bar(y, name, one["kinds"][kind][part]["p50"], ink)
        y += _GAP
    return drawn, y


def _bar(y: float, name: str, value: float, ink: str) -> Iterator[str]:
    width = max(1.0, _place(value) - _LEFT)
    yield _text(70, y, name, "s")
    yield f'<rect x="{_LEFT}" y="{y - 10}" width="{width:.1f}" height="11" fill="{ink}"/>'
    yield _text(_LEFT + width + 4, y, f"{value:g}", "s")


def _grid(top: float, bottom: float) -> Iterator[str]:
    for power in range(_LEAST, _MOST + 1):
        x = _place(10.0**power)
        yield f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{top}" y2="{bottom}"/>'
        yield _text(x - 8, bottom + 12, f"{10.0**power:g}", "s")


def _place(value: float) -> float:
    share = (log10(max(value, 10.0**_LEAST)) - _LEAST) / (_MOST - _LEAST)
    return _LEFT + min(1.0, share) * _WIDTH


def _text(x: float, y: float, text: str, kind: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}">{escape(text)}</text>'
