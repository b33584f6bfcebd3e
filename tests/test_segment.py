"""Words and grams are the same for a text and for the query that looks for it."""

import subprocess
import sys
from pathlib import Path

import pytest

from indexer import segment


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第一议题制度", ["第一", "议题", "第一议题", "制度"]),
        ("三会一课", ["三会一课"]),
        ("党费收缴", ["党费", "收缴", "党费收缴"]),
        ("意识形态", ["意识", "形态", "意识形态"]),
        ("巡察组", ["巡察", "巡察组"]),
        ("小金库", ["金库", "小金库"]),
        ("符合规定", ["符合", "规定", "符合规定"]),  # and not 合规, which lies across them
    ],
)
def test_domain_words_are_whole_with_the_words_in_them(text: str, expected: list[str]) -> None:
    assert segment.words(text) == expected


@pytest.mark.parametrize("negated", ["不合格", "不规范", "未公开", "不符合"])
def test_a_negation_does_not_hold_what_it_negates(negated: str) -> None:
    assert segment.words(negated) == [negated]


@pytest.mark.parametrize(
    ("one", "other"),
    [("黨費收繳", "党费收缴"), ("２０２３年", "2023年"), ("ＰＰＰ项目", "ppp项目")],
)
def test_scripts_widths_and_case_are_alike(one: str, other: str) -> None:
    assert segment.words(one) == segment.words(other)
    assert segment.grams(one) == segment.grams(other)


def test_repeats_are_kept_in_order() -> None:
    assert segment.words("党费，党费") == ["党费", "党费"]


def test_grams_are_characters_and_pairs_within_a_clause() -> None:
    assert segment.grams("党费，收缴") == ["党", "费", "党费", "收", "缴", "收缴"]


def test_characters_of_mere_function_are_in_no_gram() -> None:
    assert segment.grams("党的费") == ["党", "费"]


def test_words_that_no_question_means_are_left_out() -> None:
    assert segment.words("进一步认真") == []


@pytest.mark.parametrize("text", ["", "，。", "😀", "\x00\n", "a", "\ud800"])
def test_texts_without_words_have_none(text: str) -> None:
    assert segment.words(text) == []


def test_segmenting_says_nothing_and_leaves_no_cache_behind(tmp_path: Path) -> None:
    code = "from indexer import segment; print(segment.words('党费收缴')[0])"
    environment = {"TMPDIR": str(tmp_path), "PYTHONPATH": ":".join(sys.path)}
    command = [sys.executable, "-X", "utf8", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert (done.stdout, done.stderr) == ("党费\n", "")
    assert not list(tmp_path.iterdir())
