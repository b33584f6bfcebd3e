"""The pages over the sample archive: what each promises to the people who come to it."""

import re
import sqlite3
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, urldefrag, urlsplit

import pytest
from flask.testing import FlaskClient
from page import Page, read_page

import webui
from archive import Catalogue
from indexer import Archive
from webui.app import create_app
from webui.served import catalogue
from webui.settings import Settings

HEAVIEST = 150 * 1024  # bytes of a page with its style and its scripts
MOST_STATEMENTS = 16  # of SQL for one page
PER_KIND = 12  # pages of one kind that a crawl looks at
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def settings(sample_home: Path) -> Settings:
    return Settings(home=sample_home)


@pytest.fixture(scope="module")
def archive(settings: Settings) -> Archive:
    return Archive.open(settings.home)


@pytest.fixture(scope="module")
def client(settings: Settings, archive: Archive) -> FlaskClient:
    return create_app(settings, archive).test_client()


@pytest.fixture(scope="module")
def rows(sample_home: Path) -> Iterator[sqlite3.Connection]:
    with Catalogue.open_reader(sample_home) as opened:
        opened.connection.row_factory = sqlite3.Row
        yield opened.connection


def see(client: FlaskClient, url: str, status: int = 200) -> Page:
    response = client.get(url)
    assert response.status_code == status, url
    return read_page(response.get_data(as_text=True))


def total(page: Page) -> int:
    found = re.search(r"共 ([\d,]+) [个份]", page.words)
    assert found
    return int(found[1].replace(",", ""))


@pytest.fixture(scope="module")
def crawled(client: FlaskClient) -> dict[str, str]:
    """Every kind of page that links from the home page lead to, by address."""
    found: dict[str, str] = {}
    kinds: Counter[str] = Counter()
    waiting = ["/"]
    while waiting:
        url = waiting.pop(0)
        parts = urlsplit(url)
        kind = re.sub(r"[0-9a-f]{12}(-\d+)?|\d{4}$", "*", parts.path) + str(sorted(parts.query[:4]))
        if url in found or kinds[kind] == PER_KIND or parts.path.startswith("/sql/"):
            continue
        kinds[kind] += 1
        response = client.get(url)
        assert response.status_code == 200, f"{url} answers {response.status_code}"
        found[url] = response.data.decode("utf-8", "replace")
        if response.mimetype == "text/html":
            links = [urldefrag(link).url or url for link in read_page(found[url]).links]
            waiting += [link for link in links if "lang=" not in link]
    return found


def html_pages(crawled: dict[str, str]) -> dict[str, str]:
    return {url: text for url, text in crawled.items() if text.startswith("<!doctype html>")}


def test_links_lead_to_every_kind_of_page(crawled: dict[str, str]) -> None:
    kinds = {re.split(r"[?/]", url[1:])[0] for url in crawled}
    assert kinds >= {
        "", "search", "notices", "findings", "units", "years", "rounds", "topics",
        "regulations", "status", "about", "feed.atom", "api",
    }  # fmt: skip


def test_every_link_to_a_place_in_a_page_finds_it(
    client: FlaskClient, crawled: dict[str, str]
) -> None:
    wanted = {
        urldefrag(link) if not link.startswith("#") else (url, link[1:])
        for url, text in html_pages(crawled).items()
        for link in read_page(text).links
        if "#" in link
    }
    pages: dict[str, set[str]] = {}
    for url, anchor in sorted(wanted)[:400]:
        if url not in pages:
            pages[url] = set(read_page(crawled.get(url) or client.get(url).text).ids)
        assert anchor in pages[url], f"{url}#{anchor}"


def test_no_page_has_an_id_twice(crawled: dict[str, str]) -> None:
    for url, text in html_pages(crawled).items():
        doubled = [name for name, count in Counter(read_page(text).ids).items() if count > 1]
        assert not doubled, url


def test_pages_are_light_and_load_nothing_from_elsewhere(crawled: dict[str, str]) -> None:
    static = Path(webui.__file__).parent / "static"
    beside = sum(
        (static / name).stat().st_size for name in ("xunjian.css", "xunjian.js", "suggest.js")
    )
    for url, text in html_pages(crawled).items():
        assert len(text.encode()) + beside < HEAVIEST, url
        assert not [one for one in read_page(text).loaded if not one.startswith(("/", "#"))], url


def test_pages_carry_no_script_or_style_of_their_own(crawled: dict[str, str]) -> None:
    for url, text in html_pages(crawled).items():
        for tag, given in read_page(text).tags:
            assert tag != "style", url
            assert tag != "script" or given.get("src"), url
            assert not [name for name in given if name == "style" or name.startswith("on")], url


