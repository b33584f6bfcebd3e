"""The JSON API: what its description promises, with the same answers as the pages."""

import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator

from archive import Catalogue
from archive.schema import notice_fields
from indexer import Archive
from webui.app import create_app
from webui.settings import Settings

HIT = {
    "id", "notice_id", "unit", "year", "number", "heading", "snippet", "scanned", "score",
    "matched",
}  # fmt: skip
FINDING = {
    "id", "ordinal", "number", "heading", "aspect", "text", "status", "start", "end",
    "topics", "amounts", "regulations", "accountability", "duties",
    "measures",
}  # fmt: skip


@pytest.fixture(scope="module")
def client(sample_home: Path) -> FlaskClient:
    return create_app(Settings(home=sample_home), Archive.open(sample_home)).test_client()


@pytest.fixture(scope="module")
def rows(sample_home: Path) -> Iterator[sqlite3.Connection]:
    with Catalogue.open_reader(sample_home) as opened:
        yield opened.connection


@pytest.fixture(scope="module")
def described(client: FlaskClient) -> dict[str, Any]:
    return dict(client.get("/api/v1/openapi.json").get_json())


def get(client: FlaskClient, url: str, status: int = 200) -> Any:
    response = client.get(url)
    assert response.status_code == status, response.text
    assert response.mimetype == "application/json"
    return response.get_json()


def ids(rows: sqlite3.Connection, table: str, count: int = 6) -> list[str]:
    return [row[0] for row in rows.execute(f"select id from {table} order by seq limit {count}")]  # noqa: S608


def test_search_answers_in_the_promised_shape(client: FlaskClient) -> None:
    answer = get(client, "/api/v1/search?q=党费&limit=3")
    assert {"query", "total", "hits", "facets"} <= set(answer)
    assert answer["query"] == "党费"
    assert len(answer["hits"]) == 3 <= answer["total"]
    assert all(set(hit) == HIT for hit in answer["hits"])
    assert sum(answer["facets"]["year"].values()) == answer["total"]


def test_the_api_and_the_page_find_the_same(client: FlaskClient) -> None:
    for query in ("党费收缴", "year=2023", "单位有小金库"):
        asked = f"q={quote(query)}"
        hits = [hit["id"] for hit in get(client, f"/api/v1/search?{asked}")["hits"]]
        page = client.get(f"/search?{asked}").text
        assert hits == re.findall(r'<h2 class="heading"><a href="/findings/([^"]+)"', page)


def test_offset_goes_on_where_the_page_before_ended(client: FlaskClient) -> None:
    whole = get(client, "/api/v1/search?q=整改&limit=30")["hits"]
    parts = [
        hit
        for offset in (0, 10, 20)
        for hit in get(client, f"/api/v1/search?q=整改&limit=10&offset={offset}")["hits"]
    ]
    assert [hit["id"] for hit in parts] == [hit["id"] for hit in whole]


@pytest.mark.parametrize(
    ("filters", "holds"),
    [
        ("year=2023", "year = 2023"),
        ("year=2021..2022", "year between 2021 and 2022"),
        ("unit_type=街道", "unit_type = '街道'"),
        ("year=2022&year=2023&unit_type=街道", "year in (2022, 2023) and unit_type = '街道'"),
        ("kind=专项", "kind = '专项'"),
    ],
)
def test_filters_keep_exactly_what_they_name(
    client: FlaskClient, rows: sqlite3.Connection, filters: str, holds: str
) -> None:
    held = rows.execute(
        "select count(*) from findings join notices on notices.id = findings.notice"  # noqa: S608
        f" where {holds}"
    ).fetchone()[0]
    assert held
    assert get(client, f"/api/v1/search?{filters}")["total"] == held


def test_a_notice_comes_with_all_that_was_read_from_it(
    client: FlaskClient, rows: sqlite3.Connection
) -> None:
    for notice_id in ids(rows, "notices"):
        notice = get(client, f"/api/v1/notices/{notice_id}")
        assert set(notice_fields()) <= set(notice)
        assert len(notice["findings"]) == notice["listed_findings"]
        assert all(set(one) == FINDING for one in notice["findings"])
        for one in notice["findings"]:
            assert notice["text"][one["start"] : one["end"]] == one["text"]
            for measure in one["measures"]:
                assert notice["text"][measure["start"] : measure["end"]] == measure["text"]
        for start, end in notice["spans"].values():
            assert 0 <= start <= end <= len(notice["text"])


def test_a_finding_says_where_it_stands(client: FlaskClient, rows: sqlite3.Connection) -> None:
    for finding_id in ids(rows, "findings", 30):
        finding = get(client, f"/api/v1/findings/{finding_id}")
        whole = get(client, f"/api/v1/notices/{finding['notice_id']}")
        own = whole["findings"][finding["ordinal"] - 1]
        assert own["text"] == finding["text"]
        assert own["measures"] == finding["measures"]
        around = [aspect["ordinal"] for aspect in finding["aspects"]]
        assert (around[-1] if around else None) == own["aspect"]


def test_similar_findings_come_from_other_notices(
    client: FlaskClient, rows: sqlite3.Connection
) -> None:
    finding_id = ids(rows, "findings", 1)[0]
    similar = get(client, f"/api/v1/findings/{finding_id}/similar?limit=5")["similar"]
    assert len(similar) == 5
    assert not [one for one in similar if one["notice_id"] in finding_id]
    scores = [one["score"] for one in similar]
    assert scores == sorted(scores, reverse=True)


