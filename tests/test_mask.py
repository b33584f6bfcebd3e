"""Names of private persons: hidden wherever they stand, and nothing else hidden."""

import random
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.data import load
from archive.mask import find_names, mask_notice, mask_text
from archive.notice import Aspect, Check, Citation, Finding, Measure, Notice

NOTICES = Path(__file__).parents[2] / "shared" / "notices"
NO_NAMES = (Path(__file__).parent / "no_names.txt").read_text(encoding="utf-8").splitlines()

PLACES = [
    ("明确由周明远同志直接分管党建工作。", ["周明远"]),
    ("对低保人员林晓燕的补贴进行补发。", ["林晓燕"]),
    ("招聘1名工作人员（顾海生）编入资料室。", ["顾海生"]),
    ("选出顾海生、林晓燕为支部委员。", ["顾海生", "林晓燕"]),
    ("同意周明远同志为总支书记，宋雨同志为副书记。", ["周明远", "宋雨"]),
    ("赵春、林晓燕、顾海生3位同志为委员。", ["赵春", "林晓燕", "顾海生"]),
    ("责令原主任周明远作书面检查。", ["周明远"]),
    ("原组织委员林晓燕批评教育，原分管领导宋雨批评教育。", ["林晓燕", "宋雨"]),
    ("责令便民中心主任赵春、当事人顾海生作出书面检查。", ["赵春", "顾海生"]),
    ("对党员宋雨不予承认党员身份。", ["宋雨"]),
    ("约谈村党支部书记周明远和会计赵春。", ["周明远", "赵春"]),
    ("已由林晓燕负责档案管理。", ["林晓燕"]),
    ("给予顾海生等3人诫勉谈话处理。", ["顾海生"]),
    ("经办人：宋雨，联系人：周明远。", ["宋雨", "周明远"]),
    ("镇长、副书记欧阳文涛牵头整改。", ["欧阳文涛"]),
    ("对会计司马婷给予党内警告处分。", ["司马婷"]),
    ("對原出納趙春進行批評教育。", ["趙春"]),
    ("村民 顾海生 反映的问题已办结。", ["顾海生"]),
    ("村民宋雨反映的问题已办结。", ["宋雨"]),
    ("对超标准报销的林晓燕进行批评教育。", ["林晓燕"]),
]

# The names in the real notices, in the order of their files, by place, length and surname: 18
# places, one person twice.
PRIVATE = [
    [],
    [(1685, 3, "李"), (4191, 2, "窦")],
    [
        *((2848, 3, "唐"), (6155, 3, "晁"), (6169, 2, "姬"), (6183, 3, "宋")),
        *((6187, 3, "张"), (6191, 3, "夏"), (6357, 3, "刘"), (6361, 3, "赵")),
        *((7029, 3, "杜"), (7043, 3, "方"), (7056, 3, "李"), (7067, 2, "周")),
        *((7986, 3, "王"), (8011, 3, "金"), (8023, 2, "姬"), (8029, 3, "郑")),
    ],
]


def real_texts() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(NOTICES.glob("*.txt"))]


def private_names() -> list[str]:
    """The names that stand at these places."""
    places = zip(real_texts(), PRIVATE, strict=True)
    return sorted({text[start : start + size] for text, own in places for start, size, _ in own})


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in find_names(text)]


@pytest.mark.parametrize(("text", "names"), PLACES)
def test_names_are_found_where_names_stand(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize("sentence", NO_NAMES)
def test_ordinary_words_are_left_alone(sentence: str) -> None:
    assert mask_text(sentence) == sentence


def test_there_are_enough_ordinary_sentences_to_mean_something() -> None:
    assert len(set(NO_NAMES)) >= 200


def test_most_invented_names_are_found_whole() -> None:
    """Surnames and given names put together at random, in every kind of place."""
    chance = random.Random(7)  # noqa: S311
    surnames = "王李张刘陈杨赵吴周徐孙朱胡郭何林罗郑梁谢宋唐许韩邓冯曹彭曾萧田董潘袁蔡蒋余杜叶程"
    first = "建志晓文海玉春国丽永俊秀雨思明新立庆红"
    last = "军平英华燕强芳杰玲涛波荣斌梅霞刚宁超辉莉"
    shapes = ("对当事人{}进行批评教育。", "明确由{}同志负责。", "责令主任{}作出书面检查。")
    names = [
        chance.choice(surnames) + chance.choice(first) + chance.choice(last) for _ in range(300)
    ]
    hits = sum(found(shapes[n % 3].format(name)) == [name] for n, name in enumerate(names))
    assert hits >= 0.95 * len(names)


def test_the_surname_stays_and_the_length_too() -> None:
    assert mask_text("对会计周明远约谈。") == "对会计周某某约谈。"
    assert mask_text("对会计宋雨进行约谈。") == "对会计宋某进行约谈。"
    assert mask_text("镇长欧阳文涛牵头。") == "镇长欧阳某某牵头。"


def test_a_masked_text_has_nothing_left_to_mask() -> None:
    for text, _ in PLACES:
        once = mask_text(text)
        assert len(once) == len(text)
        assert mask_text(once) == once


def test_a_name_found_once_is_hidden_everywhere() -> None:
    text = "约谈会计周明远。经查，周明远将公款存入个人账户，周明远已退回。"
    assert mask_text(text).count("周某某") == 3


@pytest.mark.parametrize("name", load("names")["public"].split())
def test_names_of_public_life_stay(name: str) -> None:
    text = f"学习{name}同志的事迹，重温{name}精神。"
    assert mask_text(text) == text


@given(st.text(alphabet="王周明远欧阳同志书记主任对由、，。（）：\n 某等3人a", max_size=60))
@settings(max_examples=200, deadline=None)
def test_spans_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    spans = find_names(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert len(mask_text(text)) == len(text)


def test_a_notice_is_masked_in_all_its_parts() -> None:
    text = "一、对周明远同志的问题\n约谈会计周明远，制定《周明远同志分工方案》。主任赵春"
    heading, body = (2, 11), (0, 36)
    notice = Notice(
        text=text,
        title="关于周明远同志的通报",
        issuer="赵春",
        spans={"issuer": (38, 40)},
        aspects=(Aspect(1, "一", text[2:11], 1, None, *heading),),
        findings=(
            Finding(
                *(1, "一", "对周明远同志的 问题", 1, text[slice(*body)], None, *body),
                spans={"heading": heading},
                measures=(Measure(1, text[12:36], 12, 36),),
                regulations=(Citation("周明远同志分工方案", True, 24, 33),),
            ),
        ),
        checks=(Check("title", "标题写周明远"),),
    )
    masked = mask_notice(notice)
    assert "明远" not in repr(masked)
    assert masked.issuer == "赵某"
    assert masked.text == mask_text(text)
    assert masked.findings[0].measures[0].text == masked.text[12:36]
    assert masked.spans == notice.spans
    assert replace(masked.findings[0].measures[0], text="") == Measure(1, "", 12, 36)


def test_a_notice_without_names_is_the_same_notice() -> None:
    notice = Notice(text="党员干部按时缴纳党费。", title="整改通报")
    assert mask_notice(notice) is notice


@pytest.mark.skipif(not NOTICES.is_dir(), reason="the real notices are not here")
def test_the_real_notices_hold_17_private_names() -> None:
    texts = real_texts()
    places = [
        [(start, end - start, text[start]) for start, end in find_names(text)] for text in texts
    ]
    assert places == PRIVATE
    assert len({name for text in texts for name in found(text)}) == 17
