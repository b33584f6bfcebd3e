"""The pages in a real Chromium: the ways people walk through them, on a desk and on a phone."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.chromium import DESK, PHONE, opened, serving

pytestmark = pytest.mark.browser

ENOUGH = 4.5  # contrast of text, WCAG 2.2 AA

# Text on its ground, by the style sheet's variables.
INKS = (
    ("--ink", "--paper"),
    ("--ink", "--mark"),
    ("--ink", "--lit"),
    ("--ink", "--wash"),
    ("--quiet", "--paper"),
    ("--quiet", "--wash"),
    ("--quiet", "--sheet"),
    ("--cinnabar", "--paper"),
    ("--cinnabar", "--wash"),
    ("--on-cinnabar", "--cinnabar"),
    ("--on-cinnabar", "--deep"),
)


@pytest.fixture(scope="module")
def address(sample_home: Path) -> Iterator[str]:
    with serving(sample_home) as served:
        yield served


@pytest.fixture
def complaints() -> list[str]:
    """What a page should not have done; empty at the end of a walk."""
    return []


@pytest.fixture
def desk(browser: Browser, address: str, complaints: list[str]) -> Iterator[Page]:
    page = opened(browser, address, complaints)
    yield page
    page.context.close()
    assert not complaints


@pytest.fixture
def phone(browser: Browser, address: str, complaints: list[str]) -> Iterator[Page]:
    page = opened(browser, address, complaints, viewport=PHONE, has_touch=True, is_mobile=True)
    yield page
    page.context.close()
    assert not complaints


@pytest.fixture
def without_script(browser: Browser, address: str, complaints: list[str]) -> Iterator[Page]:
    page = opened(browser, address, complaints, java_script_enabled=False)
    yield page
    page.context.close()
    assert not complaints


def found(page: Page) -> int:
    match = re.search(r"共 ([\d,]+)", page.locator(".bar [role=status]").inner_text())
    assert match
    return int(match[1].replace(",", ""))


def walk_to_a_similar_finding(page: Page) -> None:
    page.goto("/")
    page.locator("input[name=q]").first.fill("党费收缴")
    page.get_by_role("button", name="检索").click()
    expect(page.locator("mark").first).to_be_visible()
    page.locator(".items .heading a").first.click()
    expect(page).to_have_url(re.compile(r"/findings/[0-9a-f]{12}-\d+$"))
    first = page.url
    similar = page.locator("aside .heading a").first
    heading = similar.inner_text()
    similar.click()
    expect(page.locator("h1")).to_have_text(heading)
    assert page.url.rsplit("-", 1)[0] != first.rsplit("-", 1)[0]
    page.locator(".trail a").nth(1).click()
    expect(page.locator("article.sheet")).to_contain_text(heading)


def test_suggestions_are_chosen_with_the_keyboard(desk: Page) -> None:
    desk.goto("/")
    box = desk.get_by_role("combobox").last
    box.press_sequentially("dangfei")
    options = desk.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_value(re.compile("^党费"))
    box.press("Escape")
    expect(options).to_have_count(0)
    expect(box).to_have_value("dangfei")
    box.press_sequentially("sh")
    expect(options.first).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")
    expect(desk).to_have_url(re.compile(r"/search\?q="))


def test_from_a_question_to_its_like_in_another_notice(desk: Page) -> None:
    walk_to_a_similar_finding(desk)


def test_the_same_on_a_phone(phone: Page) -> None:
    walk_to_a_similar_finding(phone)


def test_the_same_without_script(without_script: Page) -> None:
    walk_to_a_similar_finding(without_script)


def facet(page: Page, title: str) -> Locator:
    """The first value of a facet that is not chosen yet."""
    fold = page.locator(".facets > summary")
    if fold.is_visible():
        fold.click()
    values = page.locator(f".facets h2:text-is('{title}') + ul")
    return values.locator("a:not([aria-current])").first


def narrow_by_unit_and_year(page: Page) -> None:
    page.goto("/search?q=整改")
    everything = found(page)
    unit = facet(page, "单位")
    name, count = unit.locator("span").all_inner_texts()
    unit.click()
    assert found(page) == int(count) < everything
    facet(page, "年份").click()
    expect(page.locator(".chips li a:not(.all)")).to_have_count(2)
    assert 0 < found(page) <= int(count)
    for meta in page.locator(".items .meta").all_inner_texts():
        assert name in meta
    page.get_by_role("link", name="全部去掉").click()
    assert found(page) == everything


def test_hits_are_narrowed_by_unit_and_year_and_widened_again(desk: Page) -> None:
    narrow_by_unit_and_year(desk)


def test_hits_are_narrowed_on_a_phone(phone: Page) -> None:
    narrow_by_unit_and_year(phone)


def test_a_fact_lights_the_words_it_was_read_from(without_script: Page, address: str) -> None:
    without_script.goto("/search?scope=notices&q=党费")
    without_script.locator(".items .heading a").first.click()
    fact = without_script.locator(".margin a.told").first
    target = without_script.locator(f"[id='{fact.get_attribute('href')[1:]}']")  # type: ignore[index]
    ground = "element => getComputedStyle(element).backgroundColor"
    assert target.evaluate(ground) == "rgba(0, 0, 0, 0)"
    fact.click()
    expect(target).to_be_in_viewport()
    assert target.evaluate(ground) != "rgba(0, 0, 0, 0)"


def test_pointing_at_a_fact_lights_its_words(desk: Page) -> None:
    desk.goto("/search?scope=notices&q=党费")
    desk.locator(".items .heading a").first.click()
    fact = desk.locator(".margin a.told").first
    fact.hover()
    expect(desk.locator(".lit")).to_have_count(1)
    desk.mouse.move(0, 0)
    expect(desk.locator(".lit")).to_have_count(0)


def test_a_query_runs_in_datasette(desk: Page) -> None:
    desk.goto("/")
    desk.get_by_role("link", name="数据", exact=True).click()
    expect(desk.locator("h1")).to_be_visible()
    desk.goto("/sql/catalogue?sql=select+count(*)+as+n+from+findings")
    rows = int(desk.locator("table.rows td").first.inner_text().replace(",", ""))
    desk.goto("/search")
    assert found(desk) == rows


def test_a_ready_query_leads_back_to_a_page(desk: Page) -> None:
    desk.goto("/sql/catalogue")
    desk.locator("main a[href*='/sql/catalogue/']").first.click()
    expect(desk.locator("main")).to_be_visible()
    desk.goto("/sql/catalogue/findings_by_relevance?_search=党费收缴")
    expect(desk.locator("table.rows")).to_contain_text("党费")
    desk.locator("table.rows a[href^='/findings/'], table.rows a[href^='/notices/']").first.click()
    expect(desk).to_have_url(re.compile(r"/(findings|notices)/[0-9a-f]{12}"))


def test_a_slash_goes_to_the_search_box(desk: Page) -> None:
    desk.goto("/units")
    desk.keyboard.press("/")
    expect(desk.locator("#q")).to_be_focused()
    desk.keyboard.type("a/b")
    expect(desk.locator("#q")).to_have_value("a/b")


def test_keys_can_be_turned_off_and_that_is_remembered(desk: Page) -> None:
    desk.goto("/help")
    choice = desk.get_by_role("checkbox")
    expect(choice).to_be_checked()
    choice.uncheck()
    desk.goto("/units")
    desk.keyboard.press("/")
    expect(desk.locator("#q")).not_to_be_focused()
    desk.goto("/help")
    expect(choice).not_to_be_checked()
    choice.check()
    desk.goto("/units")
    desk.keyboard.press("/")
    expect(desk.locator("#q")).to_be_focused()


def test_j_and_k_go_through_the_hits(desk: Page) -> None:
    desk.goto("/search?q=党费")
    hits = desk.locator(".items .heading a")
    for key, number in (("j", 0), ("j", 1), ("k", 0), ("k", 0)):
        desk.keyboard.press(key)
        expect(hits.nth(number)).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk).to_have_url(re.compile(r"/findings/"))


def test_the_keyboard_can_skip_to_the_text(desk: Page) -> None:
    desk.goto("/units")
    desk.keyboard.press("Tab")
    skip = desk.get_by_role("link", name="跳到正文")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    desk.keyboard.press("Enter")
    expect(desk.locator("main")).to_be_focused()


PLACES = ("/", "/search?q=党费", "/search?scope=notices", "/units", "/units?by=region", "/years",
          "/years/2023", "/rounds", "/topics", "/regulations", "/status", "/checks", "/about",
          "/sql/catalogue", "/sql/catalogue/findings")  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_nothing_is_wider_than_a_phone(phone: Page, place: str) -> None:
    phone.goto(place)
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_notices_findings_and_units_are_no_wider_than_a_phone(phone: Page) -> None:
    phone.goto("/search?q=党费")
    links = [phone.locator(one).first.get_attribute("href")
             for one in (".items .heading a", ".items .meta a[href^='/units/']",
                         ".items .meta a[href^='/notices/']")]  # fmt: skip
    for link in links:
        assert link
        phone.goto(link)
        assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], link


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(
    browser: Browser, address: str, complaints: list[str], scheme: str
) -> None:
    page = opened(browser, address, complaints, color_scheme=scheme)
    page.goto("/about")
    for ink, ground in INKS:
        assert contrast(page, ink, ground) >= ENOUGH, (ink, ground)
    page.context.close()


def contrast(page: Page, ink: str, ground: str) -> float:
    lights = sorted(luminance(page, name) for name in (ink, ground))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def luminance(page: Page, variable: str) -> float:
    written = page.evaluate(
        "name => getComputedStyle(document.documentElement).getPropertyValue(name)", variable
    )
    channels = [int(written.strip()[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_on_paper_only_the_document_is_left(desk: Page) -> None:
    desk.goto("/search?scope=notices&q=党费")
    desk.locator(".items .heading a").first.click()
    desk.emulate_media(media="print")
    expect(desk.locator(".masthead")).to_be_hidden()
    expect(desk.locator(".contents")).to_be_hidden()
    expect(desk.locator("article.sheet")).to_be_visible()


def test_contents_stand_beside_a_notice_on_a_desk_and_fold_on_a_phone(
    desk: Page, phone: Page
) -> None:
    for page, shown in ((desk, True), (phone, False)):
        page.goto("/search?scope=notices&q=党费")
        page.locator(".items .heading a").first.click()
        expect(page.locator(".contents nav")).to_be_visible(visible=shown)


# ---- for everyone -----------------------------------------------------------------------------

# Each page is looked at in both languages, on both grounds and in both widths, but not in all eight
# ways to put these together: that would take minutes.
WAYS = (("zh", "light", DESK), ("en", "dark", PHONE))
LOOKED_FOR = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
MOST_SHIFT = 0.01  # of layout while a page loads; up to 0.1 counts as good
SHIFTED = """new Promise(done => {
    let sum = 0;
    new PerformanceObserver(list => { for (const one of list.getEntries()) sum += one.value; })
        .observe({type: "layout-shift", buffered: true});
    requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
})"""


def every_kind_of_page(page: Page) -> list[str]:
    page.goto("/search?q=党费")
    first = [
        page.locator(one).first.get_attribute("href")
        for one in (".items .heading a", ".items .meta a[href^='/units/']")
    ]
    notice = re.sub(r"findings/(\w+)-\d+", r"notices/\1", first[0] or "")
    page.goto("/topics")
    topic = page.locator("table a[href^='/topics/']").first.get_attribute("href")
    page.goto("/regulations")
    regulation = page.locator("table a[href^='/regulations/']").first.get_attribute("href")
    found = [*first, notice, topic, regulation]
    assert all(found)
    return [*PLACES, "/search?q=“绝无此语”&year=2023", "/nowhere", *map(str, found)]


@pytest.mark.parametrize(("language", "scheme", "size"), WAYS, ids=lambda one: str(one)[:5])
def test_nothing_serious_keeps_anyone_from_a_page(
    browser: Browser, address: str, language: str, scheme: str, size: dict[str, int]
) -> None:
    page = opened(browser, address, [], viewport=size, color_scheme=scheme, bypass_csp=True)
    page.goto(f"/?lang={language}")
    axe, problems = Axe(), {}
    for url in every_kind_of_page(page):
        page.goto(url)
        shift = page.evaluate(SHIFTED)
        found = axe.run(page, options=LOOKED_FOR).response["violations"]
        serious = [
            f"{one['id']}: {one['nodes'][0]['html'][:160]}"
            for one in found
            if one["impact"] in ("serious", "critical")
        ]
        if serious or shift > MOST_SHIFT:
            problems[url] = (serious, shift)
    page.context.close()
    assert not problems
