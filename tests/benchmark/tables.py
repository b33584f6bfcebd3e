"""The benchmark's figures as tables in the terminal."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.benchmark.questions import KINDS

Figures = Mapping[str, Any]


def print_tables(figures: Figures) -> None:
    """Print, size by size, times and what it took to be served; then growth from size to size."""
    console = Console(width=140)
    for size in figures["sizes"]:
        console.print(_kinds(size), _pages(size), _making(size))
    if len(figures["sizes"]) > 1:
        console.print(_growth(figures["sizes"]))


def ways(size: Figures) -> Iterator[tuple[str, str, Figures]]:
    """Each way of asking: its name, which of its times it is, and its figures."""
    for name, one in size["engines"].items():
        yield f"{name}, engine alone", "engine", one
        yield f"{name}, whole request", "request", one
    for name, one in size["peers"].items():
        if not isinstance(one, str):
            yield f"{name}, alone", "engine", one
            yield f"{name}, with highlights", "shown", one
            if "most" in one["kinds"]["ranked"]:
                yield f"{name}, alone, as many hits as here", "most", one


def _kinds(size: Figures) -> Table:
    table = Table("p50 / p95 ms", *KINDS, title=f"{size['findings']:,} findings")
    for name, part, one in ways(size):
        table.add_row(name, *(_pair(one["kinds"][kind][part]) for kind in KINDS))
    for name, one in size["engines"].items():
        for other, peer in size["peers"].items():
            if not isinstance(peer, str):
                ratios = (_ratio(peer["kinds"][kind], one["kinds"][kind]) for kind in KINDS)
                table.add_row(f"{other} takes, times {name} (p50)", *ratios)
    for name, one in size["peers"].items():
        if isinstance(one, str):
            table.add_row(name, one)
    return table


def _pages(size: Figures) -> Table:
    names = next(iter(size["engines"].values()))["pages"]
    table = Table("page, p50 / p95 ms", *size["engines"])
    for name in names:
        table.add_row(name, *(_pair(one["pages"][name]) for one in size["engines"].values()))
    return table


def _making(size: Figures) -> Table:
    table = Table(
        "", "served after s", "of neighbours", "findings/s", "peak MB", "disk MB", "one more s",
        "of CPU",
    )  # fmt: skip
    for name, one in size["engines"].items():
        disk = " + ".join(f"{part:.0f} {what}" for what, part in one["disk_mb"].items())
        rate = size["findings"] / one["seconds"]
        peak = f"{one['peak_mb']:.0f}"
        table.add_row(
            f"{name}, with rjieba" if one["rjieba"] else name,
            f"{one['seconds']:.0f}",
            f"{one['neighbours_seconds']:.0f}",
            f"{rate:.0f}",
            peak,
            disk,
            f"{one['add_seconds']:.2f}",
            f"{one['add_cpu_seconds']:.2f}",
        )
    for name, one in size["peers"].items():
        if not isinstance(one, str):
            rate = size["findings"] / one["seconds"]
            table.add_row(
                name,
                f"{one['seconds']:.0f}",
                "",
                f"{rate:.0f}",
                "",
                f"{one['disk_mb']:.0f}",
                "",
                "",
            )
    return table


def _growth(sizes: list[Figures]) -> Table:
    table = Table("times the p50 of the size before", *KINDS)
    for before, after in pairwise(sizes):
        for name, one in after["engines"].items():
            if name in before["engines"]:
                less = before["engines"][name]
                grown = [_growth_of(one, less, kind) for kind in KINDS]
                table.add_row(f"{name}, {after['findings']:,}", *grown)
    return table


def _growth_of(one: Figures, less: Figures, kind: str) -> str:
    after, before = (figures["kinds"][kind]["request"]["p50"] for figures in (one, less))
    return f"{after / before:.1f}"


def _pair(one: Mapping[str, float]) -> str:
    return f"{one['p50']:.2f} / {one['p95']:.2f}"


def _ratio(peer: Figures, own: Figures) -> str:
    return f"{peer['engine']['p50'] / max(own['engine']['p50'], 0.01):.1f}"