def test_every_page_has_one_title_one_main_part_and_one_heading(crawled: dict[str, str]) -> None:
    for url, text in html_pages(crawled).items():
        tags = Counter(tag for tag, _ in read_page(text).tags)
        assert (tags["main"], tags["h1"]) == (1, 1), url
        assert read_page(text).by_tag["title"][0].strip(), url


def test_pages_take_a_handful_of_statements(
    settings: Settings, archive: Archive, crawled: dict[str, str]
) -> None:
    app = create_app(settings, archive)
    statements: list[str] = []
    app.before_request(lambda: catalogue().connection.set_trace_callback(statements.append))
    client = app.test_client()
    for url in html_pages(crawled):
        statements.clear()
        client.get(url)
        assert len(statements) <= MOST_STATEMENTS, url


def test_answers_are_guarded_by_their_headers(client: FlaskClient) -> None:
    for url in ("/", "/search?q=党费", "/nowhere", "/api/v1/search", "/static/xunjian.css"):
        with client.get(url) as response:
            headers = response.headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy, url
        assert "unsafe" not in policy, url
        assert headers["X-Content-Type-Options"] == "nosniff", url


# ---- home -------------------------------------------------------------------------------------


def test_home_counts_what_is_held_and_links_to_it(
    client: FlaskClient, rows: sqlite3.Connection
) -> None:
    held = see(client, "/").by_class["held"][0]
    for table, word in (("notices", "份通报"), ("findings", "个问题"), ("measures", "条整改措施")):
        count = rows.execute(f"select count(*) from {table}").fetchone()[0]  # noqa: S608
        assert f"{count}{word}" in "".join(held.split()), table
    assert total(see(client, "/search?scope=notices&sort=date")) == int(
        held.split()[0].strip("份通报")
    )


def test_an_empty_archive_says_what_to_do(tmp_path: Path) -> None:
    Catalogue.open(tmp_path).close()
    client = create_app(Settings(home=tmp_path), Archive.open(tmp_path)).test_client()
    assert "档案库还是空的" in see(client, "/").words
    for url in (
        "/search",
        "/units",
        "/years",
        "/rounds",
        "/topics",
        "/regulations",
        "/status",
        "/checks",
    ):
        assert see(client, url).words


# ---- search -----------------------------------------------------------------------------------


def test_search_shows_the_words_it_found(client: FlaskClient) -> None:
    page = see(client, "/search?q=党费")
    assert page.by_tag["mark"]
    assert any("党费" in one for one in page.by_tag["mark"])  # beside what notices say for it
    assert "党费" in page.by_class["matched"][0]


@pytest.mark.parametrize("query", ["", "党费", "公务接待"])
def test_a_facet_leads_to_as_many_hits_as_it_says(client: FlaskClient, query: str) -> None:
    html = client.get(f"/search?q={quote(query)}").text
    facets = re.findall(
        r'<li><a href="([^"]+)"><span>[^<]+</span><span class="count">([\d,]+)</span>', html
    )
    assert len(facets) > 10
    for href, count in facets[::3]:
        assert total(see(client, href.replace("&amp;", "&"))) == int(count.replace(",", ""))


def test_a_filter_can_be_taken_off_again(client: FlaskClient) -> None:
    narrowed = client.get("/search?q=党费&year=2023&unit_type=街道").text
    chips = re.findall(r'<li><a href="([^"]+)" aria-label="去掉', narrowed)
    assert len(chips) == 2
    urls = {client.get(chip.replace("&amp;", "&")).request.full_path for chip in chips}
    assert {"year=2023" in url for url in urls} == {True, False}


def test_pages_of_hits_follow_one_another(client: FlaskClient) -> None:
    seen: list[str] = []
    for number in (1, 2, 3):
        links = see(client, f"/search?page={number}&sort=date").links
        seen += dict.fromkeys(link for link in links if link.startswith("/findings/"))
    assert len(seen) == len(set(seen)) == 60
    assert "翻过头了" in see(client, "/search?page=500").words


def test_hits_are_sorted_as_asked(client: FlaskClient) -> None:
    metas = see(client, "/search?sort=date").by_class["meta"]
    years = [int(year) for meta in metas for year in re.findall(r"(\d{4})年", meta)]
    assert years == sorted(years, reverse=True)
    assert len(years) > 10


def test_whole_notices_can_be_searched(client: FlaskClient, rows: sqlite3.Connection) -> None:
    page = see(client, "/search?scope=notices&q=“党费”")
    held = rows.execute("select count(*) from notices where text like '%党费%'").fetchone()[0]
    assert total(page) == held
    assert [link for link in page.links if re.fullmatch(r"/notices/[0-9a-f]{12}", link)]


