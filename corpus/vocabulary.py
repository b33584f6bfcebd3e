"""The data files, read once each and checked as they are compiled."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


@cache
def table(name: str) -> dict[str, Any]:
    """A data file by its name without suffix."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def tables(prefix: str) -> list[dict[str, Any]]:
    """The data files whose names begin so, in the order of their names."""
    return [table(path.stem) for path in sorted(DATA.glob(f"{prefix}*.toml"))]
