"""Whatever the text, the parser answers: spans lie in the text, findings never overlap."""

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from archive import parse, read_bytes, recognise
from archive.errors import UnreadableError
from archive.notice import Notice
from corpus import generate

FORMS = """
一、 （一） 1. 1、 （1） ① 一是 二是 第一， 问题1： 问题： 反馈问题： 关于 针对 “ ” 《
》 （ ） 问题 方面 。 ； ， ： 整改情况： 整改措施： 整改成效： 责任领导：
整改状态：已完成 （已完成） 整改 巡察 巡视 市委第三巡察组 第十一轮 2025年7月25日至9月12日
10月27日 截至 反馈 20241332日 2024717日至830日 4个方面32个问题 九十九亿个问题
完成率98.71% 制度不落实 不规范的问题 根据市委部署 现将整改情况予以公布
中共清和区水利局党组 通报 下一步 欢迎监督 电话： 0371-62345678 a@b.cn 地址： ２０２５年
關於 1.2023年 😀 一方面 另一方面 首先 其次 零 两
"""
PIECES = [*FORMS.split(), "202\n1年3月", "\n", "\n\n", " ", "\u3000", "\u200b"]


def _holds(notice: Notice) -> None:
    length = len(notice.text)
    for start, end in notice.spans.values():
        assert 0 <= start < end <= length
    last = 0
    for ordinal, finding in enumerate(notice.findings, 1):
        assert finding.ordinal == ordinal
        assert last <= finding.start < finding.end <= length
        assert finding.text == notice.text[finding.start : finding.end]
        assert finding.aspect is None or 1 <= finding.aspect <= len(notice.aspects)
        inside = finding.start
        for measure in finding.measures:
            assert inside <= measure.start < measure.end <= finding.end
            assert measure.text == notice.text[measure.start : measure.end]
            inside = measure.end
        for name, (start, end) in finding.spans.items():
            listed = name == "heading" and 0 <= start <= end <= finding.start
            assert listed or finding.start <= start <= end <= finding.end
        last = finding.end
    for aspect in notice.aspects:
        assert 0 <= aspect.start <= aspect.end <= length
        assert aspect.parent is None or aspect.parent < aspect.ordinal
    assert notice.listed_findings == len(notice.findings)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=120).map("".join))
def test_no_text_breaks_the_parser(text: str) -> None:
    _reads(text)


@cache
def _generated() -> tuple[str, ...]:
    return tuple(specimen.text for specimen in generate(40, 77))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_shuffled_or_truncated_notice_breaks_the_parser(data: st.DataObject) -> None:
    lines = data.draw(st.sampled_from(_generated())).split("\n")
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(lines))] * 2)))
    kept = lines[start:end]
    if data.draw(st.booleans()):
        kept = data.draw(st.permutations(kept))
    text = data.draw(st.sampled_from(("\n", "", " "))).join(kept)
    _reads(text[data.draw(st.integers(0, 40)) : len(text) - data.draw(st.integers(0, 40))])


def _reads(text: str) -> None:
    """A text is read, or refused in one line; what is read holds together."""
    try:
        document = read_bytes(text.encode("utf-8", "ignore"), "x.txt")
    except UnreadableError:
        return
    notice = parse(document)
    _holds(notice)
    assert parse(document) == notice
    assert recognise(document, notice).is_notice in (True, False)
