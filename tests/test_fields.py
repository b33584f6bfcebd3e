"""Titles, openings and tails are read in every form, and nothing is read that they do not say."""

import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from archive import parse, read_bytes

CASES = tomllib.loads((Path(__file__).parent / "fields.toml").read_text(encoding="utf-8"))
BESIDE = {
    "text",
    "title",
    "spans",
    "aspects",
    "findings",
    "checks",
    "listed_findings",
    "listed_measures",
}


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: str(case["said"].get("unit")))
def test_fields_are_what_the_text_says(case: dict[str, object]) -> None:
    text = f"{case['title']}\n{case['opening']}\n{CASES['frame']['body']}\n{case['tail']}"
    notice = parse(read_bytes(text.encode(), "x.txt"))
    said = {
        item.name: list(value) if isinstance(value, tuple) else value
        for item in fields(notice)
        if item.name not in BESIDE and (value := getattr(notice, item.name)) not in (None, ())
    }
    assert said == case["said"]
    assert notice.title == (str(case["title"]).replace("\n", "") or None)
    assert notice.listed_findings == 2
