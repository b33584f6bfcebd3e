"""Whatever is asked, there is an answer or a sentence, within bounded time."""

import re
from pathlib import Path
from time import process_time

import pytest

from indexer import Archive, exact, hits
from indexer.answers import Answer
from indexer.errors import QueryError

MOST = 2.0  # seconds of the processor's time
HOSTILE = {
    "a thousand ORs": " OR ".join(["党费"] * 1000),
    "as many ORs as there may be": " OR ".join("不的在有人这中大来上国个到说们为子和你地" * 6),
    "as many NOTs": "NOT " * 200 + "党费",
    "an AND of everything": " AND ".join(["的", "、", "。", "一"] * 30),
    "wildcards": "* ? 党* *费 %_ [党] .*",
    "only a wildcard": "*",
    "lone punctuation": "，",
    "much punctuation": "。！？；：、…—（）" * 60,
    "quotes that do not close": '“党费 " 「 『 《',
    "brackets that do not close": "((((((党费",
    "brackets too deep": "(" * 120 + "党" + ")" * 120,
    "emoji": "😀👨‍👩‍👧‍👦🏳️‍🌈",
    "quoted emoji": "“😀”",
    "control characters": "\x00\x01\x07\x1b[31m\x7f\u202e党费\u200b",
    "a half of a character": "党\ud800费",
    "one character many times": "党" * 2000,
    "one word of many letters": "a" * 2000,
    "too long": "党费 " * 5000,
    "SQL": "'; drop table findings; --\" or 1=1",
    "FTS5": "NEAR(党 费, 5) text:党 ^党 {a b}: c",
    "a field without end": "year:" * 120,
}


@pytest.fixture(scope="module")
def archive(sample_home: Path) -> Archive:
    return Archive.open(sample_home)


def ask(archive: Archive, query: str, scope: str) -> Answer | str:
    """The answer, or the sentence that there is instead."""
    try:
        return archive.search(query, scope=scope)
    except QueryError as error:
        return str(error)


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("scope", ["findings", "notices"])
def test_a_hostile_query_gets_an_answer_or_a_sentence(
    archive: Archive, query: str, scope: str
) -> None:
    start = process_time()
    said = ask(archive, query, scope)
    assert isinstance(said, Answer) or re.fullmatch(r"[^\n]+。", said)
    assert process_time() - start < MOST


@pytest.mark.parametrize("text", ["党费收缴不规范。" * 4500, "😀" * 25_000, "\x00" * 100_000, "，"])
def test_a_hundred_kilobytes_are_compared_in_bounded_time(archive: Archive, text: str) -> None:
    start = process_time()
    archive.similar_to(text)
    assert process_time() - start < MOST


def test_an_answer_that_ran_out_of_time_says_that_it_is_partial(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = archive.search("党 OR 管理", limit=10_000)
    monkeypatch.setattr(exact, "_PART", 50)
    in_parts = archive.search("党 OR 管理", limit=10_000)
    assert (in_parts.hits, in_parts.note) == (whole.hits, None)
    monkeypatch.setattr(hits, "SECONDS", -1.0)
    partial = archive.search("党 OR 管理", limit=10_000)
    assert 0 < partial.total < whole.total
    assert {hit.id for hit in partial.hits} < {hit.id for hit in whole.hits}
    assert "只查了最近收录的一部分" in (partial.note or "")
    without = archive.search("NOT 党", limit=10_000)
    assert without.note == partial.note
    assert all("党" not in hit.snippet for hit in without.hits)
