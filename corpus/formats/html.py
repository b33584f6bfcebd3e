"""Web pages in the three shapes of government sites: paragraphs, tables, line breaks only."""

from functools import cache
from html import escape
from string import Template

from corpus.dice import Dice
from corpus.formats import Sheet
from corpus.vocabulary import DATA

SHAPES = ("paragraphs", "tables", "breaks")
NAVIGATION = ("首页", "新闻中心", "政务公开", "办事服务", "互动交流", "专题专栏", "走进本地")


def write(sheet: Sheet, dice: Dice) -> bytes:
    """A page with the notice in it; some say gb2312 and hold GB18030."""
    shape = dice.pick(SHAPES)
    old = dice.chance(0.4)
    has_title = sheet.title > 0
    title = "".join(sheet.lines[: sheet.title]) if has_title else "通知公告"
    page = _template(shape).substitute(
        charset="gb2312" if old else "utf-8",
        title=escape(title),
        site=escape(sheet.site),
        day=sheet.day,
        navigation="\n".join(f'<a href="#">{name}</a>' for name in NAVIGATION),
        body=_body(sheet.lines[sheet.title :], shape, dice),
    )
    return page.encode("gb18030" if old else "utf-8")


@cache
def _template(shape: str) -> Template:
    return Template((DATA / "html" / f"{shape}.html").read_text(encoding="utf-8"))


def _body(lines: tuple[str, ...], shape: str, dice: Dice) -> str:
    if shape == "breaks":
        return "\n".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{_inline(line, dice)}<br><br>" for line in lines)
    style = ' style="text-indent:2em"' if shape == "paragraphs" else ' class="MsoNormal"'
    return "\n".join(f"<p{style}>{_inline(line, dice)}</p>" for line in lines)


def _inline(line: str, dice: Dice) -> str:
    """A paragraph's text, quotes as entities and pieces in spans as editors leave them."""
    text = escape(line, quote=False)
    if dice.chance(0.3):
        text = text.replace("“", "&ldquo;").replace("”", "&rdquo;")
    if dice.chance(0.3):
        return f'<span style="font-family:仿宋">{text}</span>'
    if len(line) < 40 and dice.chance(0.3):
        return f"<strong>{text}</strong>"
    return text
