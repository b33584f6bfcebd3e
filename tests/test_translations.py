"""The interface in English: every message has its translation, and no page is left half Chinese.

Run as a program, this brings ``webui/translations/en.po`` level with the code: new messages come
in untranslated, those that nobody uses any more go.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from flask.testing import FlaskClient
from lxml import html

from archive.data import load
from archive.schema import notice_fields
from indexer import Archive
from webui.app import create_app
from webui.settings import Settings

ROOT = Path(__file__).parent.parent
ENGLISH = ROOT / "webui" / "translations" / "en.po"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "counted": (1, 1),
}
METHODS = [("**.py", "python"), ("templates/**", "jinja2")]
OPTIONS = {"templates/**": {"newstyle_gettext": "true", "silent": "false"}}
LATIN = re.compile("[A-Za-z]")  # in an attribute, where names cannot be marked as Chinese
HAN = re.compile(r"[\u3400-\u9fff]")
NAMES = re.compile(r"%\((\w+)\)s")
SPOKEN = ("aria-label", "title", "placeholder", "alt", "content")  # attributes that people read


def terms() -> Iterator[str]:
    """The words of the archive's own lists that stand on pages."""
    yield from (title for _, title in notice_fields().values())
    yield from (one["name"] for one in load("unit_types")["type"])
    yield from (one[key] for one in load("topics")["topic"] for key in ("name", "aspect"))
    yield from (one["name"] for one in load("accountability")["kind"])
    yield from load("parts")["status"]
    yield from (*load("opening")["kinds"], "回头看", "巡视", "巡察")


@cache
def used() -> Catalog:
    """Every message of the pages, without translations."""
    found = Catalog(locale="en", charset="utf-8", fuzzy=False)
    for _, _, message, comments, context in extract_from_dir(
        ROOT / "webui", METHODS, OPTIONS, KEYWORDS
    ):
        found.add(message, auto_comments=comments, context=context)
    for word in terms():
        found.add(word)
    return found


def translated() -> Catalog:
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en")


def test_every_message_is_said_in_english_and_no_other() -> None:
    written = {message.id: message for message in translated() if message.id}
    wanted = {message.id for message in used() if message.id}
    assert wanted - set(written) == set(), "run python tests/test_translations.py, then translate"
    assert set(written) - wanted == set(), "run python tests/test_translations.py"
    assert not [name for name, message in written.items() if not all(forms(message.string))]
    assert not [name for name, message in written.items() if message.fuzzy]


def forms(string: str | tuple[str, ...]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else string


def test_translations_put_in_nothing_that_the_message_does_not_have() -> None:
    computed = {"month_name", "yuan", "first_in_year", "last_in_year", "first", "last"}
    for message in translated():
        if message.id:
            known = set(NAMES.findall(forms(message.id)[0]))
            for said in forms(message.string):
                assert not HAN.search(said), message.id
                assert set(NAMES.findall(said)) - known <= computed, message.id


@pytest.fixture(scope="module")
def client(sample_home: Path) -> FlaskClient:
    return create_app(
        Settings(home=sample_home, title="Archive"), Archive.open(sample_home)
    ).test_client()


def chinese(page: str) -> Iterator[str]:
    """Chinese words on a page outside of the parts that are marked as Chinese."""
    tree = html.document_fromstring(page)
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style"):
            continue
        marked = element.xpath("ancestor-or-self::*[@lang][1]/@lang")[0]
        around = element.xpath("ancestor::*[@lang][1]/@lang") or [marked]
        said = [(element.text, marked), (element.tail, around[0])]
        spoken = (element.get(name) or "" for name in SPOKEN)
        said += [(words, marked) for words in spoken if not LATIN.search(words)]
        yield from (words for words, tag in said if words and HAN.search(words) and tag == "en")


def pages(client: FlaskClient) -> list[str]:
    """One address of each kind of page."""
    found = client.get("/search?q=党费&year=2023&topic=党费收缴使用管理").text
    finding = re.search(r'href="(/findings/[^"]+)"', found)
    unit = re.search(r'href="(/units/[^"]+)"', found)
    topic = re.search(r'href="(/topics/[^"]+)"', client.get("/topics").text)
    regulation = re.search(r'href="(/regulations/[^"]+)"', client.get("/regulations").text)
    one_round = re.search(r'href="(/rounds\?[^"]+)"', client.get("/rounds").text)
    assert finding
    assert unit
    assert topic
    assert regulation
    assert one_round
    links = [one[1].replace("&amp;", "&") for one in (finding, unit, topic, regulation, one_round)]
    return [
        *links,
        links[0].replace("findings", "notices").rpartition("-")[0],
        *("/", "/search?q=党费&kind=常规&unit_type=街道&year=2021..2023", "/search?scope=notices"),
        *("/search?q=“绝无此语”&year=2023", "/search?page=400", "/units", "/units?by=level"),
        *("/units?by=region", "/years", "/years/2023", "/rounds", "/topics", "/regulations"),
        *(
            "/status",
            "/checks",
            "/about",
            "/nowhere",
            "/search?page=0",
            "/units/none",
            "/years/1900",
        ),
    ]


def test_pages_in_english_hold_chinese_only_where_it_is_marked(client: FlaskClient) -> None:
    client.set_cookie("lang", "en")
    kept = re.compile(r"<title>.*?</title>|<meta name=\"description\".*?>|<input[^>]*>", re.DOTALL)
    left = {}
    for url in pages(client):
        page = client.get(url).text
        assert '<html lang="en">' in page, url
        if found := list(chinese(kept.sub("", page))):
            left[url] = found
    assert not left
    client.delete_cookie("lang")


def test_the_language_is_chosen_in_the_address_and_remembered(client: FlaskClient) -> None:
    assert '<html lang="zh-CN">' in client.get("/about").text
    turned = client.get("/search?q=党费&lang=en")
    assert '<html lang="en">' in turned.text
    assert "SameSite=Lax" in turned.headers["Set-Cookie"]
    assert '<html lang="en">' in client.get("/about").text
    back = re.search(r'hreflang="zh-CN"[^>]*href="([^"]+)"', client.get("/search?q=党费").text)
    assert back
    again = client.get("/search" + back[1].replace("&amp;", "&"))
    assert '<html lang="zh-CN">' in again.text
    assert "党费" in again.text
    assert '<html lang="zh-CN">' in client.get("/about").text
    assert "Cookie" in again.headers["Vary"]


def test_an_unknown_language_is_refused_and_not_remembered(client: FlaskClient) -> None:
    response = client.get("/about?lang=../../etc")
    assert response.status_code == 400
    assert "Set-Cookie" not in response.headers


def test_words_of_the_notices_are_marked_as_chinese(client: FlaskClient) -> None:
    page = html.document_fromstring(client.get("/?lang=en").text)
    titles = page.xpath('//h3[@class="heading"]/a')
    assert titles
    for title in titles:
        said = title.xpath("descendant-or-self::*[@lang]")
        assert [one.get("lang") for one in said] == ["zh-CN"]
    client.get("/?lang=zh")


def write_messages() -> None:
    """Bring the catalogue level with the code."""
    catalog = translated() if ENGLISH.exists() else Catalog(locale="en")
    catalog.update(used(), no_fuzzy_matching=True)
    with ENGLISH.open("wb") as file:
        write_po(
            file,
            catalog,
            width=None,
            no_location=True,
            omit_header=True,
            sort_output=True,
            ignore_obsolete=True,
        )


if __name__ == "__main__":
    write_messages()
