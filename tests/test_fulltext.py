"""A phrase stands in the exact index if and only if its characters stand in the text."""

import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from archive import fulltext

# Few characters, so that phrases often do stand in texts: Han, marks, digits, blanks, odd ones.
CHARACTERS = st.text("党黨费收，, .:：\"'*2２aA()（\n\t 😀\x00\x7f\ud800␣", max_size=12)
ANY_TEXT = st.one_of(CHARACTERS, st.text(max_size=12))


@pytest.fixture(scope="module")
def connection() -> Iterator[sqlite3.Connection]:
    db = Database(memory=True)
    fulltext.create(db)
    yield db.conn
    db.close()


def found(connection: sqlite3.Connection, expression: str) -> set[int]:
    sql = "select rowid from findings_fts where findings_fts match ?"
    return {seq for (seq,) in connection.execute(sql, (expression,))}


@settings(deadline=None)  # the first fold makes the table of folds
@given(texts=st.lists(ANY_TEXT, max_size=6), phrase=ANY_TEXT.filter(bool))
def test_phrase_is_found_exactly_where_its_characters_stand(
    connection: sqlite3.Connection, texts: list[str], phrase: str
) -> None:
    for seq, text in enumerate(texts):
        fulltext.add(connection, "findings", seq, text)
    hits = found(connection, fulltext.match_expression(phrase))
    for seq, text in enumerate(texts):
        fulltext.remove(connection, "findings", seq, text)
    folded = fulltext.fold(phrase)
    assert hits == {seq for seq, text in enumerate(texts) if folded in fulltext.fold(text)}
    assert not found(connection, fulltext.match_expression(phrase))


@settings(deadline=None)
@given(ANY_TEXT, ANY_TEXT)
def test_fold_keeps_places_and_parts(left: str, right: str) -> None:
    assert len(fulltext.fold(left)) == len(left)
    assert fulltext.fold(left + right) == fulltext.fold(left) + fulltext.fold(right)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [("黨費收繳", "党费收缴"), ("２０２３年", "2023年"), ("ＡＢ", "ab"), ("甲,乙", "甲，乙")],
)
def test_scripts_and_widths_are_alike(text: str, phrase: str) -> None:
    assert fulltext.fold(text) == fulltext.fold(phrase)


def test_expressions_join_with_operators(connection: sqlite3.Connection) -> None:
    fulltext.add(connection, "findings", 1, "党费收缴")
    fulltext.add(connection, "findings", 2, "党费使用")
    party, collected = map(fulltext.match_expression, ("党费", "收缴"))
    assert found(connection, f"{party} NOT {collected}") == {2}
    assert found(connection, f"{party} AND {collected}") == {1}
    fulltext.remove(connection, "findings", 1, "党费收缴")
    fulltext.remove(connection, "findings", 2, "党费使用")


def test_notices_have_their_own_table(connection: sqlite3.Connection) -> None:
    fulltext.add(connection, "notices", 7, "巡察整改")
    sql = "select rowid from notices_fts where notices_fts match ?"
    assert connection.execute(sql, (fulltext.match_expression("察整"),)).fetchall() == [(7,)]
    assert 7 not in found(connection, fulltext.match_expression("察整"))
