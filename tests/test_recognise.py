"""Notices are told from pages that look like them."""

import pytest

from archive import parse, read_bytes, recognise

OPENING = "根据区委统一部署，区委第二巡察组对区档案馆开展了巡察并反馈了意见。按照"
BODY = """有关规定，现将巡察整改情况予以公布。
一、学习不够深入的问题
整改情况：一是制定年度学习计划；二是每月集中学习一次。
二、制度不够健全的问题
整改情况：一是修订制度三项；二是开展检查。
"""


@pytest.mark.parametrize("length", range(60, 90))
def test_a_line_that_is_no_title_does_not_end_where_it_is_cut(length: int) -> None:
    """A line of so many characters to the word by which rules and regulations are told."""
    opening = OPENING.ljust(length - len("《条例"), "等") + "《条例》及"
    document = read_bytes((opening + BODY).encode(), "a.txt")
    verdict = recognise(document, parse(document))
    assert verdict.is_notice, verdict.reason
