"""``python -m tests.benchmark --findings 3000 30000`` measures archives of these sizes.

It generates the files, builds and serves them with each engine, asks both the engine alone and
the whole way through the API, and the same of what people would otherwise use.
"""

import argparse
import json
import os
import platform
import shlex
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from indexer.index import ENGINES
from tests.benchmark.files import write_files
from tests.benchmark.meter import megabytes, times
from tests.benchmark.ours import measure
from tests.benchmark.peers import LARGEST, PEERS, Peer
from tests.benchmark.picture import draw_picture
from tests.benchmark.questions import KINDS, Finding, draw
from tests.benchmark.tables import print_tables


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark", description=__doc__)
    parser.add_argument("--findings", type=int, nargs="+", default=[3000], help="sizes of archives")
    parser.add_argument("--engine", nargs="+", choices=list(ENGINES), default=list(ENGINES))
    parser.add_argument("--peers", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--archive", type=Path, help="where files are kept for the next time")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--picture", type=Path, help="draw them as SVG to this file")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> None:
    options = _options(arguments)
    temporary = TemporaryDirectory() if options.archive is None else nullcontext(options.archive)
    with temporary as place:
        sizes = [_measure(size, Path(place), options) for size in sorted(options.findings)]
    figures = {
        "command": f"python -m tests.benchmark {shlex.join(arguments)}",
        "machine": f"{os.cpu_count()} cores, Python {platform.python_version()}",
        "sizes": sizes,
    }
    print_tables(figures)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    if options.picture:
        options.picture.write_text(draw_picture(figures), encoding="utf-8")


def _measure(size: int, place: Path, options: argparse.Namespace) -> dict[str, Any]:
    directory = place / str(size)
    files = write_files(size, directory)
    figures: dict[str, Any] = {"size": size, "engines": {}, "peers": {}}
    findings: list[Finding] = []
    for engine in options.engine:
        with TemporaryDirectory(dir=directory) as home:
            _say(f"{size}: {engine}")
            figures["engines"][engine], findings = measure(Path(home), files, engine)
    for name in PEERS if options.peers else ():
        if size > LARGEST.get(name, size):
            figures["peers"][name] = f"not run beyond {LARGEST[name]:,} findings"
            continue
        with TemporaryDirectory(dir=directory) as home:
            _say(f"{size}: {name}")
            figures["peers"][name] = _measure_peer(name, Path(home), findings)
    return figures | {"findings": len(findings)}


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
    return {"seconds": round(seconds, 1), "disk_mb": megabytes(home), "kinds": kinds}


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
