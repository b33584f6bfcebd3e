"""Datasette under /sql/: Chinese search, links to the pages, ready queries, reading only."""

import asyncio
import json
import re
import sqlite3
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from archive import Catalogue, schema
from archive.ids import name_id
from archive.notice import Citation, Document, Finding, Measure, Notice, Source
from archive.views import VIEWS
from webui.settings import Settings
from webui.sql import SqlApp
from webui.sql.connection import LONGEST_VALUE, search_expression
from webui.sql.metadata import column_title, metadata, table_title

UNIT = "清河区柳溪街道"
PROBLEMS = (
    ("1", "关于党费收缴不及时的问题", "一是按月收缴党费。", "已完成"),
    ("2", "关于公务接待不规范的问题", "一是修订《接待办法》。", "正在整改"),
    ("3", "关于党费使用不公开的问题", "党费收缴情况和党费使用情况每季度公开。", None),
)


def make_notice() -> tuple[Notice, bytes]:
    bodies = [f"{heading}。{measure}" for _, heading, measure, _ in PROBLEMS]
    text = "\n".join(bodies)
    findings, at = [], 0
    for ordinal, (number, heading, _, status) in enumerate(PROBLEMS, 1):
        body = bodies[ordinal - 1]
        end = at + len(body)
        start = at + len(heading) + 1
        measure = Measure(1, text[start:end], start, end)
        title = at + body.find("接待办法")
        cited = (Citation("接待办法", True, title, title + 4),) if "《" in body else ()
        findings.append(
            Finding(
                ordinal, number, heading, None, body, status, at, end, {}, (measure,),
                regulations=cited,
            )
        )  # fmt: skip
        at = end + 1
    notice = Notice(
        text,
        title="关于巡察整改进展情况的通报",
        unit=UNIT,
        unit_type="街道",
        feedback_on="2023-03-01",
        stated_findings=4,
        listed_findings=len(findings),
        findings=tuple(findings),
    )
    return notice, text.encode()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    notice, data = make_notice()
    with Catalogue.open(home) as catalogue:
        digest = catalogue.originals.put(data)
        document = Document(notice.text, (), "txt", digest, Source("通报.txt", "text"))
        catalogue.keep(notice, document, home / "通报.txt")
    return home


@pytest.fixture(scope="module")
def app(home: Path) -> Iterator[SqlApp]:
    app = SqlApp(Settings(home=home, sql_time_limit=300, sql_row_limit=50))
    yield app
    app.close()


def request(app: SqlApp, path: str, method: str = "GET") -> httpx.Response:
    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.request(method, path)

    return asyncio.run(send())


def rows(app: SqlApp, path: str) -> list[dict[str, object]]:
    response = request(app, path + ("&" if "?" in path else "?") + "_shape=array")
    assert response.status_code == 200, response.text
    found: list[dict[str, object]] = response.json()
    return found


def run(app: SqlApp, sql: str) -> httpx.Response:
    return request(app, f"/sql/catalogue.json?_shape=array&sql={quote(sql)}")


def finding_ids(app: SqlApp) -> list[str]:
    return [str(row["id"]) for row in rows(app, "/sql/catalogue/findings.json")]


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ("党费收缴", {"1", "3"}),
        ("费收", {"1", "3"}),
        ("费", {"1", "3"}),
        ("党费 公开", {"3"}),
        ("“党费 公开”", set()),
        ("黨費收繳", {"1", "3"}),
        ("党收费", set()),
        ('"', set()),
        ("((( AND *", set()),
    ],
)
def test_search_box_finds_exactly_what_stands_in_the_text(
    app: SqlApp, asked: str, numbers: set[str]
) -> None:
    found = rows(app, f"/sql/catalogue/findings.json?_search={quote(asked)}")
    assert {row["number"] for row in found} == numbers


def test_search_box_also_searches_whole_notices(app: SqlApp) -> None:
    assert len(rows(app, f"/sql/catalogue/notices.json?_search={quote('公务接待')}")) == 1
    assert rows(app, f"/sql/catalogue/notices.json?_search={quote('招商引资')}") == []


