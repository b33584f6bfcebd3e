"""One fictional notice, and files of every format that hold it, made on the fly."""

import struct
import zlib
from base64 import b64encode
from collections.abc import Mapping, Sequence
from contextlib import closing
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pypdfium2
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

TITLE = "中共青禾县水务局党组关于十四届县委第三轮巡察整改进展情况的通报"
URL = "http://www.qinghe.example.cn/zwgk/202409/t20240906_1.html"
NOTICE = (
    TITLE,
    "根据县委统一部署，2024年3月1日至4月20日，县委第二巡察组对县水务局党组进行了巡察。6月3日，"
    "县委第二巡察组向县水务局党组反馈了巡察意见。按照巡察工作有关要求，现将巡察整改进展情况予以公布。",
    "一、组织落实整改情况",
    "局党组把整改作为一项政治任务，先后召开专题会议6次，制定整改措施18条，逐条明确责任人和完成时限，"
    "确保条条有着落、件件有回音。",
    "二、巡察反馈问题整改情况",
    "1.关于水费收缴不及时的问题。",
    "整改情况：一是组织人员逐户核对用水底册，补收2022年以来拖欠的水费12.6万元；二是修订《水费收缴管理办法》，"
    "按季公布收缴进度，对逾期不缴的单位发函催收。",
    "2.关于工程档案管理不规范的问题。",
    "整改情况：对2019年以来的43个工程项目档案逐卷清理，补齐验收资料61份，明确专人保管，做到账物相符、"
    "借阅有据。",
    "三、下一步工作安排",
    "局党组将持续巩固整改成果，对已经完成的事项适时开展回头看，对需要长期坚持的事项明确阶段目标，"
    "定期调度，一抓到底。",
    "欢迎广大干部群众对巡察整改落实情况进行监督。联系电话：0000-1234567；邮政信箱：青禾县滨河路8号。",
    "中共青禾县水务局党组",
    "2024年9月6日",
)

_HEAD = f"""<head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>{TITLE}_青禾县人民政府</title><link rel="canonical" href="{URL}">
<style>p {{ margin: 0 }}</style><script>var title = "首页。";</script></head>"""
_MENU = "".join(
    f'<li><a href="/{name}/">{name}</a></li>'
    for name in ("首页", "走进青禾", "新闻中心", "政务公开", "互动交流", "专题专栏")
)
_CRUMBS = (
    '<div class="pos">您当前的位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a></div>'
)
_META = (
    "发布时间：2024-09-06 10:20 来源：县水务局 浏览次数：<span></span> "
    "字号：[ <a href='javascript:big()'>大</a> 中 小 ]"
)
_RELATED = "".join(
    f'<li><a href="/t{n}.html">县交通运输局党组关于巡察整改进展情况的通报，第{n}号</a></li>'
    for n in range(9)
)
_FOOT = (
    "<div class='foot'>主办：青禾县人民政府办公室 京ICP备00000000号<br>"
    "建议使用1024*768分辨率，IE8.0以上版本浏览器</div>"
)


def page_of_divisions(paragraphs: Sequence[str]) -> str:
    """A page of nested divisions: menu, breadcrumb, title, its data, the text, related pages."""
    text = "".join(
        f'<p style="text-indent:2em">&nbsp;&nbsp;<span>{paragraph[:7]}</span>'
        f"<span>{paragraph[7:]}</span></p>\n<!-- 注释。 -->\n"
        for paragraph in paragraphs[1:]
    )
    return (
        f"<!DOCTYPE html><html>{_HEAD}<body><div class=top><ul>{_MENU}</ul></div>{_CRUMBS}"
        f'<div class="article"><h1 class="title">{paragraphs[0]}</h1><div>{_META}</div>'
        f'<div id="zoom"><div><div class="TRS_Editor">{text}</div></div></div>'
        f'<div style="display: none">{"隐藏的文字，不应读出。" * 30}</div></div>'
        f"<div class=side><h3>相关信息</h3><ul>{_RELATED}</ul></div>{_FOOT}</body></html>"
    )


