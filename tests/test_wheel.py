"""The wheel holds all that the floors are made of: templates, data, translations, code."""

import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from tracked import ROOT, tracked

FLOORS = ("archive", "indexer", "webui")
NEEDED = (*FLOORS, "corpus", "pyproject.toml", "README.md", "LICENSE")  # to make one


def known(*places: str) -> set[str]:
    """The files at and beneath these places."""
    return {name for name in tracked() if name.partition("/")[0] in places}


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names in a wheel that is made of what git knows, without the network."""
    tree, made = tmp_path_factory.mktemp("tree"), tmp_path_factory.mktemp("made")
    for name in known(*NEEDED):
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tree / name)
    call = f"from setuptools.build_meta import build_wheel; build_wheel({str(made)!r})"
    subprocess.run([sys.executable, "-c", call], cwd=tree, capture_output=True, check=True)
    [wheel] = made.glob("*.whl")
    with ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_every_file_of_the_floors(held: set[str]) -> None:
    files = known(*FLOORS)
    assert {Path(name).suffix for name in files} >= {".toml", ".html", ".po", ".js", ".css"}
    assert files - held == set()


def test_the_wheel_holds_no_tests(held: set[str]) -> None:
    tops = {name.partition("/")[0] for name in held}
    assert {top for top in tops if not top.endswith(".dist-info")} == {*FLOORS, "corpus"}