def test_view_orders_search_by_relevance(app: SqlApp) -> None:
    path = "/sql/catalogue/findings_by_relevance.json"
    found = rows(app, f"{path}?_search={quote('党费')}")
    assert {row["number"] for row in found} == {"1", "3"}
    ranks = [row["rank"] for row in found]
    assert ranks == sorted(ranks)
    assert None not in ranks
    assert len(rows(app, path)) == len(PROBLEMS)
    page = request(app, "/sql/catalogue/findings_by_relevance").text
    assert 'name="_search"' in page
    assert "检索式" not in page


def test_facets_narrow_a_search_by_relevance(app: SqlApp) -> None:
    page = request(app, f"/sql/catalogue/findings_by_relevance?_search={quote('党费')}").text
    assert re.search(r"unit_type=%E8%A1%97%E9%81%93.*?>2<", page, re.DOTALL)


def test_a_long_question_is_answered_within_the_limits(app: SqlApp) -> None:
    asked = quote("党费收缴" * 1_500)
    assert rows(app, f"/sql/catalogue/findings.json?_search={asked}") == []


def test_words_are_joined_and_phrases_kept_whole() -> None:
    words = search_expression('党费 "收缴 不及时" “公开”').split(" AND ")
    assert words == [search_expression(one) for one in ("党费", '"收缴 不及时"', "公开")]


def test_links_lead_to_the_pages_and_labels_stand_for_keys(app: SqlApp) -> None:
    first = finding_ids(app)[0]
    notice = first.partition("-")[0]
    findings = request(app, "/sql/catalogue/findings").text
    assert f'href="/findings/{first}"' in findings
    assert f'<a href="/notices/{notice}">关于巡察整改进展情况的通报</a>' in findings
    notices = request(app, "/sql/catalogue/notices").text
    assert f'<a href="/units/{name_id(UNIT)}">{UNIT}</a>' in notices
    assert f'href="/units/{name_id(UNIT)}"' in request(app, "/sql/catalogue/units").text
    row = request(app, f"/sql/catalogue/findings/{first}").text
    assert f'href="/findings/{first}"' in row
    made = request(app, "/sql/catalogue/institutions_made").text
    assert f'<a href="/findings/{finding_ids(app)[1]}">' in made


def test_every_link_stays_under_the_prefix(app: SqlApp) -> None:
    first = finding_ids(app)[0]
    for path in ("", "/findings?_sort=number", f"/findings/{first}", "/rank?q=a", "?sql=select+1"):
        page = request(app, f"/sql/catalogue{path}").text
        own = [unescape(link) for link in re.findall(r'(?:href|action)="([^"]*)"', page)]
        inner = [link for link in own if "catalogue" in link]
        assert inner
        assert all("/sql/catalogue" in link and "/sql/sql" not in link for link in inner), inner


@pytest.mark.parametrize("path", ["/sql", "/sql/"])
def test_the_door_leads_to_the_catalogue(app: SqlApp, path: str) -> None:
    response = request(app, path)
    assert (response.status_code, response.headers["location"]) == (302, "/sql/catalogue")


def test_redirects_keep_the_prefix(app: SqlApp) -> None:
    response = request(app, "/sql/catalogue/findings/")
    assert response.headers["location"] == "/sql/catalogue/findings"
    column = "_filter_column=status&_filter_op=exact&_filter_value=x"
    filtered = request(app, f"/sql/catalogue/findings?{column}")
    assert filtered.headers["location"] == "/sql/catalogue/findings?status__exact=x"