def page_of_tables(paragraphs: Sequence[str]) -> str:
    """A page laid out in nested tables, a row for each paragraph, inside one form."""
    rows = "".join(f"<tr><td>　　{paragraph}</td></tr>" for paragraph in paragraphs)
    return (
        f"<html>{_HEAD}<body><form><table><tr><td><ul>{_MENU}</ul></td></tr><tr><td>{_CRUMBS}</td>"
        f"</tr><tr><td width=200><ul>{_RELATED}</ul></td><td><table><tr><td>{_META}</td></tr>"
        f"<tr><td><table>{rows}</table></td></tr></table></td></tr><tr><td>{_FOOT}</td></tr>"
        "</table></form></body></html>"
    )


def page_of_breaks(paragraphs: Sequence[str]) -> str:
    """A page whose paragraphs are parted by line breaks only, inside a table cell."""
    text = "<br>\r\n<br>".join(f"&nbsp;&nbsp; {paragraph}" for paragraph in paragraphs)
    return (
        f"<html>{_HEAD}<body><table><tr><td>{_MENU}</td></tr><tr><td>{_CRUMBS}{_META}<br>{text}"
        f"<br>【<a href='javascript:print()'>打印</a>】【<a href='javascript:close()'>关闭</a>】"
        f"</td></tr></table>{_FOOT}</body></html>"
    )


def page_in_one_file(page: str) -> bytes:
    """A page as browsers save it together with what it shows (MHT)."""
    coded = b64encode(page.encode("gb18030")).decode()
    return (
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n"
        f"Content-Type: text/html\nContent-Transfer-Encoding: base64\n\n{coded}\n--b--\n"
    ).encode()


def rich_text(paragraphs: Sequence[str]) -> bytes:
    """An RTF file, every character written by its number."""
    coded = "".join(
        "".join(f"\\u{ord(character)}?" for character in paragraph) + "\\par\n"
        for paragraph in paragraphs
    )
    return f"{{\\rtf1\\ansi {coded}}}".encode()


_LEVELS = (  # the format and the pattern of each level of the list
    ("chineseCounting", "%1、"),
    ("chineseCounting", "（%2）"),
    ("decimal", "%3."),
    ("decimalEnclosedCircle", "%4"),
)
_NUMBERING = "".join(
    f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
    f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    for level, (form, pattern) in enumerate(_LEVELS)
)


def word_document(paragraphs: Sequence[tuple[str, int | None]]) -> bytes:
    """A Word file of paragraphs, each with its level in one automatically numbered list."""
    document = Document()
    root = document.part.numbering_part.element
    root.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{_NUMBERING}</w:abstractNum>'
        ),
    )
    root.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>')
    )
    for text, level in paragraphs:
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        if level is not None:
            properties.append(
                parse_xml(
                    f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/>'
                    '<w:numId w:val="90"/></w:numPr>'
                )
            )
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def word_package(document: str, **parts: str) -> bytes:
    """A bare Word file with this XML for its document; further parts by their names."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as package:
        for name, content in {"document": document, **parts}.items():
            package.writestr(f"word/{name}.xml", content)
    return stream.getvalue()


def portable_document(pages: Sequence[Sequence[tuple[float, float, int, str]]]) -> bytes:
    """A PDF of pages of lines, each with its left edge and height above the foot in points, its
    size and its text; set in a font that every reader of Chinese PDFs knows."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H"
        b"/DescendantFonts[4 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/FontDescriptor 5 0 R"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>>>",
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]"
        b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
    ]
    kids = b""
    for lines in pages:
        shown = b" ".join(
            b"/F %d Tf 1 0 0 1 %.1f %.1f Tm <%s> Tj"
            % (size, left, height, text.encode("utf-16-be").hex().encode())
            for left, height, size, text in lines
        )
        objects.append(b"<</Length %d>>stream\nBT %s ET\nendstream" % (len(shown) + 6, shown))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F 3 0 R>>>>>>" % len(objects)
        )
        kids += b"%d 0 R " % len(objects)
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), kids)
    return _numbered(objects)


