"""Sentences that differ in nothing that matters have one digest; others have not."""

import pytest

from archive.sentences import find_sentences

SENTENCE = "组织人员对2021年以来的报销凭证逐笔核查，清退超标准列支3.2万元。"


def digests(text: str) -> list[str]:
    return [digest for _, digest in find_sentences(text)]


@pytest.mark.parametrize(
    "written",
    [
        "组织人员对2023年以来的报销凭证逐笔核查，清退超标准列支11万元。",
        "整改情况：一是组织人员对2021年以来的报销凭证逐笔核查，清退超标准列支3.2万元；",
        "（2）组织人员对２０２１年以来的报销凭证逐笔核查、清退超标准列支3.2万元。",
        "組織人員對2021年以來的報銷憑證逐筆核查，清退超標準列支3.2萬元。",
        "组织人员 对2021年以来报销凭证逐笔核查，\u3000清退了超标准列支三万元",
    ],
)
def test_figures_widths_marks_and_labels_do_not_matter(written: str) -> None:
    assert digests(written) == digests(SENTENCE)


@pytest.mark.parametrize(
    "written",
    [
        "组织人员对2021年以来的报销凭证逐笔核查，追回超标准列支3.2万元。",
        "组织人员对2021年以来的接待清单逐笔核查，清退超标准列支3.2万元。",
    ],
)
def test_other_words_make_another_sentence(written: str) -> None:
    assert len(digests(written)) == 1
    assert digests(written) != digests(SENTENCE)


def test_masked_names_do_not_matter() -> None:
    told = "对主任{}进行提醒谈话，责令其在支部会议上作出书面检查。"
    assert digests(told.format("王某某")) == digests(told.format("李某"))


def test_spans_hold_the_sentence_without_what_leads_it() -> None:
    text = f"整改情况：（1）一是{SENTENCE}\n　　二是建章立制。{SENTENCE}"
    assert [text[start:end] for (start, end), _ in find_sentences(text)] == [SENTENCE] * 2


def test_short_formulas_are_left_out() -> None:
    assert digests("整改情况：已完成。建章立制，规范管理。2021年3月1日至2023年4月5日。") == []
    assert digests("") == []
