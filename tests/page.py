"""A web page as a test looks at it: its words, its links, its anchors, what it loads."""

from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


@dataclass
class Page:
    """What stands on a page; ``by_class`` and its like map to the words of the elements."""

    words: str = ""
    links: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    by_id: dict[str, str] = field(default_factory=dict)
    loaded: list[str] = field(default_factory=list)
    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    by_class: dict[str, list[str]] = field(default_factory=dict)
    by_tag: dict[str, list[str]] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self._open: list[tuple[str, dict[str, str | None], list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.page.tags.append((tag, given))
        if tag == "a" and given.get("href"):
            self.page.links.append(given["href"] or "")
        if given.get("id"):
            self.page.ids.append(given["id"] or "")
        for name in ("src", "action"):
            if given.get(name):
                self.page.loaded.append(given[name] or "")
        if tag == "link" and given.get("href"):
            self.page.loaded.append(given["href"] or "")
        if tag not in VOID:
            self._open.append((tag, given, []))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        opened, given, words = self._open.pop()
        assert opened == tag, f"<{opened}> closed by </{tag}>"
        text = "".join(words)
        self.page.by_tag.setdefault(tag, []).append(text)
        if given.get("id"):
            self.page.by_id[given["id"] or ""] = text
        for name in set((given.get("class") or "").split()):
            self.page.by_class.setdefault(name, []).append(text)

    def handle_data(self, data: str) -> None:
        self.page.words += data
        for _, _, words in self._open:
            words.append(data)


@cache
def read_page(html: str) -> Page:
    """The page; fails where its elements do not nest."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert not reader._open, f"never closed: {[tag for tag, _, _ in reader._open]}"
    return reader.page