def test_every_table_and_column_is_described_in_chinese(app: SqlApp, home: Path) -> None:
    with sqlite3.connect(home / "catalogue.db") as connection:
        names = [table.name for table in schema.tables()] + list(VIEWS)
        described = metadata("catalogue", "巡鉴")["databases"]["catalogue"]["tables"]
        assert set(described) == set(names)
        for name in names:
            assert re.search(r"[一-龥]", table_title(name)), name
            assert described[name]["description"]
            for _, column, *_rest in connection.execute(f"pragma table_info({name})"):
                title = column_title(name, column)
                assert title == "SHA-256" or re.search(r"[一-龥]", title), (name, column)
    connection.close()
    for name in names:
        assert request(app, f"/sql/catalogue/{name}").status_code == 200, name


def ready_queries() -> dict[str, dict[str, object]]:
    queries: dict[str, dict[str, object]] = metadata("catalogue", "")["databases"]["catalogue"][
        "queries"
    ]
    return queries


def test_there_are_fifteen_ready_queries() -> None:
    assert len(ready_queries()) >= 15
    for query in ready_queries().values():
        assert query["title"]
        assert query["description"]


@pytest.mark.parametrize("name", ready_queries())
def test_ready_query_runs_with_and_without_its_parameters(app: SqlApp, name: str) -> None:
    query = ready_queries()[name]
    parameters = query.get("params", [])
    assert isinstance(parameters, list)
    assert set(re.findall(r":(\w+)", str(query["sql"]))) == set(parameters)
    given = "&".join(f"{one}={quote('党费')}" for one in parameters)
    for arguments in ("", given):
        assert request(app, f"/sql/catalogue/{name}?{arguments}").status_code == 200
    page = request(app, f"/sql/catalogue/{name}").text
    assert str(query["title"]) in page
    for parameter in parameters:
        assert f'name="{parameter}"' in page
        assert re.search(r"[一-龥]", column_title(None, parameter))


def test_ready_queries_tell_what_the_catalogue_holds(app: SqlApp) -> None:
    def first(name: str, arguments: str = "") -> dict[str, object]:
        return rows(app, f"/sql/catalogue/{name}.json?{arguments}")[0]

    assert first("rank", f"q={quote('公务接待')}")["标题"] == "关于公务接待不规范的问题"
    assert first("unfinished")["整改状态"] == "正在整改"
    assert first("counts_that_differ")["自述问题数"] == 4
    assert first("notices_by_year") == {
        "年份": 2023, "通报数": 1, "单位数": 1, "问题数": 3, "措施数": 0,
    }  # fmt: skip
    assert first("institutions_made")["制度"] == "接待办法"
    assert first("how_others_rectified", f"q={quote('收缴')}")["单位"] == UNIT
    assert first("unit_history", f"unit={quote('柳溪')}")["单位"] == UNIT


@pytest.mark.parametrize(
    "sql",
    [
        "delete from findings",
        "insert into state values ('a', 'b')",
        "drop table findings",
        "attach database '/etc/passwd' as other",
        "vacuum into '/tmp/copy.db'",
        "pragma writable_schema = 1",
        "pragma journal_mode = delete",
        "with x as (select 1) delete from findings",
        "with x as (select 1) insert into state select 1, 2 from x",
        "with x as (select 1) update findings set text = ''",
        "select load_extension('/tmp/evil')",
        "select readfile('/etc/passwd')",
        "select writefile('/tmp/evil', 'x')",
        "select * from pragma_database_list",
        "select fts3_tokenizer('x')",
        "explain delete from findings",
        "select 1; delete from findings",
    ],
)
def test_sql_can_only_read_the_catalogue(app: SqlApp, home: Path, sql: str) -> None:
    before = (home / "catalogue.db").read_bytes()
    response = run(app, sql)
    assert response.status_code == 400, response.text
    assert str(home) not in response.text
    assert (home / "catalogue.db").read_bytes() == before


@pytest.mark.parametrize(
    "sql",
    [
        "with recursive c(n) as (select 1 union all select n + 1 from c) select count(*) from c",
        "select count(*) from pragma_function_list a, pragma_function_list b,"
        " pragma_function_list c, pragma_function_list d",
    ],
)
def test_a_query_without_end_is_stopped_and_says_so(app: SqlApp, sql: str) -> None:
    response = request(app, f"/sql/catalogue?sql={quote(sql)}")
    assert response.status_code == 400
    assert "时限" in response.text
    assert "Traceback" not in response.text


