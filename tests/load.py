"""Many clients at once on a large archive while it is added to: errors, speed, memory."""

import random
import time
from collections import Counter
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any

import httpx

from archive import Catalogue
from archive.workers import Workforce
from corpus.archives import generate
from corpus.write import write_archive
from indexer.build import build
from indexer.report import BuildOptions
from tests.readers import PATIENCE, serving
from tests.test_build import notice

QUESTIONS = (
    *("/search?q=党费收缴", "/search?q=单位有小金库", "/search?q=“公务接待”", "/search?q=吃空饷"),
    *("/api/v1/search?q=台账&limit=50", "/api/v1/search?q=整改&year=2022..2023"),
    *("/", "/units", "/years", "/topics", "/status", "/notices/{}", "/api/v1/notices/{}"),
    *(
        "/sql/catalogue/findings?_facet=status",
        "/sql/catalogue.json?sql=select+count(*)+from+units",
    ),
    "/search.csv?q=小金库",
)
PER_NOTICE = 20  # findings, about


class Load:
    """What the clients met."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.statuses: Counter[int] = Counter()
        self.faults: list[str] = []
        self.lock = Lock()


def make(base: Path, findings: int) -> tuple[Path, int, list[str]]:
    """An archive of about so many findings, their number, and its notices' ids."""
    home = base / "large"
    write_archive(generate(findings // PER_NOTICE, 5), base / "generated", sidecars=False)
    build(home, [base / "generated"])
    with Catalogue.open_reader(home) as catalogue:
        held = catalogue.db["findings"].count
        return (
            home,
            held,
            [id_ for (id_,) in catalogue.connection.execute("select id from notices")],
        )


def ask(address: str, ids: list[str], load: Load, stop: Event, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - chooses pages
    with httpx.Client(base_url=address, timeout=PATIENCE) as client:
        while not stop.is_set():
            path = dice.choice(QUESTIONS).format(dice.choice(ids))
            began = time.perf_counter()
            try:
                status = client.get(path).status_code
            except httpx.HTTPError as error:
                status = 0
                load.faults.append(f"{path}: {type(error).__name__}")
            with load.lock:
                load.seconds.append(time.perf_counter() - began)
                load.statuses[status] += 1
                if status >= 500:
                    load.faults.append(f"{path}: {status}")


def memory(process: int) -> int:
    """The resident memory of a process, in MB."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) // 1024
    return 0


def run(base: Path, findings: int, clients: int, seconds: float) -> dict[str, Any]:
    """Serve, ask and build at once for so long."""
    home, held, ids = make(base, findings)
    load, stop, grown, builds = Load(), Event(), [], 0
    with serving(home) as (address, process), Workforce(1, 60) as force:
        threads = [
            Thread(target=ask, args=(address, ids, load, stop, seed)) for seed in range(clients)
        ]
        for thread in threads:
            thread.start()
        last = time.monotonic() + seconds
        while time.monotonic() < last:
            path = base / f"新来{builds}.txt"
            path.write_text(notice(f"第{builds}新校"), "utf-8")
            build(home, [path], options=BuildOptions(workforce=force))
            builds += 1
            grown.append(memory(process))
            time.sleep(1)
        stop.set()
        for thread in threads:
            thread.join(PATIENCE)
    ordered = sorted(load.seconds)
    return {
        "findings": held,
        "clients": clients,
        "seconds": round(seconds),
        "requests": len(ordered),
        "per_second": round(len(ordered) / seconds, 1),
        "p50_ms": round(ordered[len(ordered) // 2] * 1000),
        "p99_ms": round(ordered[int(len(ordered) * 0.99)] * 1000),
        "told_to_wait": load.statuses[429],
        "builds": builds,
        "memory_mb": [grown[len(grown) * part // 4] for part in range(4)] + [grown[-1]],
        "faults": load.faults,
    }
