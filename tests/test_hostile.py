"""Nothing in a notice, a query or an address runs, writes, or leads to what is not meant."""

import csv
import io
import re
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote
from zipfile import ZipFile

import httpx
import pytest
from lxml import etree, html

from indexer.build import build
from indexer.report import BuildOptions
from indexer.verify import verify
from tests.readers import served
from tests.test_build import notice

CASES: dict[str, list[str]] = tomllib.loads(
    Path(__file__).with_name("hostile.toml").read_text("utf-8")
)
TEXTS = [text for kind in ("markup", "template", "formula", "sql", "control")
         for text in CASES[kind]]  # fmt: skip
DOORS = (
    "/search?q={}",
    "/search?unit={}",
    "/api/v1/search?q={}",
    "/search.csv?q={}",
    "/feed.atom?q={}",
    "/sql/catalogue/findings?_search={}",
    "/sql/catalogue/findings_by_relevance?_search={}",
    "/sql/catalogue/notices?title__contains={}",
)
COMPUTED = "51724863"
SECRETS = re.compile(r"Traceback \(most recent|root:x:0|site-packages|/catalogue\.db")
ACTIVE = re.compile(r"on[a-z]+")
LONGEST = 15.0  # seconds that any answer may take; a query's limit is one


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive whose notices hold every text, in a heading and in what was done."""
    base = tmp_path_factory.mktemp("hostile")
    (base / "notices").mkdir()
    for number, text in enumerate(TEXTS):
        unit = f"第{number}中学"
        clean = text.replace("\0", "").replace("\r\n", " ")
        written = notice(unit, (f"{clean}管理不严", f"第{number}项{clean}"))
        (base / "notices" / f"{number}.txt").write_text(written, "utf-8")
    report = build(base / "home", [base / "notices"], options=BuildOptions(forced=True))
    assert (report.added, report.failed) == (len(TEXTS), ())
    return base / "home"


@pytest.fixture(scope="module")
def site(home: Path) -> Iterator[httpx.Client]:
    with served(home) as address, httpx.Client(base_url=address, timeout=60) as client:
        yield client
    assert [one for one in verify(home) if one.kind != "stray"] == []


def assert_harmless(answer: httpx.Response, home: Path) -> None:
    assert answer.status_code < 500, answer.text[:500]
    assert answer.elapsed.total_seconds() < LONGEST
    assert "x-injected" not in answer.headers
    assert answer.headers.get_list("x-content-type-options") == ["nosniff"]
    (policy,) = answer.headers.get_list("content-security-policy")
    assert "unsafe" not in policy
    location = answer.headers.get("location", "/")
    assert httpx.URL(str(answer.url)).join(location).host == answer.url.host
    assert not location.startswith(("//", "/\\"))  # which browsers take for another host
    assert not SECRETS.search(answer.text)
    assert str(home) not in answer.text
    if not answer.content:
        return
    if "html" in answer.headers.get("content-type", ""):
        assert_inert(answer.text)
    elif "xml" in answer.headers.get("content-type", ""):
        parser = etree.XMLParser(resolve_entities=False)
        assert etree.fromstring(answer.content, parser).getroottree().docinfo.doctype == ""


def assert_inert(page: str) -> None:
    for element in html.document_fromstring(page).iter():
        if not isinstance(element.tag, str):
            continue
        assert element.tag not in ("iframe", "object", "embed", "base", "style")
        if element.tag == "script":
            assert (element.get("src") or "").startswith("/")
            assert not (element.text or "").strip()
        if element.tag == "meta":
            assert element.get("http-equiv") is None
        for name, value in element.attrib.items():
            assert not ACTIVE.fullmatch(name), (element.tag, name)
            if name in ("href", "src", "action", "formaction"):
                assert not re.match(r"\s*(?:javascript|data|vbscript):", value, re.IGNORECASE)
                assert not value.startswith("//")


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_what_is_asked_does_not_run(site: httpx.Client, home: Path, door: str, text: str) -> None:
    answer = site.get(door.format(quote(text)))
    assert_harmless(answer, home)
    assert COMPUTED not in answer.text


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_what_a_notice_says_does_not_run(site: httpx.Client, home: Path, text: str) -> None:
    number = TEXTS.index(text)
    found = site.get(f"/api/v1/search?q=“第{number}中学”&scope=notices").json()["hits"]
    (key,) = [hit["notice_id"] for hit in found]
    finding = site.get(f"/api/v1/notices/{key}").json()["findings"][-1]["id"]
    for path in (
        *(f"/notices/{key}", f"/findings/{finding}", f"/api/v1/findings/{finding}"),
        *(f"/sql/catalogue/findings/{finding}", f"/sql/catalogue/findings?notice={key}"),
        f"/feed.atom?q=“第{number}中学”",
    ):
        answer = site.get(path)
        assert answer.status_code == 200
        assert_harmless(answer, home)
        assert COMPUTED not in answer.text


def test_no_exported_cell_is_a_formula(site: httpx.Client) -> None:
    table = list(csv.reader(io.StringIO(site.get("/search.csv").text.removeprefix("\ufeff"))))
    assert len(table) > len(TEXTS)
    for row in table:
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    with ZipFile(io.BytesIO(site.get("/search.xlsx").content)) as book:
        assert not [name for name in book.namelist() if b"<f>" in book.read(name)]


@pytest.mark.parametrize("path", CASES["paths"])
def test_no_address_leads_out(site: httpx.Client, home: Path, path: str) -> None:
    url = httpx.URL(str(site.base_url)).copy_with(raw_path=path.encode())
    answer = site.send(site.build_request("GET", url))
    assert_harmless(answer, home)


@pytest.mark.parametrize("sql", CASES["statements"])
def test_datasette_only_reads(site: httpx.Client, home: Path, sql: str) -> None:
    before = (home / "catalogue.db").read_bytes()
    for path in ("/sql/catalogue", "/sql/catalogue.json"):
        answer = site.get(path, params={"sql": sql})
        assert_harmless(answer, home)
        assert answer.status_code == 400
    assert (home / "catalogue.db").read_bytes() == before


@pytest.mark.parametrize("sql", CASES["endless"])
def test_datasette_stops_what_does_not_end(site: httpx.Client, home: Path, sql: str) -> None:
    start = time.monotonic()
    answer = site.get("/sql/catalogue.json", params={"sql": sql})
    assert answer.status_code in (200, 400)
    assert len(answer.content) < 5_000_000
    assert time.monotonic() - start < LONGEST
    assert site.get("/healthz").status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"{", b"[]", b"null", b'{"text": 1}', b'{"text": null}', b'{"text": ""}'),
        *(b'{"text": "\\ud800"}', b"\xff\xfe", b"[" * 100_000, b'{"text": "' + b"a" * 2_000_000),
        *(b'{"text": {"$gt": ""}}', b'{"__proto__": {}}', b'{"text": "a", "text": "<script>"}'),
    ],
    ids=range(14),
)
def test_no_body_is_a_fault(site: httpx.Client, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    answer = site.post("/api/v1/similar", content=body, headers=headers)
    assert answer.status_code in (200, 400, 413)
    assert set(answer.json()) <= {"error", "similar", "same_unit"}


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "XYZ"])
@pytest.mark.parametrize("path", ["/", "/search", "/sql/catalogue", "/api/v1/search", "/feed.atom"])
def test_nothing_served_can_be_written(site: httpx.Client, method: str, path: str) -> None:
    assert site.request(method, path).status_code in (400, 404, 405, 501)


def test_there_are_hundreds_of_cases() -> None:
    count = len(TEXTS) * (len(DOORS) + 1) + sum(map(len, CASES.values())) - len(TEXTS)
    assert count >= 300
