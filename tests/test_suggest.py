"""What a person may be about to type is suggested by its characters, its pinyin or its initials."""

from time import process_time

import pytest

from indexer.suggest import Suggester, make_suggester

TOPICS = {"公务接待": 9, "党费收缴使用管理": 4}
UNITS = {"沐宁市水利局": 3, "重庆路街道": 1}


@pytest.fixture(scope="module")
def suggester() -> Suggester:
    return make_suggester(TOPICS, UNITS, "党费收缴不规范\n党费使用不透明\n三会一课不规范")


def texts(suggester: Suggester, typed: str) -> list[str]:
    return [one.text for one in suggester.suggest(typed, 8)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("党", "党费"),
        ("dangfei", "党费"),
        ("dang fei", "党费"),
        ("DangFei", "党费"),
        ("df", "党费"),
        ("ＤＦ", "党费"),
        ("gwjd", "公务接待"),
        ("gongwuj", "公务接待"),
        ("mnsslj", "沐宁市水利局"),
        ("chongqing", "重庆路街道"),
        ("水利局", "沐宁市水利局"),
        ("三會", "三会一课"),
        ("xjk", "小金库"),
    ],
)
def test_words_are_suggested_by_what_is_typed(suggester: Suggester, typed: str, meant: str) -> None:
    assert meant in texts(suggester, typed)


def test_each_text_is_suggested_once_with_what_it_is(suggester: Suggester) -> None:
    found = suggester.suggest("gw", 20)
    assert len({one.text for one in found}) == len(found)
    assert {one.text: one.kind for one in found}["公务接待"] == "topic"


def test_what_stands_in_more_findings_comes_first(suggester: Suggester) -> None:
    assert texts(suggester, "党费")[0] == "党费"


def test_headings_stand_for_those_that_were_not_counted() -> None:
    counted = make_suggester({"党费收缴使用管理": 8}, {}, "党费\n党费", share=0.1)
    assert texts(counted, "党费")[:2] == ["党费", "党费收缴使用管理"]
    assert texts(counted, "dangf")[0] == "党费"
    all_of_them = make_suggester({"党费收缴使用管理": 8}, {}, "党费\n党费")
    assert texts(all_of_them, "dangf")[0] == "党费收缴使用管理"


@pytest.mark.parametrize("typed", ["", " ", "'", "vvvv", "\x00", "\ud800", "。", "❄" * 9])
def test_nothing_is_suggested_for_what_leads_nowhere(suggester: Suggester, typed: str) -> None:
    assert texts(suggester, typed) == []


def test_a_long_text_is_looked_at_by_its_beginning(suggester: Suggester) -> None:
    assert texts(suggester, "党费" * 50_000) == []


def test_no_more_are_suggested_than_asked_for(suggester: Suggester) -> None:
    assert len(suggester.suggest("d", 3)) == 3


def test_suggestions_take_a_few_milliseconds(suggester: Suggester) -> None:
    start = process_time()
    for typed in ("d", "dangfei", "df", "党") * 5:
        suggester.suggest(typed, 8)
    assert (process_time() - start) / 20 < 0.01
