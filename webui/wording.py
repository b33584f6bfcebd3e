"""How values are put into words on the pages: dates, numbers, sums, names of kinds."""

from collections.abc import Sequence

from markupsafe import Markup, escape

from archive.ids import name_id

FACETS = {
    "unit_type": "单位类型",
    "region": "地区",
    "year": "年份",
    "kind": "巡察方式",
    "body": "巡视或巡察",
    "status": "整改状态",
    "topic": "问题类型",
    "unit": "单位",
}
LEVELS = {
    "central": "中央",
    "province": "省级",
    "city": "市级",
    "county": "县级",
    "township": "乡镇街道",
    "village": "村和社区",
}
AMOUNTS = {
    "improper": "涉及金额",
    "refunded": "清退",
    "recovered": "追回",
    "outstanding": "尚未退还",
    "other": "其他金额",
}
CHECKS = {
    "stated_findings": "问题数，自述与所列不同",
    "stated_measures": "措施数，自述与所列不同",
    "stated_aspects": "方面数，自述与所列不同",
    "completion_sum": "完成情况加起来与问题数不同",
    "completed_more": "已完成的多于问题数",
    "all_completed": "自述全部完成，仍有问题未完成",
    "feedback_early": "反馈早于巡察结束",
    "window_reversed": "巡察结束早于开始",
    "published_early": "落款早于反馈",
    "title_round": "标题与正文的轮次不同",
    "body_word": "巡视与巡察两种说法并用",
}
FAILURES = {
    "missing": "文件已经不在",
    "permission": "没有读取权限",
    "not_a_file": "不是文件",
    "empty": "空文件",
    "too_large": "文件太大",
    "unreadable": "读不出文字",
    "not_a_notice": "不是整改通报",
    "too_slow": "用时过长",
    "crashed": "读取时出错",
}
DATES = ("inspected_from", "inspected_to", "feedback_on", "as_of", "published_on")
TEN_THOUSAND = 10_000


def number(value: float | None) -> str:
    """1532 stays as it is, 30000 becomes 30,000; no number is a dash."""
    if value is None:
        return "—"
    shown = f"{value:,.2f}".rstrip("0").rstrip(".")
    return shown if abs(value) >= TEN_THOUSAND else shown.replace(",", "")


def money(yuan: float) -> str:
    """54410 yuan is 5.441万元, 860 yuan is 860元."""
    if yuan < TEN_THOUSAND:
        return f"{number(yuan)}元"
    return f"{yuan / TEN_THOUSAND:,.4f}".rstrip("0").rstrip(".") + "万元"


def date(iso: str | None) -> str:
    """2023-06-19 is 2023年6月19日, 2023-06 is 2023年6月; a time of day is left out."""
    if not iso:
        return "—"
    parts = [part.lstrip("0") for part in iso[:10].split("-")]
    return "".join(part + mark for part, mark in zip(parts, "年月日", strict=False))


def window(first: str | None, last: str | None) -> str:
    """From one date to another, the year said once where both share it."""
    if not (first and last):
        return date(first or last)
    end = date(last)
    if first[:4] == last[:4] and len(last) > len("2023"):
        end = end.split("年", 1)[1]
    return f"{date(first)}至{end}"


def moment(iso: str | None) -> str:
    """2026-11-22T15:08:31+00:00 is 2026年11月22日 15:08."""
    return f"{date(iso)} {iso[11:16]}".strip() if iso else "—"


def check_kind(kind: str) -> str:
    return CHECKS.get(kind, kind)


def failure_kind(kind: str) -> str:
    return FAILURES.get(kind, kind)


def level(name: str | None) -> str:
    return LEVELS.get(name or "", "—")


def field_value(value: object, field: str) -> str:
    """A notice's field as people read it."""
    if field == "level":
        return level(str(value))
    if field == "stated_rate" and isinstance(value, int | float):
        return f"{number(value)}%"
    if isinstance(value, int | float):
        return number(value)
    return date(str(value)) if field in DATES else str(value)


def facet_value(value: str, field: str) -> str:
    """A facet's value as people read it: 2023 is 2023年, 2021..2023 is 2021—2023年."""
    if field == "year":
        return value.replace("..", "—") + "年"
    return value


def marked(text: str, marks: Sequence[tuple[int, int]]) -> Markup:
    """The text with the spans ``marks`` set in <mark>, everything else escaped."""
    pieces, at = [], 0
    for start, end in sorted(marks):
        if start < at:
            continue
        pieces += [escape(text[at:start]), Markup("<mark>"), escape(text[start:end])]
        pieces.append(Markup("</mark>"))
        at = end
    pieces.append(escape(text[at:]))
    return Markup("").join(pieces)


def size(count: int) -> str:
    """A file's size: 18315 is 17.9 KB."""
    if count < 1024:
        return f"{count} 字节"
    if count < 1024 * 1024:
        return f"{count / 1024:.1f} KB"
    return f"{count / 1024 / 1024:.1f} MB"


def plain(text: str) -> str:
    """The text without the control characters that XML cannot carry."""
    return "".join(character for character in text if character >= " " or character in "\t\n\r")


FILTERS = {
    one.__name__: one
    for one in (
        number,
        money,
        date,
        window,
        moment,
        level,
        check_kind,
        failure_kind,
        field_value,
        facet_value,
        marked,
        size,
        plain,
        name_id,
    )
}
