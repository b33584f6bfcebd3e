"""In Chromium, what was read from the real notices has its anchor and lights its words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from archive import Catalogue
from tests.chromium import opened, serving
from webui.records import NoticeRecord, read_notice

pytestmark = pytest.mark.browser

# What each anchor's elements hold; a place over several lines has an element on each.
ANCHORED = """() => {
    const held = {};
    for (const one of document.querySelectorAll(".sheet .place"))
        held[one.id || one.dataset.of] = (held[one.id || one.dataset.of] ?? "") + one.textContent;
    return held;
}"""
# What is lit while a fact is pointed at, and while it has the focus, by the anchor it leads to.
LIT = """() => {
    const lit = () => [...document.querySelectorAll(".lit")].map(one => one.textContent).join("");
    return [...document.querySelectorAll(".told[href^='#']")].map(link => {
        link.dispatchEvent(new PointerEvent("pointerover", {bubbles: true}));
        const pointed = lit();
        link.dispatchEvent(new PointerEvent("pointerout", {bubbles: true}));
        const between = lit();
        link.focus();
        const focused = lit();
        link.blur();
        return [link.hash.slice(1), pointed, between, focused, lit()];
    });
}"""


@pytest.fixture(scope="module")
def address(real_home: Path) -> Iterator[str]:
    with serving(real_home) as served:
        yield served


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    complaints: list[str] = []
    page = opened(browser, address, complaints)
    yield page
    page.context.close()
    assert not complaints


@pytest.fixture(scope="module")
def notices(real_home: Path) -> list[NoticeRecord]:
    with Catalogue.open_reader(real_home) as catalogue:
        ids = catalogue.connection.execute("select id from notices order by seq").fetchall()
        found = [read_notice(catalogue.connection, one) for (one,) in ids]
    return [one for one in found if one]


def spans(notice: NoticeRecord) -> dict[str, tuple[int, int]]:
    """The place of all that was read from a notice, by the anchor it should have."""
    found = {one["field"]: (one["start"], one["end"]) for one in notice.spans}
    found |= {f"a{one['ordinal']}": (one["start"], one["end"]) for one in notice.aspects}
    for one in notice.findings:
        found[f"f{one['ordinal']}"] = (one["heading_start"], one["heading_end"])
    found |= {one["id"]: (one["start"], one["end"]) for one in notice.measures}
    for kind, facts in notice.facts.items():
        for one in facts:
            own = f"{one['finding']}-{one['id']}" if kind == "topics" else one["id"]
            found[f"{kind}-{own}"] = (one["start"], one["end"])
    for one in notice.checks:
        if one["start"] is not None:
            found[f"check-{one['id']}"] = (one["start"], one["end"])
    return found


def words(notice: NoticeRecord) -> dict[str, str]:
    """The words at these places without blanks, for lines are indented in a notice's own way."""
    text = notice.row["text"]
    return {anchor: bare(text[start:end]) for anchor, (start, end) in spans(notice).items()}


def bare(text: str) -> str:
    return "".join(text.split())


def test_every_kind_of_thing_was_read(notices: list[NoticeRecord]) -> None:
    assert len(notices) == 3
    kinds = {kind for notice in notices for kind, facts in notice.facts.items() if facts}
    assert kinds == {"topics", "amounts", "regulations", "accountability"}  # they name no duties
    assert sum(len(notice.findings) for notice in notices) == 102


def test_all_that_was_read_stands_at_its_anchor(page: Page, notices: list[NoticeRecord]) -> None:
    for notice in notices:
        page.goto(f"/notices/{notice.row['id']}")
        held = {anchor: bare(text) for anchor, text in page.evaluate(ANCHORED).items()}
        known = words(notice)
        assert [one for one in known if held.get(one) != known[one]] == []
        assert [one for one in held if one not in known] == []
        once = "anchors => anchors.filter(one => !document.getElementById(one))"
        assert page.evaluate(once, list(known)) == []


def test_a_fact_lights_its_words_and_no_others(page: Page, notices: list[NoticeRecord]) -> None:
    for notice in notices:
        page.goto(f"/notices/{notice.row['id']}")
        known, lit = words(notice), page.evaluate(LIT)
        for anchor, pointed, between, focused, after in lit:
            same = [bare(one) == known[anchor] for one in (pointed, focused)]
            assert (anchor, same, between, after) == (anchor, [True, True], "", "")
        leading = {anchor for anchor, *_ in lit}
        facts = {f"{kind}-" for kind, found in notice.facts.items() if found}
        told = {one for one in known if one.startswith(tuple(facts)) or one.startswith("check-")}
        fields = {one["field"] for one in notice.spans} - {"title", "unit", "number"}
        assert (told | fields) - leading == set()
