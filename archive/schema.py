"""The catalogue's tables, as data: columns, keys and labels, read top to bottom.

``start`` and ``end`` count characters of ``notices.text``, end exclusive. ``seq`` numbers are
given once and never again, for the indexes to know rows by. Times are ISO text in UTC.
"""

from dataclasses import dataclass, field

VERSION = 3
LIST_MARK = "、"  # between the values of ``phones`` and of ``emails``

Columns = dict[str, type]


@dataclass(frozen=True, slots=True)
class Table:
    """One table; ``keys`` maps a column to the (table, column) it refers to.

    A row that refers to a notice or a finding goes when the notice or the finding goes.
    """

    name: str
    title: str
    columns: Columns
    pk: str | tuple[str, ...]
    keys: dict[str, tuple[str, str]] = field(default_factory=dict)
    indexes: tuple[tuple[str, ...], ...] = ()
    unique: tuple[tuple[str, ...], ...] = ()
    label: str | None = None


NOTICE_FIELDS: dict[str, tuple[type, str]] = {
    "title": (str, "标题"),
    "unit": (str, "被巡察单位"),
    "issuer": (str, "落款"),
    "unit_type": (str, "单位类型"),
    "level": (str, "层级"),
    "region": (str, "地区"),
    "body": (str, "巡视巡察"),
    "round": (str, "轮次"),
    "group_name": (str, "巡察组"),
    "kind": (str, "巡察方式"),
    "inspected_from": (str, "巡察开始"),
    "inspected_to": (str, "巡察结束"),
    "feedback_on": (str, "反馈日期"),
    "as_of": (str, "统计截至"),
    "published_on": (str, "公布日期"),
    "stated_aspects": (int, "自述方面数"),
    "stated_findings": (int, "自述问题数"),
    "stated_measures": (int, "自述措施数"),
    "stated_completed": (int, "自述已完成"),
    "stated_basically_completed": (int, "自述基本完成"),
    "stated_in_progress": (int, "自述正在整改"),
    "stated_not_completed": (int, "自述未完成"),
    "stated_rate": (float, "自述完成率（%）"),
    "stated_institutions": (int, "自述建立制度数"),
    "listed_findings": (int, "所列问题数"),
    "listed_measures": (int, "所列措施数"),
    "phones": (str, "电话"),
    "emails": (str, "电子邮箱"),
    "address": (str, "地址"),
}

