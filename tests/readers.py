"""Readers of a served archive while it is written: what they were told, and what disagreed.

Every build replaces every notice, and marks each of its findings with the number of the build. An
answer that holds two marks, or counts what it does not list, is half of one build and half of
another.
"""

import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any

import httpx

from archive import Catalogue
from archive.workers import Workforce
from indexer.build import build
from indexer.index import rebuild
from indexer.lock import locked
from indexer.report import BuildOptions
from tests.test_build import notice

UNITS = tuple(f"第{number}中学" for number in range(1, 9))
MARK = re.compile(r"编号为(\d+)号")
TAG = re.compile(r"<[^>]*>")
PATIENCE = 60.0
SQL = "select findings.text from findings join notices on notices.id = findings.notice limit 100"


@dataclass
class Tally:
    """What readers saw."""

    requests: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    marks: set[str] = field(default_factory=set)
    seconds: list[float] = field(default_factory=list)
    builds: int = 0
    lock: Lock = field(default_factory=Lock)

    def quantile(self, share: float) -> float:
        return sorted(self.seconds)[int(share * (len(self.seconds) - 1))]


def one_mark(text: str) -> list[str]:
    marks = set(MARK.findall(TAG.sub("", text)))
    return [] if len(marks) == 1 else [f"marks {sorted(marks)}"]


def whole_search(answer: httpx.Response) -> list[str]:
    found = answer.json()
    wrong = one_mark("".join(hit["snippet"] + hit["heading"] for hit in found["hits"]))
    if len(found["hits"]) != min(found["total"], 100):
        wrong.append(f"{len(found['hits'])} hits of {found['total']}")
    if sum(found["facets"]["body"].values()) != found["total"]:
        wrong.append(f"facets {found['facets']['body']} of {found['total']}")
    return wrong


def whole_notice(answer: httpx.Response) -> list[str]:
    found = answer.json()
    wrong = one_mark(found["text"])
    if found["listed_findings"] != len(found["findings"]):
        wrong.append(f"{len(found['findings'])} findings of {found['listed_findings']}")
    for one in found["findings"]:
        if found["text"][one["start"] : one["end"]] != one["text"]:
            wrong.append(f"finding {one['id']} is not where it is said to be")
    return wrong


def marked_once(answer: httpx.Response) -> list[str]:
    return one_mark(answer.text)


def rows_marked_once(answer: httpx.Response) -> list[str]:
    return one_mark(str(answer.json()))


def anything(_: httpx.Response) -> list[str]:
    return []


QUESTIONS: dict[str, Callable[[httpx.Response], list[str]]] = {
    "/search?q=“编号为”": marked_once,
    "/search?q=台账缺失": marked_once,
    "/search?q=“编号为”&scope=notices": marked_once,
    "/api/v1/search?q=“编号为”&limit=100": whole_search,
    "/api/v1/search?q=台账缺失&limit=100": whole_search,
    "/api/v1/notices/{notice}": whole_notice,
    "/notices/{notice}": marked_once,
    f"/sql/catalogue.json?sql={SQL}&_shape=array": rows_marked_once,
    "/sql/catalogue/findings?_facet=status": anything,
    "/sql/catalogue/findings.json?_search=台账&_shape=array": rows_marked_once,
    "/search.jsonl?q=“编号为”": marked_once,
    "/feed.atom?q=“编号为”": anything,
    **dict.fromkeys(("/", "/units", "/years", "/topics", "/status", "/rounds"), anything),
}


def problems(build_number: int) -> tuple[str, ...]:
    """So many findings that their number changes from build to build."""
    count = 2 + build_number % 4
    return tuple(f"编号为{build_number}号的台账缺失第{one}处" for one in range(count))


def write_notices(directory: Path, build_number: int) -> None:
    for unit in UNITS:
        path = directory / f"{unit}.txt"
        path.write_text(notice(unit, problems(build_number)), "utf-8")


@contextmanager
def served(home: Path) -> Iterator[str]:
    """The address at which a process of its own serves the archive."""
    with serving(home) as (address, _):
        yield address


@contextmanager
def serving(home: Path) -> Iterator[tuple[str, int]]:
    """The same, with the process's id."""
    command = [sys.executable, "-m", "webui.cli", "serve", "--port", "0", "--home", str(home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            yield process.stdout.readline().strip(), process.pid
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE)


def read(address: str, ids: list[str], tally: Tally, stop: Event, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - chooses pages
    with httpx.Client(base_url=address, timeout=PATIENCE) as client:
        while not stop.is_set():
            asked = dice.choice(list(QUESTIONS))
            began = time.perf_counter()
            answer = client.get(asked.format(notice=dice.choice(ids)))
            took = time.perf_counter() - began
            wrong = [f"status {answer.status_code}"]
            if answer.status_code == 200:
                wrong = QUESTIONS[asked](answer)
            elif answer.status_code == 429:  # an export that was told to wait for its turn
                wrong = []
            with tally.lock:
                tally.requests[asked] += 1
                tally.seconds.append(took)
                tally.marks |= set(MARK.findall(TAG.sub("", answer.text)))
                tally.wrong += [f"{asked}: {one}" for one in wrong]


def run(base: Path, seconds: float, readers: int = 20) -> Tally:
    """Serve an archive made in ``base``, and write and read it at once for so long."""
    home, notices, tally, stop = base / "home", base / "notices", Tally(), Event()
    notices.mkdir()
    failed: list[BaseException] = []

    def safely(*arguments: Any) -> None:
        try:
            read(*arguments)
        except BaseException as error:  # noqa: BLE001 - told by the one who waits
            failed.append(error)
            stop.set()

    with Workforce(1, 60) as force:
        options = BuildOptions(workforce=force)
        write_notices(notices, 1)
        build(home, [notices], options=options)
        with Catalogue.open_reader(home) as catalogue:
            ids = [one for (one,) in catalogue.connection.execute("select id from notices")]
        with served(home) as address:
            threads = [
                Thread(target=safely, args=(address, ids, tally, stop, seed))
                for seed in range(readers)
            ]
            for thread in threads:
                thread.start()
            tally.builds = write(home, notices, options, seconds, stop)
            for thread in threads:
                thread.join(PATIENCE)
    if failed:
        raise failed[0]
    return tally


def write(home: Path, notices: Path, options: BuildOptions, seconds: float, stop: Event) -> int:
    """Build after build, every fourth followed by new indexes; the number of builds."""
    number, last = 1, time.monotonic() + seconds
    while time.monotonic() < last and not stop.is_set():
        number += 1
        write_notices(notices, number)
        assert build(home, [notices], options=options).replaced == len(UNITS)
        if number % 4 == 0:
            with Catalogue.open(home) as catalogue, locked(home):
                rebuild(catalogue)
    stop.set()
    return number
