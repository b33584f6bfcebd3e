"""What was recognised in pictures is marked as such wherever it is shown."""

import asyncio
import csv
import json
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import httpx
import pytest
from archives import keep
from click.testing import CliRunner
from flask.testing import FlaskClient
from page import read_page

from archive import Catalogue
from archive.ids import name_id
from indexer import Archive
from indexer.index import update
from webui.app import create_app
from webui.cli import cli
from webui.settings import Settings
from webui.sql import SqlApp
from webui.sql.metadata import metadata

SCANNED, TYPED = "清河区水利局", "青禾县财政局"
READER = "pypdfium2 4.30 + tesseract 5.3.0"
PROBLEM = ("档案管理不规范", "逐卷清理2019年以来的档案，补齐验收资料，明确专人保管，借阅有据。")
VISIT = {"round": "第三轮", "inspected_from": "2024-03-01", "listed_findings": 1}
ATOM = "{http://www.w3.org/2005/Atom}"
SHOWS_NO_NOTICE = {  # ready queries that count, or list what is not in a notice
    *("recurring", "topics_by_year", "topics_by_unit_type", "notices_by_year", "sums_refunded"),
    *("accountability_by_year", "regulations_cited", "failures_by_reason"),
}


@pytest.fixture(scope="module")
def ids(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """An archive of a scanned notice and a typed one, and their ids."""
    home = tmp_path_factory.mktemp("scans")
    with Catalogue.open(home) as catalogue:
        scanned = keep(catalogue, SCANNED, [PROBLEM], READER, **VISIT)
        typed = keep(catalogue, TYPED, [PROBLEM], **VISIT)
        keep_others(catalogue)
        with catalogue.transaction():
            update(catalogue)
    return home, scanned, typed


def keep_others(catalogue: Catalogue) -> None:
    """Notices of other matters, or no word would be rarer than another."""
    for number in range(1, 6):
        keep(catalogue, f"青禾县第{number}中学", [("公务接待不规范", f"修订办法{number}项。")])


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


def test_what_was_found_is_told_apart(client: FlaskClient, ids: tuple[Path, str, str]) -> None:
    _, scanned, typed = ids
    hits = client.get("/api/v1/search?q=“逐卷清理”").get_json()["hits"]
    assert {hit["notice_id"]: hit["scanned"] for hit in hits} == {scanned: True, typed: False}
    for one, other in ((scanned, False), (typed, True)):
        [like] = client.get(f"/api/v1/findings/{one}-1/similar?limit=1").get_json()["similar"]
        assert like["scanned"] is other
    pasted = client.post("/api/v1/similar?limit=1", json={"text": PROBLEM[1]}).get_json()
    [lead] = pasted["similar"]
    assert [lead["scanned"], *(one["scanned"] for one in lead["copies"])].count(True) == 1


def test_a_unit_s_other_notice_its_earlier_problem_and_copies_are_marked(tmp_path: Path) -> None:
    with Catalogue.open(tmp_path) as catalogue:
        earlier = keep(catalogue, SCANNED, [PROBLEM], READER, published_on="2021-05-01")
        later = keep(catalogue, SCANNED, [("再次" + PROBLEM[0], PROBLEM[1])])
        keep(catalogue, TYPED, [PROBLEM])
        keep(catalogue, "青禾县统计局", [PROBLEM], READER)  # a copy, folded into the one before
        keep_others(catalogue)
        with catalogue.transaction():
            catalogue.db["topics"].insert({"id": "files", "name": "档案管理"})
            kind = {"topic": "files", "evidence": "档案", "start": 0, "end": 2}
            kinds = [{"finding": f"{one}-1", **kind} for one in (earlier, later)]
            catalogue.db["finding_topics"].insert_all(kinds)
            update(catalogue)
    asked = create_app(Settings(home=tmp_path), Archive.open(tmp_path)).test_client()
    assert marks(asked, f"/notices/{later}") == 1
    assert marks(asked, f"/findings/{later}-1") == 3  # alike, of the same type, and a copy


@pytest.fixture(scope="module")
def with_facts(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A scan and another notice of which the same was read: a topic, a sum, a rule, a check."""
    home = tmp_path_factory.mktemp("facts")
    span = {"start": 0, "end": 2}
    with Catalogue.open(home) as catalogue:
        notices = keep(catalogue, SCANNED, [PROBLEM], READER), keep(catalogue, TYPED, [PROBLEM])
        rows = {
            "finding_topics": {"topic": "files", "evidence": "档案"},
            "amounts": {"kind": "refunded", "yuan": 10.0, "evidence": "十元"},
            "accountability": {"kind": "约谈", "persons": 1, "evidence": "一人"},
            "citations": {"regulation": "档案法", "made": 0},
        }
        with catalogue.transaction():
            catalogue.db["topics"].insert({"id": "files", "name": "档案管理"})
            catalogue.db["regulations"].insert({"title": "档案法", "id": name_id("档案法")})
            for notice in notices:
                for table, row in rows.items():
                    of = {"notice": notice} if table == "citations" else {}
                    catalogue.db[table].insert({"finding": f"{notice}-1", **of, **row, **span})
                check = {"notice": notice, "kind": "future_date", "message": "日期在后", **span}
                catalogue.db["checks"].insert(check)
            update(catalogue)
    return create_app(Settings(home=home), Archive.open(home)).test_client()


@pytest.mark.parametrize(
    "url",
    [
        "/topics/files",
        "/amounts",
        "/accountability",
        f"/regulations/{name_id('档案法')}",
        "/checks",
    ],
)
def test_of_two_facts_the_one_from_a_scan_is_marked(with_facts: FlaskClient, url: str) -> None:
    assert marks(with_facts, url) == 1


def test_the_api_s_checks_tell_scans(with_facts: FlaskClient) -> None:
    found = with_facts.get("/api/v1/checks").get_json()["checks"]
    assert {one["unit"]: one["scanned"] for one in found} == {SCANNED: True, TYPED: False}


def test_a_sentence_s_places_in_scans_are_marked(
    client: FlaskClient, ids: tuple[Path, str, str]
) -> None:
    [shared] = client.get(f"/api/v1/findings/{ids[1]}-1").get_json()["shared_sentences"]
    assert marks(client, f"/sentences/{shared['id']}") == 1


def test_of_two_that_are_compared_their_scans_are_counted(client: FlaskClient) -> None:
    page = read_page(client.get(f"/compare?by=unit&a={SCANNED}&b={TYPED}").text)
    assert "扫描件10" in "".join(page.words.split())
    assert marks(client, f"/compare?by=unit&a={TYPED}&b=青禾县第1中学") == 0


@pytest.mark.parametrize("url", ["/feed.atom", "/search.atom?q=“逐卷清理”"])
def test_a_feed_marks_a_scan(client: FlaskClient, ids: tuple[Path, str, str], url: str) -> None:
    entries = ElementTree.fromstring(client.get(url).data).findall(f"{ATOM}entry")  # noqa: S314
    told = {}
    for entry in entries:
        category = entry.find(f"{ATOM}category")
        words = entry.findtext(f"{ATOM}summary", "")
        assert (category is not None) == ("识别" in words)
        told[entry.findtext(f"{ATOM}id", "").rpartition("/")[2][:12]] = category is not None
    assert (told[ids[1]], told[ids[2]]) == (True, False)
    assert sum(told.values()) == 1


@pytest.mark.parametrize("scope", ["findings", "notices"])
def test_an_export_tells_scans(client: FlaskClient, ids: tuple[Path, str, str], scope: str) -> None:
    lines = client.get(f"/search.jsonl?scope={scope}").text.splitlines()
    told = {line["id"][:12]: line["scanned"] for line in map(json.loads, lines)}
    assert {one for one, scanned in told.items() if scanned} == {ids[1]}
    table = csv.DictReader(client.get(f"/search.csv?scope={scope}").text[1:].splitlines())
    assert {row["编号"][:12]: row["扫描件"] for row in table} == {
        one: "是" if scanned else "" for one, scanned in told.items()
    }


def test_the_command_line_tells_scans(ids: tuple[Path, str, str]) -> None:
    home, scanned, typed = ids

    def said(*command: str) -> str:
        return CliRunner().invoke(cli, [*command, "--home", str(home)]).stdout

    assert said("search", "“逐卷清理”").count("扫描件") == 1
    assert said("similar", f"{typed}-1", "--limit", "1").count("扫描件") == 1
    for key in (scanned, f"{scanned}-1"):
        assert "扫描件" in said("show", key)
    assert "扫描件" not in said("show", typed) + said("show", f"{typed}-1")


def in_datasette(home: Path, *paths: str) -> list[httpx.Response]:
    """What Datasette answers, one path after the other."""

    async def ask(app: SqlApp) -> list[httpx.Response]:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return [await client.get(f"/sql/catalogue{path}") for path in paths]

    app = SqlApp(Settings(home=home))
    try:
        return asyncio.run(ask(app))
    finally:
        app.close()


def test_datasette_marks_what_stands_in_scans(ids: tuple[Path, str, str]) -> None:
    home, scanned, typed = ids
    tables = ("notices", "findings", "sentences", "findings_with_notice")
    mine = "?sql=select+id+from+notices"
    paths = (*(f"/{name}" for name in tables), f"/notices/{scanned}", f"/notices/{typed}", mine)
    found = [
        sum("识别" in (given.get("title") or "") for _, given in read_page(page.text).tags)
        for page in in_datasette(home, *(f"{path}" for path in paths))
    ]
    assert found[4:] == [1, 0, 1]
    assert all(found[:4])


def test_every_ready_query_that_shows_findings_tells_scans(ids: tuple[Path, str, str]) -> None:
    home, scanned, typed = ids
    queries = metadata("catalogue", "")["databases"]["catalogue"]["queries"]
    assert {name for name, query in queries.items() if " 备注" not in query["sql"]} == (
        SHOWS_NO_NOTICE
    )
    rank, similar, history = in_datasette(
        home,
        f"/rank.json?_shape=array&q={quote('逐卷清理')}",
        f"/similar.json?_shape=array&finding={typed}-1",
        "/unit_history.json?_shape=array&unit=",
    )
    told = {str(row["问题"])[:12]: row["备注"] for row in rank.json()}
    assert told == {scanned: "扫描件", typed: None}
    assert [row["备注"] for row in similar.json() if row["问题"] == f"{scanned}-1"] == ["扫描件"]
    assert sum(row["备注"] == "扫描件" for row in history.json()) == 1