def test_no_value_can_fill_the_memory(app: SqlApp) -> None:
    for sql in (f"select zeroblob({LONGEST_VALUE + 1})", "select randomblob(999999999)"):
        response = run(app, sql)
        assert response.status_code == 400, response.text


def test_rows_are_limited(app: SqlApp) -> None:
    sql = (
        "with recursive c(n) as (select 1 union all select n + 1 from c limit 9999) select n from c"
    )
    page = request(app, f"/sql/catalogue?sql={quote(sql)}").text
    assert "只取前 50 行" in page
    assert request(app, "/sql/catalogue/findings?_size=51").status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "/sql/-/databases.json", "/sql/-/metadata.json", "/sql/-/versions", "/sql/-/plugins.json",
        "/sql/-/threads", "/sql/-/settings", "/sql/-/static/app.css", "/sql/_internal",
        "/sql/_internal/tables.json", "/sql/catalogue.db", "/sql/nothing", "/sql/../etc/passwd",
        "/sql/catalogue/nothing", "/sql/catalogue/findings/nothing",
    ],
)  # fmt: skip
def test_nothing_but_the_catalogue_is_shown(app: SqlApp, home: Path, path: str) -> None:
    response = request(app, path)
    assert response.status_code in (403, 404)
    assert str(home) not in response.text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_only_reading_methods_are_answered(app: SqlApp, method: str) -> None:
    assert request(app, "/sql/catalogue/rank", method).status_code == 405


def test_errors_are_a_chinese_sentence_and_no_stack_trace(
    app: SqlApp, capfd: pytest.CaptureFixture[str]
) -> None:
    page = request(app, "/sql/catalogue?sql=select+*+from+nowhere")
    assert page.status_code == 400
    assert "这条 SQL 不能执行" in page.text
    missing = request(app, "/sql/catalogue/nowhere")
    assert "没有这张表" in missing.text
    answer = request(app, "/sql/catalogue/nowhere.json")
    assert answer.json() == {"error": "没有这张表、这一行或这条查询"}
    assert "Traceback" not in capfd.readouterr().err


def test_markup_in_queries_is_shown_as_text(app: SqlApp) -> None:
    evil = "<script>alert(1)</script>"
    for path in (
        f"/sql/catalogue/findings?_search={quote(evil)}",
        f"/sql/catalogue/findings?status={quote(evil)}",
        f"/sql/catalogue?sql={quote(f'select {json.dumps(evil)} as x')}",
        f"/sql/catalogue/rank?q={quote(evil)}",
        f"/sql/catalogue/{quote(evil, safe='')}",
    ):
        assert "<script>" not in request(app, path).text


def test_pages_load_nothing_from_elsewhere_and_hold_no_inline_code(app: SqlApp) -> None:
    for path in ("", "/findings", "/rank?q=a", "?sql=select+1", "/nowhere"):
        page = request(app, f"/sql/catalogue{path}").text
        loaded = re.findall(r'<(?:link|script|img)[^>]+(?:href|src)="([^"]+)"', page)
        assert all(link.startswith("/") or link.startswith("http://test/") for link in loaded)
        assert not re.search(r"<script(?![^>]* src=)", page)
        assert "<style" not in page
        assert not re.search(r'\sstyle="', page)


def test_rows_added_while_serving_are_seen(tmp_path: Path) -> None:
    with Catalogue.open(tmp_path) as catalogue:
        app = SqlApp(Settings(home=tmp_path))
        assert rows(app, "/sql/catalogue/state.json?key=greeting") == []
        with catalogue.transaction():
            catalogue.set_state("greeting", "hello")
        assert len(rows(app, "/sql/catalogue/state.json?key=greeting")) == 1
        app.close()
