"""What a person asks of the search, read from a URL and written back into one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from flask_babel import lazy_gettext
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from indexer.answers import FACETS, Filters
from webui.language import gettext

PAGE = 20
MOST = 100  # hits in one answer
FURTHEST = 10_000  # hits that can be paged through
SCOPES = {"findings": lazy_gettext("按问题"), "notices": lazy_gettext("按通报")}
ALL = {"findings": lazy_gettext("全部问题"), "notices": lazy_gettext("全部通报")}
SORTS = {
    "relevance": lazy_gettext("相关程度"),
    "date": lazy_gettext("时间"),
    "unit": lazy_gettext("单位"),
}
LIKENESS = ("unit_type", "region", "year")  # what similar findings can be narrowed by
_YEARS = re.compile(r"(?P<first>\d{4})?(?P<to>\.\.)?(?P<last>\d{4})?")  # 2023, 2021..2023, ..2023

Arguments = MultiDict[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """A query with its filters; ``chosen`` holds each filter's values as the URL has them."""

    text: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    scope: str = "findings"
    sort: str = "relevance"
    limit: int = PAGE
    offset: int = 0

    @property
    def page(self) -> int:
        return self.offset // self.limit + 1

    def filters(self) -> Filters:
        years = tuple(_years(value) for value in self.chosen.get("year", ()))
        return Filters(**{**self.chosen, "year": years})  # type: ignore[arg-type]

    def arguments(self, page: int = 1) -> dict[str, object]:
        """The URL's arguments that ask this question, those at their default left out."""
        given: dict[str, object] = {name: list(values) for name, values in self.chosen.items()}
        if self.text:
            given = {"q": self.text} | given
        if self.scope != "findings":
            given["scope"] = self.scope
        if self.sort != "relevance":
            given["sort"] = self.sort
        if page > 1:
            given["page"] = page
        return given

    def kept(self) -> dict[str, object]:
        """The arguments that stay when other words are asked for."""
        given = self.arguments()
        given.pop("q", None)
        return {
            name: value if isinstance(value, list) else [value] for name, value in given.items()
        }

    def narrowed(self, name: str, value: str) -> "Question":
        return self._choosing(name, (*self.chosen.get(name, ()), value))

    def widened(self, name: str, value: str) -> "Question":
        kept = tuple(one for one in self.chosen.get(name, ()) if one != value)
        return self._choosing(name, kept)

    def only(self, name: str, value: str) -> "Question":
        """The question with this value of a field in place of any others."""
        return self._choosing(name, (value,))

    def unfiltered(self) -> "Question":
        return replace(self, chosen={})

    def within(self, scope: str) -> "Question":
        return replace(self, scope=scope)

    def sorted_by(self, sort: str) -> "Question":
        return replace(self, sort=sort)

    def _choosing(self, name: str, values: tuple[str, ...]) -> "Question":
        chosen = {**self.chosen, name: values}
        return replace(self, chosen={name: values for name, values in chosen.items() if values})


def question(arguments: Arguments) -> Question:
    """The question of a page's URL, twenty hits to a page; 400 where an argument is not valid."""
    page = whole_number(arguments, "page", 1, 1, FURTHEST // PAGE)
    return replace(_asked(arguments), offset=(page - 1) * PAGE)


def api_question(arguments: Arguments) -> Question:
    """The question of an API call, with its own limit and offset; 400 where one is not valid."""
    return replace(
        _asked(arguments),
        limit=whole_number(arguments, "limit", PAGE, 1, MOST),
        offset=whole_number(arguments, "offset", 0, 0, FURTHEST),
    )


def likeness_filters(arguments: Arguments) -> Filters:
    """What similar findings are narrowed by; 400 where an argument is not valid."""
    chosen = {name: _values(arguments, name) for name in LIKENESS}
    return Question(chosen={name: values for name, values in chosen.items() if values}).filters()


def whole_number(arguments: Arguments, name: str, default: int, least: int, most: int) -> int:
    """An argument as an integer within bounds; 400 with a sentence where it is not."""
    given = arguments.get(name, "").strip()
    if not given:
        return default
    if given.isascii() and given.isdigit() and len(given) < 10 and least <= int(given) <= most:
        return int(given)
    raise BadRequest(
        gettext(
            "%(name)s 须是 %(least)s 到 %(most)s 之间的整数。", name=name, least=least, most=most
        )
    )


def _asked(arguments: Arguments) -> Question:
    chosen = {name: _values(arguments, name) for name in FACETS}
    asked = Question(
        text=arguments.get("q", "").strip(),
        chosen={name: values for name, values in chosen.items() if values},
        scope=one_of(arguments, "scope", SCOPES),
        sort=one_of(arguments, "sort", SORTS),
    )
    asked.filters()
    return asked


def _values(arguments: Arguments, name: str) -> tuple[str, ...]:
    given = (value.strip() for value in arguments.getlist(name))
    return tuple(dict.fromkeys(value for value in given if value))


def one_of(arguments: Arguments, name: str, known: Mapping[str, object]) -> str:
    """An argument that is one of those known, the first where it is not given; 400 for another."""
    given = arguments.get(name, "").strip() or next(iter(known))
    if given not in known:
        raise BadRequest(
            gettext("%(name)s 只能是 %(known)s 之一。", name=name, known=", ".join(known))
        )
    return given


def _years(value: str) -> tuple[int | None, int | None]:
    found = _YEARS.fullmatch(value)
    first, last = (found["first"], found["last"]) if found else (None, None)
    if not found or not (first or last) or (first and last and not found["to"]):
        raise BadRequest(gettext("year 须是四位年份或一段年份，例如 2023 或 2021..2023。"))
    if not found["to"]:
        last = first = first or last
    return (int(first) if first else None, int(last) if last else None)