def test_a_paragraph_finds_its_like(client: FlaskClient, rows: sqlite3.Connection) -> None:
    finding_id, text = rows.execute("select id, text from findings order by seq limit 1").fetchone()
    response = client.post("/api/v1/similar?limit=4", json={"text": text})
    similar = response.get_json()["similar"]
    assert len(similar) == 4
    assert finding_id in (similar[0]["id"], *(one["id"] for one in similar[0]["copies"]))


def test_suggestions_are_words_to_search_by(client: FlaskClient) -> None:
    found = get(client, "/api/v1/suggest?q=df&limit=3")["suggestions"]
    assert {"text": "党费", "kind": "term"} in found
    assert len(found) == 3
    assert get(client, "/api/v1/suggest")["suggestions"] == []
    assert client.get("/api/v1/suggest?q=d&limit=1000").status_code == 400


def test_similar_findings_are_narrowed(client: FlaskClient, rows: sqlite3.Connection) -> None:
    path = f"/api/v1/findings/{ids(rows, 'findings', 1)[0]}/similar"
    first = get(client, path)["similar"][0]["id"]
    (kept,) = rows.execute(
        "select unit_type from notices where id = ?", (first.partition("-")[0],)
    ).fetchone()
    narrowed = get(client, f"{path}?unit_type={kept}")["similar"]
    assert first in [one["id"] for one in narrowed]
    assert get(client, f"{path}?year=1950")["similar"] == []
    assert client.get(f"{path}?year=soon").status_code == 400
    assert client.post("/api/v1/similar?region=无此地", json={"text": "党费"}).json["similar"] == []


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("/api/v1/search?limit=0", 400),
        ("/api/v1/search?limit=abc", 400),
        ("/api/v1/search?offset=-1", 400),
        ("/api/v1/search?offset=99999999999999999999", 400),
        ("/api/v1/search?year=next", 400),
        ("/api/v1/search?scope=all", 400),
        ("/api/v1/notices/000000000000", 404),
        ("/api/v1/findings/000000000000-1", 404),
        ("/api/v1/findings/000000000000-1/similar", 404),
        ("/api/v1/nowhere", 404),
        ("/api/v1/", 404),
    ],
)
def test_errors_are_json_with_a_sentence(client: FlaskClient, url: str, status: int) -> None:
    error = get(client, url, status)
    assert set(error) == {"error"}
    assert error["error"].endswith("。")


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        ("{", "application/json", 400),
        ("[]", "application/json", 400),
        ('{"text": 1}', "application/json", 400),
        ('{"text": "  "}', "application/json", 400),
        ('{"text": "党费"}', "text/plain", 415),
        (json.dumps({"text": "党" * 20_001}), "application/json", 400),
        ("党" * 600_000, "application/json", 413),
    ],
)
def test_a_paragraph_that_is_none_is_refused(
    client: FlaskClient, body: str, content_type: str, status: int
) -> None:
    response = client.post("/api/v1/similar", data=body.encode(), content_type=content_type)
    assert response.status_code == status
    assert response.get_json()["error"].endswith("。")


def test_nothing_can_be_written(client: FlaskClient) -> None:
    for method in ("post", "put", "patch", "delete"):
        response = getattr(client, method)("/api/v1/search")
        assert response.status_code == 405
        assert "GET" in response.headers["Allow"]


@pytest.mark.parametrize(
    "query", ['"((( AND *', "党" * 10_000, "\x00", "NOT", "《", "year:..", "🀄"]
)
def test_no_query_is_a_fault(client: FlaskClient, query: str) -> None:
    response = client.get("/api/v1/search", query_string={"q": query})
    assert response.status_code in (200, 400)
    assert set(response.get_json()) >= ({"hits"} if response.status_code == 200 else {"error"})


def test_answers_are_as_described(
    client: FlaskClient, rows: sqlite3.Connection, described: dict[str, Any]
) -> None:
    finding_id = ids(rows, "findings", 1)[0]
    notice_id = finding_id.split("-")[0]
    asked = {
        "/api/v1/search": ["/api/v1/search?q=党费", "/api/v1/search?scope=notices&q=党费"],
        "/api/v1/notices/{id}": [f"/api/v1/notices/{one}" for one in ids(rows, "notices")],
        "/api/v1/findings/{id}": [f"/api/v1/findings/{finding_id}"],
        "/api/v1/findings/{id}/similar": [f"/api/v1/findings/{finding_id}/similar"],
        "/api/v1/suggest": ["/api/v1/suggest?q=df"],
        "/api/v1/checks": ["/api/v1/checks", "/api/v1/checks?kind=stated_findings&limit=2"],
        "/api/v1/openapi.json": ["/api/v1/openapi.json"],
    }
    assert set(asked) == {path for path, verbs in described["paths"].items() if "get" in verbs}
    assert notice_id
    for path, urls in asked.items():
        responses = described["paths"][path]["get"]["responses"]
        schema = responses["200"]["content"]["application/json"]["schema"]
        validator = Draft202012Validator({**schema, "components": described["components"]})
        for url in urls:
            validator.validate(get(client, url))


def test_the_description_names_every_call(client: FlaskClient, described: dict[str, Any]) -> None:
    rules = {
        re.sub(r"<\w+>", "{id}", str(rule))
        for rule in client.application.url_map.iter_rules()
        if rule.endpoint.startswith("api.") and rule.endpoint != "api.unknown"
    }
    assert rules == set(described["paths"])
