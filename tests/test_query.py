"""Every rule of the query language, and that no query is too strange to be read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.answers import FACETS, Filters
from indexer.errors import QueryError
from indexer.query import FIELDS, MOST_CHARACTERS, And, Not, Or, Phrase, Query, parse_query

PIECES = ["党费", "收缴", '"', "“", "”", "「", "」", "《", "》", "(", "）", "AND", "OR", "NOT", " "]
PIECES += [
    "unit:",
    "年份：",
    "2021..2023",
    "..",
    "*",
    "，",
    "😀",
    "\x00",
    "\ud800",
    "ＡＮＤ",
    "\u3000",
]


def both(*words: str) -> And:
    return And(tuple(Phrase(word) for word in words))


def test_words_are_ranked_by_and_nothing_is_needed() -> None:
    assert parse_query("党费 不规范") == Query(words=("党费", "不规范"))


@pytest.mark.parametrize(
    "text", ['"党费收缴"', "“党费收缴”", "「党费收缴」", "『党费收缴』", "＂党费收缴＂"]
)
def test_what_is_quoted_is_needed(text: str) -> None:
    asked = parse_query(text)
    assert asked.needs == And((Phrase("党费收缴", quoted=True),))
    assert (asked.words, asked.phrases) == ((), ("党费收缴",))


def test_a_title_is_needed_with_its_marks() -> None:
    assert parse_query("《党章》").phrases == ("《党章》",)


def test_words_beside_a_quotation_rank() -> None:
    asked = parse_query('"党费" 不规范')
    assert (asked.words, asked.phrases) == (("不规范",), ("党费",))


@pytest.mark.parametrize("text", ["党费 AND 收缴", "党费  ＡＮＤ\u3000收缴", "(党费 AND 收缴)"])
def test_and_needs_both(text: str) -> None:
    assert parse_query(text).needs == both("党费", "收缴")


def test_with_an_operator_words_side_by_side_are_all_needed() -> None:
    asked = parse_query("甲 乙 NOT 丙")
    assert asked.needs == And((Phrase("甲"), Phrase("乙"), Not(Phrase("丙"))))
    assert (asked.words, asked.phrases) == ((), ("甲", "乙"))


def test_or_binds_loosest_and_not_tightest() -> None:
    expected = Or((both("甲", "乙"), And((Not(Phrase("丙")), Phrase("丁")))))
    assert parse_query("甲 乙 OR NOT 丙 AND 丁").needs == And((expected,))


def test_brackets_bind_first() -> None:
    expected = And((Phrase("甲"), Or((Phrase("乙"), Phrase("丙")))))
    assert parse_query("甲 AND （乙 OR 丙)").needs == expected


def test_two_negations_are_none() -> None:
    assert parse_query("NOT NOT 甲").needs == both("甲")


def test_operators_are_words_of_their_own_in_capitals() -> None:
    assert parse_query("ANDROID and 甲").words == ("ANDROID", "and", "甲")


@pytest.mark.parametrize("field", FACETS)
def test_every_facet_is_a_filter_under_each_of_its_names(field: str) -> None:
    value, meant = ("2023", (2023, 2023)) if field == "year" else ("甲", "甲")
    for name in FIELDS[field]:
        for colon in ":：":
            asked = parse_query(f"{name}{colon}{value} 党费")
            assert asked == Query(words=("党费",), filters=Filters(**{field: (meant,)}))


@pytest.mark.parametrize("name", ["ｙｅａｒ", "ＹＥＡＲ", "ｙeａr", "年份"])
def test_the_name_of_a_filter_may_be_typed_full_width(name: str) -> None:
    asked = parse_query(f"党费 {name}：２０２３")
    assert asked == Query(words=("党费",), filters=Filters(year=((2023, 2023),)))
    assert parse_query("ｕｎｉｔ＿ｔｙｐｅ：街道").filters == Filters(unit_type=("街道",))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2021..2023", (2021, 2023)),
        ("2021..", (2021, None)),
        ("..2023", (None, 2023)),
        ("２０２３", (2023, 2023)),
    ],
)
def test_years_are_one_or_a_range(text: str, meant: tuple[int | None, int | None]) -> None:
    assert parse_query(f"year:{text}").filters == Filters(year=(meant,))


def test_values_of_one_field_are_alternatives_and_may_be_quoted() -> None:
    assert parse_query('unit:甲 unit:"乙 丙"').filters == Filters(unit=("甲", "乙 丙"))


@pytest.mark.parametrize(
    ("text", "words", "complaint"),
    [
        ('"党费', ("党费",), "引号"),
        ("《党章", ("党章",), "书名号"),
        ("(党费", ("党费",), "括号"),
        ("党费)", ("党费",), "括号"),
        ("党费 AND", ("党费",), "没有写完"),
        ("OR 党费", ("党费",), "OR"),
        ('党费 ""', ("党费", '""'), "引号"),
        ("党费 unit:", ("党费",), "unit"),
        ("党费 year:去年", ("党费", "去年"), "年份"),
        ("党费 OR unit:甲", ("党费", "甲"), "筛选条件"),
        ("NOT unit:甲", ("甲",), "筛选条件"),
    ],
)
def test_what_is_not_understood_is_searched_as_words_and_said(
    text: str, words: tuple[str, ...], complaint: str
) -> None:
    asked = parse_query(text)
    assert (asked.words, asked.needs, asked.filters) == (words, None, Filters())
    assert asked.note is not None
    assert complaint in asked.note
    assert asked.note.endswith("已按普通词语检索。")


@pytest.mark.parametrize("text", ["", " ", "\u3000\n"])
def test_nothing_asked_is_no_query(text: str) -> None:
    assert parse_query(text) == Query()


@pytest.mark.parametrize(
    "text", ["党" * (MOST_CHARACTERS + 1), "党 " * 300, "(" * 100 + "党" + ")" * 100]
)
def test_a_query_beyond_measure_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(QueryError, match=r"请控制在 \d+ .*以内。$"):
        parse_query(text)


@settings(deadline=None)
@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join)))
def test_no_query_is_too_strange_to_be_read(text: str) -> None:
    try:
        asked = parse_query(text)
    except QueryError:
        return
    assert bool(asked.words or asked.needs or asked.filters != Filters()) == bool(text.strip())
