"""A search and its page in Datasette ask the same question."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from werkzeug.datastructures import MultiDict

from indexer import Archive
from webui.question import question
from webui.settings import Settings
from webui.sql import SqlApp
from webui.sql.question import address

QUESTIONS = (
    {},
    {"scope": "notices"},
    {"q": "“党费”"},
    {"q": "“整改” year:2022..2023 unit_type:街道"},
    {"unit_type": ["街道", "乡镇"], "year": ["2021", "2023.."]},
    {"q": "“管理”", "body": "巡察", "topic": "公务接待"},
    {"region": "棠溪区", "status": ["已完成", "基本完成"]},
    {"scope": "notices", "q": "“党费”", "topic": "党费收缴使用管理", "kind": "常规"},
    {"unit": "x'; drop table notices --"},
)


@pytest.fixture(scope="module")
def app(sample_home: Path) -> Iterator[SqlApp]:
    app = SqlApp(Settings(home=sample_home))
    yield app
    app.close()


@pytest.mark.parametrize("arguments", QUESTIONS, ids=str)
def test_datasette_counts_what_the_search_counts(
    app: SqlApp, sample_home: Path, arguments: dict[str, str | list[str]]
) -> None:
    asked = question(MultiDict(arguments))
    total = Archive.open(sample_home).search(
        asked.text, asked.filters(), scope=asked.scope, limit=1
    ).total  # fmt: skip
    place, _, query = address(asked).partition("?")
    counted = rows(app, f"{place}.json?{query}")
    assert counted == total
    assert counted or "drop" in str(arguments)


def rows(app: SqlApp, url: str) -> int:
    async def fetch() -> httpx.Response:
        transport = httpx.ASGITransport(app=app)  # type: ignore[arg-type]
        async with httpx.AsyncClient(transport=transport, base_url="http://archive") as client:
            return await client.get(url)

    answer = asyncio.run(fetch()).json()
    assert "filtered_table_rows_count" in answer, answer
    return int(answer["filtered_table_rows_count"])
