"""One notice in every format is the same text, and hostile files are refused in one line."""

import os
import shutil
import struct
from collections.abc import Callable, Sequence
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest

from archive.errors import UnreadableError
from archive.formats.scan import recogniser
from archive.read import read_bytes
from archive.unpack import files
from corpus import Mix, generate
from corpus.archives import NOISE
from tests.samples import (
    FINDINGS_LINES,
    FINDINGS_TABLE,
    NOTICE,
    TITLE,
    URL,
    page_in_one_file,
    page_of_breaks,
    page_of_divisions,
    page_of_tables,
    portable_document,
    rich_text,
    scanned,
    typeset,
    word_document,
    word_package,
    zipped,
)

TEXT = "\n".join(NOTICE)
IN_CI = os.environ.get("CI") == "true"  # where nothing that a test needs may be missing
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
        ("<p>a" * 200_001, "标签超过20万个"),
        ("<html><script>1</script></html>", "没有文字"),
        ("<html></html>", "没有文字"),
    ],
)
def test_a_hostile_or_empty_page_is_refused(page: str, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        read_bytes(page.encode(), "a.html")


def test_a_large_page_of_few_tags_is_refused_as_too_long() -> None:
    with pytest.raises(UnreadableError, match="文字太长"):
        read_bytes(f"<p>{'整改' * 600_000}</p>".encode(), "a.html")


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
        "</w:txbxContent></w:pict><w:t>框后</w:t></w:r></w:p>"
    )
    lines = read_bytes(
        word_package(f"<w:document {WORD}><w:body>{body}</w:body></w:document>"), "a.docx"
    ).text.split("\n")
    assert lines == ["甲增 补", "前半后半", "换行", "格一", "格二", "文本框", "框后"]


def test_a_table_of_findings_is_read_row_by_row_with_the_heads_of_its_columns() -> None:
    rows = "".join(
        "<tr>" + "".join(f"<td><p>{cell}</p></td>" for cell in row) + "</tr>"
        for row in FINDINGS_TABLE
    )
    page = f"<html><body><p>{NOTICE[1]}</p><table>{rows}</table><p>{NOTICE[3]}</p></body></html>"
    cells = page.replace("<p>", "<w:p><w:r><w:t>").replace("</p>", "</w:t></w:r></w:p>")
    for html, word in (("table", "tbl"), ("tr", "tr"), ("td", "tc"), ("body", "body")):
        cells = cells.replace(f"<{html}>", f"<w:{word}>").replace(f"</{html}>", f"</w:{word}>")
    document = cells.replace("<html>", f"<w:document {WORD}>").replace("</html>", "</w:document>")
    expected = "\n".join([NOTICE[1], *FINDINGS_LINES, NOTICE[3]])
    assert read_bytes(page.encode(), "a.html").text == expected
    assert read_bytes(word_package(document), "a.docx").text == expected


