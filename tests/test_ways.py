"""The ways of the people whom the pages are for, from the home page to the answer.

Each way is walked by clicks and typing, in Chinese on a desk and in English on a phone.
"""

import csv
import io
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from indexer import build
from tests.chromium import DESK, PHONE, opened, serving
from tests.samples import NOTICE, URL, page_of_divisions
from tests.test_export import sheet
from webui.language import messages

pytestmark = pytest.mark.browser

UNIT = "青禾县水务局"
FAILED = "巡察动员会简讯.txt"


@dataclass(frozen=True)
class Walk:
    """A person's page, and how that person's language says a message of the interface."""

    page: Page
    say: Callable[[str], str]

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=self.say(name), exact=True).last

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("link", name=self.say(name), exact=True).first

    def ask(self, text: str) -> None:
        self.page.locator("main input[type=search]").first.fill(text)
        self.button("检索").click()

    def found(self) -> int:
        """How many hits the search page says that it has."""
        return number(self.page.locator(".bar strong"))

    def narrow(self, facet: str, value: str) -> None:
        """Choose a value of a facet, which folds on a phone."""
        fold = self.page.locator(".facets > summary")
        if fold.is_visible():
            fold.click()
        values = self.page.locator(f".facets h2:text-is('{self.say(facet)}') + ul")
        values.locator("a").filter(has_text=value).click()

    def take(self, name: str) -> bytes:
        """The file that the link of this name downloads."""
        with self.page.expect_download() as waiting:
            self.link(name).click()
        return Path(waiting.value.path()).read_bytes()


def number(words: Locator) -> int:
    match = re.search(r"\d[\d,]*", words.inner_text())
    assert match
    return int(match[0].replace(",", ""))


def table(file: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"))))


@pytest.fixture(scope="module")
def address(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The sample with a web page of a unit's notice, and with a file that could not be taken in."""
    root = tmp_path_factory.mktemp("ways")
    shutil.copytree(sample_home, root / "home")
    (root / "水务局.html").write_text(page_of_divisions(NOTICE), "gb18030")
    (root / FAILED).write_text("今日召开巡察工作动员会，部署有关工作。\n", "utf-8")
    build(root / "home", [root / "水务局.html", root / FAILED])
    with serving(root / "home") as served:
        yield served


@pytest.fixture(params=("zh", "en"))
def walk(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Walk]:
    complaints: list[str] = []
    size = {"zh": DESK, "en": PHONE}[request.param]
    page = opened(browser, address, complaints, viewport=size, has_touch=size is PHONE)
    page.goto("/")
    if request.param == "en":
        page.get_by_role("link", name="English").click()
    yield Walk(page, messages(request.param).gettext)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    page.context.close()
    assert not complaints


def test_an_inspection_office_takes_the_problems_of_sub_districts_away(walk: Walk) -> None:
    row = walk.page.locator("tr").filter(has=walk.link("街道"))
    row.locator("a").last.click()
    for year in ("2025", "2024", "2023"):
        walk.narrow("年份", year)
    findings = walk.found()
    rows = table(walk.take("CSV"))
    assert len(rows) == findings > 50
    assert {row[walk.say("单位类型")] for row in rows} == {"街道"}
    assert {row[walk.say("年份")] for row in rows} == {"2023", "2024", "2025"}
    assert [row[0] for row in sheet(walk.take("Excel"))[1:]] == [
        next(iter(row.values())) for row in rows
    ]


def test_a_party_office_reads_how_others_put_the_same_right(walk: Walk) -> None:
    walk.ask("党费收缴")
    walk.page.locator(".items .heading a").first.click()
    own = walk.page.locator("h1 ~ .meta a").first.inner_text()
    walk.link("别的单位怎样整改").click()
    ways = walk.page.locator(".ways article")
    expect(ways.first).to_be_in_viewport()
    units = {unit.inner_text() for unit in ways.locator(".meta a").all()}
    assert units
    assert own not in units
    measure = ways.locator("li a").first
    words = measure.inner_text().rstrip("…")
    measure.click()
    told = walk.page.locator(":target")
    expect(told).to_be_in_viewport()
    expect(told).to_contain_text(words)


def test_a_journalist_goes_from_a_chart_to_its_rows(walk: Walk) -> None:
    walk.link("类型").click()
    walk.link("党费收缴使用管理").click()
    bar = walk.page.locator(".chart svg a").last
    shown = set(re.findall(r"\d+", bar.locator("title").inner_html()))
    bar.click()
    findings = walk.found()
    rows = table(walk.take("CSV"))
    assert len(rows) == findings
    assert {str(findings), *(row[walk.say("年份")] for row in rows)} == shown


def test_a_citizen_reads_a_unit_s_record_and_its_source(walk: Walk) -> None:
    box = walk.page.locator("main input[type=search]").first
    box.press_sequentially(UNIT[:4])
    walk.page.get_by_role("option").filter(has_text=UNIT).first.click()
    walk.page.get_by_role("link", name=UNIT).first.click()
    expect(walk.page.locator("h1")).to_have_text(UNIT)
    walk.page.get_by_role("link", name=re.compile("2024")).first.click()
    expect(walk.page.locator("article.sheet")).to_contain_text(NOTICE[5])
    expect(walk.page.get_by_role("link", name=URL)).to_have_attribute("href", URL)


def test_the_archivist_sees_what_failed_and_why(walk: Walk) -> None:
    walk.link("收录情况").click()
    row = walk.page.locator("tr").filter(has_text=FAILED)
    expect(row).to_be_visible()
    assert len(row.locator("td").first.inner_text()) > 4
