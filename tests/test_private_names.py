"""No private name in the real notices is left in anything that the archive gives out."""

import asyncio
import json
import re
import sqlite3
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import quote, urldefrag
from zipfile import ZipFile

import httpx
import pytest
from flask.testing import FlaskClient
from page import read_page

from archive import schema
from archive.views import VIEWS
from indexer import Archive
from tests.test_mask import private_names
from webui.app import create_app
from webui.settings import Settings
from webui.sql import SqlApp
from webui.sql.metadata import metadata

FINDINGS = 102
TAGS = re.compile(r"<[^>]*>")
APART = re.compile(r"\s+")
SEARCHES = tuple(
    f"/{door}?scope={scope}&q={quote(words)}{more}"
    for scope in ("findings", "notices")
    for words in ("", "整改", "同志 负责")
    for door, more in (
        *((f"search.{form}", "") for form in ("csv", "xlsx", "jsonl", "atom")),
        *(("api/v1/search", f"&limit=100&offset={offset}") for offset in (0, 100)),
        *(("search", f"&page={page}") for page in range(1, 1 + FINDINGS // 20)),
    )
)


@pytest.fixture(scope="module")
def settings(real_home: Path) -> Settings:
    return Settings(home=real_home)


@pytest.fixture(scope="module")
def client(settings: Settings) -> FlaskClient:
    return create_app(settings, Archive.open(settings.home)).test_client()


@pytest.fixture(scope="module")
def sql(settings: Settings) -> Iterator[SqlApp]:
    app = SqlApp(settings)
    yield app
    app.close()


def names_in(said: str) -> list[str]:
    """The names in words as they stand, and as they are seen when tags and blanks are gone."""
    seen = APART.sub("", TAGS.sub("", said))
    return [name for name in private_names() if name in said or name in seen]


def words(data: bytes, kind: str) -> str:
    """An answer's words, whatever it was written as."""
    if kind == "application/json":
        return json.dumps(json.loads(data), ensure_ascii=False)
    if data.startswith(b"PK"):
        with ZipFile(BytesIO(data)) as package:
            return "\n".join(package.read(one).decode() for one in package.namelist())
    return data.decode()


def test_there_are_names_to_look_for() -> None:
    assert len(private_names()) == 17
    assert names_in(f"<b>{private_names()[0][0]}</b> {private_names()[0][1:]}") != []


def test_pages_and_the_api_show_no_private_name(client: FlaskClient) -> None:
    waiting, seen, shown = ["/", "/feed.atom", *SEARCHES], set[str](), []
    while waiting:
        url = waiting.pop()
        if url in seen or url.startswith("/sql/"):
            continue
        seen.add(url)
        answer = client.get(url)
        assert answer.status_code == 200, url
        said = words(answer.data, answer.mimetype)
        shown += [(url, name) for name in names_in(said)]
        if answer.mimetype == "text/html":
            links = {urldefrag(link).url for link in read_page(said).links}
            waiting += [one for one in links if one.startswith("/") and "?" not in one]
    assert shown == []
    kinds = [url.split("/")[1] for url in seen]
    assert (kinds.count("notices"), kinds.count("findings")) == (3, FINDINGS)
    assert {"units", "topics", "regulations", "years", "checks", "status", "api"} <= set(kinds)


def test_what_is_like_a_finding_shows_no_private_name(client: FlaskClient) -> None:
    for hit in client.get("/api/v1/search?q=&limit=100").get_json()["hits"]:
        answer = client.get(f"/api/v1/findings/{hit['id']}/similar?limit=100").text
        assert names_in(answer) == []


def test_an_original_is_not_given_out(client: FlaskClient) -> None:
    for hit in client.get("/api/v1/search?q=&scope=notices").get_json()["hits"]:
        assert client.get(f"/notices/{hit['notice_id']}/original").status_code == 403


def test_a_name_is_neither_found_nor_suggested(client: FlaskClient) -> None:
    for name in private_names():
        for scope in ("findings", "notices"):
            asked = quote(f"“{name}”")
            answer = client.get(f"/api/v1/search?scope={scope}&q={asked}").get_json()
            assert answer["total"] == 0
        for typed in (name, name[0], name[:2]):
            assert names_in(client.get(f"/api/v1/suggest?limit=20&q={quote(typed)}").text) == []


def test_datasette_shows_no_private_name(client: FlaskClient, sql: SqlApp) -> None:
    tables = [table.name for table in schema.tables()] + list(VIEWS)
    urls = [f"/sql/catalogue/{one}{form}?_size=max" for one in tables for form in ("", ".json")]
    urls += [f"/sql/catalogue/{one}.csv?_size=max" for one in tables]
    ready = metadata("catalogue", "")["databases"]["catalogue"]["queries"]
    urls += [f"/sql/catalogue/{one}" for one in ready]
    for table in ("findings", "notices"):
        hits = client.get(f"/api/v1/search?scope={table}&q=&limit=100").get_json()["hits"]
        urls += [f"/sql/catalogue/{table}/{hit['id']}" for hit in hits]

    async def ask() -> list[tuple[str, str]]:
        shown = []
        transport = httpx.ASGITransport(sql)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as asker:
            for url in urls:
                answer = await asker.get(url)
                assert answer.status_code == 200, url
                said = words(answer.content, answer.headers["content-type"].partition(";")[0])
                shown += [(url, name) for name in names_in(said)]
        return shown

    assert asyncio.run(ask()) == []


def test_no_file_but_the_originals_holds_a_private_name(real_home: Path) -> None:
    """Every other file of the archive's home; the catalogue with all of its log written back."""
    with sqlite3.connect(real_home / "catalogue.db") as connection:
        connection.execute("pragma wal_checkpoint(truncate)")
    connection.close()
    files = [path for path in real_home.rglob("*") if path.is_file()]
    held = {path: path.read_bytes() for path in files if "originals" not in path.parts}
    for form in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"):
        for name in private_names():
            for written in (name, " ".join(name)):
                assert [path for path in held if written.encode(form) in held[path]] == []
    known = [path.parts[len(real_home.parts)] for path in held if "党费".encode() in held[path]]
    assert set(known) == {"catalogue.db", "index"}  # so names would be seen there
