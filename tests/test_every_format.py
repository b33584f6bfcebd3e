"""A notice in every format, from the command that adds it to the page it is read on."""

import os
import re
import shutil
import subprocess
import sys
from difflib import SequenceMatcher
from hashlib import sha256
from pathlib import Path

import pytest
from page import Page, read_page

from archive import Catalogue
from indexer import Archive
from tests.samples import (
    NOTICE,
    URL,
    page_in_one_file,
    page_of_breaks,
    page_of_divisions,
    page_of_tables,
    pictured,
    rich_text,
    scanned,
    typeset,
    word_document,
    zipped,
)
from tests.test_formats import can_recognise
from webui.app import create_app
from webui.settings import Settings

ROOT = Path(__file__).parent.parent
IN_CI = os.environ.get("CI") == "true"  # where nothing that a test needs may be missing
HEADINGS = ("关于水费收缴不及时的问题", "关于工程档案管理不规范的问题")
SHORT = (*NOTICE[:2], *NOTICE[4:9], *NOTICE[-2:])  # fits one page
ALIKE = 0.7  # of a heading that was recognised to what it is
# The file, the format it is told by, and how the name of what reads it begins.
FILES = (
    ("国标.txt", "txt", "text (gb18030)"),
    ("网页.html", "html", "lxml"),
    ("表格.htm", "html", "lxml"),
    ("整页.mht", "mht", "lxml"),
    ("文档.docx", "docx", "lxml"),
    ("排版.pdf", "pdf", "pypdfium2"),
    ("压缩.zip/通报.html", "html", "lxml"),
    ("旧文档.doc", "doc", "LibreOffice"),
    ("金山.wps", "doc", "LibreOffice"),
    ("富文本.rtf", "rtf", "LibreOffice"),
    ("扫描.pdf", "pdf", "tesseract"),
    ("照片.png", "image", "tesseract"),
)


def files() -> dict[str, bytes]:
    """The files that need no other program to be written, by name."""
    page = typeset(SHORT)
    return {
        "国标.txt": "\n".join(NOTICE).encode("gb18030"),
        "网页.html": page_of_divisions(NOTICE).replace("gb2312", "utf-8").encode(),
        "表格.htm": page_of_tables(NOTICE).encode("gb2312"),
        "整页.mht": page_in_one_file(page_of_divisions(NOTICE)),
        "文档.docx": word_document([(line, None) for line in NOTICE]),
        "排版.pdf": typeset(NOTICE),
        "压缩.zip": zipped({"通报.html": page_of_breaks(NOTICE).encode("gb18030")}),
        "富文本.rtf": rich_text(NOTICE),
        "扫描.pdf": scanned(page),
        "照片.png": pictured(page),
    }


def write_older(folder: Path, scratch: Path) -> None:
    """A DOC and a WPS file, which is the same by another name, as LibreOffice writes them."""
    for name, day in (("旧文档", "6"), ("金山", "7")):
        lines = [*NOTICE[:-1], f"2024年9月{day}日"]
        (scratch / f"{name}.docx").write_bytes(word_document([(line, None) for line in lines]))
    profile = f"-env:UserInstallation={(scratch / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "doc", "--outdir", str(folder)]
    subprocess.run([*convert, *scratch.glob("*.docx")], check=True, capture_output=True)
    (folder / "金山.doc").rename(folder / "金山.wps")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    """What ``xunjian build`` made of a folder of them: the page of each notice, by its file."""
    folder, home = tmp_path_factory.mktemp("files"), tmp_path_factory.mktemp("formats") / "home"
    for name, data in files().items():
        (folder / name).write_bytes(data)
    if shutil.which("soffice"):
        write_older(folder, tmp_path_factory.mktemp("older"))
    command = [sys.executable, "-m", "webui.cli", "build", "--home", home, folder]
    subprocess.run(command, cwd=ROOT, check=IN_CI, capture_output=True)
    with Catalogue.open_reader(home) as catalogue:
        kept = catalogue.connection.execute(
            "select file_name, notices.id from notices join documents on sha256 = document"
        ).fetchall()
    client = create_app(Settings(home=home), Archive.open(home)).test_client()
    return {name: read_page(client.get(f"/notices/{notice}").text) for name, notice in kept}


@pytest.mark.parametrize(
    ("name", "kind", "reader"), FILES, ids=[name.rpartition(".")[2] for name, *_ in FILES]
)
def test_a_file_is_added_and_read_on_its_page(
    pages: dict[str, Page], name: str, kind: str, reader: str
) -> None:
    is_scan = reader == "tesseract"
    if reader == "LibreOffice" and not shutil.which("soffice") and not IN_CI:
        pytest.skip("LibreOffice is not installed")
    if is_scan and not IN_CI and not can_recognise():
        pytest.skip("tesseract with chi_sim is not installed")
    page = pages[name]
    for anchor, heading in zip(("f1", "f2"), HEADINGS, strict=True):
        least = ALIKE if is_scan else 1.0
        assert SequenceMatcher(None, page.by_id[anchor], heading).ratio() >= least
    assert "f3" not in page.by_id
    [file] = [one for one in page.by_tag["dd"] if name in one]
    assert f"（{kind}，" in file
    assert [one for one in page.by_tag["dd"] if one.startswith(reader)]
    assert [reader in note for note in page.by_class.get("note", ()) if "识别" in note] == (
        [True] if is_scan else []
    )


def test_a_page_tells_where_and_when_its_notice_was_read(pages: dict[str, Page]) -> None:
    page = pages["网页.html"]
    assert sha256(files()["网页.html"]).hexdigest() in page.by_class["digest"]
    assert URL in page.by_tag["dd"]
    [read] = [one for one in page.by_tag["dd"] if one.startswith("lxml")]
    assert re.search(r"，\d{4}年\d+月\d+日 \d\d:\d\d$", read)
