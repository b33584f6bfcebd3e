"""One notice in every format is the same text, and hostile files are refused in one line."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest

from archive.errors import UnreadableError
from archive.read import read_bytes
from tests.samples import (
    NOTICE,
    TITLE,
    URL,
    page_of_breaks,
    page_of_divisions,
    page_of_tables,
    word_document,
    word_package,
)

TEXT = "\n".join(NOTICE)
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


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


def test_automatic_numbers_of_a_word_document_are_read() -> None:
    paragraphs = [
        (NOTICE[0], None),
        ("组织落实情况", 0),
        (NOTICE[3], None),
        ("问题整改情况", 0),
        ("履行职责不到位方面", 1),
        ("关于水费收缴不及时的问题。", 2),
        ("核对用水底册。", 3),
        ("", None),
        ("修订管理办法。", 3),
        ("关于工程档案管理不规范的问题。", 2),
        ("清理项目档案。", 3),
        ("作风建设抓得不实方面", 1),
        ("关于会议过多的问题。", 2),
        ("下一步工作安排", 0),
        ("2024年9月6日", None),
    ]
    document = read_bytes(word_document(paragraphs), "通报.docx")
    assert document.format == "docx"
    assert document.text.split("\n") == [
        NOTICE[0],
        "一、组织落实情况",
        NOTICE[3],
        "二、问题整改情况",
        "（一）履行职责不到位方面",
        "1.关于水费收缴不及时的问题。",
        "①核对用水底册。",
        "②修订管理办法。",
        "2.关于工程档案管理不规范的问题。",
        "①清理项目档案。",
        "（二）作风建设抓得不实方面",
        "1.关于会议过多的问题。",
        "三、下一步工作安排",
        "2024年9月6日",
    ]


def test_what_a_word_document_shows_is_read_and_nothing_else() -> None:
    body = (
        "<w:p><w:r><w:t>甲</w:t></w:r><w:del><w:r><w:delText>删</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>增</w:t><w:tab/><w:t>补</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>后半</w:t><w:br/><w:t>换行</w:t><w:br w:type='page'/></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>格一</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:p><w:r><w:t>格二</w:t></w:r></w:p></w:tc></w:tr>"
        "<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>删行</w:t></w:r></w:p></w:tc></w:tr>"
        "</w:tbl><w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>文本框</w:t></w:r></w:p>"
        "</w:txbxContent></w:pict><w:t>正文</w:t></w:r></w:p>"
    )
    lines = read_bytes(
        word_package(f"<w:document {WORD}><w:body>{body}</w:body></w:document>"), "a.docx"
    ).text.split("\n")
    assert lines == ["甲增 补", "前半后半", "换行", "格一", "格二", "文本框", "正文"]


def test_numbers_come_from_styles_and_restart_where_a_list_says_so() -> None:
    levels = (
        "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='upperRoman'/>"
        "<w:lvlText w:val='%1'/></w:lvl>"
    )
    numbering = (
        f"<w:numbering {WORD}><w:abstractNum w:abstractNumId='1'>{levels}</w:abstractNum>"
        "<w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num>"
        "<w:num w:numId='2'><w:abstractNumId w:val='1'/><w:lvlOverride w:ilvl='0'>"
        "<w:startOverride w:val='4'/></w:lvlOverride></w:num></w:numbering>"
    )
    styles = (
        f"<w:styles {WORD}><w:style w:styleId='a'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr>"
        "</w:pPr></w:style><w:style w:styleId='b'><w:basedOn w:val='a'/></w:style></w:styles>"
    )
    body = (
        "<w:p><w:pPr><w:pStyle w:val='b'/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>"
        * 2
        + "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='2'/></w:numPr></w:pPr>"
        "<w:r><w:t>乙</w:t></w:r></w:p>" * 2
    )
    document = read_bytes(
        word_package(
            f"<w:document {WORD}><w:body>{body}</w:body></w:document>",
            numbering=numbering,
            styles=styles,
        ),
        "a.docx",
    )
    assert document.text == "I 甲\nII 甲\nIV 乙\nV 乙"


BOMB = f"""<!DOCTYPE d [<!ENTITY a "{"整改" * 100}">
{"".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise("abcdefghi"))}]>"""


def test_entities_of_a_word_document_are_never_resolved() -> None:
    body = (
        f"<w:document {WORD}><w:body><w:p><w:r><w:t>甲&i;</w:t></w:r></w:p></w:body></w:document>"
    )
    external = "<!DOCTYPE d [<!ENTITY i SYSTEM 'file:///etc/passwd'>]>"
    assert read_bytes(word_package(external + body), "a.docx").text == "甲"
    with pytest.raises(UnreadableError, match="损坏"):
        read_bytes(word_package(BOMB + body), "a.docx")


def test_damaged_word_documents_are_refused_in_one_line() -> None:
    whole = word_document([(NOTICE[1], None)])
    huge = word_package("<w>" + " " * 70_000_000 + "</w>")
    for data, reason in [
        (whole[: len(whole) // 2], "损坏"),
        (whole.replace(b"word/document.xml", b"word/document.xmx"), "损坏"),
        (word_package("<w:document"), "损坏"),
        (huge, "解压后太大"),
    ]:
        with pytest.raises(UnreadableError, match=reason) as refused:
            read_bytes(data, "a.docx")
        assert "\n" not in str(refused.value)
