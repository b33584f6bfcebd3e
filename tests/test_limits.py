"""Nobody gets in by another name, nobody starves the others, and what is wrong is said."""

import json
import logging
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from archive import Catalogue
from archive.data import read_table
from archive.errors import DataError
from indexer import Archive
from webui import served
from webui.app import create_app
from webui.hosts import is_meant, names_of
from webui.journal import Lines, begin_request
from webui.pages import exports
from webui.settings import Settings


@pytest.fixture
def home(sample_home: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sample_home, tmp_path / "home"))


@pytest.fixture
def client(home: Path) -> Iterator[FlaskClient]:
    with create_app(Settings(home=home), Archive.open(home)).test_client() as client:
        yield client


@pytest.mark.parametrize(
    ("host", "meant"),
    [
        *((name, True) for name in (b"localhost", b"127.0.0.1:8600", b"[::1]:8600", b"192.0.2.7")),
        *((name, True) for name in (b"xunjian.example", b"XunJian.Example:443", b"inner")),
        *((name, False) for name in (b"", b"evil.example", b"localhost.evil.example", b"[::1")),
        *((name, False) for name in (b"xunjian.example.evil", b"\xff", b"a@evil.example")),
        *((name, False) for name in (b"0x7f000001", b"2130706433", b"127.1", b"127.0.0.1.nip.io")),
        (None, False),
    ],
)
def test_only_names_that_were_meant_are_answered(host: bytes | None, meant: bool) -> None:
    names = names_of(Settings(host="inner", base_url="https://xunjian.example/archive/"))
    assert is_meant(host, names) is meant


def test_ready_says_what_is_wrong(home: Path, client: FlaskClient) -> None:
    assert client.get("/readyz").json == {"ready": True, "generation": 1}
    (home / "catalogue.db").rename(home / "elsewhere.db")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json and answer.json["ready"]) == (503, False)
    assert "xunjian build" in answer.json["error"]
    assert str(home.parent) not in client.get("/").text


def test_an_index_broken_while_serving_mends_itself(home: Path, client: FlaskClient) -> None:
    shutil.rmtree(home / "index")
    with Catalogue.open(home) as catalogue:
        catalogue.set_state("generation", "7")
    assert client.get("/search?q=党费").status_code == 200
    assert client.get("/readyz").status_code == 200


def test_exports_take_turns(client: FlaskClient) -> None:
    taken = [client.get("/search.csv", buffered=False) for _ in range(exports.AT_ONCE)]
    refused = client.get("/search.csv")
    assert (refused.status_code, "Retry-After" in refused.headers) == (429, True)
    for one in taken:
        one.close()
    assert client.get("/search.csv").status_code == 200
    assert client.get("/search.csv?year=x").status_code == 400  # gives its turn back too
    assert client.get("/search.csv").status_code == 200


def test_a_page_that_takes_too_long_is_stopped(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served, "LONGEST", -1.0)
    monkeypatch.setattr(served, "_STEPS", 1)
    answer = client.get("/years")
    assert answer.status_code == 503
    assert "缩小范围" in answer.text


def test_a_line_of_the_log_is_json_with_the_request() -> None:
    own = begin_request(b"from-the-proxy-1")
    record = logging.LogRecord("a", logging.ERROR, "", 0, "%s\nfailed", ("党",), None)
    record.facts = {"status": 500}
    line = Lines().format(record)
    assert "\n" not in line
    told = json.loads(line)
    assert (told["request"], told["message"], told["status"]) == (own, "党\nfailed", 500)


@pytest.mark.parametrize("given", [b"a\r\nSet-Cookie: x", b"short", b"x" * 65, None])
def test_a_requests_id_is_never_what_a_header_smuggles(given: bytes | None) -> None:
    own = begin_request(given)
    assert len(own) == 16
    assert own.isalnum()


def test_similar_to_a_long_text_is_quick_or_refused(client: FlaskClient) -> None:
    start = time.process_time()
    assert client.post("/api/v1/similar", json={"text": "党费" * 10_000}).status_code == 200
    assert client.post("/api/v1/similar", json={"text": "党费" * 10_001}).status_code == 400
    assert client.post("/api/v1/similar", json={"text": "费" * 1_100_000}).status_code == 413
    assert time.process_time() - start < 5


@pytest.mark.parametrize("content", [None, b"not = [a list", b"\xff\xfe"])
def test_a_damaged_list_of_words_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "topics.toml").write_bytes(content)
    monkeypatch.setattr("archive.data.files", lambda _: tmp_path)
    with pytest.raises(DataError, match=r"topics\.toml .*重新安装"):
        read_table("archive.data", "topics.toml")
