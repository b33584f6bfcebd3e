"""What was recognised in pictures is marked as such wherever it is shown."""

from pathlib import Path

import pytest
from archives import keep
from flask.testing import FlaskClient
from page import read_page

from archive import Catalogue
from archive.ids import name_id
from indexer import Archive
from indexer.index import update
from webui.app import create_app
from webui.settings import Settings

SCANNED, TYPED = "清河区水利局", "青禾县财政局"
READER = "pypdfium2 4.30 + tesseract 5.3.0"
PROBLEM = ("档案管理不规范", "逐卷清理2019年以来的档案，补齐验收资料，明确专人保管，借阅有据。")
VISIT = {"round": "第三轮", "inspected_from": "2024-03-01", "listed_findings": 1}


@pytest.fixture(scope="module")
def ids(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """An archive of a scanned notice and a typed one, and their ids."""
    home = tmp_path_factory.mktemp("scans")
    with Catalogue.open(home) as catalogue:
        scanned = keep(catalogue, SCANNED, [PROBLEM], READER, **VISIT)
        typed = keep(catalogue, TYPED, [PROBLEM], **VISIT)
        for number in range(1, 6):  # or no word would be rarer than another
            keep(catalogue, f"青禾县第{number}中学", [("公务接待不规范", f"修订办法{number}项。")])
        with catalogue.transaction():
            update(catalogue)
    return home, scanned, typed


@pytest.fixture(scope="module")
def client(ids: tuple[Path, str, str]) -> FlaskClient:
    return create_app(Settings(home=ids[0]), Archive.open(ids[0])).test_client()


def marks(client: FlaskClient, url: str) -> int:
    """How many marks of a scan a page shows."""
    page = read_page(client.get(url).text)
    return sum("识别" in (given.get("title") or "") for _, given in page.tags)


@pytest.mark.parametrize(
    "url",
    ["/", "/years/2024", "/rounds?round=第三轮", "/search?q=档案", "/search?q=档案&scope=notices"],
)
def test_of_a_scan_and_another_in_a_list_one_is_marked(client: FlaskClient, url: str) -> None:
    assert marks(client, url) == 1


def test_a_unit_s_scans_are_marked_and_no_other(client: FlaskClient) -> None:
    assert marks(client, f"/units/{name_id(SCANNED)}") == 2  # in the table, and over its findings
    assert marks(client, f"/units/{name_id(TYPED)}") == 0


def test_a_finding_is_marked_and_so_are_those_like_it(
    client: FlaskClient, ids: tuple[Path, str, str]
) -> None:
    _, scanned, typed = ids
    assert marks(client, f"/findings/{scanned}-1") == 1
    assert marks(client, f"/findings/{typed}-1") == 1
    notes = [
        read_page(client.get(f"/findings/{one}-1").text).by_class.get("note") for one in ids[1:]
    ]
    assert (bool(notes[0]), bool(notes[1])) == (True, False)


def test_a_notice_says_what_recognised_it(client: FlaskClient, ids: tuple[Path, str, str]) -> None:
    _, scanned, typed = ids
    (note,) = read_page(client.get(f"/notices/{scanned}").text).by_class["note"]
    assert READER in note
    assert "note" not in read_page(client.get(f"/notices/{typed}").text).by_class


def test_the_api_tells_scans(client: FlaskClient, ids: tuple[Path, str, str]) -> None:
    for notice, scanned in zip(ids[1:], (True, False), strict=True):
        assert client.get(f"/api/v1/notices/{notice}").get_json()["document"]["scanned"] is scanned
        assert client.get(f"/api/v1/findings/{notice}-1").get_json()["scanned"] is scanned
