"""Problems that are listed above what was done about them: one finding each, on every page."""

import pytest
from flask.testing import FlaskClient
from page import read_page

from archive import parse, read_bytes
from indexer import Archive, build
from webui.app import create_app
from webui.settings import Settings

NOTICE = """中共清河区水利局党组关于区委巡察整改进展情况的通报
根据区委统一部署，2023年3月1日至4月20日，区委第二巡察组对清河区水利局党组开展了巡察。\
6月3日，区委第二巡察组反馈了巡察意见。现将整改情况予以公布。
一、巡察反馈的问题
1.河道管护不到位。
2.档案管理不规范。
二、整改落实情况
1.一是增设标志牌12块；二是建立巡河台账。
2.一是清理档案43卷；二是明确专人保管。
{next_steps}
中共清河区水利局党组
2023年9月1日
"""
NEXT_STEPS = "三、下一步打算\n1.继续学习。\n2.继续检查。"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    root = tmp_path_factory.mktemp("listed")
    (root / "notice.txt").write_text(NOTICE.format(next_steps=NEXT_STEPS), "utf-8")
    assert not build(root / "home", [root / "notice.txt"]).failed
    return create_app(Settings(home=root / "home"), Archive.open(root / "home")).test_client()


@pytest.mark.parametrize("next_steps", ["", NEXT_STEPS])
def test_an_answer_has_the_heading_that_stands_in_the_list(next_steps: str) -> None:
    notice = parse(read_bytes(NOTICE.format(next_steps=next_steps).encode(), "x.txt"))
    assert [finding.heading for finding in notice.findings] == [
        "河道管护不到位",
        "档案管理不规范",
    ]
    for finding in notice.findings:
        start, end = finding.spans["heading"]
        assert notice.text[start:end] == finding.heading
        assert end < finding.start
        assert len(finding.measures) == 2


def test_its_page_shows_heading_and_answer(client: FlaskClient) -> None:
    found = client.get("/api/v1/search?q=河道管护").json
    assert found
    page = read_page(client.get(f"/findings/{found['hits'][0]['id']}").text)
    assert page.by_tag["h1"] == ["河道管护不到位"]
    assert "增设标志牌12块" in page.words
