"""Citations in the form of GB/T 7714, and the timeline from inspection to publication."""

from datetime import date
from typing import Any, cast

from webui.citation import cite
from webui.records import Row
from webui.timeline import stages

TODAY = date(2026, 11, 22)
PERMALINK = "https://archive.example/notices/3f2a9c01d4e5"
NOTICE = {
    "issuer": "中共清河区柳溪街道工作委员会",
    "unit": "清河区柳溪街道",
    "title": "关于巡察整改进展情况\n的通报",
    "published_on": "2023-09-01",
    "inspected_from": "2023-03-01",
    "inspected_to": "2023-04-20",
    "feedback_on": "2023-06-03",
}
NOTHING = dict.fromkeys(NOTICE)


def row(**values: Any) -> Row:
    return cast(Row, values)


def cited(notice: dict[str, Any], **document: Any) -> str:
    known = {"source_url": None, "source_published_on": None, **document}
    return cite(row(**notice), row(**known), PERMALINK, TODAY)


def test_a_citation_names_author_title_dates_and_address() -> None:
    assert cited(NOTICE) == (
        "中共清河区柳溪街道工作委员会. 关于巡察整改进展情况 的通报[EB/OL]. "
        f"(2023-09-01)[2026-11-22]. {PERMALINK}."
    )


def test_the_source_is_cited_where_it_is_known() -> None:
    assert cited(NOTICE, source_url="http://xizhen.example/1.html").endswith(
        ". http://xizhen.example/1.html."
    )


def test_what_a_notice_does_not_say_is_left_out() -> None:
    assert cited(NOTHING) == f"整改通报[EB/OL]. [2026-11-22]. {PERMALINK}."
    assert "(2023-10-02)" in cited(NOTHING, source_published_on="2023-10-02")


def test_a_timeline_is_as_long_as_its_days() -> None:
    drawn = stages(row(**NOTICE))
    assert [(one.kind, one.days) for one in drawn] == [
        ("inspection", 50),
        ("waiting", 44),
        ("rectification", 90),
    ]
    assert round(sum(one.width for one in drawn)) == 100
    assert [round(one.x / one.width * one.days) for one in drawn] == [0, 50, 94]


def test_only_known_days_in_order_are_drawn() -> None:
    assert stages(row(**NOTHING)) == ()
    assert stages(row(**{**NOTICE, "feedback_on": "2023-06"})) == ()
    early = stages(row(**{**NOTICE, "feedback_on": "2023-04-01"}))
    assert [one.kind for one in early] == ["inspection", "rectification"]
