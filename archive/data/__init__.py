"""Reviewable data of the ground floor: words and patterns, one TOML file a subject."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from archive.errors import DataError


@cache
def load(name: str) -> dict[str, Any]:
    """The content of ``archive/data/<name>.toml``, read once."""
    return read_table(__name__, f"{name}.toml")


def read_table(package: str, name: str) -> dict[str, Any]:
    """A TOML file that came with the program; DataError where it did not come whole."""
    try:
        return tomllib.loads(files(package).joinpath(name).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(f"程序自带的 {name} 缺失或已损坏；请重新安装巡鉴") from error