TABLES: tuple[Table, ...] = (
    Table(
        "documents",
        "原件",
        {
            "sha256": str,
            "file_name": str,
            "format": str,
            "bytes": int,
            "source_url": str,
            "source_title": str,
            "source_published_on": str,
            "source_publisher": str,
            "reader": str,
            "read_at": str,
        },
        pk="sha256",
        label="file_name",
    ),
    Table(
        "units",
        "单位",
        {
            "name": str,
            "id": str,
            "unit_type": str,
            "level": str,
            "province": str,
            "city": str,
            "county": str,
        },
        pk="name",
        unique=(("id",),),
        label="name",
    ),
    Table(
        # year: when the inspection began; where that is not known, of the feedback, else of the
        # as-of date, else of publication. forced_because: why it was not taken for a notice, where
        # it was archived all the same. rows_sha256: the digest of all rows of the notice.
        "notices",
        "通报",
        {
            "id": str,
            "seq": int,
            "document": str,
            "year": int,
            **{name: kind for name, (kind, _) in NOTICE_FIELDS.items()},
            "forced_because": str,
            "text": str,
            "rows_sha256": str,
        },
        pk="id",
        keys={"document": ("documents", "sha256"), "unit": ("units", "name")},
        indexes=(("unit",), ("year",), ("document",), ("round",)),
        unique=(("seq",),),
        label="title",
    ),
    Table(
        "field_spans",
        "字段出处",
        {"notice": str, "field": str, "start": int, "end": int},
        pk=("notice", "field"),
        keys={"notice": ("notices", "id")},
    ),
    Table(
        # every original that a notice was read from, the one in force and those it replaced
        "versions",
        "版本",
        {"document": str, "notice": str, "kept_at": str},
        pk="document",
        keys={"document": ("documents", "sha256"), "notice": ("notices", "id")},
        indexes=(("notice",),),
    ),
    Table(
        # id: a digest of where the file is, for nobody else need know how a disk is laid out;
        # name: its path beneath the directory that was added; notice: none for a ZIP file
        "files",
        "文件",
        {"id": str, "name": str, "sha256": str, "notice": str, "seen_at": str},
        pk="id",
        keys={"notice": ("notices", "id")},
        indexes=(("sha256",), ("notice",)),
        label="name",
    ),
    Table(
        "aspects",
        "方面",
        {
            "id": str,
            "notice": str,
            "ordinal": int,
            "number": str,
            "heading": str,
            "level": int,
            "parent": str,
            "start": int,
            "end": int,
        },
        pk="id",
        keys={"notice": ("notices", "id"), "parent": ("aspects", "id")},
        indexes=(("notice",),),
        label="heading",
    ),
    Table(
        "findings",
        "问题",
        {
            "id": str,
            "seq": int,
            "notice": str,
            "ordinal": int,
            "number": str,
            "heading": str,
            "text": str,
            "status": str,
            "aspect": str,
            "start": int,
            "end": int,
            "heading_start": int,
            "heading_end": int,
            "status_start": int,
            "status_end": int,
        },
        pk="id",
        keys={"notice": ("notices", "id"), "aspect": ("aspects", "id")},
        indexes=(("notice", "ordinal"), ("aspect",)),
        unique=(("seq",),),
        label="heading",
    ),
    Table(
        "measures",
        "整改措施",
        {"id": str, "finding": str, "ordinal": int, "text": str, "start": int, "end": int},
        pk="id",
        keys={"finding": ("findings", "id")},
        indexes=(("finding", "ordinal"),),
    ),
    Table(
        # digest: equal where sentences stand almost word for word; measure: the ordinal of the
        # measure that the sentence is part of
        "sentences",
        "句子",
        {"finding": str, "start": int, "end": int, "measure": int, "digest": str},
        pk=("finding", "start"),
        keys={"finding": ("findings", "id")},
        indexes=(("digest",),),
    ),
    Table(
        # notices that are all but the same text; every pair both ways. share: of the words
        "copies",
        "几乎相同的通报",
        {"notice": str, "other": str, "share": float},
        pk=("notice", "other"),
        keys={"notice": ("notices", "id"), "other": ("notices", "id")},
        indexes=(("other",),),
    ),
    Table(
        "topics",
        "问题类型",
        {"id": str, "name": str, "aspect": str},
        pk="id",
        label="name",
    ),
    Table(
        "finding_topics",
        "问题与类型",
        {"finding": str, "topic": str, "evidence": str, "start": int, "end": int},
        pk=("finding", "topic"),
        keys={"finding": ("findings", "id"), "topic": ("topics", "id")},
        indexes=(("topic",),),
    ),
    Table(
        "regulations",
        "法规制度",
        {"title": str, "id": str},
        pk="title",
        unique=(("id",),),
        label="title",
    ),
    Table(
        "citations",
        "引用与新建制度",
        {
            "id": int,
            "notice": str,
            "finding": str,
            "regulation": str,
            "made": int,
            "start": int,
            "end": int,
        },
        pk="id",
        keys={
            "notice": ("notices", "id"),
            "finding": ("findings", "id"),
            "regulation": ("regulations", "title"),
        },
        indexes=(("finding",), ("regulation",), ("notice",)),
    ),
    Table(
        "amounts",
        "金额",
        {
            "id": int,
            "finding": str,
            "kind": str,
            "yuan": float,
            "evidence": str,
            "start": int,
            "end": int,
        },
        pk="id",
        keys={"finding": ("findings", "id")},
        indexes=(("finding",), ("kind",)),
    ),
    Table(
        "accountability",
        "问责",
        {
            "id": int,
            "finding": str,
            "kind": str,
            "persons": int,
            "evidence": str,
            "start": int,
            "end": int,
        },
        pk="id",
        keys={"finding": ("findings", "id")},
        indexes=(("finding",), ("kind",)),
    ),
    Table(
        # kind: person, unit or deadline; role: the label as printed; due: ISO, of a deadline
        "duties",
        "责任与时限",
        {
            "id": int,
            "finding": str,
            "kind": str,
            "role": str,
            "text": str,
            "due": str,
            "start": int,
            "end": int,
        },
        pk="id",
        keys={"finding": ("findings", "id")},
        indexes=(("finding",), ("kind",), ("due",)),
    ),
    Table(
        "similar_findings",
        "相似问题",
        {"finding": str, "rank": int, "other": str, "score": float},
        pk=("finding", "rank"),
        keys={"finding": ("findings", "id"), "other": ("findings", "id")},
        indexes=(("other",),),
    ),
    Table(
        "checks",
        "核对",
        {"id": int, "notice": str, "kind": str, "message": str, "start": int, "end": int},
        pk="id",
        keys={"notice": ("notices", "id")},
        indexes=(("notice",), ("kind",)),
    ),
    Table(
        "failures",
        "未收录",
        # id and name as in files; root: a digest of the directory that was added
        {
            "id": str,
            "root": str,
            "name": str,
            "sha256": str,
            "kind": str,
            "reason": str,
            "failed_at": str,
        },
        pk="id",
        indexes=(("root",), ("kind",)),
        label="name",
    ),
    Table(
        "builds",
        "入库记录",
        {
            "id": int,
            "started_at": str,
            "finished_at": str,
            "added": int,
            "replaced": int,
            "unchanged": int,
            "failed": int,
        },
        pk="id",
    ),
    Table("state", "状态", {"key": str, "value": str}, pk="key"),
)
