"""Tries the archive's promises at length, and writes what was tried, how often and what was lost.

``python -m tests.reliability`` runs every part; ``python -m tests.reliability kills load`` runs
these two. ``--scale 0.1`` does a tenth of it. Each part that ran is noted in
``tests/reliability.json``, and all are told in the table ``tests/reliability.md``.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from archive.workers import Workforce
from tests import load, readers
from tests.failing_writes import refused
from tests.killed_builds import at_instants, at_steps
from tests.test_failing_writes import is_survived, prepare

HERE = Path(__file__).parent
EVERY = 10**6  # more than there are of anything to try
Part = Callable[[Path, float], dict[str, Any]]


def steps(base: Path, scale: float) -> dict[str, Any]:
    """Builds killed (kill -9) at every named step: file operations, SQL that begins or ends"""
    prepare(base)
    with Workforce(1, 60) as force:
        return _killed(list(at_steps(base, EVERY if scale >= 1 else round(60 * scale), force)))


def kills(base: Path, scale: float) -> dict[str, Any]:
    """Builds killed (kill -9) at random instants"""
    prepare(base)
    with Workforce(1, 60) as force:
        return _killed(list(at_instants(base, round(200 * scale), force)))


def refusals(base: Path, scale: float) -> dict[str, Any]:
    """Writes refused: disk full, file system read-only, disk broken"""
    prepare(base)
    with Workforce(1, 60) as force:
        told = list(refused(base, EVERY if scale >= 1 else round(60 * scale), force))
    lost = [one for one in told if not is_survived(one)]
    return {"tried": f"{len(told)} refused writes", "lost": lost}


def reading(base: Path, scale: float) -> dict[str, Any]:
    """Readers of pages, API, exports and Datasette while all is replaced and indexes made anew"""
    tally = readers.run(base, 240 * scale)
    tried = f"{tally.requests.total()} answers to 20 readers during {tally.builds} builds"
    return {"tried": tried, "lost": tally.wrong}


def crowd(base: Path, scale: float) -> dict[str, Any]:
    """Clients of a large archive at once, while it is added to"""
    told = load.run(base, round(30_000 * min(1.0, scale * 2)), 50, 300 * scale)
    tried = (
        f"{told['requests']} requests of {told['clients']} clients in {told['seconds']} s at "
        f"{told['findings']} findings during {told['builds']} builds: {told['per_second']}/s, "
        f"p50 {told['p50_ms']} ms, p99 {told['p99_ms']} ms, memory "
        f"{'–'.join(map(str, told['memory_mb']))} MB, {told['told_to_wait']} exports told to wait"
    )
    return {"tried": tried, "lost": told["faults"]}


PARTS: dict[str, Part] = {
    "steps": steps,
    "kills": kills,
    "refusals": refusals,
    "readers": reading,
    "load": crowd,
}


def _killed(told: list[dict[str, Any]]) -> dict[str, Any]:
    found = [one["found"] for one in told]
    lost = [
        one
        for one in told
        if one["found"] not in ("before", "after")
        or one["harm"]
        or one["harm_then"]
        or not one["answers"]
        or not one["completed"]
    ]
    tried = f"{len(told)} builds; {found.count('before')} not begun, {found.count('after')} whole"
    return {"tried": tried, "lost": lost}


def _table(noted: dict[str, dict[str, Any]]) -> str:
    lines = [
        "# What was tried",
        "",
        "Written by `python -m tests.reliability` on two shared cores.",
        "",
        "| Part | What | Scale | Tried | Lost or wrong | Seconds | On |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name in PARTS:
        if name in noted:
            one = noted[name]
            lines.append(
                f"| `{name}` | {PARTS[name].__doc__} | {one['scale']} | {one['tried']} "
                f"| {len(one['lost'])} | {one['seconds']} | {one['on']} |"
            )
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], default=[])
    parser.add_argument("--scale", type=float, default=1.0)
    asked = parser.parse_args()
    file = HERE / "reliability.json"
    noted = json.loads(file.read_text("utf-8")) if file.exists() else {}
    failed = False
    for name in asked.parts or PARTS:
        began = time.monotonic()
        with TemporaryDirectory() as base:
            outcome = PARTS[name](Path(base), asked.scale)
        failed = failed or bool(outcome["lost"])
        on = datetime.now(UTC).date().isoformat()
        noted[name] = outcome | {
            "scale": asked.scale,
            "seconds": round(time.monotonic() - began),
            "on": on,
        }
        file.write_text(json.dumps(noted, ensure_ascii=False, indent=1) + "\n", "utf-8")
        (HERE / "reliability.md").write_text(_table(noted), "utf-8")
        print(f"{name}: {outcome['tried']}; lost or wrong: {len(outcome['lost'])}", flush=True)
        for one in outcome["lost"][:10]:
            print(f"  {one}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
