"""One notice in every format is the same text, and hostile files are refused in one line."""

from collections.abc import Callable, Sequence

import pytest

from archive.errors import UnreadableError
from archive.read import read_bytes
from tests.samples import NOTICE, TITLE, URL, page_of_breaks, page_of_divisions, page_of_tables

TEXT = "\n".join(NOTICE)


@pytest.mark.parametrize("encoding", ["gb2312", "utf-8", "utf-16"])
@pytest.mark.parametrize("page", [page_of_divisions, page_of_tables, page_of_breaks])
def test_a_page_gives_the_notice_and_nothing_of_its_frame(
    page: Callable[[Sequence[str]], str], encoding: str
) -> None:
    document = read_bytes(page(NOTICE).encode(encoding), "t20240906_1.html")
    assert document.text == TEXT
    assert document.format == "html"
    source = document.source
    assert (source.title, source.url) == (TITLE, URL)
    assert (source.published_on, source.publisher) == ("2024-09-06", "县水务局")


def test_a_page_is_known_by_its_bytes_whatever_its_suffix() -> None:
    assert read_bytes(page_of_tables(NOTICE).encode("gb18030"), "通报.txt").text == TEXT


def test_gb2312_pages_may_hold_characters_that_only_gb18030_has() -> None:
    page = page_of_divisions(NOTICE).replace("滨河路", "㙍𬇙镕路")
    assert read_bytes(page.encode("gb18030"), "a.htm").text == TEXT.replace("滨河路", "㙍𬇙镕路")


def test_a_notice_that_stands_twice_on_a_page_is_read_once() -> None:
    page = page_of_tables([*NOTICE, *NOTICE])
    assert read_bytes(page.encode(), "a.html").text == TEXT


def test_numbers_of_a_list_and_lines_of_preformatted_text_are_kept() -> None:
    page = (
        f"<html><body><p>{NOTICE[1]}</p><ol start=2><li>关于甲问题<li>关于乙问题</ol>"
        "<ul><li>其他</ul><pre>第一行\n第二行</pre></body></html>"
    )
    lines = read_bytes(page.encode(), "a.html").text.split("\n")
    assert lines[1:] == ["2.关于甲问题", "3.关于乙问题", "其他", "第一行", "第二行"]


def test_chinese_broken_in_the_source_of_a_page_is_joined() -> None:
    page = f"<p>{NOTICE[1][:30]}\n   {NOTICE[1][30:]}</p>"
    assert read_bytes(page.encode(), "a.html").text == NOTICE[1]


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<div>" * 10_000 + TEXT, "嵌套太深"),
        ("<p>a" * 500_001, "标签超过50万个"),
        ("<html><script>1</script></html>", "没有文字"),
        ("<html></html>", "没有文字"),
    ],
)
def test_a_hostile_or_empty_page_is_refused(page: str, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        read_bytes(page.encode(), "a.html")


def test_a_large_page_of_few_tags_is_refused_as_too_long() -> None:
    with pytest.raises(UnreadableError, match="文字太长"):
        read_bytes(f"<p>{'整改' * 5_000_000}</p>".encode(), "a.html")
