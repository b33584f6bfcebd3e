"""What was read from a notice, as places in its text and notes for its margin."""

from collections.abc import Iterator, Sequence

from flask import url_for

from archive.ids import name_id
from archive.schema import notice_fields
from webui.language import gettext, in_chinese, term
from webui.reading import Note, Place
from webui.records import Facts, Row
from webui.wording import AMOUNTS, counted, field_value, money

SHOWN_FIRST = ("title", "unit")  # the page's own head says these


def fact_places(facts: Facts) -> list[Place]:
    return [place for kind in facts for place in _places(kind, facts[kind])]


def fact_notes(facts: Facts) -> list[Note]:
    return [
        Note(fact["start"], *_worded(kind, fact), _anchor(kind, fact), _more(kind, fact))
        for kind in facts
        for fact in facts[kind]
    ]


def field_places(spans: Sequence[Row]) -> list[Place]:
    """The places that a notice's own fields were read from."""
    return [Place(span["start"], span["end"], _kind(span), span["field"]) for span in spans]


def field_notes(notice: Row, spans: Sequence[Row]) -> list[Note]:
    return [
        Note(
            span["start"],
            _field_title(span["field"]),
            field_value(notice[span["field"]], span["field"]),
            span["field"],
        )
        for span in spans
        if span["field"] in notice_fields() and span["field"] not in SHOWN_FIRST
    ]


def _field_title(field: str) -> str:
    _, title = notice_fields()[field]
    return gettext(title)


def _kind(span: Row) -> str:
    return "title" if span["field"] == "title" else f"fact {span['field']}"


def _places(kind: str, found: Sequence[Row]) -> Iterator[Place]:
    for fact in found:
        yield Place(fact["start"], fact["end"], "fact", _anchor(kind, fact))


def _anchor(kind: str, fact: Row) -> str:
    own = f"{fact['finding']}-{fact['id']}" if kind == "topics" else fact["id"]
    return f"{kind}-{own}"


def _worded(kind: str, fact: Row) -> tuple[str, str]:
    """The fact as a label and a value."""
    if kind == "topics":
        return gettext("归类"), term(fact["name"])
    if kind == "amounts":
        return str(AMOUNTS.get(fact["kind"], fact["kind"])), money(fact["yuan"])
    if kind == "regulations":
        label = gettext("新建制度") if fact["made"] else gettext("引用")
        return label, in_chinese(f"《{fact['title']}》")
    if kind == "duties":
        return term(fact["role"]), in_chinese(fact["text"])
    persons = fact["persons"]
    said = term(fact["kind"])
    if persons is None:
        return gettext("问责"), said
    return gettext("问责"), said + " " + counted("%(num)s 人", persons)


def _more(kind: str, fact: Row) -> str | None:
    if kind == "topics":
        return url_for("topics.show", topic_id=fact["id"])
    if kind == "regulations":
        return url_for("regulations.show", regulation_id=name_id(fact["title"]))
    return None
