"""The help page shows the query language as it is: each of its examples is taken as it says."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from page import read_page

from indexer import Archive
from indexer.query import FIELDS, And, Not, Or, Phrase, parse_query
from webui.app import create_app
from webui.pages.guide import RULES
from webui.settings import Settings

EXAMPLES = [example for rule in RULES for example in rule.examples]
UNCLEAR = RULES[-1].examples


@pytest.fixture(scope="module")
def client(sample_home: Path) -> FlaskClient:
    return create_app(Settings(home=sample_home), Archive.open(sample_home)).test_client()


@pytest.mark.parametrize("example", EXAMPLES)
def test_each_example_is_a_link_that_is_answered(client: FlaskClient, example: str) -> None:
    page = read_page(client.get("/help").text)
    assert example in page.words
    assert client.get("/search", query_string={"q": example}).status_code == 200


@pytest.mark.parametrize("example", EXAMPLES)
def test_only_the_unclear_examples_are_noted(example: str) -> None:
    assert bool(parse_query(example).note) == (example in UNCLEAR)


def test_each_operator_and_several_filters_are_shown() -> None:
    asked = [parse_query(example) for example in EXAMPLES]
    needs = [one.needs for one in asked if one.needs]
    assert And((Phrase("党费"), Phrase("公示"))) in needs
    assert And((Or((Phrase("公车"), Phrase("公务用车"))),)) in needs
    assert And((Phrase("党费"), Not(Phrase("补缴")))) in needs
    shown = {field for field in FIELDS if any(getattr(one.filters, field) for one in asked)}
    assert shown >= {"unit", "unit_type", "region", "year", "topic", "kind", "status"}


@pytest.mark.parametrize("query", ["党*", "*", "?", "[党]", "(((", "，", "😀", "AND"])
def test_no_sign_is_left_without_an_answer_or_a_sentence(client: FlaskClient, query: str) -> None:
    page = read_page(client.get("/search", query_string={"q": query}).text)
    assert "mark" in page.by_tag or "没有" in page.words


def test_the_help_is_linked_from_the_search_box_and_from_notes(client: FlaskClient) -> None:
    for url in ("/", "/search?q=党费"):
        assert "/help" in read_page(client.get(url).text).links
    assert client.get("/search?q=(党费").text.count('href="/help"') == 2
