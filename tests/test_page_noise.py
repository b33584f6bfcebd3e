"""The frame of a page saved as text is kept as data and leaves the text."""

import pytest

from archive.read import read_bytes
from tests.samples import NOTICE, TITLE

FOOT = [
    "【打印】 【关闭】",
    "责任编辑：某某",
    "上一篇：没有了",
    "下一篇：县医院党委通报",
    "京ICP备000号",
]


@pytest.mark.parametrize(
    ("head", "published_on", "publisher"),
    [
        (
            [
                "首页",
                "走进青禾",
                "您当前的位置：首页 > 政务公开 > 巡察整改",
                TITLE,
                "发布时间：2024-09-06 10:20 来源：县水务局 浏览次数： 次 字号：[大 中 小] 打印",
            ],
            "2024-09-06",
            "县水务局",
        ),
        (
            ["首页>>信息公开>>通知公告", TITLE, "发布日期：2024年9月6日　访问次数：12　分享到："],
            "2024-09-06",
            None,
        ),
        (
            f"索引号 11-2 发布机构 县水务局 名称 {TITLE} 文号 发文日期 2024-9-6 {TITLE}".split(),
            "2024-09-06",
            "县水务局",
        ),
        (
            [
                f"索引号：11-2024/01 发布机构：县水务局 发文日期：2024/9/6 名称：{TITLE} 文号：",
                TITLE,
            ],
            "2024-09-06",
            "县水务局",
        ),
        (
            ["首页 | 政务公开 | 互动交流 | 新闻中心 | 走进青禾", TITLE, "2024-09-06  来源：本站"],
            "2024-09-06",
            None,
        ),
        ([TITLE, "信息时间：2024.09.06 阅读次数：", "【我要打印】【关闭】"], "2024-09-06", None),
        (
            [
                "您好，今天是2024年9月7日 星期六 欢迎访问青禾县人民政府网",
                TITLE + "_青禾县人民政府网",
                "时间：2024-09-06 15:33:20 作者：admin 点击：123 【打印】【保存】【关闭】",
            ],
            "2024-09-06",
            None,
        ),
        (
            ["[索引号] 11-2024/2 [发布机构] 县水务局 [发文日期] 2024-09-06 [有效性] 有效", TITLE],
            "2024-09-06",
            "县水务局",
        ),
        ([TITLE, "2024-09-06 10:20", "扫一扫在手机打开当前页"], "2024-09-06", None),
        ([TITLE, "来 源：县纪委监委 作者： 编辑：某某 审核：某某"], None, "县纪委监委"),
    ],
)
def test_the_frame_of_a_page_is_data(
    head: list[str], published_on: str | None, publisher: str | None
) -> None:
    document = read_bytes("\n\n".join([*head, *NOTICE[1:], *FOOT]).encode(), "通报.txt")
    assert document.text == "\n".join(NOTICE)
    assert (document.source.published_on, document.source.publisher) == (published_on, publisher)


def test_the_frame_is_told_apart_on_one_line_with_the_notice() -> None:
    line = f"首页>政务公开>巡察整改 {TITLE} 发布时间：2024-09-06 来源：县水务局 浏览：3 "
    document = read_bytes((line + "".join(NOTICE[1:])).encode(), "通报.txt")
    assert document.text == TITLE + "\n" + "".join(NOTICE[1:])
    assert document.source.published_on == "2024-09-06"


def test_the_address_of_a_page_saved_as_text_is_kept() -> None:
    lines = ["原文链接：https://www.qinghe.example.cn/zwgk/1.html", *NOTICE]
    document = read_bytes("\n".join(lines).encode(), "通报.txt")
    assert document.text == "\n".join(NOTICE)
    assert document.source.url == "https://www.qinghe.example.cn/zwgk/1.html"


def test_a_notice_that_stands_twice_in_a_file_is_read_once() -> None:
    text = "\n".join([*NOTICE[:9], TITLE, *NOTICE[1:]])
    assert read_bytes(text.encode(), "通报.txt").text == "\n".join(NOTICE)


def test_headings_with_words_of_frames_stay_wherever_they_stand() -> None:
    title = "中共青禾县政务客服热线中心支部委员会关于巡察整改情况的通报"
    findings = [
        "3.关于客服热线登录注册管理不严的问题",
        "整改情况：已完成。",
        "4.关于职工书屋文库建设滞后的问题",
        "整改情况：已完成。",
        "中共青禾县水务局党组",
        "2024年9月6日",
    ]
    text = "\n".join([title, *NOTICE[1:8], *findings])
    assert read_bytes(text.encode(), "通报.txt").text == text


def test_a_title_with_gaps_between_its_words_is_no_menu() -> None:
    text = "\n".join(["中共 青禾县 水务局 党组 关于 巡察 整改 情况的 通报", *NOTICE[1:]])
    assert read_bytes(text.encode(), "通报.txt").text == text


@pytest.mark.parametrize(
    "line",
    [
        "中 共 青 禾 县 水 务 局 党 组",
        "（2024年9月6日）",
        "2024年9月6日",
        "青水党组〔2024〕7号",
        "名称变更后的县水务局党组",
        "公示时间：2024年9月6日至9月12日。",
    ],
)
def test_lines_of_the_notice_that_resemble_a_frame_stay(line: str) -> None:
    text = "\n".join([TITLE, line, *NOTICE[1:], line])
    assert read_bytes(text.encode(), "通报.txt").text == text
