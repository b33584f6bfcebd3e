"""The JSON that the API and the command line give, from the records and the answers."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from archive.formats.scan import is_recognised
from archive.schema import LIST_MARK, notice_fields
from indexer.answers import Alike, Answer, Hit, Neighbour
from indexer.suggest import Suggestion
from webui.records import Facts, Row, read_finding, read_notice

Payload = dict[str, Any]

_HIT = ("id", "notice_id", "unit", "year", "number", "heading", "snippet", "scanned")
_COPY = ("id", "notice_id", "unit", "year", "scanned")
_DOCUMENT = (
    *("sha256", "file_name", "format", "bytes", "source_url", "source_title"),
    *("source_published_on", "source_publisher", "reader", "read_at"),
)
_WITHIN = ("ordinal", "number", "heading")
_TOLD = ("text", "status", "start", "end")
_ASPECT = (*_WITHIN, "level")
_MEASURE = ("ordinal", "text", "start", "end")


def answer(found: Answer) -> Payload:
    """An answer to a search, as ``/api/v1/search`` and ``xunjian search --json`` give it."""
    return {
        "query": found.query,
        "total": found.total,
        "note": found.note,
        "hits": [{**_hit(hit), "matched": list(hit.matched)} for hit in found.hits],
        "facets": {name: dict(counts) for name, counts in found.facets.items()},
    }


def alike(found: Alike) -> Payload:
    """Similar findings, the nearest first; a score is a cosine, 0 to 1."""
    return {
        "similar": [_neighbour(one) for one in found.elsewhere],
        "same_unit": [_neighbour(one) for one in found.same_unit],
    }


def suggestions(found: Iterable[Suggestion]) -> Payload:
    """What may be about to be typed, what fits best first."""
    return {"suggestions": [{"text": one.text, "kind": one.kind} for one in found]}


def notice(connection: sqlite3.Connection, notice_id: str) -> Payload | None:
    """A notice with all that was read from it; None where the catalogue has no such notice."""
    found = read_notice(connection, notice_id)
    if found is None:
        return None
    facts = _by_finding(found.facts, found.measures)
    return {
        **_only(found.row, ("id", "year")),
        **{name: _field(name, found.row[name]) for name in notice_fields()},
        "spans": {span["field"]: [span["start"], span["end"]] for span in found.spans},
        "aspects": [_only(one, (*_ASPECT, "parent", "start", "end")) for one in found.aspects],
        "findings": [
            {
                **_only(one, ("id", *_WITHIN)),
                "aspect": one["aspect_ordinal"],
                **_only(one, _TOLD),
                **facts[one["id"]],
            }
            for one in found.findings
        ],
        "checks": [_check(one) for one in found.checks],
        "document": {
            **_only(found.document, _DOCUMENT),
            "scanned": is_recognised(found.document["reader"]),
        },
        "text": found.row["text"],
    }


def finding(connection: sqlite3.Connection, finding_id: str) -> Payload | None:
    """A finding with its measures and facts; None where the catalogue has no such finding.

    ``aspects`` are those around it, the outermost first.
    """
    found = read_finding(connection, finding_id)
    if found is None:
        return None
    return {
        "id": finding_id,
        "notice_id": found.row["notice"],
        **_only(found.row, ("unit", "year", *_WITHIN)),
        "aspects": [_only(one, _ASPECT) for one in found.aspects],
        **_only(found.row, _TOLD),
        "scanned": is_recognised(found.row["reader"]),
        **_by_finding(found.facts, found.measures)[finding_id],
        "shared_sentences": [_shared(one, found.row) for one in found.shared],
    }


def _shared(sentence: Row, finding: Row) -> Payload:
    start, end = sentence["start"] - finding["start"], sentence["end"] - finding["start"]
    return {
        "id": sentence["digest"],
        "text": finding["text"][start:end],
        **_only(sentence, ("start", "end", "measure", "notices")),
    }


def _hit(found: Hit | Neighbour) -> Payload:
    return {**{name: getattr(found, name) for name in _HIT}, "score": round(found.score, 4)}


def _neighbour(found: Neighbour) -> Payload:
    copies = [{name: getattr(one, name) for name in _COPY} for one in found.copies]
    return {**_hit(found), "copies": copies}


def _by_finding(facts: Facts, measures: Sequence[Row]) -> defaultdict[str, Payload]:
    """The facts and measures of each finding, by the finding's id."""
    gathered: defaultdict[str, Payload] = defaultdict(
        lambda: {kind: [] for kind in (*facts, "measures")}
    )
    for kind, rows in facts.items():
        for row in rows:
            gathered[row["finding"]][kind].append(_fact(kind, row))
    for row in measures:
        gathered[row["finding"]]["measures"].append(_only(row, _MEASURE))
    return gathered


def _fact(kind: str, row: Row) -> Payload:
    fact = dict(row)
    fact.pop("finding")
    own = fact.pop("id")
    if kind == "topics":
        return {"topic": own, **fact}
    if kind == "regulations":
        return {**fact, "made": bool(fact["made"])}
    return fact


def archive_check(row: Row) -> Payload:
    """A check with the notice it was made of."""
    return {
        **_check(row),
        "notice_id": row["notice"],
        **_only(row, ("unit", "title", "year")),
        "scanned": is_recognised(row["reader"]),
    }


def _check(row: Row) -> Payload:
    span = None if row["start"] is None else [row["start"], row["end"]]
    return {**_only(row, ("kind", "message")), "span": span, "other_notice_id": row["other"]}


def _field(name: str, value: Any) -> Any:
    if name in ("phones", "emails"):
        return value.split(LIST_MARK) if value else []
    return value


def _only(row: Row, names: Iterable[str]) -> Payload:
    return {name: row[name] for name in names}
