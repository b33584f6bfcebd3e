"""The question of a search page as a page of Datasette: the same words and filters over a table."""

import json
from collections.abc import Iterator
from urllib.parse import urlencode

from indexer.answers import Filters
from indexer.query import parse_query
from webui.question import Question

_BASE = "/sql/catalogue"
# The columns that a filter can name; others are looked up in a table beside, see ``_within``.
_OWN = {
    "findings_by_relevance": ("unit", "unit_type", "kind", "status"),
    "findings_with_notice": ("unit", "unit_type", "kind", "status", "body"),
    "notices": ("unit", "unit_type", "kind", "body"),
}
_OF_NOTICE = {
    "body": "select id from notices where body in ({values})",
    "region": """
        select notices.id from notices left join units on units.name = notices.unit
        where notices.region in ({values}) or province in ({values}) or city in ({values})
           or county in ({values})
    """,
}
_OF_FINDING = {
    "topic": """
        select finding from finding_topics join topics on topics.id = finding_topics.topic
        where name in ({values})
    """,
    "status": "select id from findings where status in ({values})",
}


def address(asked: Question) -> str:
    """Where Datasette shows the rows that hold all the words and pass all the filters."""
    query = parse_query(asked.text)
    words = " ".join((*query.words, *(f'"{phrase}"' for phrase in query.phrases)))
    table = _table(asked.scope, words)
    arguments = [("_search", words)] if words else []
    for filters in (asked.filters(), query.filters):
        arguments += _filters(table, filters)
    return f"{_BASE}/{table}?{urlencode(arguments)}" if arguments else f"{_BASE}/{table}"


def _table(scope: str, words: str) -> str:
    if scope == "notices":
        return "notices"
    return "findings_by_relevance" if words else "findings_with_notice"


def _filters(table: str, filters: Filters) -> Iterator[tuple[str, str]]:
    """The filters as Datasette's arguments: a comparison of a column, or a clause of SQL."""
    for field in Filters.__dataclass_fields__:
        values = getattr(filters, field)
        if not values:
            continue
        if field == "year":
            yield "_where", f"({' or '.join(map(_years, values))})"
        elif field not in _OWN[table]:
            yield "_where", _within(table, field, values)
        elif len(values) == 1:
            yield f"{field}__exact", values[0]
        else:
            yield f"{field}__in", json.dumps(values, ensure_ascii=False)


def _years(span: tuple[int | None, int | None]) -> str:
    first, last = span
    return f"year between {first or 0} and {last or 9999}"


def _within(table: str, field: str, values: tuple[str, ...]) -> str:
    """A clause for what stands in another table than the rows."""
    quoted = ", ".join("'" + value.replace("'", "''") + "'" for value in values)
    if field in _OF_NOTICE:
        inner = _line(_OF_NOTICE[field].format(values=quoted))
        return f"{'id' if table == 'notices' else 'notice'} in ({inner})"
    inner = _line(_OF_FINDING[field].format(values=quoted))
    if table == "notices":
        return f"id in (select notice from findings where id in ({inner}))"  # noqa: S608
    return f"id in ({inner})"


def _line(sql: str) -> str:
    return " ".join(sql.split())
