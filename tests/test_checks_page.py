"""The page of all checks, its answer in the API, and the words that each leads to."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from page import read_page

from archive import Catalogue
from indexer import Archive, build
from webui.app import create_app
from webui.settings import Settings

NOTICE = """中共清河区{unit}党组关于区委第四轮巡察整改进展情况的通报
根据区委统一部署，{year}年3月1日至4月20日，区委第二巡察组对清河区{unit}党组开展了区委第三轮巡察。\
6月3日，区委第二巡察组反馈了巡察意见。反馈3个问题。现将整改情况予以公布。
1.关于河道管护不到位的问题。
整改情况：一是增设标志牌12块；二是建立巡河台账。
2.关于档案管理不规范的问题。
整改情况：一是清理档案43卷；二是明确专人保管。
中共清河区{unit}党组
{year}年9月1日
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("checks")
    for unit, year in (("水利局", 2022), ("财政局", 2023)):
        (root / f"{unit}.txt").write_text(NOTICE.format(unit=unit, year=year), "utf-8")
    assert not build(root / "home", [root]).failed
    return root / "home"


@pytest.fixture(scope="module")
def client(home: Path) -> FlaskClient:
    return create_app(Settings(home=home), Archive.open(home)).test_client()


def test_all_checks_stand_on_one_page_by_kind(client: FlaskClient) -> None:
    page = read_page(client.get("/checks").text)
    assert page.words.count("通报自述反馈问题3个，正文列出2个。") == 2
    assert page.words.count("轮次不同。") == 2
    headings = page.by_tag["h2"]
    assert headings == ["问题数，自述与所列不同", "标题与开头的轮次不同"]


@pytest.mark.parametrize(
    ("filters", "total"),
    [
        ("", 4),
        ("kind=title_round", 2),
        ("year=2022", 2),
        ("kind=title_round&year=2022", 1),
        ("kind=none", 0),
        ("year=1999", 0),
    ],
)
def test_checks_are_narrowed_by_kind_and_year(
    client: FlaskClient, filters: str, total: int
) -> None:
    page = read_page(client.get(f"/checks?{filters}").text)
    assert sum("#check-" in link for link in page.links) == total
    answer = client.get(f"/api/v1/checks?{filters}").get_json()
    assert (answer["total"], len(answer["checks"])) == (total, total)


def test_a_check_leads_to_its_words_in_the_notice(client: FlaskClient, home: Path) -> None:
    page = read_page(client.get("/checks").text)
    with Catalogue.open_reader(home) as catalogue:
        for link in (link for link in page.links if "#check-" in link):
            address, _, anchor = link.partition("#")
            query = """
                select substr(text, start + 1, "end" - start) from checks
                join notices on notices.id = checks.notice where checks.id = ?
            """
            ((words,),) = catalogue.connection.execute(query, (anchor.removeprefix("check-"),))
            assert read_page(client.get(address).text).by_id[anchor] == words


def test_the_api_goes_page_by_page(client: FlaskClient) -> None:
    whole = client.get("/api/v1/checks").get_json()["checks"]
    parts = [
        client.get(f"/api/v1/checks?limit=1&offset={offset}").get_json()["checks"][0]
        for offset in range(4)
    ]
    assert parts == whole
    assert client.get("/api/v1/checks?limit=0").status_code == 400
    assert client.get("/checks?year=x").status_code == 400


def test_the_state_of_the_archive_leads_there(client: FlaskClient) -> None:
    links = read_page(client.get("/status").text).links
    assert "/checks" in links
    assert "/checks?kind=title_round" in links