def test_cells_that_one_above_spans_are_missed_at_the_start_of_a_row() -> None:
    page = (
        f"<p>{NOTICE[1]}</p><table><tr><td colspan=4>整改清单</td></tr>"
        "<tr><th>序号</th><th>问题</th><th>整改措施</th><th>完成时限</th></tr>"
        "<tr><td rowspan=2>一</td><td rowspan=2>问题甲</td>"
        "<td>措施甲</td><td>长期</td></tr><tr><td>措施乙</td><td>已完成</td></tr></table>"
    )
    assert read_bytes(page.encode(), "a.html").text.split("\n")[1:] == [
        "整改清单",
        "一、问题甲",
        "整改措施：措施甲",
        "完成时限：长期",
        "整改措施：措施乙",
        "完成时限：已完成",
    ]


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
    huge = word_package("<w>" + " " * 21_000_000 + "</w>")
    for data, reason in [
        (whole[: len(whole) // 2], "损坏"),
        (whole.replace(b"word/document.xml", b"word/document.xmx"), "损坏"),
        (word_package("<w:document"), "损坏"),
        (huge, "解压后太大"),
    ]:
        with pytest.raises(UnreadableError, match=reason) as refused:
            read_bytes(data, "a.docx")
        assert "\n" not in str(refused.value)


@pytest.mark.parametrize("header", ["", "青禾县水务局文件"])
@pytest.mark.parametrize("times", [1, 4])
def test_paragraphs_of_a_typeset_file_are_joined_across_lines_and_pages(
    header: str, times: int
) -> None:
    paragraphs = ["关于巡察整改进展情况的通报", *NOTICE[1:-2] * times, *NOTICE[-2:]]
    paragraphs = [f"{n}号{text}" for n, text in enumerate(paragraphs)]
    document = read_bytes(typeset(paragraphs, header), "通报.pdf")
    assert document.text.split("\n") == paragraphs
    assert (document.format, document.source.reader.split()[0]) == ("pdf", "pypdfium2")


def test_typeset_paragraphs_without_indents_are_told_apart_by_their_first_words() -> None:
    lines = [
        "一、关于收缴水费不及时、底数不清、账目不全的",
        "问题。",
        "整改情况：逐户核对。",
        "1.补收水费。",
    ]
    page = [(90.0, 700.0 - 20 * row, 16, text) for row, text in enumerate(lines)]
    assert read_bytes(portable_document([page]), "a.pdf").text.split("\n") == [
        lines[0] + lines[1],
        *lines[2:],
    ]


def test_protected_and_damaged_portable_documents_are_refused_in_one_line() -> None:
    whole = typeset(NOTICE)
    lock = b"trailer<</Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>/ID[<00><00>]" % (
        (b"00" * 32,) * 2
    )
    for data, reason in [
        (whole.replace(b"trailer<<", lock), "加了密码"),
        (whole[:40], "损坏"),
        (b"%PDF-1.7\n" + bytes(range(256)), "损坏"),
        (portable_document([[]]), "没有文字"),
        (portable_document([[]] * 501), "501页，最多读取500页"),
    ]:
        with pytest.raises(UnreadableError, match=reason) as refused:
            read_bytes(data, "a.pdf")
        assert "\n" not in str(refused.value)


def can_recognise() -> bool:
    """Whether tesseract reads Chinese here, and there is a font to draw Chinese with."""
    try:
        recogniser()
    except UnreadableError:
        return False
    return any(Path("/usr/share/fonts").rglob("*CJK*"))


@pytest.mark.skipif(
    not IN_CI and not can_recognise(), reason="tesseract with chi_sim is not installed"
)
def test_a_scan_is_recognised_and_marked() -> None:
    document = read_bytes(scanned(typeset(NOTICE[:3])), "扫描件.pdf")
    assert document.source.reader.startswith("tesseract ")
    wrong = sum(ours != theirs for ours, theirs in zip(document.text, TEXT, strict=False))
    assert len(document.paragraphs) == 3
    assert wrong < 0.1 * len(document.text)


@pytest.mark.parametrize("data", [scanned(typeset(NOTICE[:1])), b"\xff\xd8\xff\xe0" + bytes(99)])
def test_a_scan_that_nothing_can_read_says_what_to_install(
    data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    recogniser.cache_clear()
    with pytest.raises(UnreadableError, match="要先安装 tesseract"):
        read_bytes(data, "a.pdf")


def test_an_older_word_file_that_nothing_can_read_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnreadableError, match="要先安装 LibreOffice"):
        read_bytes(b"{\\rtf1 a}", "a.doc")


@pytest.mark.skipif(
    not shutil.which("soffice") and not IN_CI, reason="LibreOffice is not installed"
)
def test_an_older_word_file_is_read_whatever_its_suffix() -> None:
    document = read_bytes(rich_text(NOTICE[1:2]), "通报.doc")
    assert document.text == NOTICE[1]
    assert (document.format, document.source.reader[:11]) == ("rtf", "LibreOffice")


def test_a_page_saved_in_one_file_is_read() -> None:
    file = page_in_one_file(page_of_divisions(NOTICE))
    assert read_bytes(file, "通报.doc").text == TEXT


def test_the_files_in_a_packed_file_are_read_one_by_one() -> None:
    inner = zipped({"里/通报.txt": TEXT.encode("gbk"), "里/坏.docx": b"PK\x03\x04"})
    packed = zipped(
        {
            "一/通报.docx": word_document([(text, None) for text in NOTICE]),
            "../../etc/通报.htm": page_of_tables(NOTICE).encode(),
            "__MACOSX/一": b"x",
            "二.zip": inner,
            "三.zip": zipped({"四.zip": zipped({"五.txt": b"x"})}),
        }
    )
    found = list(files(packed, "通报.zip"))
    assert [member.name for member in found] == [
        "通报.zip/一/通报.docx",
        "通报.zip/etc/通报.htm",
        "通报.zip/二.zip/里/通报.txt",
        "通报.zip/二.zip/里/坏.docx",
        "通报.zip/三.zip/四.zip",
    ]
    assert [read_bytes(found[n].read(), found[n].name).text for n in range(3)] == [TEXT] * 3
    with pytest.raises(UnreadableError, match="损坏"):
        read_bytes(found[3].read(), found[3].name)
    with pytest.raises(UnreadableError, match="不止2层"):
        found[4].read()


def test_a_file_that_is_not_packed_stands_for_itself() -> None:
    for data, name in [
        (TEXT.encode(), "通报.txt"),
        (word_document([(NOTICE[1], None)]), "通报.docx"),
        (b"", "空.txt"),
    ]:
        assert [(member.name, member.read()) for member in files(data, name)] == [(name, data)]


def test_a_packed_file_with_one_document_is_that_document() -> None:
    document = read_bytes(zipped({"通报.txt": TEXT.encode()}), "a.zip")
    assert (document.text, document.source.file_name) == (TEXT, "a.zip/通报.txt")
    assert document.sha256 == sha256(TEXT.encode()).hexdigest()


def overlapping(packed: bytes, times: int) -> bytes:
    """The ZIP file with its one member listed so many times."""
    start, end = packed.index(b"PK\x01\x02"), packed.index(b"PK\x05\x06")
    directory = packed[start:end] * times
    tail = bytearray(packed[end:])
    struct.pack_into("<HHL", tail, 8, times, times, len(directory))
    return packed[:start] + directory + tail


def test_hostile_packed_files_are_refused_in_one_line() -> None:
    packed = zipped({"通报.txt": TEXT.encode()})
    for data, reason in [
        (zipped({"a.txt": b"x", "b.txt": b"x"}), "不止一个文件"),
        (zipped({}), "损坏|空"),
        (packed[:60], "损坏"),
        (zipped({"bomb.txt": bytes(30_000_000)}), "压缩比异常"),
        (overlapping(zipped({"bomb.txt": bytes(45_000_000)}), 12), "解压后太大"),
        (zipped({"a": zipped({"b": b"x"})}), "压缩包里还是压缩包"),
        (overlapping(packed, 5_001), "超过5000个"),
    ]:
        with pytest.raises(UnreadableError, match=reason) as refused:
            read_bytes(data, "a.zip")
        assert "\n" not in str(refused.value)


# What no reader takes away: the notice's own number above the title (〔2024〕7号), and in a PDF the
# spaces by which paragraphs run together on one line.
KEPT = {"txt": {"document_number"}, "pdf": {"one_line", "inner_spaces"}}


@pytest.mark.parametrize(("kind", "count"), [("txt", 100), ("html", 40), ("docx", 20), ("pdf", 20)])
def test_generated_notices_are_read_to_the_letter(kind: str, count: int) -> None:
    layers = tuple(layer for layer in NOISE if layer not in KEPT.get(kind, set()))
    mix = Mix(others=0, noise=0.8, layers=layers, formats=(kind,))
    wrong = []
    for specimen in generate(count, 2718, mix):
        known = [" ".join(line.split()) for line in specimen.passage.text.splitlines()]
        if read_bytes(specimen.data, specimen.name).text.split("\n") != known:
            wrong.append(specimen.name)
    assert wrong == []
