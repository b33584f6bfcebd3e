"""Who answers for a finding and by when, as the text gives it, each with its place."""

from pathlib import Path

import pytest

from archive import mask_notice, parse, read, read_bytes
from archive.facts import find_duties
from archive.mask import mask_text
from archive.normal import normalise
from archive.notice import Duty

NOTICES = Path(__file__).parents[2] / "shared" / "notices"
NOTICE = """中共清河区水利局党组关于巡察整改进展情况的通报
根据区委统一部署，2023年3月1日至4月20日，区委第二巡察组对区水利局党组进行了巡察。现将整改情况予以公布。
1.关于河道管护不到位的问题。
责任领导：党组成员、副局长赵建国；责任科室：河道科、办公室；完成时限：2023年9月底前
整改情况：一是增设标志牌12块；二是建立巡河台账。
2.关于档案管理不规范的问题。
整改情况：明确责任人和完成时限，规范归档。
"""


def duties(text: str) -> list[tuple[str, str, str, str | None]]:
    found = find_duties(text, normalise(text), 0, len(text))
    for duty in found:
        assert text[duty.start : duty.end] == duty.text
    return [(duty.kind, duty.role, duty.text, duty.due) for duty in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("责任领导：分管领导", [("person", "责任领导", "分管领导", None)]),
        ("牵头单位：财政所。", [("unit", "牵头单位", "财政所", None)]),
        ("整改时限：立行立改\n", [("deadline", "整改时限", "立行立改", None)]),
        ("（责任单位：办公室（财务室））", [("unit", "责任单位", "办公室（财务室）", None)]),
        ("责任人：\n班子成员\n整改情况：", [("person", "责任人", "班子成员", None)]),
        ("责任领导及责任单位：办公室", [("unit", "责任单位", "办公室", None)]),
        (
            "责任领导：局长责任单位：办公室，财务科，完成时限：2023年12月31日前，并长期坚持",
            [
                ("person", "责任领导", "局长", None),
                ("unit", "责任单位", "办公室，财务科", None),
                ("deadline", "完成时限", "2023年12月31日前，并长期坚持", "2023-12-31"),
            ],
        ),
        (
            "牵头领导：分管领导 责任科室：办公室 整改措施：学习。",
            [("person", "牵头领导", "分管领导", None), ("unit", "责任科室", "办公室", None)],
        ),
    ],
)
def test_duties_are_read_as_the_text_gives_them(
    text: str, expected: list[tuple[str, str, str, str | None]]
) -> None:
    assert duties(text) == expected


@pytest.mark.parametrize(
    ("written", "due"),
    [
        ("2023年6月30日", "2023-06-30"),
        ("2023.6.30", "2023-06-30"),
        ("2023年6月底前", "2023-06"),
        ("2023年5月至8月", "2023-08"),
        ("6月30日前", None),
        ("长期坚持", None),
    ],
)
def test_a_deadline_is_a_date_only_where_its_year_is_told(written: str, due: str | None) -> None:
    assert duties(f"完成时限：{written}") == [("deadline", "完成时限", written, due)]


@pytest.mark.parametrize(
    "text",
    [
        "明确责任领导、责任单位和完成时限。",
        "工程完成时间：2023年5月。",
        "责任领导：\n整改情况：",
        "责任单位：" + "各科室、" * 60,
        "会议时间：3月1日。主持人：主任。",
    ],
)
def test_what_is_no_duty_gives_none(text: str) -> None:
    assert [one for one in duties(text) if one[0] != "other"] == []


def test_a_finding_carries_its_duties_and_no_others() -> None:
    notice = parse(read_bytes(NOTICE.encode(), "x.txt"))
    first, second = notice.findings
    assert [duty.kind for duty in first.duties] == ["person", "unit", "deadline"]
    assert second.duties == ()
    assert len(first.measures) == 2


def test_names_in_duties_are_masked() -> None:
    first, _ = mask_notice(parse(read_bytes(NOTICE.encode(), "x.txt"))).findings
    assert first.duties[0].text == "党组成员、副局长赵某某"
    assert first.duties[1].text == "河道科、办公室"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("责任领导：周明远；责任单位：办公室", "责任领导：周某某；责任单位：办公室"),
        ("责任人：\n林晓燕、赵建国", "责任人：\n林某某、赵某某"),
        ("【责任领导】：周明远", "【责任领导】：周某某"),
        ("牵头领导：分管领导", "牵头领导：分管领导"),
    ],
)
def test_an_official_named_by_a_label_is_masked_like_anyone(text: str, masked: str) -> None:
    assert mask_text(text) == masked


@pytest.mark.skipif(not NOTICES.is_dir(), reason="the real notices are not here")
def test_the_real_notices_tell_no_duties() -> None:
    found: list[Duty] = []
    for path in sorted(NOTICES.glob("*.txt")):
        found += [duty for finding in parse(read(path)).findings for duty in finding.duties]
    assert found == []