def _numbered(objects: Sequence[bytes]) -> bytes:
    file = b"%PDF-1.4\n"
    places = b""
    for number, content in enumerate(objects, 1):
        places += b"%010d 00000 n \n" % len(file)
        file += b"%d 0 obj%sendobj\n" % (number, content)
    return file + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>startxref\n%d\n%%%%EOF"
        % (len(objects) + 1, places, len(objects) + 1, len(file))
    )


_SIZE, _LINES_A_PAGE, _CHARACTERS_A_LINE = 16, 22, 26
_FIRST_LINE, _LEADING, _LEFT = 740, 29, 90


def typeset(paragraphs: Sequence[str], header: str = "") -> bytes:
    """A PDF of paragraphs as an office sets them: the title in the middle, indents, lines broken
    at the right margin, page numbers at the foot, and a header where one is given."""
    title, *others = paragraphs
    set_lines = [(_LEFT + (_CHARACTERS_A_LINE - len(title)) * _SIZE / 2, title)]
    for paragraph in others:
        text = "　　" + paragraph
        for start in range(0, len(text), _CHARACTERS_A_LINE):
            line = text[start : start + _CHARACTERS_A_LINE]
            indent = len(line) - len(line.lstrip("　"))
            set_lines.append((_LEFT + indent * _SIZE, line.strip("　")))
    pages = []
    for number, first in enumerate(range(0, len(set_lines), _LINES_A_PAGE), 1):
        page = [
            (left, _FIRST_LINE - row * _LEADING, _SIZE, text)
            for row, (left, text) in enumerate(set_lines[first : first + _LINES_A_PAGE])
        ]
        edges = [(280, 40, 12, f"— {number} —"), (200, 800, 10, header)]
        pages.append([line for line in [*page, *edges] if line[3]])
    return portable_document(pages)


def scanned(document: bytes) -> bytes:
    """A PDF of pictures of the pages of another."""
    pictures = pypdfium2.PdfDocument.new()
    with closing(pypdfium2.PdfDocument(document)) as pages, closing(pictures):
        for page in pages:
            picture = pypdfium2.PdfImage.new(pictures)
            picture.set_bitmap(page.render(scale=200 / 72, grayscale=True))
            width, height = page.get_size()
            picture.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
            sheet = pictures.new_page(width, height)
            sheet.insert_obj(picture)
            sheet.gen_content()
        stream = BytesIO()
        pictures.save(stream)
    return stream.getvalue()


def pictured(document: bytes) -> bytes:
    """The first page of a PDF as a grey PNG picture."""
    with closing(pypdfium2.PdfDocument(document)) as pages:
        bitmap = pages[0].render(scale=200 / 72, grayscale=True)
    dots, step, width = bytes(bitmap.buffer), bitmap.stride, bitmap.width
    rows = b"".join(b"\0" + dots[row * step :][:width] for row in range(bitmap.height))
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, bitmap.height, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A ZIP file of members, their names written in GBK as Chinese Windows does."""
    stream = BytesIO()
    names = {  # a stand-in as long as the name; plain names need none
        name if name.isascii() else f"{number}".ljust(len(name.encode("gbk")), "-"): name
        for number, name in enumerate(members)
    }
    with ZipFile(stream, "w", ZIP_DEFLATED) as package:
        for plain, name in names.items():
            package.writestr(plain, members[name])
    file = stream.getvalue()
    for plain, name in names.items():
        file = file.replace(plain.encode(), name.encode("gbk"))
    return file


FINDINGS_TABLE = (
    ("序号", "反馈问题", "整改情况", "责任单位"),
    ("1", "水费收缴不及时", "逐户核对用水底册，补收水费12.6万元。", "财务科"),
    ("2", "工程档案管理不规范", "补齐验收资料61份，明确专人保管。", ""),
)
FINDINGS_LINES = (
    "1.水费收缴不及时",
    "整改情况：逐户核对用水底册，补收水费12.6万元。",
    "责任单位：财务科",
    "2.工程档案管理不规范",
    "整改情况：补齐验收资料61份，明确专人保管。",
)
