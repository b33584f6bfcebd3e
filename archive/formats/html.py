"""Web pages: the notice picked out of the navigation by where the page's running text stands."""

import re
from collections.abc import Mapping, Sequence
from itertools import accumulate

import lxml
from lxml.etree import ParserError, XMLSyntaxError
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from archive.encoding import decode
from archive.errors import UnreadableError
from archive.formats.content import Content
from archive.formats.page import Page, Part, read_page
from archive.page_noise import strip_frame

_MOST_TAGS = 200_000
_BODY_SHARE = 0.99  # of a page's running text stands in the element that holds the notice
_LINES_ABOVE = 20  # in which the page tells of when and by whom it was published
_LONGEST_TITLE = 120
_SUBTITLES = 3
_DAY = re.compile(r"(\d{4})[-/年.](\d{1,2})[-/月.](\d{1,2})")
_OF_NOTICE = re.compile(r"巡[察视]|整改|巡視整改|通报|通報|反馈")
_SITE_NAME = re.compile(r"\s*[-_|–—－]+\s*")
_SQUEEZED = re.compile(r"[\W_]+")

_META = {  # the names under which government sites and others give them
    "title": ("articletitle", "og:title", "title"),
    "published_on": ("pubdate", "article:published_time", "publishdate", "og:release_date"),
    "publisher": ("contentsource", "source", "og:site_name", "sitename"),
    "url": ("og:url", "url"),
}


def read_html(data: bytes) -> Content:
    """The lines of the notice on a page, its title first, and what the page says of itself."""
    if data.count(b"<") > _MOST_TAGS:
        raise UnreadableError(f"网页太大，标签超过{_MOST_TAGS // 10_000}万个")
    root = _parsed(decode(data).text)
    page = read_page(root)
    if not page.lines:
        raise UnreadableError("网页里没有文字")
    body = _body(page)
    heading = _heading(page, body)
    above = page.lines[heading.end if heading else max(0, body.first - _LINES_ABOVE) : body.first]
    subtitles, frame = strip_frame([line.text for line in above if not line.is_link])
    lines = [line.text for line in page.lines[body.first : body.end] if not line.is_link]
    if heading:
        lines[:0] = [line for line in subtitles[:_SUBTITLES] if _OF_NOTICE.search(line)]
    meta = _meta(root)
    title = _text(page, heading) if heading else _page_title(root, meta)
    if title and _OF_NOTICE.search(title) and not _holds(lines, title):
        lines.insert(0, title)
    return Content(
        tuple(lines),
        f"lxml {lxml.__version__}",
        url=_url(root, meta),
        title=title,
        published_on=_iso_day(meta.get("published_on", "")) or frame.published_on,
        publisher=frame.publisher or meta.get("publisher"),
    )


def _parsed(text: str) -> HtmlElement:
    parser = HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root = document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except (ParserError, XMLSyntaxError) as error:
        raise UnreadableError("网页里没有文字") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnreadableError("网页的标签嵌套太深")
    return root


def _body(page: Page) -> Part:
    """The part of the page that holds the notice: the smallest one with all but a trace of the
    running text, and those around it as far as nothing in them leads elsewhere."""
    prose = [0, *accumulate(line.prose for line in page.lines)]
    links = [0, *accumulate(line.is_link for line in page.lines)]
    whole = Part(0, len(page.lines), is_title=False)
    if prose[-1] == 0:
        return whole
    holding = sorted(
        (
            part
            for part in page.parts
            if prose[part.end] - prose[part.first] >= _BODY_SHARE * prose[-1]
        ),
        key=lambda part: part.end - part.first,
    )
    leading = [links[part.end] - links[part.first] for part in holding]
    return holding[leading.count(leading[0]) - 1] if holding else whole


def _heading(page: Page, body: Part) -> Part | None:
    """The heading that stands nearest above the body and speaks of a notice."""
    return next(
        (
            part
            for part in reversed(page.parts)
            if part.is_title
            and body.first - _LINES_ABOVE <= part.end <= body.first
            and not any(line.is_link for line in page.lines[part.first : part.end])
            and len(_text(page, part)) <= _LONGEST_TITLE
            and _OF_NOTICE.search(_text(page, part))
        ),
        None,
    )


def _text(page: Page, part: Part) -> str:
    return "".join(line.text.strip() for line in page.lines[part.first : part.end])


def _meta(root: HtmlElement) -> Mapping[str, str]:
    """The fields that the page's own meta elements give."""
    given = {
        (element.get("name") or element.get("property") or "").lower(): element.get("content")
        for element in root.iter("meta")
        if (element.get("content") or "").strip()
    }
    return {
        field: given[name].strip()
        for field, names in _META.items()
        for name in reversed(names)
        if name in given
    }


def _page_title(root: HtmlElement, meta: Mapping[str, str]) -> str | None:
    """The title as the page's head gives it, without the site's name after it."""
    element = root.find(".//title")
    title = meta.get("title") or (element.text if element is not None else None) or ""
    return _SITE_NAME.split(title.strip())[0][:_LONGEST_TITLE] or None


def _holds(lines: Sequence[str], title: str) -> bool:
    """Whether the title already stands among the first lines, spaces and marks aside."""
    start = "".join(lines[:_LINES_ABOVE])
    return _SQUEEZED.sub("", title) in _SQUEEZED.sub("", start)


def _url(root: HtmlElement, meta: Mapping[str, str]) -> str | None:
    canonical = next(
        (link.get("href") for link in root.iterfind(".//link[@rel='canonical']")), None
    )
    url = canonical or meta.get("url") or ""
    return url.strip() if url.strip().startswith(("http://", "https://")) else None


def _iso_day(text: str) -> str | None:
    day = _DAY.search(text)
    return f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}" if day else None
