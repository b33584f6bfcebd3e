"""The search page: a question, its hits, and the ways to narrow and widen it."""

from flask import Blueprint, render_template, request

from indexer.answers import Answer
from webui.question import ALL, FURTHEST, PAGE, SCOPES, SORTS, Question, question
from webui.served import Row, listed, rows, served
from webui.sql import question as sql_question
from webui.wording import FACETS

place = Blueprint("search", __name__)

FACET_VALUES = 8  # shown of a facet before one asks for more
MOST_FACET_VALUES = 40

ABOUT_FINDINGS = """
    select findings.id, findings.ordinal, findings.status, notices.title, notices.kind,
           notices.published_on
    from findings join notices on notices.id = findings.notice
    where findings.id in (select value from json_each(?))
"""
ABOUT_NOTICES = """
    select id, title, kind, round, published_on, listed_findings, listed_measures
    from notices where id in (select value from json_each(?))
"""


def ask(asked: Question) -> Answer:
    """The archive's answer to a question."""
    return served().archive.search(
        asked.text,
        asked.filters(),
        limit=asked.limit,
        offset=asked.offset,
        scope=asked.scope,
        sort=asked.sort,
    )


def about(answer: Answer, scope: str) -> dict[str, Row]:
    """What the catalogue says about each hit, by the hit's id."""
    sql = ABOUT_FINDINGS if scope == "findings" else ABOUT_NOTICES
    return {row["id"]: row for row in rows(sql, listed(hit.id for hit in answer.hits))}


@place.get("/search")
def show() -> str:
    asked = question(request.args)
    answer = ask(asked)
    return render_template(
        "search.html",
        asked=asked,
        answer=answer,
        in_datasette=sql_question.address(asked),
        about=about(answer, asked.scope),
        facets=facets(asked, answer),
        FACETS=FACETS,
        FACET_VALUES=FACET_VALUES,
        ALL=ALL,
        SCOPES=SCOPES,
        SORTS=SORTS,
        LAST_PAGE=FURTHEST // PAGE,
    )


def facets(asked: Question, answer: Answer) -> list[tuple[str, str, list[tuple[str, int, bool]]]]:
    """Each facet that can narrow or widen: its field, its name, its values with their counts.

    Chosen values come first; years run from the latest, the rest from the most frequent; of many
    values only the first are shown.
    """
    shown = []
    for name, title in FACETS.items():
        chosen = asked.chosen.get(name, ())
        counts = dict(answer.facets.get(name, ()))
        others = [value for value in counts if value not in chosen]
        if name == "year":
            others.sort(reverse=True)
        values = [(value, counts.get(value, 0), True) for value in chosen]
        values += [(value, counts[value], False) for value in others]
        if chosen or len(values) > 1:
            shown.append((name, title, values[:MOST_FACET_VALUES]))
    return shown
