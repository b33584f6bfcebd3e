"""What does not add up is said in the text's own words, and what adds up is not remarked on."""

from dataclasses import replace

import pytest

from archive import parse, read_bytes
from archive.checks import find_checks
from archive.notice import Finding, Notice

PLAIN = """中共清河区水利局党组关于区委第三轮巡察整改进展情况的通报
根据区委统一部署，2023年3月1日至4月20日，区委第二巡察组对清河区水利局党组开展了区委第三轮巡察。\
6月3日，区委第二巡察组反馈了巡察意见。现将整改情况予以公布。
一、党的建设方面
1.关于河道管护不到位的问题。
整改情况：一是增设标志牌12块；二是建立巡河台账。
2.关于档案管理不规范的问题。
整改情况：一是清理档案43卷；二是明确专人保管。
中共清河区水利局党组
2023年9月1日
"""


def notice(text: str, day: str | None = None) -> Notice:
    return parse(read_bytes(text.encode(), "通报.txt"), day)


def kinds(text: str, day: str | None = None) -> list[str]:
    return [check.kind for check in notice(text, day).checks]


def test_a_notice_that_adds_up_has_no_checks() -> None:
    assert kinds(PLAIN, "2023-09-01") == []


TITLES = [
    ("关于区委第三轮", "关于区委第四轮", "title_round", "round", "区委第三轮"),
    ("关于区委第三轮", "关于十二届区委第四轮", "title_round", "round", "区委第三轮"),
    ("关于区委第三轮", "关于市委第三轮", "title_committee", "unit", "区委"),
    ("第三轮巡察整改", "第三轮巡视整改", "title_body", "body", "巡察"),
    ("中共清河区水利局党组关于", "中共清河区财政局党组关于", "title_unit", "title", "清河区水利局"),
]


@pytest.mark.parametrize(("there", "instead", "kind", "_field", "said"), TITLES)
def test_a_title_that_says_something_else_than_the_opening_gives_a_check(
    there: str, instead: str, kind: str, _field: str, said: str
) -> None:
    read = notice(PLAIN.replace(there, instead, 1))
    (check,) = read.checks
    assert check.kind == kind
    assert check.span
    assert read.text[slice(*check.span)].endswith(said[-2:])
    assert "标题写" in check.message
    assert "开头写" in check.message


@pytest.mark.parametrize(("there", "instead", "_kind", "field", "_said"), TITLES[:2] + TITLES[3:4])
def test_what_title_and_opening_disagree_on_is_not_guessed(
    there: str, instead: str, _kind: str, field: str, _said: str
) -> None:
    assert getattr(notice(PLAIN), field) is not None
    read = notice(PLAIN.replace(there, instead, 1))
    assert getattr(read, field) is None
    assert field not in read.spans


def test_of_two_names_the_signature_tells_the_units_and_nothing_else_does() -> None:
    other = PLAIN.replace("清河区水利局党组关于", "清河区财政局党组关于", 1)
    assert notice(other).unit == "清河区水利局"
    unsigned = other.replace("中共清河区水利局党组\n2023年", "2023年")
    assert notice(unsigned).unit is None
    assert [check.kind for check in notice(unsigned).checks] == ["title_unit"]


@pytest.mark.parametrize(
    ("there", "instead"),
    [
        ("关于区委第三轮", "关于十二届区委第三轮"),  # a term that only the title tells
        ("关于区委第三轮巡察", "关于巡察"),
        ("中共清河区水利局党组关于", "中共清河区水利局委员会关于"),
        ("对清河区水利局党组", "对区水利局党组"),
        ("对清河区水利局党组", "对我局"),
        ("中共清河区水利局党组关于", "水利局关于"),
        ("关于区委第三轮", "关于区委第3轮"),
    ],
)
def test_the_same_in_other_words_is_no_disagreement(there: str, instead: str) -> None:
    assert kinds(PLAIN.replace(there, instead, 1)) == []


@pytest.mark.parametrize(
    ("there", "instead", "kind"),
    [
        ("6月3日", "2023年4月3日", "feedback_early"),
        ("2023年3月1日至4月20日", "2023年3月1日至2023年2月20日", "window_reversed"),
        ("2023年9月1日\n", "2023年5月1日\n", "published_early"),
        ("现将整改", "截至2023年10月8日，整改基本结束。现将整改", "as_of_late"),
    ],
)
def test_dates_that_cannot_follow_each_other_give_a_check(
    there: str, instead: str, kind: str
) -> None:
    read = notice(PLAIN.replace(there, instead, 1))
    assert kind in [check.kind for check in read.checks]
    for check in read.checks:
        assert check.span in read.spans.values()


def test_an_inspection_that_ended_after_publication_gives_a_check() -> None:
    late = Notice("", inspected_to="2023-04-20", published_on="2023-04-01")
    assert [check.kind for check in find_checks(late, late.text, (), None)] == ["ended_late"]
    assert find_checks(replace(late, published_on="2023-04"), late.text, (), None) == ()


def test_a_date_after_the_day_of_reading_gives_a_check() -> None:
    (check,) = notice(PLAIN, "2023-08-31").checks
    assert check.kind == "future"
    assert "公布日期（2023-09-01）" in check.message
    assert kinds(PLAIN, "2023-05-31") == ["future", "future"]
    assert kinds(PLAIN, "2023-09-01") == []
    assert kinds(PLAIN, None) == []


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("反馈2个问题，制定整改措施4项。", []),
        ("反馈3个问题，制定整改措施4项。", ["stated_findings"]),
        ("反馈2个问题，制定整改措施5项。", ["stated_measures"]),
        ("反馈1个方面2个问题。", []),
        ("反馈2个方面2个问题。", ["stated_aspects"]),
        ("反馈2个问题，已完成1个，正在整改1个。", []),
        ("反馈2个问题，已完成1个，正在整改2个。", ["completion_sum"]),
        ("反馈2个问题，已完成3个。", ["completed_more"]),
    ],
)
def test_counts_that_do_not_add_up_give_a_check(told: str, expected: list[str]) -> None:
    assert kinds(PLAIN.replace("予以公布。", f"予以公布。{told}", 1)) == expected


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("整改状态：已完成。", []),
        ("整改状态：正在整改。", ["all_completed"]),
        ("整改状态：待销号。", ["all_completed"]),
        ("整改状态：同意销号。", []),
        ("三是上报经费申请，待区财政批复。", ["all_but_waiting"]),
        ("三是规范接待审批，招待审批一律从严。", []),
        ("三是提高待遇审批效率。", []),
    ],
)
def test_all_is_said_to_be_done_while_something_is_open(end: str, expected: list[str]) -> None:
    text = PLAIN.replace(
        "专人保管。", f"专人保管。\n{end}" if "状态" in end else f"专人保管；{end}"
    )
    claimed = text.replace("予以公布。", "予以公布。反馈2个问题，已完成2个，完成率100%。", 1)
    assert kinds(claimed) == expected
    assert kinds(text) == []


def test_what_waits_is_shown_in_its_own_words() -> None:
    text = PLAIN.replace("专人保管。", "专人保管；三是申请经费，待批复。")
    read = notice(text.replace("予以公布。", "予以公布。反馈2个问题，完成率100%。", 1))
    (check,) = read.checks
    assert check.span
    assert read.text[slice(*check.span)] == "待批复"
    second: Finding = read.findings[1]
    assert second.start < check.span[0] < second.end
