"""Where names are masked, no private name of the real notices is served, by any door."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from archive.names import find_names
from archive.read import read
from indexer.build import build
from tests.readers import served

NOTICES = Path(__file__).parents[2] / "shared" / "notices"
TABLES = (
    *("notices", "findings", "measures", "field_spans", "aspects", "units", "checks", "files"),
    *("amounts", "accountability", "finding_topics", "documents", "failures", "state"),
)

pytestmark = pytest.mark.skipif(not NOTICES.is_dir(), reason="the real notices are not here")


@pytest.fixture(scope="module")
def names() -> set[str]:
    """The private names that stand in the notices as they were published."""
    texts = [read(path).text for path in sorted(NOTICES.glob("*.txt"))]
    return {text[start:end] for text in texts for start, end in find_names(text)}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("masked") / "home"
    build(home, [NOTICES])
    return home


@pytest.fixture(scope="module")
def site(home: Path) -> Iterator[httpx.Client]:
    with served(home) as address, httpx.Client(base_url=address, timeout=60) as client:
        yield client


def doors(site: httpx.Client) -> Iterator[str]:
    """Every address that shows what notices say."""
    yield from (f"/search.{form}" for form in ("csv", "jsonl"))
    yield from ("/", "/units", "/status", "/feed.atom", "/search?q=整改&scope=notices")
    yield from (f"/sql/catalogue/{table}.json?_size=max&_shape=array" for table in TABLES)
    hits = site.get("/api/v1/search?q=整改&scope=notices&limit=100").json()["hits"]
    assert len(hits) == 3
    for hit in hits:
        key = hit["notice_id"]
        yield from (f"/notices/{key}", f"/api/v1/notices/{key}")
        for finding in site.get(f"/api/v1/notices/{key}").json()["findings"]:
            yield from (f"/findings/{finding['id']}", f"/api/v1/findings/{finding['id']}")


def test_no_door_shows_a_private_name(site: httpx.Client, names: set[str]) -> None:
    assert len(names) >= 15
    for door in doors(site):
        answer = site.get(door)
        assert answer.status_code == 200, door
        text = str(answer.json()) if door.startswith(("/api/", "/sql/")) else answer.text
        assert not [name for name in names if name in text], door


def test_the_originals_are_not_served(site: httpx.Client) -> None:
    for hit in site.get("/api/v1/search?q=整改&scope=notices").json()["hits"]:
        assert site.get(f"/notices/{hit['notice_id']}/original").status_code == 403


def test_no_private_name_is_kept_but_in_the_originals(home: Path, names: set[str]) -> None:
    stored = [path for path in home.rglob("*") if path.is_file() and "originals" not in path.parts]
    assert len(stored) > 5
    for path in stored:
        data = path.read_bytes()
        assert not [name for name in names if len(name) > 2 and name.encode() in data], path.name
