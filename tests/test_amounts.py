"""Sums in yuan: their value, their place, and what they were."""

from pathlib import Path

import pytest

from archive.data import load
from archive.facts import find_amounts
from archive.normal import normalise

NOTICES = Path(__file__).parents[2] / "shared" / "notices"
RULES = load("amounts")["rule"]


def amounts(text: str) -> list[tuple[str, float]]:
    return [(sum_.kind, sum_.yuan) for sum_ in find_amounts(normalise(text), 0, len(text))]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["example"])
def test_every_rule_decides_its_example(rule: dict[str, str]) -> None:
    kinds = [kind for kind, _ in amounts(rule["example"])]
    assert kinds == [] if rule["kind"] == "none" else rule["kind"] in kinds


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("投入54410元", 54410),
        ("投入66.57万元", 665_700),
        ("投入1,369.5 万元", 13_695_000),
        ("投入3亿元", 300_000_000),
        ("投入３０余万元", 300_000),
        ("投入13.5万余元", 135_000),
        ("投入五万四千四百一十元", 54_410),
        ("投入三十多万元", 300_000),
        ("投入两千元", 2_000),
        ("投入1,234.50元", 1_234.5),
        ("投入 10 万 元", 100_000),
    ],
)
def test_values_are_in_yuan(text: str, yuan: float) -> None:
    assert [value for _, value in amounts(text)] == [yuan]


@pytest.mark.parametrize(
    "text",
    [
        "城乡二元结构",
        "元旦前夕",
        "亿元以上项目27个",
        "多元化解",
        "3万美元",
        "一元化领导",
        "0元",
        "5元素",
    ],
)
def test_what_is_no_sum_gives_none(text: str) -> None:
    assert amounts(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "清退违规资金66.57万元；追回146万元；挽回损失1369.5万元；追缴7.132万元",
            ["refunded", "recovered", "recovered", "recovered"],
        ),
        (
            "违规发放补助91000元的问题，已收齐退款90050元，故950元暂未退回",
            ["improper", "refunded", "outstanding"],
        ),
        ("违规发放值班补助，共计54410元", ["improper"]),
        ("责令退回2300元，已退回2000元，余300元", ["improper", "refunded", "outstanding"]),
        ("欠缴租金15万元，剩余7万元正在追缴", ["outstanding", "outstanding"]),
        ("将套取的资金12万元收回", ["recovered"]),
        ("违规发放补贴3万元，已全部退回", ["refunded"]),
        ("违规发放补贴3万元。加强学习，已全部退回票据", ["improper"]),
        ("超预算支出2万元、3.1万元", ["improper", "improper"]),
        ("实现营收8241.1万元，申请10万元专项经费，每人1000元已退回", ["other"] * 3),
        ("申请预算40万元，拨付低保金3万元，安置退役士兵补助5万元", ["other"] * 3),
        ("不存在清退津补贴3万元的情况", []),
        ("超标准部分1480元已由相关人员退缴", ["refunded"]),
        ("重复发放补助，涉及7人4520元", ["improper"]),
        ("少缴党费1200元，已补缴", ["recovered"]),
        ("5万元以上支出集体研究", []),
    ],
)
def test_the_words_around_a_sum_tell_what_it_was(text: str, expected: list[str]) -> None:
    assert [kind for kind, _ in amounts(text)] == expected


def test_spans_hold_the_number_with_its_unit() -> None:
    text = "前文3元。已退回 66.57 万元整"
    begin = text.index("已")
    (found,) = find_amounts(normalise(text), begin, len(text))
    assert text[found.start : found.end] == "66.57 万元"


def test_long_text_without_stops_costs_no_time() -> None:
    text = "违规退一" * 5_000 + "3万元" * 2_000 + "一" * 20_000
    assert len(find_amounts(text, 0, len(text))) == 2_000


@pytest.mark.skipif(not NOTICES.is_dir(), reason="the real notices are not here")
def test_real_notices_hold_these_sums() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(NOTICES.glob("*.txt"))]
    assert [amounts(text) for text in texts] == [
        [("other", 82_411_000)],
        [("other", 100_000)],
        [
            ("other", 1_000),
            ("improper", 91_000),
            ("refunded", 90_050),
            ("outstanding", 950),
            ("other", 400_000),
        ],
    ]
