"""``python -m tests.benchmark --findings 3000 30000`` measures archives of these sizes.

It generates the files, builds and serves them with each engine, asks both the engine alone and
the whole way through the API, and the same of what people would otherwise use. What the file of
``--json`` holds of other sizes, engines and peers stays, so that long runs can be done in parts.
"""

import argparse
import json
import os
import platform
import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from archive import Catalogue
from indexer.index import ENGINES
from tests.benchmark.files import write_files
from tests.benchmark.meter import megabytes, times
from tests.benchmark.ours import measure
from tests.benchmark.peers import LARGEST, PEERS, Peer, Tantivy
from tests.benchmark.picture import draw_picture
from tests.benchmark.questions import KINDS, Finding, draw, read_findings
from tests.benchmark.tables import print_tables


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark", description=__doc__)
    parser.add_argument("--findings", type=int, nargs="+", default=[3000], help="sizes of archives")
    parser.add_argument("--engine", nargs="*", choices=list(ENGINES), default=list(ENGINES))
    parser.add_argument("--peers", nargs="*", choices=list(PEERS), default=list(PEERS))
    parser.add_argument("--home", type=Path, help="an archive to ask the peers about, alone")
    parser.add_argument("--archive", type=Path, help="where files are kept for the next time")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--picture", type=Path, help="draw them as SVG to this file")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> None:
    options = _options(arguments)
    temporary = TemporaryDirectory() if options.archive is None else nullcontext(options.archive)
    figures = _figures(options.json)
    figures["commands"].append(f"python -m tests.benchmark {shlex.join(arguments)}")
    figures["machine"] = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    with temporary as place:
        for size in options.findings:
            for _ in _measure(figures, size, Path(place), options):
                if options.json:
                    options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print_tables(figures)
    if options.picture:
        options.picture.write_text(draw_picture(figures), encoding="utf-8")


def _figures(path: Path | None) -> dict[str, Any]:
    """What was measured before."""
    if path is None or not path.exists():
        return {"commands": [], "sizes": []}
    figures: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return figures


def _of_size(figures: dict[str, Any], size: int) -> dict[str, Any]:
    """The figures of one size, new ones put in their order."""
    for one in figures["sizes"]:
        if one["size"] == size:
            return one
    fresh: dict[str, Any] = {"size": size, "engines": {}, "peers": {}}
    figures["sizes"] = sorted([*figures["sizes"], fresh], key=itemgetter("size"))
    return fresh


def _measure(
    figures: dict[str, Any], size: int, place: Path, options: argparse.Namespace
) -> Iterator[None]:
    """Measure one size, and stop after each part to have what is known kept."""
    directory, known = place / str(size), _of_size(figures, size)
    files = write_files(size, directory)
    findings = _held(options.home) if options.home else []
    for engine in options.engine:
        with TemporaryDirectory(dir=directory) as home:
            _say(f"{size}: {engine}")
            known["engines"][engine], findings = measure(Path(home), files, engine)
        known["findings"] = len(findings)
        yield
    for name in options.peers:
        if size > LARGEST.get(name, size):
            known["peers"][name] = f"not run beyond {LARGEST[name]:,} findings"
        else:
            with TemporaryDirectory(dir=directory) as home:
                _say(f"{size}: {name}")
                known["peers"][name] = _measure_peer(name, Path(home), findings)
        yield


def _held(home: Path) -> list[Finding]:
    with Catalogue.open_reader(home) as catalogue:
        return read_findings(catalogue)


def _measure_peer(name: str, home: Path, findings: list[Finding]) -> dict[str, Any]:
    questions = draw(findings)
    start = perf_counter()
    peer: Peer = PEERS[name](home, findings)
    seconds = perf_counter() - start
    kinds = {}
    for kind in KINDS:
        asked = [one for one in questions if one.kind == kind]
        kinds[kind] = {
            "engine": times([peer.find(one) for one in asked]),
            "shown": times([peer.show(one) for one in asked]),
        }
        if isinstance(peer, Tantivy):
            kinds[kind]["most"] = times([peer.find_most(one) for one in asked])
    return {"seconds": round(seconds, 1), "disk_mb": megabytes(home), "kinds": kinds}


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
