"""One process serves pages, API and Datasette on one port, and shows what is added meanwhile."""

import json
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import perf_counter
from urllib.parse import quote

import httpx
import pytest

from webui.cli import run
from webui.serve import ServeError, address, bind
from webui.settings import Settings

ROOT = Path(__file__).parent.parent
NOTICES = sorted((ROOT / "corpus" / "sample").iterdir())
ADDED = """中共丙县水务局党组关于巡察整改情况的通报
根据县委统一部署，2023年3月1日至4月1日，县委第二巡察组对县水务局党组进行了常规巡察。现将整改情况予以公布。
一、党的建设方面
1.关于冰雪运动场馆闲置问题
整改情况：一是清查闲置场馆。二是向社会开放。
"""
PATIENCE = 60.0
# Warnings are errors, but for the connections that Datasette leaves open, which 3.13 speaks of.
STRICT = ("-W", "error", "-W", "ignore:unclosed database:ResourceWarning")


def start(*arguments: object) -> tuple["subprocess.Popen[str]", str]:
    """Start a server, and return it with the address that it prints."""
    program = [sys.executable, *STRICT, "-m", "webui.cli", "serve", "--port", "0"]
    process = subprocess.Popen(
        [*program, *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    return process, process.stdout.readline().rstrip("\n")


def stop(process: "subprocess.Popen[str]") -> str:
    process.send_signal(signal.SIGTERM)
    _, errors = process.communicate(timeout=PATIENCE)
    return errors


@pytest.fixture(scope="module")
def home(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive to add to: copying the directory copies the archive."""
    return Path(shutil.copytree(sample_home, tmp_path_factory.mktemp("served") / "home"))


@pytest.fixture(scope="module")
def site(home: Path) -> Iterator[httpx.Client]:
    process, printed = start("--home", home, *NOTICES[:2])
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", printed), stop(process)
    with httpx.Client(base_url=printed, timeout=PATIENCE) as client:
        yield client
    errors = stop(process)
    assert "Traceback" not in errors


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/search?q=党费", "/units", "/years", "/status", "/about", "/feed.atom", "/healthz"),
        *("/api/v1/search?q=党费", "/static/sql.css", "/sql/catalogue", "/sql/catalogue/findings"),
        *("/sql/catalogue/rank?q=党费", "/sql/catalogue.json?sql=select+1"),
    ],
)
def test_everything_is_on_one_port(site: httpx.Client, path: str) -> None:
    assert site.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/sql", "/sql/"])
def test_the_way_into_the_data(site: httpx.Client, path: str) -> None:
    response = site.get(path, follow_redirects=True)
    assert (response.status_code, response.url.path) == (200, "/sql/catalogue")


def test_datasettes_box_and_the_pages_find_the_same(site: httpx.Client) -> None:
    asked = quote("“党费收缴”")
    found = site.get(f"/sql/catalogue/findings.json?_search={asked}&_shape=array").json()
    hits = site.get(f"/api/v1/search?q={asked}&limit=100").json()["hits"]
    assert {row["id"] for row in found} == {hit["id"] for hit in hits}
    for row in found:
        assert site.get(f"/findings/{row['id']}").status_code == 200


def test_links_from_the_data_lead_to_pages(site: httpx.Client) -> None:
    page = site.get("/sql/catalogue/findings_by_relevance").text
    links = set(re.findall(r'href="(/(?:findings|units)/[^"]+)"', page))
    assert len(links) > 3
    for link in sorted(links)[:8]:
        assert site.get(link).status_code == 200


def test_the_data_wear_the_masthead_of_the_pages(site: httpx.Client) -> None:
    def places(page: str) -> list[tuple[str, str]]:
        masthead = page.partition('<header class="masthead">')[2].partition("</header>")[0]
        return re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', masthead)

    assert places(site.get("/about").text) == places(site.get("/sql/catalogue").text) != []


def test_the_same_guard_stands_at_every_door(site: httpx.Client) -> None:
    for path in ("/", "/sql/catalogue", "/sql/catalogue/nowhere", "/api/v1/search?q=a"):
        headers = site.get(path).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert "server" not in headers


def test_no_part_of_an_answer_waits_for_another(site: httpx.Client) -> None:
    taken = []
    for _ in range(15):  # on one connection; an acknowledgement is put off by 40 ms
        start = perf_counter()
        site.get("/static/sql.css")
        taken.append(perf_counter() - start)
    assert min(taken) < 0.03


@pytest.mark.parametrize("path", ["/search?q=党费", "/sql/catalogue/findings?_search=党费"])
def test_an_address_may_hold_chinese_as_it_is_typed(site: httpx.Client, path: str) -> None:
    with socket.create_connection((site.base_url.host, site.base_url.port or 0)) as connection:
        request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        connection.sendall(request.encode())
        with connection.makefile("rb") as answer:
            status, body = answer.readline(), answer.read()
    assert b" 200 " in status
    assert 'value="党费"'.encode() in body


def test_many_at_once_are_all_answered(site: httpx.Client) -> None:
    paths = ["/", "/search?q=党费", "/sql/catalogue/findings", "/sql/catalogue/rank?q=党"] * 20
    with ThreadPoolExecutor(16) as visitors:
        statuses = set(visitors.map(lambda path: site.get(path).status_code, paths))
    assert statuses == {200}


def test_what_is_added_meanwhile_is_seen_without_a_restart(
    site: httpx.Client, home: Path, tmp_path: Path
) -> None:
    path = tmp_path / "新来的通报.txt"
    path.write_text(ADDED, "utf-8")
    assert site.get("/api/v1/search", params={"q": "“冰雪运动场馆”"}).json()["total"] == 0
    assert run(["build", "--home", str(home), str(path)]) == 0
    (hit,) = site.get("/api/v1/search", params={"q": "“冰雪运动场馆”"}).json()["hits"]
    assert site.get(f"/notices/{hit['notice_id']}").status_code == 200
    row = f"/sql/catalogue/findings/{hit['id']}.json?_shape=array"
    assert "冰雪运动场馆" in site.get(row).json()[0]["heading"]


def test_an_archive_is_served_as_it_stands(home: Path, site: httpx.Client) -> None:
    process, printed = start("--home", home, "--title", "某市巡鉴")
    assert "某市巡鉴" in httpx.get(printed).text
    assert "某市巡鉴" in httpx.get(f"{printed}sql/catalogue").text
    assert "Traceback" not in stop(process)


def test_an_interrupt_is_the_way_to_stop(home: Path, site: httpx.Client) -> None:
    process, _ = start("--home", home)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=PATIENCE)
    assert process.returncode == 0


def test_a_port_in_use_is_said_in_one_line(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code = run(["serve", "--home", str(tmp_path / "home"), "--port", port, str(NOTICES[0])])
    out, err = capfd.readouterr()
    assert (code, out) == (1, "")
    (line,) = err.splitlines()
    assert port in line
    assert "--port" in line
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    ("host", "port", "said"),
    [
        ("127.0.0.1", 70_000, "0 到 65535"),
        ("203.0.113.1", 0, "不是本机的地址"),
        ("no such host", 0, "找不到地址"),
    ],
)
def test_an_address_that_will_not_do_is_said(host: str, port: int, said: str) -> None:
    with pytest.raises(ServeError, match=said):
        bind(Settings(host=host, port=port))


@pytest.mark.parametrize(
    ("host", "shown"), [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1")]  # noqa: S104
)  # fmt: skip
def test_the_printed_address_is_one_that_a_browser_can_open(host: str, shown: str) -> None:
    with bind(Settings(host=host, port=0)) as listener:
        port = listener.getsockname()[1]
        assert address(listener) == f"http://{shown}:{port}/"


@pytest.mark.parametrize("path", ["/", "/sql/catalogue", "/healthz", "/api/v1/search?q=a"])
def test_another_name_is_not_answered(site: httpx.Client, path: str) -> None:
    answer = site.get(path, headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "--base-url" in answer.text


def test_every_answer_carries_the_requests_id(site: httpx.Client) -> None:
    for path in ("/", "/sql/catalogue", "/healthz", "/nowhere"):
        assert re.fullmatch("[0-9a-f]{16}", site.get(path).headers["x-request-id"])
    own = {"X-Request-Id": "from-the-proxy-1"}
    assert site.get("/", headers=own).headers["x-request-id"] == "from-the-proxy-1"


def test_the_log_tells_each_request_but_not_what_was_asked(home: Path, site: httpx.Client) -> None:
    process, printed = start("--home", home, "--log", "requests")
    httpx.get(f"{printed}search", params={"q": "某某某的事"})
    lines = [line for line in stop(process).splitlines() if line.startswith("{")]
    (told,) = [one for one in map(json.loads, lines) if one.get("path") == "/search"]
    assert (told["status"], told["method"], len(told["request"])) == (200, "GET", 16)
    assert "某某某" not in "".join(lines)
