"""Specimens to files."""

import json
from collections.abc import Iterable
from pathlib import Path

from corpus.specimen import Specimen


def write_archive(specimens: Iterable[Specimen], out: Path, *, sidecars: bool = True) -> int:
    """Write each specimen's file, and beside it its truth; returns how many were written."""
    out.mkdir(parents=True, exist_ok=True)
    count = 0
    for specimen in specimens:
        (out / specimen.name).write_bytes(specimen.data)
        if sidecars:
            sidecar = json.dumps(specimen.truth, ensure_ascii=False)
            (out / f"{specimen.name}.truth.json").write_text(sidecar, encoding="utf-8")
        count += 1
    return count
