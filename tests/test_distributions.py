"""Pages that count: how findings divide, two things compared, sums and persons held to account."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from page import Page, read_page

from archive import Catalogue
from indexer import Archive, Filters
from webui.app import create_app
from webui.settings import Settings

TOPIC_YEARS = """
    select topics.name, notices.year, count(*)
    from finding_topics join topics on topics.id = finding_topics.topic
         join findings on findings.id = finding_topics.finding
         join notices on notices.id = findings.notice
    where notices.year is not null and (?1 is null or notices.unit_type = ?1)
    group by topics.name, notices.year
"""


@pytest.fixture(scope="module")
def archive(sample_home: Path) -> Archive:
    return Archive.open(sample_home)


@pytest.fixture(scope="module")
def client(sample_home: Path, archive: Archive) -> FlaskClient:
    return create_app(Settings(home=sample_home), archive).test_client()


@pytest.fixture(scope="module")
def rows(sample_home: Path) -> Iterator[sqlite3.Connection]:
    with Catalogue.open_reader(sample_home) as opened:
        yield opened.connection


def see(client: FlaskClient, url: str, status: int = 200) -> Page:
    response = client.get(url)
    assert response.status_code == status, url
    return read_page(response.get_data(as_text=True))


def leads_to(client: FlaskClient, url: str) -> int:
    """How many findings, or notices, a link to the search finds."""
    found = re.search(r"共 ([\d,]+) [个份]", see(client, url).words)
    assert found, url
    return int(found[1].replace(",", ""))


def links(client: FlaskClient, url: str) -> list[tuple[str, int]]:
    """The links to the search that are numbers, with the numbers."""
    html = client.get(url).text.replace("&amp;", "&")
    return [
        (href, int(number.replace(",", "")))
        for href, number in re.findall(r'<a href="(/search[^"]*)">([\d,]+)</a>', html)
    ]


@pytest.mark.parametrize("unit_type", [None, "街道", "没有的类型"])
def test_findings_divide_as_the_catalogue_counts_them(
    archive: Archive, rows: sqlite3.Connection, unit_type: str | None
) -> None:
    crossed = archive.cross("topic", "year", Filters(unit_type=(unit_type,) if unit_type else ()))
    counted = {
        (name, int(year)): count
        for (name, _), line in zip(crossed.down, crossed.counts, strict=True)
        for (year, _), count in zip(crossed.across, line, strict=True)
        if count
    }
    assert counted == {
        (name, year): count for name, year, count in rows.execute(TOPIC_YEARS, (unit_type,))
    }


@pytest.mark.parametrize(
    "url",
    [
        "/heatmap",
        "/heatmap?by=unit_type&year=2023",
        "/heatmap?unit_type=" + quote("街道") + "&year=2021..2023",
        "/compare?by=year&a=2023&b=2025",
        "/compare?by=unit_type&a=" + quote("街道") + "&b=" + quote("政府部门"),
    ],
)
def test_a_number_leads_to_as_many_findings_as_it_says(client: FlaskClient, url: str) -> None:
    found = links(client, url)
    assert len(found) > 10
    for href, number in found[:: max(1, len(found) // 12)]:
        assert leads_to(client, href) == number, href


def test_shades_follow_the_share_of_a_column(client: FlaskClient) -> None:
    html = client.get("/heatmap").text
    shades = {int(shade) for shade in re.findall(r'class="num heat-(\d)"', html)}
    assert 6 in shades
    assert shades <= set(range(7))
    empty = re.findall(r'class="num heat-0">(.*?)</td>', html)
    assert not any(empty)


def test_one_aspect_is_shown_whole(client: FlaskClient, rows: sqlite3.Connection) -> None:
    [aspect] = rows.execute("select aspect from topics limit 1").fetchone()
    named = {
        name
        for (name,) in rows.execute(
            "select distinct name from topics join finding_topics on topic = id where aspect = ?",
            (aspect,),
        )
    }
    words = see(client, f"/heatmap?aspect={quote(aspect)}").words
    assert all(name in words for name in named)


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("/heatmap?by=moon", 400),
        ("/heatmap?year=soon", 400),
        ("/heatmap?aspect=moon", 404),
        ("/heatmap?unit_type=moon", 200),
        ("/compare?by=moon", 400),
        ("/compare?by=year&a=2023&b=1066", 200),
        ("/compare?by=unit&a=%3Cscript%3E&b=x", 200),
        ("/amounts?kind=moon", 404),
        ("/amounts?year=moon", 400),
        ("/accountability?page=0", 400),
    ],
)
def test_what_is_not_held_is_said(client: FlaskClient, url: str, status: int) -> None:
    page = see(client, url, status)
    assert page.by_tag["h1"]
    assert all(given.get("src") for tag, given in page.tags if tag == "script")


def test_a_comparison_says_whom_the_archive_does_not_know(client: FlaskClient) -> None:
    page = see(
        client, "/compare?by=unit&a=" + quote("不存在的单位") + "&b=" + quote("棠溪区教育局")
    )
    assert "档案里没有“不存在的单位”的通报" in page.words
    assert "问题类型" not in page.words


@pytest.mark.parametrize(
    ("url", "table", "value"),
    [("/amounts", "amounts", "yuan"), ("/accountability", "accountability", "persons")],
)
def test_totals_have_every_row_behind_them(
    client: FlaskClient, rows: sqlite3.Connection, url: str, table: str, value: str
) -> None:
    kinds = rows.execute(
        f"select kind, count(*), sum({value}) from {table} group by kind"  # noqa: S608
    ).fetchall()
    assert kinds
    for kind, times, _ in kinds:
        page = see(client, f"{url}?kind={quote(kind)}")
        last = re.search(r"第 1 页，共 (\d+) 页", page.words)
        assert int(last[1] if last else 1) == max(1, -(-times // 30)), kind
        assert page.by_tag["li"]


def test_a_sum_leads_to_the_words_it_was_read_from(client: FlaskClient) -> None:
    page = see(client, "/amounts")
    places = [link for link in page.links if "#amounts-" in link]
    assert places
    for link in places[:5]:
        url, anchor = link.split("#")
        assert anchor in see(client, url).ids


def test_a_unit_shows_what_came_back(client: FlaskClient, rows: sqlite3.Connection) -> None:
    [unit] = rows.execute(
        "select units.id from units join notices on unit = units.name"
        " group by units.id order by count(distinct year) desc limit 1"
    ).fetchone()
    html = client.get(f"/units/{unit}").text
    assert re.search(r"\d+ 年都有", html)
    found = links(client, f"/units/{unit}")
    for href, number in found[:6]:
        assert leads_to(client, href) == number, href
