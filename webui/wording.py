"""How values are put into words on the pages: dates, numbers, sums, names of kinds."""

from collections.abc import Sequence

from babel.dates import get_month_names
from flask_babel import lazy_gettext
from markupsafe import Markup, escape

from archive.ids import name_id
from webui.language import gettext, in_chinese, language, messages, term

FACETS = {
    "unit_type": lazy_gettext("单位类型"),
    "region": lazy_gettext("地区"),
    "year": lazy_gettext("年份"),
    "kind": lazy_gettext("巡察方式"),
    "body": lazy_gettext("巡视或巡察"),
    "status": lazy_gettext("整改状态"),
    "topic": lazy_gettext("问题类型"),
    "unit": lazy_gettext("单位"),
}
LEVELS = {
    "central": lazy_gettext("中央"),
    "province": lazy_gettext("省级"),
    "city": lazy_gettext("市级"),
    "county": lazy_gettext("县级"),
    "township": lazy_gettext("乡镇街道"),
    "village": lazy_gettext("村和社区"),
}
AMOUNTS = {
    "improper": lazy_gettext("涉及金额"),
    "refunded": lazy_gettext("清退"),
    "recovered": lazy_gettext("追回"),
    "outstanding": lazy_gettext("尚未退还"),
    "other": lazy_gettext("其他金额"),
}
CHECKS = {
    "stated_findings": lazy_gettext("问题数，自述与所列不同"),
    "stated_measures": lazy_gettext("措施数，自述与所列不同"),
    "stated_aspects": lazy_gettext("方面数，自述与所列不同"),
    "completion_sum": lazy_gettext("完成情况加起来与问题数不同"),
    "completed_more": lazy_gettext("已完成的多于问题数"),
    "all_completed": lazy_gettext("自述全部完成，仍有问题未完成"),
    "feedback_early": lazy_gettext("反馈早于巡察结束"),
    "window_reversed": lazy_gettext("巡察结束早于开始"),
    "published_early": lazy_gettext("落款早于反馈"),
    "all_but_waiting": lazy_gettext("自述全部完成，仍有事项待批"),
    "ended_late": lazy_gettext("巡察结束晚于落款"),
    "as_of_late": lazy_gettext("统计截至晚于落款"),
    "future": lazy_gettext("日期晚于读取之日"),
    "title_round": lazy_gettext("标题与开头的轮次不同"),
    "title_committee": lazy_gettext("标题与开头的党委不同"),
    "title_body": lazy_gettext("标题与开头，巡视与巡察不同"),
    "title_unit": lazy_gettext("标题与开头的单位不同"),
    "near_copy": lazy_gettext("与另一篇通报文字几乎相同"),
}
FAILURES = {
    "missing": lazy_gettext("文件已经不在"),
    "permission": lazy_gettext("没有读取权限"),
    "not_a_file": lazy_gettext("不是文件"),
    "empty": lazy_gettext("空文件"),
    "too_large": lazy_gettext("文件太大"),
    "unreadable": lazy_gettext("读不出文字"),
    "not_a_notice": lazy_gettext("不是整改通报"),
    "too_slow": lazy_gettext("用时过长"),
    "crashed": lazy_gettext("读取时出错"),
}
DATES = ("inspected_from", "inspected_to", "feedback_on", "as_of", "published_on")
LISTED = ("unit_type", "kind", "body", "status", "topic")  # fields with values of our own lists
TEN_THOUSAND = 10_000


def number(value: float | None) -> str:
    """1532 stays as it is, 30000 becomes 30,000; no number is a dash."""
    if value is None:
        return "—"
    shown = f"{value:,.2f}".rstrip("0").rstrip(".")
    return shown if abs(value) >= TEN_THOUSAND else shown.replace(",", "")


def counted(message: str, count: int, **values: object) -> str:
    """A message with a number in it, as ``%(num)s``; languages that have plurals use them."""
    said: str = messages(language()).ungettext(message, message, count)
    return said % {"num": number(count), **values}


def money(yuan: float) -> str:
    """54410 yuan is 5.441万元, 860 yuan is 860元."""
    if yuan < TEN_THOUSAND:
        return gettext("%(yuan)s元", yuan=number(yuan))
    tens = f"{yuan / TEN_THOUSAND:,.4f}".rstrip("0").rstrip(".")
    return gettext("%(tens)s万元", tens=tens, yuan=number(yuan))


def date(iso: str | None) -> str:
    """2023-06-19 is 2023年6月19日, 2023-06 is 2023年6月; a time of day is left out."""
    if not iso:
        return "—"
    known = _date_parts(iso)
    if "day" in known:
        return gettext("%(year)s年%(month)s月%(day)s日", **known)
    return gettext("%(year)s年%(month)s月", **known) if "month" in known else year(known["year"])


def year(value: object) -> str:
    """2023 is 2023年."""
    return gettext("%(year)s年", year=value)


def window(first: str | None, last: str | None) -> str:
    """From one date to another, the year said once where both share it."""
    if not (first and last):
        return date(first or last)
    if first[:4] != last[:4] or len(last) == len("2023"):
        return gettext("%(first)s至%(last)s", first=date(first), last=date(last))
    return gettext(
        "%(first)s至%(last_in_year)s",
        first=date(first),
        first_in_year=_in_year(first),
        last=date(last),
        last_in_year=_in_year(last),
    )


def _in_year(iso: str) -> str:
    """The date without its year."""
    known = _date_parts(iso)
    if "day" in known:
        return gettext("%(month)s月%(day)s日", **known)
    return gettext("%(month)s月", **known) if "month" in known else year(known["year"])


def _date_parts(iso: str) -> dict[str, str]:
    """Its year, month, name of the month and day, as far as they are known."""
    known = dict(zip(("year", "month", "day"), _stripped(iso), strict=False))
    if "month" in known:
        names = {str(month): name for month, name in get_month_names(locale="en").items()}
        known["month_name"] = names.get(known["month"], known["month"])
    return known


def _stripped(iso: str) -> list[str]:
    return [part.lstrip("0") for part in iso[:10].split("-")]


def moment(iso: str | None) -> str:
    """2026-11-22T15:08:31+00:00 is 2026年11月22日 15:08."""
    return f"{date(iso)} {iso[11:16]}".strip() if iso else "—"


def check_kind(kind: str) -> str:
    return str(CHECKS.get(kind, kind))


def amount_kind(kind: str) -> str:
    return str(AMOUNTS.get(kind, kind))


def failure_kind(kind: str) -> str:
    return str(FAILURES.get(kind, kind))


def level(name: str | None) -> str:
    return str(LEVELS.get(name or "", "—"))


def field_value(value: object, field: str) -> str:
    """A notice's field as people read it."""
    if field == "level":
        return level(str(value))
    if field == "stated_rate" and isinstance(value, int | float):
        return f"{number(value)}%"
    if isinstance(value, int | float):
        return number(value)
    if field in LISTED:
        return term(str(value))
    return date(str(value)) if field in DATES else in_chinese(str(value))


def facet_value(value: str, field: str) -> str:
    """A facet's value as people read it: 2023 is 2023年, 2021..2023 is 2021—2023年."""
    if field == "year":
        return year(value.replace("..", "—"))
    return term(value) if field in LISTED else in_chinese(value)


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
        return gettext("%(count)s 字节", count=count)
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
        year,
        window,
        moment,
        level,
        check_kind,
        amount_kind,
        failure_kind,
        field_value,
        facet_value,
        marked,
        size,
        plain,
        name_id,
        term,
        in_chinese,
    )
}
