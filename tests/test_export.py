"""Exports: exactly what a search shows, safe to open, in bounded memory."""

import csv
import json
import tracemalloc
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path
from urllib.parse import urlencode
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from archives import keep
from click.testing import CliRunner
from flask.testing import FlaskClient

from archive import Catalogue
from indexer import Archive
from indexer.index import update
from webui.app import create_app
from webui.cli import cli
from webui.export import COLUMNS, FORMATS, export_rows
from webui.export.rows import Row
from webui.settings import Settings

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
QUESTIONS = (
    {"q": "党费"},
    {"q": "“整改” NOT 党费", "year": "2022..2023", "unit_type": "街道", "sort": "date"},
    {"scope": "notices", "sort": "unit"},
    {"q": "“绝无此语”"},
)
MORE = 20_000  # rows
LITTLE = 6 * 1024 * 1024  # bytes


@pytest.fixture(scope="module")
def client(sample_home: Path) -> FlaskClient:
    settings = Settings(home=sample_home, base_url="https://archive.example/")
    return create_app(settings, Archive.open(sample_home)).test_client()


def shown(client: FlaskClient, asked: dict[str, str]) -> list[str]:
    """The ids of all hits, page after page of the API, which answers as the pages do."""
    ids: list[str] = []
    while True:
        offset = {"limit": "100", "offset": str(len(ids))}
        hits = client.get("/api/v1/search", query_string=asked | offset).get_json()["hits"]
        if not hits:
            return ids
        ids += [hit["id"] for hit in hits]


def fetch(client: FlaskClient, form: str, asked: dict[str, str]) -> bytes:
    response = client.get(f"/search.{form}", query_string=asked)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == FORMATS[form].media_type
    assert response.headers["Content-Disposition"].startswith("attachment; filename=")
    return response.data


def table(data: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(data.decode("utf-8-sig"))))


def sheet(data: bytes) -> list[list[str]]:
    """The texts of a workbook's cells, row by row; fails where a cell is a formula."""
    with ZipFile(BytesIO(data)) as book:
        tree = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - our own
    assert not list(tree.iter(f"{SHEET}f"))
    assert not list(tree.iter(f"{SHEET}hyperlink"))
    return [
        ["".join(cell.itertext()) for cell in row.iter(f"{SHEET}c")]
        for row in tree.iter(f"{SHEET}row")
    ]


@pytest.mark.parametrize("asked", QUESTIONS, ids=urlencode)
def test_every_format_holds_exactly_what_is_shown(
    client: FlaskClient, asked: dict[str, str]
) -> None:
    ids = shown(client, asked)
    scope = asked.get("scope", "findings")
    lines = [json.loads(line) for line in fetch(client, "jsonl", asked).splitlines()]
    assert [line["id"] for line in lines] == ids
    assert all(list(line) == list(COLUMNS[scope]) for line in lines)
    assert all(line["url"] == f"https://archive.example/{scope}/{line['id']}" for line in lines)
    head, *body = table(fetch(client, "csv", asked))
    assert [row[0] for row in body] == ids
    assert head[:2] == ["编号", "网址"]
    first, *others = sheet(fetch(client, "xlsx", asked))
    assert [row[0] for row in others] == ids
    assert first == head


def test_a_csv_file_says_that_it_is_utf_8(client: FlaskClient) -> None:
    assert fetch(client, "csv", {"q": "党费"}).startswith(b"\xef\xbb\xbf")


def test_heads_are_in_the_readers_language(client: FlaskClient) -> None:
    head, *_ = table(fetch(client, "csv", {"q": "党费", "lang": "en"}))
    client.delete_cookie("lang")
    assert head[:3] == ["Number", "Web address", "Inspected unit"]


def test_no_cell_is_a_formula(catalogue: Catalogue) -> None:
    hostile = ['=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\t=1", "{=1+1}", "http://x/"]
    for number, unit in enumerate(hostile):
        keep(catalogue, unit, [(f"{unit}的问题", f"{number}")])
    with catalogue.transaction():
        update(catalogue)
    client = create_app(Settings(home=catalogue.home), Archive.open(catalogue.home)).test_client()
    for row in table(fetch(client, "csv", {}))[1:]:
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    units = {row[2] for row in sheet(fetch(client, "xlsx", {}))[1:]}
    assert units == set(hostile)


def test_a_question_that_is_none_is_refused(client: FlaskClient) -> None:
    assert client.get("/search.csv?year=next").status_code == 400
    assert client.get("/search.pdf").status_code == 404


@pytest.mark.parametrize("form", FORMATS)
def test_an_export_streams_in_little_memory(form: str) -> None:
    text = "整改" * 1000

    def endless() -> Iterator[Row]:
        for number in range(MORE):
            yield {"id": str(number), "text": text, "measures": [text, text]}

    tracemalloc.start()
    size = sum(len(piece) for piece in FORMATS[form].write(["a", "b", "c"], endless()))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size > MORE
    assert most < LITTLE


def test_rows_are_read_a_few_at_a_time(sample_home: Path) -> None:
    with Catalogue.open_reader(sample_home) as opened:
        seqs = [seq for (seq,) in opened.connection.execute("select seq from findings")]
        tracemalloc.start()
        count = sum(1 for _ in export_rows(opened.connection, "findings", seqs * 20, ""))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert count == len(seqs) * 20
    assert most < LITTLE


def test_the_command_line_exports_the_same(
    client: FlaskClient, sample_home: Path, tmp_path: Path
) -> None:
    out = tmp_path / "found.csv"
    arguments = ["export", "--home", str(sample_home), "--base-url", "https://archive.example"]
    run = CliRunner().invoke(
        cli, [*arguments, "--format", "csv", "--out", str(out), "党费"], catch_exceptions=False
    )
    assert run.exit_code == 0
    assert out.read_bytes() == fetch(client, "csv", {"q": "党费"})
    assert [path.name for path in tmp_path.iterdir()] == ["found.csv"]
    run = CliRunner().invoke(cli, [*arguments, "--format", "jsonl", "--notices"])
    assert run.stdout_bytes == fetch(client, "jsonl", {"scope": "notices"})
