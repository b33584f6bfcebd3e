"""The three real notices are read whole: counts, dates, spans and short field values.

They name real people and stay outside the project; in CI they must be there.
"""

import os
from dataclasses import fields
from pathlib import Path

import pytest

from archive import parse, read, recognise
from archive.notice import Notice
from indexer import Archive, build

FOLDER = Path(__file__).parents[2] / "shared" / "notices"
SAMPLE = Path(__file__).parents[1] / "corpus" / "sample"
IN_CI = os.environ.get("CI") == "true"
pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir() and not IN_CI, reason="the real notices are not beside this checkout"
)

DEPARTMENT, MEDIA, SUBDISTRICT = (
    "000_223ceae145ae6167",
    "001_0091bebe4fe27024",
    "002_b41da5fdc1ed2e60",
)
FIELDS: dict[str, dict[str, object]] = {
    DEPARTMENT: {
        "unit": "上街区委宣传部",
        "issuer": "中共上街区委宣传部",
        "unit_type": "党委部门",
        "level": "county",
        "region": "上街区",
        "body": "巡察",
        "round": "第十一轮",
        "group_name": "区委第一巡察组",
        "kind": "常规",
        "inspected_from": "2025-07-25",
        "inspected_to": "2025-09-12",
        "feedback_on": "2025-10-27",
        "as_of": "2026-03-02",
        "published_on": "2026-04-10",
        "listed_findings": 26,
        "listed_measures": 26,
        "phones": ("68923422",),
    },
    MEDIA: {
        "unit": "郑州市上街区融媒体中心",
        "issuer": "中共郑州市上街区融媒体中心支部委员会",
        "unit_type": "事业单位",
        "level": "county",
        "region": "郑州市上街区",
        "body": "巡察",
        "round": "第十一轮",
        "group_name": "区委第一巡察组",
        "kind": "常规",
        "inspected_from": "2025-07-25",
        "inspected_to": "2025-09-12",
        "feedback_on": "2025-10-27",
        "as_of": "2026-03-02",
        "published_on": "2026-04-06",
        "stated_findings": 39,
        "stated_measures": 90,
        "stated_completed": 39,
        "stated_rate": 100,
        "stated_institutions": 6,
        "listed_findings": 39,
        "listed_measures": 89,
        "phones": ("0371-68938300",),
    },
    SUBDISTRICT: {
        "unit": "金水区文化路街道",
        "issuer": "中共金水区文化路街道工委",
        "unit_type": "街道",
        "level": "township",
        "region": "金水区",
        "body": "巡察",
        "group_name": "区委第四巡察组",
        "inspected_from": "2023-02-27",
        "inspected_to": "2023-04-28",
        "feedback_on": "2023-06-19",
        "published_on": "2023-09-15",
        "listed_findings": 37,
        "listed_measures": 67,
        "phones": ("63936965",),
        "emails": ("whljddzb@163.com",),
    },
}
# How many measures each finding lists, in the findings' order
MEASURES = {
    DEPARTMENT: "1" * 26,
    MEDIA: "223222222223222232322333222233332222222",
    SUBDISTRICT: "3343111122211211121111233124113134111",
}
STRUCTURE = ("text", "title", "spans", "aspects", "findings", "checks")


def _notice(name: str) -> Notice:
    return parse(read(FOLDER / f"{name}.txt"))


@pytest.mark.parametrize("name", FIELDS)
def test_fields_are_what_the_notice_says_and_no_more(name: str) -> None:
    notice = _notice(name)
    said = {
        item.name: getattr(notice, item.name)
        for item in fields(notice)
        if item.name not in STRUCTURE and getattr(notice, item.name) not in (None, ())
    }
    assert said == FIELDS[name]


@pytest.mark.parametrize("name", FIELDS)
def test_it_is_recognised(name: str) -> None:
    document = read(FOLDER / f"{name}.txt")
    assert recognise(document, parse(document)).is_notice


@pytest.mark.parametrize("name", FIELDS)
def test_spans_point_at_what_they_say(name: str) -> None:
    notice = _notice(name)
    for field_name, (start, end) in notice.spans.items():
        words = notice.text[start:end]
        value = getattr(notice, field_name)
        assert words.strip() == words
        if isinstance(value, str) and not value[:4].isdigit():
            assert "".join(words.split()) == value
    last = 0
    for finding in notice.findings:
        assert last <= finding.start < finding.end
        assert notice.text[finding.start : finding.end] == finding.text
        assert notice.text[slice(*finding.spans["heading"])] == finding.heading
        for measure in finding.measures:
            assert finding.start < measure.start < measure.end <= finding.end
            assert notice.text[measure.start : measure.end] == measure.text
        last = finding.end


@pytest.mark.parametrize("name", FIELDS)
def test_each_finding_has_its_measures(name: str) -> None:
    assert "".join(str(len(f.measures)) for f in _notice(name).findings) == MEASURES[name]


def test_heading_without_the_usual_words_is_a_finding() -> None:
    finding = _notice(MEDIA).findings[21]
    assert (finding.number, finding.heading) == ("22", "保密责任落实不力问题")


def test_finding_under_a_bare_heading_is_read() -> None:
    notice = _notice(SUBDISTRICT)
    finding = notice.findings[25]
    assert (finding.number, len(finding.heading)) == ("（三）", 12)
    assert finding.aspect is not None
    assert notice.aspects[finding.aspect - 1].number == "三"


def test_aspects_are_nested() -> None:
    assert [a.level for a in _notice(DEPARTMENT).aspects] == []
    assert [a.level for a in _notice(MEDIA).aspects] == [1, 1, 1, 1]
    assert [a.level for a in _notice(SUBDISTRICT).aspects].count(1) == 3
    assert [f.aspect for f in _notice(MEDIA).findings] == [1] + [2] * 21 + [3] * 10 + [4] * 7


def test_what_differs_between_stated_and_listed_is_said() -> None:
    assert [check.kind for check in _notice(MEDIA).checks] == ["stated_measures", "all_but_waiting"]
    assert _notice(DEPARTMENT).checks == ()


def test_party_dues_are_found_first_in_two_of_them(tmp_path: Path) -> None:
    build(tmp_path / "home", [FOLDER, SAMPLE])
    first, second = Archive.open(tmp_path / "home").search("党费", limit=2).hits
    units = {first.unit, second.unit}
    assert units == {FIELDS[DEPARTMENT]["unit"], FIELDS[SUBDISTRICT]["unit"]}
    assert "党费收缴" in first.heading
    assert "党费收缴" in second.heading
