"""What notices say of sums and of persons held to account: totals, with every row behind them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, render_template, request, url_for
from flask_babel import lazy_gettext

from webui.charts import Bar, Datum, columns
from webui.language import gettext, term
from webui.paging import Page, page_number
from webui.question import whole_number
from webui.scans import scans
from webui.served import Row, named_rows
from webui.wording import amount_kind, counted, money

place = Blueprint("ledgers", __name__)

PAGE = 30
FIRST_YEAR, LAST_YEAR = 1900, 2999
FIELDS = {  # by which the rows can be narrowed, as chips call them
    "kind": lazy_gettext("种类"),
    "year": lazy_gettext("年份"),
    "unit_type": lazy_gettext("单位类型"),
    "unit": lazy_gettext("单位"),
}


_END = re.compile(r"[。；\n]")  # of a sentence, or a part of it


@dataclass(frozen=True, slots=True)
class Ledger:
    """A table of facts with a number each, as it is counted and worded."""

    table: str
    value: str
    left_out: str  # the kind that is shown only when it is asked for
    title: object
    lede: object


COLUMNS = {"kind": "fact.kind"} | {
    name: f"notices.{name}" for name in ("year", "unit_type", "unit")
}
LEDGERS = {
    "amounts": Ledger(
        "amounts",
        "yuan",
        "other",
        lazy_gettext("金额"),
        lazy_gettext(
            "通报在问题和整改里写到的款项，照原文逐笔相加；同一笔钱说了几次，就计了几次。"
        ),
    ),
    "accountability": Ledger(
        "accountability",
        "persons",
        "",
        lazy_gettext("问责"),
        lazy_gettext(
            "通报写明的处理，按方式列出；人数照原文相加，没有写明人数的只计处数，"
            "同一人受到几种处理的会重复计入。"
        ),
    ),
}
SOURCE = """
    from {table} as fact join findings on findings.id = fact.finding
         join notices on notices.id = findings.notice
    where {conditions}
"""
KINDS = """
    select fact.kind, count(*) as times, sum(fact.{value}) as total {source} group by fact.kind
"""
YEARS = """
    select notices.year, count(*) as times, sum(fact.{value}) as total
    {source} and notices.year is not null group by notices.year order by notices.year
"""
ROWS = """
    select fact.kind, fact.{value} as value, fact.evidence, fact.id as fact,
           findings.id, findings.heading, notices.unit, notices.year,
           substr(notices.text, max(1, fact.start - 35), min(36, fact.start)) as before,
           substr(notices.text, fact.end + 1, 24) as after
    {source} order by fact.{value} desc, notices.seq, fact.id limit :limit offset :offset
"""


@place.get("/amounts")
def amounts() -> str:
    return _show("amounts")


@place.get("/accountability")
def accountability() -> str:
    return _show("accountability")


def _show(name: str) -> str:
    ledger, chosen = LEDGERS[name], _chosen()
    kinds = _ask(KINDS, ledger, {**chosen, "kind": None})
    kinds.sort(key=lambda one: (one["kind"] == ledger.left_out, -one["times"]))
    if chosen["kind"] and chosen["kind"] not in {one["kind"] for one in kinds}:
        abort(404, gettext("没有符合这些条件的记录。"))
    held = [one for one in kinds if _is_shown(one["kind"], chosen, ledger)]
    page = Page(page_number(request.args), PAGE, sum(one["times"] for one in held))
    years = _ask(YEARS, ledger, chosen)
    found = _ask(ROWS, ledger, chosen, limit=PAGE, offset=page.offset)
    return render_template(
        "ledger.html",
        name=name,
        ledger=ledger,
        FIELD_NAMES=FIELDS,
        chosen={field: value for field, value in chosen.items() if value},
        kinds=kinds,
        worded=_worded[name],
        quoted=_quoted,
        kind_name=amount_kind if name == "amounts" else term,
        years=years,
        bars=_chart(name, years, chosen),
        found=found,
        scans=scans(one["id"] for one in found),
        page=page,
    )


def _chosen() -> dict[str, object]:
    chosen: dict[str, object] = {field: request.args.get(field) or None for field in FIELDS}
    if chosen["year"]:
        chosen["year"] = whole_number(request.args, "year", 0, FIRST_YEAR, LAST_YEAR)
    return chosen


def _is_shown(kind: str, chosen: Mapping[str, object], ledger: Ledger) -> bool:
    return kind == chosen["kind"] or (not chosen["kind"] and kind != ledger.left_out)


def _ask(sql: str, ledger: Ledger, chosen: Mapping[str, object], **more: object) -> list[Row]:
    """The rows of a query over the facts that have what was chosen."""
    conditions = [f"{COLUMNS[field]} = :{field}" for field in FIELDS if chosen[field]]
    if not chosen["kind"] and sql != KINDS:
        conditions.append("fact.kind <> :left_out")
    source = SOURCE.format(table=ledger.table, conditions=" and ".join(conditions) or "1")
    query = sql.format(value=ledger.value, source=source)
    return named_rows(query, {**chosen, "left_out": ledger.left_out, **more})


def _chart(name: str, years: Sequence[Row], chosen: Mapping[str, object]) -> tuple[Bar, ...]:
    """The total of each year as columns; a year between two others with none has a gap."""
    if not years:
        return ()
    totals = {one["year"]: one["total"] or 0 for one in years}
    return columns(
        [
            _datum(name, year, totals.get(year, 0), chosen)
            for year in range(min(totals), max(totals) + 1)
        ]
    )


def _datum(name: str, year: int, total: float, chosen: Mapping[str, object]) -> Datum:
    url = url_for(f"ledgers.{name}", **{**chosen, "year": year})  # type: ignore[arg-type]
    title = gettext("%(year)s年：%(total)s", year=year, total=_worded[name](total))
    return Datum(str(year), round(total), title, url)


def _quoted(fact: Row) -> tuple[str, str]:
    """The words before and after those that say the number, within their sentence."""
    before, after = _END.split(fact["before"]), _END.split(fact["after"])
    cut = "" if len(before) > 1 or len(fact["before"]) < 36 else "…"
    more = "" if len(after) > 1 or len(fact["after"]) < 24 else "…"
    return cut + before[-1].lstrip(), after[0].rstrip() + more


def _persons(persons: float | None) -> str:
    return "—" if persons is None else counted("%(num)s 人", int(persons))


def _yuan(yuan: float | None) -> str:
    return "—" if yuan is None else money(yuan)


_worded = {"amounts": _yuan, "accountability": _persons}
