"""How long things took and what a round found: each number is the count of what it leads to."""

import re
import sqlite3
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer import Archive
from tests.page import read_page
from webui.app import create_app
from webui.intervals import waits_by_year, waits_of
from webui.settings import Settings


@pytest.fixture(scope="module")
def client(sample_home: Path) -> FlaskClient:
    return create_app(Settings(home=sample_home), Archive.open(sample_home)).test_client()


def see(client: FlaskClient, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.text


def counts(page: str, section: str, base: str) -> list[tuple[str, int]]:
    """The numbers of a section that lead to addresses of this beginning."""
    within = page[page.index(f'id="{section}"') :]
    links = re.findall(rf'<a href="({re.escape(base)}[^"]*)">([\d,]+)</a>', within)
    return [(unescape(url), int(count.replace(",", ""))) for url, count in links]


def test_a_median_stands_in_the_middle_of_its_notices(
    client: FlaskClient, sample_home: Path
) -> None:
    with sqlite3.connect(sample_home / "catalogue.db") as connection:
        days = [
            day
            for (day,) in connection.execute(
                "select julianday(feedback_on) - julianday(inspected_to) from notices "
                "where year = 2023 and length(feedback_on) = 10 and length(inspected_to) = 10"
            )
        ]
    connection.close()
    with client.application.app_context():
        waited = waits_by_year()[2023]["days_to_feedback"]
        assert waits_of("notices.year = ?", 2023)["days_to_feedback"] == waited
        assert waits_of("notices.year = ?", 1900)["days_to_feedback"] is None
    assert waited
    assert waited.notices == len(days)
    below, above = (sum(sign * (day - waited.days) > 0 for day in days) for sign in (-1, 1))
    assert waited.days in days
    assert max(below, above) <= len(days) / 2
    assert f'slow_feedback?year=2023">{waited.days} 天' in see(client, "/years")


def test_what_a_round_found_can_be_read(client: FlaskClient) -> None:
    links = [one for one in read_page(see(client, "/rounds")).links if "?round=" in one]
    page = see(client, links[0])
    found = counts(page, "topics", "/rounds?")
    assert found
    for url, count in found[:3]:
        assert see(client, url).count('<h3 class="heading">') == min(count, 50)
    assert client.get(f"{links[0]}&topic=没有这一类").status_code == 404


def test_institutions_newly_made_stand_apart(client: FlaskClient) -> None:
    page = see(client, "/regulations?made=1")
    made = [one for one in read_page(page).links if one.startswith("/regulations/")]
    assert made
    assert all(one.endswith("?made=1") for one in made)
    lines = read_page(see(client, made[0])).by_class["meta"]
    assert lines
    assert all("新建" in line for line in lines)
    assert client.get("/regulations?made=2").status_code == 400


def test_what_is_held_by_year_and_region_is_what_a_search_finds(client: FlaskClient) -> None:
    held = counts(see(client, "/status"), "failures", "/search?scope=notices")
    assert {"year", "region"} <= {url.split("&")[-1].split("=")[0] for url, _ in held}
    for url, count in held[::4]:
        assert f"共 {count} 份通报" in see(client, url)
