"""Writes a tiny archive, zipped, for the version of the catalogue that this program writes.

``python -m tests.stored_archives`` makes ``tests/archive_v2.zip`` when the version is 2. What was
stored stays: a later version must open it.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

from archive import Catalogue
from archive.schema import VERSION
from indexer.build import build
from tests.test_build import notice

HERE = Path(__file__).parent


def make(home: Path, notices: Path) -> None:
    """Three notices, one of them in a ZIP file, and one whose file was corrected."""
    notices.mkdir()
    for unit in ("教育局", "财政局"):
        (notices / f"{unit}.txt").write_text(notice(unit), "utf-8")
    with ZipFile(notices / "其他.zip", "w") as packed:
        packed.writestr("水利局.txt", notice("水利局"))
    build(home, [notices])
    (notices / "财政局.txt").write_text(notice("财政局", ("公务接待超标准",)), "utf-8")
    (notices / "空.txt").write_text("", "utf-8")
    build(home, [notices])


def store(target: Path) -> None:
    with TemporaryDirectory() as place:
        home = Path(place) / "home"
        make(home, Path(place) / "notices")
        with Catalogue.open(home) as catalogue:
            catalogue.connection.execute("pragma wal_checkpoint(truncate)")
        with ZipFile(target, "w", ZIP_DEFLATED) as packed:
            for path in sorted(home.rglob("*")):
                if path.is_file() and path.name != "lock":
                    packed.write(path, path.relative_to(home))


if __name__ == "__main__":
    store(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / f"archive_v{VERSION}.zip")
