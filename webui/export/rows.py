"""The rows of an export, a few hundred at a time: memory does not grow with their number."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence

from flask_babel import lazy_gettext

from archive.formats.scan import is_recognised

Cell = str | int | bool | None | list[str]
Row = Mapping[str, Cell]

# A column's name in JSON Lines, and its title in tables; the SQL below gives them by these names.
_TITLES = {
    "id": lazy_gettext("编号"),
    "url": lazy_gettext("网址"),
    "unit": lazy_gettext("被巡察单位"),
    "unit_type": lazy_gettext("单位类型"),
    "region": lazy_gettext("地区"),
    "year": lazy_gettext("年份"),
    "body": lazy_gettext("巡视巡察"),
    "kind": lazy_gettext("巡察方式"),
    "round": lazy_gettext("轮次"),
    "number": lazy_gettext("原编号"),
    "heading": lazy_gettext("问题标题"),
    "status": lazy_gettext("整改状态"),
    "topics": lazy_gettext("问题类型"),
    "text": lazy_gettext("全文"),
    "measures": lazy_gettext("整改措施"),
    "notice_title": lazy_gettext("所在通报"),
    "notice_url": lazy_gettext("通报网址"),
    "published_on": lazy_gettext("公布日期"),
    "source_url": lazy_gettext("来源网址"),
    "scanned": lazy_gettext("扫描件"),
    "title": lazy_gettext("标题"),
    "group_name": lazy_gettext("巡察组"),
    "inspected_from": lazy_gettext("巡察开始"),
    "inspected_to": lazy_gettext("巡察结束"),
    "feedback_on": lazy_gettext("反馈日期"),
    "stated_findings": lazy_gettext("自述问题数"),
    "listed_findings": lazy_gettext("所列问题数"),
    "stated_measures": lazy_gettext("自述措施数"),
    "listed_measures": lazy_gettext("所列措施数"),
}
_UNIT = ("unit", "unit_type", "region")
_VISIT = ("year", "body", "kind", "round")
_FINDING = (
    *("id", "url", *_UNIT, *_VISIT, "number", "heading", "status", "topics", "text", "measures"),
    *("notice_title", "notice_url", "published_on", "source_url", "scanned"),
)
_NOTICE = (
    *("id", "url", "title", *_UNIT, *_VISIT, "group_name", "inspected_from", "inspected_to"),
    *("feedback_on", "published_on", "stated_findings", "listed_findings", "stated_measures"),
    *("listed_measures", "source_url", "scanned"),
)
COLUMNS: Mapping[str, tuple[str, ...]] = {"findings": _FINDING, "notices": _NOTICE}

_FINDINGS = """
    select findings.seq, findings.id, unit, unit_type, region, year, body, kind, round, number,
           heading, findings.status, findings.text, notices.title as notice_title,
           notices.id as notice, published_on, source_url, reader,
           (select json_group_array(topics.name)
            from finding_topics join topics on topics.id = finding_topics.topic
            where finding_topics.finding = findings.id) as topics,
           (select json_group_array(measures.text)
            from measures where measures.finding = findings.id) as measures
    from findings join notices on notices.id = findings.notice
         join documents on documents.sha256 = notices.document
    where findings.seq in (select value from json_each(?))
"""
_NOTICES = """
    select notices.*, source_url, reader
    from notices join documents on documents.sha256 = notices.document
    where notices.seq in (select value from json_each(?))
"""
_SQL = {"findings": _FINDINGS, "notices": _NOTICES}
_LISTS = ("topics", "measures")
_AT_ONCE = 300  # rows that are read together


def column_titles(scope: str) -> list[str]:
    """The heads of a table's columns, in the reader's language."""
    return [str(_TITLES[name]) for name in COLUMNS[scope]]


def export_rows(
    connection: sqlite3.Connection, scope: str, seqs: Sequence[int], prefix: str
) -> Iterator[Row]:
    """A row for each finding, or notice, in the order given; ``prefix`` begins every address."""
    connection.row_factory = sqlite3.Row
    for start in range(0, len(seqs), _AT_ONCE):
        some = seqs[start : start + _AT_ONCE]
        asked = json.dumps(some)
        found = {row["seq"]: row for row in connection.execute(_SQL[scope], (asked,))}
        for seq in some:
            yield _row(found[seq], scope, prefix)


def _row(found: sqlite3.Row, scope: str, prefix: str) -> Row:
    known: dict[str, Cell] = {**dict(found), "url": f"{prefix}/{scope}/{found['id']}"}
    known["scanned"] = is_recognised(found["reader"])
    if scope == "findings":
        known["notice_url"] = f"{prefix}/notices/{found['notice']}"
        known |= {name: json.loads(found[name]) for name in _LISTS}
    return {name: known[name] for name in COLUMNS[scope]}


def cells(row: Row) -> Sequence[str | int | None]:
    """The row as a table holds it: a list is one cell, an item to a line; a yes is 是."""
    return [_cell(value) for value in row.values()]


def _cell(value: Cell) -> str | int | None:
    if isinstance(value, bool):
        return "是" if value else None
    return "\n".join(value) if isinstance(value, list) else value
