"""Xunjian itself: built and served by its own command, asked within and over HTTP."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from http.client import HTTPConnection
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter, sleep
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import numpy as np

from archive import Catalogue
from indexer.answers import Filters
from indexer.entries import read_seqs
from indexer.hits import MOST_RANKED, SHARE, Finder
from indexer.index import open_indexes
from indexer.neighbours import note_neighbours
from indexer.query import parse_query
from indexer.tables import load_tables
from indexer.terms import rank_terms
from tests.benchmark.files import MARK
from tests.benchmark.meter import Memory, Times, megabytes, times
from tests.benchmark.questions import (
    EACH,
    KINDS,
    Finding,
    Question,
    draw,
    read_findings,
)

_HITS = 20
_PATIENCE = 60.0  # seconds to wait for a notice that is added
_COMMAND = (sys.executable, "-m", "webui.cli")
# Pages by name; what stands in braces is taken from the findings that are asked about.
PAGES = {
    "home": "/",
    "search": "/search?q={words}",
    "notice": "/notices/{notice}",
    "finding": "/findings/{finding}",
    "units": "/units",
    "unit": "/search?unit={unit}",
    "topics": "/topics",
    "years": "/years",
    "year": "/years/{year}",
    "regulations": "/regulations",
    "rounds": "/rounds",
    "topics by year": "/heatmap",
    "topics by type": "/heatmap?by=unit_type",
    "two years": "/compare?by=year&a={year}&b=2023",
    "sums": "/amounts",
    "accountability": "/accountability",
    "checks": "/checks",
    "help": "/help",
    "status": "/status",
    "feed": "/feed.atom",
}


def measure(home: Path, files: Path, engine: str) -> tuple[dict[str, Any], list[Finding]]:
    """Build and serve the files, ask all questions, and add one notice more.

    The figures, and the findings that were asked about.
    """
    start = perf_counter()
    with _server(home, files, engine) as (connection, memory):
        served = perf_counter() - start
        peak = memory.peak
        with Catalogue.open_reader(home) as catalogue:
            findings = read_findings(catalogue)
        questions = draw(findings)
        paths = {kind: [_path(one) for one in questions if one.kind == kind] for kind in KINDS}
        asked = {kind: times(_requests(connection, paths[kind])) for kind in KINDS}
        pages = {
            name: times(_requests(connection, _addresses(path, questions)))
            for name, path in PAGES.items()
        }
        added, worked = _add(home, files, connection)
        serving = memory.peak
    within, neighbours = _within(home, questions), _find_neighbours(home)
    figures = {
        "rjieba": find_spec("rjieba") is not None,
        "seconds": round(served, 1),
        "neighbours_seconds": round(neighbours, 1),
        "peak_mb": peak,
        "peak_serving_mb": serving,
        "disk_mb": {
            "index": megabytes(home / "index" / engine),
            "similarity": megabytes(home / "similarity"),
            "catalogue": round((home / "catalogue.db").stat().st_size / 1e6, 1),
        },
        "add_seconds": round(added, 2),
        "add_cpu_seconds": round(worked, 2),
        "kinds": {kind: {"engine": within[kind], "request": asked[kind]} for kind in KINDS},
        "pages": pages,
    }
    return figures, findings


@contextmanager
def _server(home: Path, files: Path, engine: str) -> Iterator[tuple[HTTPConnection, Memory]]:
    options = ("--home", str(home), "--engine", engine, "--port", "0", str(files))
    process = subprocess.Popen(
        [*_COMMAND, "serve", *options], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout is not None
    try:
        with Memory(process.pid) as memory:
            if not (address := process.stdout.readline().strip()):
                raise SystemExit("the server did not start")
            place = urlsplit(address)
            with closing(HTTPConnection(place.hostname or "", place.port, timeout=600)) as one:
                yield one, memory
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


def _get(connection: HTTPConnection, path: str) -> bytes:
    connection.request("GET", path)
    response = connection.getresponse()
    body = response.read()
    assert response.status == 200, (path, response.status)
    return body


def _requests(connection: HTTPConnection, paths: Iterable[str]) -> list[Callable[[], object]]:
    return [partial(_get, connection, path) for path in paths]


def _path(question: Question) -> str:
    if question.kind == "similar":
        return f"/api/v1/findings/{question.about.id}/similar?limit={_HITS}"
    filters = {"unit_type": question.unit_type} if question.unit_type else {}
    return "/api/v1/search?" + urlencode({"q": question.text, "limit": _HITS, **filters})


def _addresses(path: str, questions: list[Question]) -> list[str]:
    """The page's address for each of the findings that are asked about."""
    return [
        path.format(
            words=quote(one.words),
            notice=one.about.notice,
            finding=one.about.id,
            unit=quote(one.about.unit or ""),
            year=one.about.year,
        )
        for one in questions[:EACH]
        if one.about.year
    ]


def _add(home: Path, files: Path, connection: HTTPConnection) -> tuple[float, float]:
    """Seconds from the start of a build of one notice until it is found, and of processors that
    the build took, all its processes together."""
    start = perf_counter()
    (more,) = (files.parent / "more").iterdir()
    command = [*_COMMAND, "build", "--home", str(home), str(more)]
    building = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    path = "/api/v1/search?" + urlencode({"q": f"“{MARK}”"})
    while not json.loads(_get(connection, path))["total"]:
        if perf_counter() - start > _PATIENCE:
            raise SystemExit("the notice that was added is not found")
        sleep(0.02)
    seconds = perf_counter() - start
    _, _, used = os.wait4(building.pid, 0)
    return seconds, used.ru_utime + used.ru_stime


def _find_neighbours(home: Path) -> float:
    """Seconds to find the neighbours of all findings anew; a part of those until it was served."""
    with Catalogue.open(home) as catalogue:
        index, seqs = open_indexes(catalogue).similarity, read_seqs(catalogue.connection)
        start = perf_counter()
        catalogue.connection.execute("begin immediate")
        note_neighbours(catalogue.connection, index, seqs)
        catalogue.connection.execute("rollback")
        return perf_counter() - start


def _within(home: Path, questions: list[Question]) -> dict[str, Times]:
    """The engine's own part: from what was asked to the numbers of the hits, nothing shown."""
    with Catalogue.open_reader(home) as catalogue:
        indexes, tables = open_indexes(catalogue), load_tables(catalogue.connection)
        finder = Finder(catalogue.connection, indexes.ranker, tables, "findings")

        def ask(one: Question) -> Callable[[], object]:
            about = one.about
            if one.kind == "similar":
                own = np.array([about.seq])
                return lambda: indexes.similarity.nearest(about.heading, about.text, own, _HITS)
            if one.kind == "ranked":
                terms = rank_terms([one.words])
                return lambda: indexes.ranker.rank(terms, None, MOST_RANKED, SHARE)
            filters = Filters(unit_type=(one.unit_type,)) if one.unit_type else Filters()
            parsed = parse_query(one.text)
            return lambda: finder.find(parsed, (parsed.filters, filters), "relevance")

        return {kind: times([ask(q) for q in questions if q.kind == kind]) for kind in KINDS}
