"""Cut paragraphs are joined again, and nothing else is."""

from pathlib import Path

import pytest

from archive.mend import mend
from archive.read import read

NOTICES = Path(__file__).parents[2] / "shared" / "notices"
PROSE = "水务局党组高度重视，召开专题会议研究部署，逐条制定措施，明确责任人和完成时限。"


@pytest.mark.skipif(not NOTICES.is_dir(), reason="the real notices are not here")
@pytest.mark.parametrize(
    ("name", "paragraphs", "joins"),
    [
        ("000_223ceae145ae6167.txt", 68, ()),
        ("001_0091bebe4fe27024.txt", 98, ()),
        (
            "002_b41da5fdc1ed2e60.txt",
            60,
            (
                "理想信念，增强政治定力",
                "落户，储备谋划项目",
                "涉及各社区低保申请",
                "业务能力，今后杜绝此类",
                "使用资金，杜绝再次",
                "压紧压实到每名班子成员",
                "风险防控点，常态化开展",
                "资源共享。辖区各企事业",
                "强化监督；二是规范会议",
                "履行发展党员程序；二是",
                "6月26日下午召开",
            ),
        ),
    ],
)
def test_every_cut_of_the_real_notices_is_mended(
    name: str, paragraphs: int, joins: tuple[str, ...]
) -> None:
    document = read(NOTICES / name)
    lines = (NOTICES / name).read_text(encoding="utf-8").split()
    assert len(document.paragraphs) == paragraphs
    assert [join for join in joins if join not in document.text] == []
    cuts = [join for join in joins if not any(join in line for line in lines)]
    assert cuts == list(joins)


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        (PROSE + "进一步坚定理想信念", "念，增强定力。", PROSE + "进一步坚定理想信念，增强定力。"),
        (PROSE + "经报县委", "委员会研究，同意。", PROSE + "经报县委委员会研究，同意。"),
        (PROSE + "中国共产党", "党员代表，同意。", PROSE + "中国共产党党员代表，同意。"),
        (PROSE + "压实到人", "人有责任，事事落实。", PROSE + "压实到人人有责任，事事落实。"),
        (PROSE + "严格执行纪律，", "做到令行禁止。", PROSE + "严格执行纪律，做到令行禁止。"),
        (PROSE + "修订《用水管理", "》。", PROSE + "修订《用水管理》。"),
        (PROSE + "共收回资金1", "1.5万元，已上缴。", PROSE + "共收回资金11.5万元，已上缴。"),
    ],
)
def test_a_sentence_cut_by_a_page_break_is_joined(before: str, after: str, joined: str) -> None:
    assert mend([before, "", after]) == [joined]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("中共青禾县水务局党组", "关于县委第三轮巡察整改情况的通报"),
        ("中共青禾县水务局党组关于县委第三轮巡察集中整改阶段性进展情况的通报", PROSE),
        ("一、强化组织领导，压实整改责任", PROSE),
        ("（三）落实中央八项规定精神仍有差距", PROSE),
        ("3.关于党费收缴不规范问题", PROSE),
        ("提高政治站位", PROSE),
        (PROSE, PROSE),
        (PROSE.rstrip("。"), "二、集中整改进展情况"),
        (PROSE.rstrip("。"), "针对水费收缴不及时问题。已全部收缴，建立台账。"),
        (PROSE.rstrip("。"), "问题2：水费收缴不及时，底数不清。"),
        (PROSE.rstrip("。"), "整改情况：已全部收缴，建立台账。"),
        (PROSE.rstrip("。"), "① 已全部收缴，建立台账。"),
        (PROSE.rstrip("。"), "中共青禾县水务局党组"),
        (PROSE.rstrip("。"), "2025年6月3日"),
        ("整改情况：", "已全部收缴，建立台账。"),
        ("联系电话：0000-1234567，邮箱：shuiwu@example.cn", "中共青禾县水务局党组，青禾县水务局"),
        ("中共青禾县水务局党组", "2025年6月3日"),
        ("一是健全制度，明确责任；", "二是加强学习，补齐短板；"),
        ("整改情况：一是健全制度，明确责任；", "二是加强学习，补齐短板。"),
    ],
)
def test_headings_labels_signatures_and_whole_paragraphs_stay_apart(
    before: str, after: str
) -> None:
    assert mend([before, after]) == [before, after]


def test_items_that_run_on_within_a_paragraph_are_joined() -> None:
    before = "针对用水管理不严问题。一是健全制度，明确责任；"
    after = "二是加强学习，补齐短板；三是严格考核。"
    assert mend([before, after]) == [before + after]
    assert mend([before[:-1] + "。", "每季度通报一次；" + after]) == [
        before[:-1] + "。每季度通报一次；" + after
    ]


@pytest.mark.parametrize(
    "number", ["— 3 —", "－3－", "-12-", "第3页", "第 3 页 共 9 页", "3/9", "· 3 ·", "Page 3 of 9"]
)
def test_page_numbers_are_dropped(number: str) -> None:
    assert mend([PROSE + "进一步压实", number, "责任，严格考核。"]) == [
        PROSE + "进一步压实责任，严格考核。"
    ]


def test_a_page_number_within_a_sentence_is_dropped() -> None:
    assert mend(["进一步压— 3 —实责任，严格考核。", "共收回1 — 2月份水费。"]) == [
        "进一步压实责任，严格考核。",
        "共收回1 — 2月份水费。",
    ]


def test_a_bare_number_is_a_page_number_only_a_page_apart() -> None:
    page = [PROSE] * 9
    assert mend([*page, "1", *page, "2"]) == page * 2
    table = ["1", "水费收缴不及时", "2", "台账不完整"]
    assert mend(table) == table


def test_an_author_who_leaves_out_full_stops_keeps_every_paragraph() -> None:
    paragraphs = [PROSE * times + PROSE.rstrip("。") for times in (0, 3, 1, 2, 0, 4, 1, 3, 0, 2)]
    assert mend(paragraphs) == paragraphs


def wrapped(paragraph: str, width: int, indent: str) -> list[str]:
    """The lines of a paragraph broken at a width in Chinese characters."""
    text = indent + paragraph
    return [text[start : start + width] for start in range(0, len(text), width)]


@pytest.mark.parametrize("indent", ["", "　　"])
@pytest.mark.parametrize("width", [19, 28, 37])
def test_text_broken_at_a_fixed_width_is_joined(width: int, indent: str) -> None:
    paragraphs = [
        "一、关于贯彻落实上级决策部署方面的具体问题以及整改工作的进展情况",
        PROSE + PROSE + "截至2024年6月30日已经完成。",
        "1.关于水费收缴不及时问题",
        "整改情况：" + PROSE + PROSE,
        "2.关于台账不完整问题",
        "整改情况：" + PROSE + "各科室每季度核对一次。",
    ] * 3
    lines = [line for paragraph in paragraphs for line in wrapped(paragraph, width, indent)]
    assert mend(lines) == paragraphs


def test_a_whole_notice_on_one_line_stays_as_it_is() -> None:
    line = PROSE * 200
    assert mend([line]) == [line]