def test_nothing_found_says_how_to_go_on(client: FlaskClient) -> None:
    page = see(client, "/search?q=“绝无此语”&year=2023")
    assert "没有查到" in page.words
    assert "去掉筛选条件" in page.words


@pytest.mark.parametrize(
    "query",
    ['"((( AND *', "<script>alert(1)</script>", "{{7*7}}", "' or 1=1 --", "\x00", "党" * 2000],
)
def test_no_query_breaks_the_page(client: FlaskClient, query: str) -> None:
    response = client.get("/search", query_string={"q": query})
    assert response.status_code in (200, 400)
    page = read_page(response.text)
    assert not [given for tag, given in page.tags if tag == "script" and not given.get("src")]
    assert "49" not in page.by_tag["title"][0]


# ---- notices and findings ---------------------------------------------------------------------


def some(rows: sqlite3.Connection, table: str, count: int = 8) -> list[sqlite3.Row]:
    return rows.execute(f"select * from {table} order by seq limit ?", (count,)).fetchall()  # noqa: S608


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_a_notice_shows_its_whole_text_and_nothing_else_in_it(
    client: FlaskClient, rows: sqlite3.Connection
) -> None:
    for notice in some(rows, "notices"):
        html = client.get(f"/notices/{notice['id']}").text
        sheet = re.sub(r'<ul class="margin".*?</ul>', "", html, flags=re.DOTALL)
        words = read_page(sheet).by_class["sheet"][0]
        assert squeezed(words) == squeezed(notice["text"])


def test_every_fact_stands_in_the_margin_and_leads_to_its_words(
    client: FlaskClient, rows: sqlite3.Connection
) -> None:
    for notice in some(rows, "notices"):
        page = see(client, f"/notices/{notice['id']}")
        spans = rows.execute(
            'select field, start, "end" from field_spans where notice = ?', (notice["id"],)
        ).fetchall()
        assert spans
        for field, start, end in spans:
            assert f"#{field}" in page.links or field in ("title", "unit")
            words, shown = notice["text"][start:end], page.by_id[field]
            assert shown.strip()
            assert words.startswith(shown)


def test_a_notices_contents_name_every_finding(
    client: FlaskClient, rows: sqlite3.Connection
) -> None:
    for notice in some(rows, "notices"):
        contents = see(client, f"/notices/{notice['id']}").by_class["item"]
        headings = rows.execute(
            "select heading from findings where notice = ? order by ordinal", (notice["id"],)
        )
        assert [re.sub(r"^\d+", "", one.strip()) for one in contents] == [
            one[0] for one in headings
        ]


def test_a_notice_sets_what_it_states_beside_what_it_lists(
    client: FlaskClient, rows: sqlite3.Connection
) -> None:
    differs = rows.execute(
        "select id, stated_findings, listed_findings from notices where stated_findings is not null"
    ).fetchall()
    assert differs
    for notice, stated, listed in differs[:5]:
        summary = squeezed(see(client, f"/notices/{notice}").by_class["summary"][0])
        assert f"问题{stated}{listed}" in summary


def test_a_notice_says_where_it_comes_from(client: FlaskClient, rows: sqlite3.Connection) -> None:
    notice = some(rows, "notices")[0]
    page = see(client, f"/notices/{notice['id']}")
    name = rows.execute(
        "select file_name from documents where sha256 = ?", (notice["document"],)
    ).fetchone()[0]
    assert notice["document"] in page.words
    assert name in page.words
    assert f"/sql/catalogue/notices/{notice['id']}" in page.links


def test_the_original_stays_closed_where_names_are_masked(
    client: FlaskClient, rows: sqlite3.Connection
) -> None:
    url = f"/notices/{some(rows, 'notices')[0]['id']}/original"
    assert "普通人的姓名" in see(client, url, 403).words


def test_the_original_comes_as_it_was_where_names_are_kept(
    settings: Settings, archive: Archive, rows: sqlite3.Connection
) -> None:
    client = create_app(replace(settings, names="keep"), archive).test_client()
    notice = some(rows, "notices")[0]
    response = client.get(f"/notices/{notice['id']}/original")
    with Catalogue.open_reader(settings.home) as opened:
        assert response.data == opened.originals.read(notice["document"])
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.mimetype == "application/octet-stream"


def test_a_finding_shows_all_its_words_and_its_measures(
    client: FlaskClient, rows: sqlite3.Connection
) -> None:
    for finding in some(rows, "findings", 40):
        page = see(client, f"/findings/{finding['id']}")
        told = squeezed(
            finding["text"][(finding["heading_end"] or finding["start"]) - finding["start"] :]
        )
        shown = squeezed("".join(page.by_class.get("said-part", [])))
        assert shown == told.lstrip("。．.：:，,；; ") or told.endswith(shown)
        assert finding["heading"] in page.by_tag["h1"][0]


def test_a_finding_leads_to_its_like_in_other_notices(
    client: FlaskClient, rows: sqlite3.Connection
) -> None:
    for finding in some(rows, "findings", 10):
        page = see(client, f"/findings/{finding['id']}")
        others = [link for link in page.links if link.startswith("/findings/")]
        beside = {
            f"/findings/{finding['notice']}-{finding['ordinal'] + step}" for step in (-1, 0, 1)
        }
        alike = set(others) - beside
        assert alike
        assert not [link for link in alike if finding["notice"] in link]


def test_a_finding_sets_how_others_put_it_right_side_by_side(
    client: FlaskClient, rows: sqlite3.Connection
) -> None:
    seen = 0
    for finding in some(rows, "findings", 30):
        page = see(client, f"/findings/{finding['id']}")
        measures = {
            link for link in page.links if re.fullmatch(r"/findings/[0-9a-f]{12}-\d+#m\d+", link)
        }
        for link in measures:
            other, _, ordinal = link.removeprefix("/findings/").partition("#m")
            text, unit = rows.execute(
                "select measures.text, unit from measures"
                " join findings on findings.id = finding"
                " join notices on notices.id = findings.notice"
                " where finding = ? and measures.ordinal = ?",
                (other, ordinal),
            ).fetchone()
            assert text[:100] in page.words
            own = rows.execute("select unit from notices where id = ?", (finding["notice"],))
            assert unit != own.fetchone()[0]
        seen += bool(measures)
    assert seen > 10


def test_a_finding_names_the_like_in_its_units_other_notices(
    client: FlaskClient, rows: sqlite3.Connection
) -> None:
    came_back = rows.execute(
        "select one.finding, other.finding as earlier from finding_topics as one"
        " join finding_topics as other on other.topic = one.topic"
        " join findings as f on f.id = one.finding join findings as g on g.id = other.finding"
        " join notices as n on n.id = f.notice join notices as m on m.id = g.notice"
        " where n.unit = m.unit and n.id <> m.id limit 5"
    ).fetchall()
    assert came_back
    for finding, earlier in came_back:
        assert f"/findings/{earlier}" in see(client, f"/findings/{finding}").links


def test_a_notice_is_cited_by_its_own_address(client: FlaskClient) -> None:
    page = see(client, "/search?scope=notices")
    notice = next(link for link in page.links if link.startswith("/notices/"))
    assert re.search(
        r"\[EB/OL\]\. .*\[\d{4}-\d\d-\d\d\]\. http", see(client, notice).by_class["citation"][0]
    )


def test_markup_in_a_notice_is_shown_as_text(client: FlaskClient, rows: sqlite3.Connection) -> None:
    finding = rows.execute(
        "select id, notice from findings where text like '%<script>%'"
    ).fetchone()
    assert finding, "the sample holds a notice with markup in it"
    for url in (f"/notices/{finding['notice']}", f"/findings/{finding['id']}", "/search?q=alert"):
        page = see(client, url)
        assert "<script>alert(1)</script>" in page.words
        assert "{{7*7}}" in page.words


# ---- lists ------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["type", "level", "region"])
def test_units_are_grouped_and_none_is_missing(
    client: FlaskClient, rows: sqlite3.Connection, by: str
) -> None:
    links = see(client, f"/units?by={by}").links
    units = {f"/units/{row['id']}" for row in rows.execute("select id from units")}
    assert units <= set(links)


def test_a_group_of_units_holds_as_many_as_it_says(client: FlaskClient) -> None:
    html = client.get("/units?by=type").text
    groups = re.findall(r'<li><a href="([^"]+)">([^<]+)<span class="count">(\d+)</span>', html)
    assert len(groups) > 3
    for href, _, count in groups:
        links = see(client, href.replace("&amp;", "&")).links
        assert len({one for one in links if one.startswith("/units/")}) == int(count)


def test_a_unit_lists_its_notices_and_their_findings(
    client: FlaskClient, rows: sqlite3.Connection
) -> None:
    unit = rows.execute("select unit from notices group by unit order by count(*) desc").fetchone()[
        0
    ]
    unit_id = rows.execute("select id from units where name = ?", (unit,)).fetchone()[0]
    links = set(see(client, f"/units/{unit_id}").links)
    notices = rows.execute("select id from notices where unit = ?", (unit,)).fetchall()
    assert {f"/notices/{one['id']}" for one in notices} <= links
    findings = rows.execute(
        "select findings.id from findings join notices on notices.id = notice where unit = ?",
        (unit,),
    )
    assert {f"/findings/{one['id']}" for one in findings} <= links


def test_the_years_add_up(client: FlaskClient, rows: sqlite3.Connection) -> None:
    links = see(client, "/years").links
    years = [row[0] for row in rows.execute("select distinct year from notices where year > 0")]
    assert {f"/years/{year}" for year in years} <= set(links)
    for year in years:
        held = rows.execute("select count(*) from notices where year = ?", (year,)).fetchone()[0]
        shown = set(see(client, f"/years/{year}").links)
        assert len([one for one in shown if re.fullmatch("/notices/[0-9a-f]{12}", one)]) == held


# ---- what cannot be answered ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "status", "says"),
    [
        ("/nowhere", 404, "没有这一页"),
        ("/notices/000000000000", 404, "没有这份通报"),
        ("/notices/%00%27--", 404, "没有这份通报"),
        ("/findings/000000000000-1", 404, "没有这个问题"),
        ("/units/zzz", 404, "没有这个单位"),
        ("/units?by=type&group=无此类", 404, "没有这一组单位"),
        ("/units?by=colour", 400, "by 只能是"),
        ("/years/1066", 404, "没有1066年的通报"),
        ("/years/abc", 404, "没有这一页"),
        ("/topics/zzz", 404, "没有这个问题类型"),
        ("/regulations/zzz", 404, "没有通报提到过"),
        ("/rounds?round=第九十九轮", 404, "没有这一轮的通报"),
        ("/search?page=0", 400, "page 须是"),
        ("/search?year=abc", 400, "year 须是"),
        ("/search?scope=all", 400, "scope 只能是"),
        ("/search?sort=colour", 400, "sort 只能是"),
        ("/years?page=x", 200, "各年的通报"),
        ("/status?page=x", 400, "page 须是"),
    ],
)
def test_what_cannot_be_answered_is_said_in_a_sentence(
    client: FlaskClient, url: str, status: int, says: str
) -> None:
    assert says in see(client, url, status).words


def test_a_fault_is_told_without_its_inside(settings: Settings, archive: Archive) -> None:
    app = create_app(settings, archive)

    def fail() -> str:
        raise RuntimeError("inside")

    app.add_url_rule("/fail", view_func=fail)
    page = see(app.test_client(), "/fail", 500)
    assert "服务器出了差错" in page.words
    assert "inside" not in page.words


def test_an_archive_that_went_away_is_told_without_its_place(
    archive: Archive, tmp_path: Path
) -> None:
    client = create_app(Settings(home=tmp_path / "gone"), archive).test_client()
    page = see(client, "/", 503)
    assert "档案库暂时打不开" in page.words
    assert str(tmp_path) not in page.words


# ---- feeds ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url", ["/feed.atom", "/search.atom?q=党费", "/search.atom?q=党%0B费%3Cb%3E"]
)
def test_feeds_are_atom(client: FlaskClient, url: str) -> None:
    response = client.get(url)
    assert response.mimetype == "application/atom+xml"
    feed = ElementTree.fromstring(response.data)  # noqa: S314
    assert feed.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated"):
        assert feed.findtext(f"{ATOM}{name}")
    for entry in feed.iter(f"{ATOM}entry"):
        assert entry.findtext(f"{ATOM}updated")
        link = entry.find(f"{ATOM}link")
        assert link is not None
        assert client.get(urlsplit(link.attrib["href"]).path).status_code == 200


def test_a_feed_names_the_public_address_where_there_is_one(
    settings: Settings, archive: Archive
) -> None:
    public = replace(settings, base_url="https://example.org/")
    feed = create_app(public, archive).test_client().get("/feed.atom").text
    assert 'href="https://example.org/notices/' in feed
    assert "localhost" not in feed


def test_a_sentence_of_the_archive_s_own_is_marked_as_chinese(client: FlaskClient) -> None:
    too_long = "党" * 20_000
    page = client.get("/search", query_string={"q": too_long, "lang": "en"})
    assert page.status_code == 400
    assert '<p class="said"><span lang="zh-CN">检索式太长' in page.text
    plain = client.get("/api/v1/search", query_string={"q": too_long, "lang": "en"})
    assert "<span" not in plain.get_json()["error"]
    client.delete_cookie("lang")
