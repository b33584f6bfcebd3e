"""The query language: what a person types becomes a tree, once, for every engine.

    党费 不规范                   words: findings are ranked by them, and need not hold them all
    "党费收缴"  “…”  「…」        these characters must stand in the text, side by side
    《中国共产党章程》            the same, marks and all
    党费 AND (收缴 OR 使用) NOT 补缴    with an operator, each word must stand in the text or not
    unit:教育局 year:2021..2023   filters; see ``FIELDS``

What cannot be understood is searched as plain words, with a note that says so.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from string import ascii_lowercase
from typing import Any
from unicodedata import normalize

from indexer.answers import Filters
from indexer.errors import QueryError

FIELDS: Mapping[str, tuple[str, ...]] = {
    "unit": ("unit", "单位"),
    "unit_type": ("type", "unit_type", "单位类型", "类型"),
    "region": ("region", "地区"),
    "year": ("year", "年份"),
    "topic": ("topic", "问题类型"),
    "kind": ("kind", "巡察方式"),
    "body": ("body", "巡视或巡察"),
    "status": ("status", "整改状态"),
}

MOST_CHARACTERS = 2000
_MOST_TOKENS = 256
_MOST_DEPTH = 16

_FIELD_OF = {name: one for one, names in FIELDS.items() for name in names}
_EITHER = {ord(one): f"[{one}{chr(ord(one) + 0xFEE0)}]" for one in f"{ascii_lowercase}_"}  # [yｙ]
_NAMES = "|".join(name.translate(_EITHER) for name in _FIELD_OF)
_TOKEN = re.compile(
    rf"""
    (?P<phrase> "[^"]*" | “[^“”]*” | ＂[^＂]*＂ | 「[^「」]*」 | 『[^『』]*』 )
    | (?P<title> 《[^《》]+》 )
    | (?P<open> [(（] ) | (?P<close> [)）] )
    | (?P<field> (?i:{_NAMES})[:：] )
    | (?P<word> [^\s"＂“”「」『』《》()（）]+ )
    | (?P<stray> \S )                              # a mark without the other one of its pair
    """,
    re.VERBOSE,
)
_YEARS = re.compile(r"(\d{4})?(?:(\.\.)(\d{4})?)?")  # 2023, 2021..2023, 2021.., ..2023


@dataclass(frozen=True, slots=True)
class Phrase:
    """Characters that stand side by side in the text."""

    text: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class And:
    """What holds where all parts hold."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """What holds where any part holds."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """What holds where the part does not."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A filter; it stands beside the rest of a query, not within brackets, OR or NOT."""

    field: str
    value: str


Node = Phrase | And | Or | Not | Chosen


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for.

    ``needs`` is what the text must hold, None where nothing must; its leaves are phrases.
    ``phrases`` are those of them that must not be missing, ``words`` what is merely ranked by.
    """

    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    needs: Node | None = None
    filters: Filters = field(default_factory=Filters)
    note: str | None = None


class _Unclear(Exception):  # noqa: N818 - it never leaves this file
    """What is wrong with a query, to follow 这个检索式."""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str

    @property
    def operator(self) -> str | None:
        shown = normalize("NFKC", self.text)  # ＡＮＤ is AND
        return shown if self.kind == "word" and shown in ("AND", "OR", "NOT") else None

    @property
    def phrase(self) -> Phrase:
        """What it stands for as an operand; the marks of a title belong to it."""
        if self.kind != "phrase":
            return Phrase(self.text, quoted=self.kind == "title")
        if not self.text[1:-1].strip():
            raise _Unclear("里的引号中间是空的")
        return Phrase(self.text[1:-1], quoted=True)


def parse_query(text: str) -> Query:
    """Read a query; QueryError when it is too long or too deep to be answered."""
    if len(text) > MOST_CHARACTERS:
        raise QueryError(f"检索式太长，请控制在 {MOST_CHARACTERS} 字以内。")
    tokens = [_Token(str(found.lastgroup), found[0]) for found in _TOKEN.finditer(text)]
    if len(tokens) > _MOST_TOKENS:
        raise QueryError(f"检索式太复杂，请控制在 {_MOST_TOKENS} 个词以内。")
    if not tokens:
        return Query()
    try:
        return _understood(tokens)
    except _Unclear as unclear:
        return _plain(tokens, f"这个检索式{unclear}，已按普通词语检索。")


def leaves(node: Node) -> Iterator[Phrase]:
    """The phrases that the text should hold, those under a NOT left out."""
    match node:
        case Phrase():
            yield node
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part)


def _understood(tokens: Sequence[_Token]) -> Query:
    parts = list(_flat(_Parser(tokens).parse()))
    filters = _filters([part for part in parts if isinstance(part, Chosen)])
    asked = [part for part in parts if not isinstance(part, Chosen)]
    if any(_holds_filter(part) for part in asked):
        raise _Unclear("里的筛选条件放进了括号、OR 或 NOT")
    words: tuple[str, ...] = ()
    if not any(token.operator for token in tokens):
        words = tuple(one.text for one in asked if isinstance(one, Phrase) and not one.quoted)
        asked = [one for one in asked if isinstance(one, Phrase) and one.quoted]
    needs = And(tuple(asked)) if asked else None
    phrases = tuple(leaf.text for leaf in leaves(needs)) if needs else ()
    return Query(words, phrases, needs, filters)


def _plain(tokens: Sequence[_Token], note: str) -> Query:
    """The words of a query that is not understood; what it consists of, if it has no words."""
    words = [one for one in tokens if one.kind in ("word", "phrase", "title") and not one.operator]
    return Query(words=tuple(one.text for one in words or tokens), note=note)


def _flat(node: Node) -> Iterator[Node]:
    if isinstance(node, And):
        for part in node.parts:
            yield from _flat(part)
    else:
        yield node


def _holds_filter(node: Node) -> bool:
    match node:
        case Chosen():
            return True
        case And(parts) | Or(parts):
            return any(map(_holds_filter, parts))
        case Not(part):
            return _holds_filter(part)
        case _:
            return False


def _filters(chosen: Sequence[Chosen]) -> Filters:
    values: dict[str, tuple[Any, ...]] = {}
    for one in chosen:
        value = _years(one.value) if one.field == "year" else one.value
        values[one.field] = (*values.get(one.field, ()), value)
    return Filters(**values)


def _years(value: str) -> tuple[int | None, int | None]:
    found = _YEARS.fullmatch(normalize("NFKC", value))
    if not found or not (found[1] or found[3]):
        raise _Unclear(f"里的年份“{value}”看不明白（应写作 2023 或 2021..2023）")
    first, last = (int(year) if year else None for year in (found[1], found[3]))
    return (first, last) if found[2] else (first, first)


class _Parser:
    """Reads tokens by recursive descent: OR binds loosest, then AND or nothing, then NOT."""

    def __init__(self, tokens: Sequence[_Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0

    def parse(self) -> Node:
        tree = self._alternatives()
        if self._peek:
            raise _Unclear("的括号不成对")
        return tree

    @property
    def _peek(self) -> _Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _take(self, operator: str) -> bool:
        taken = self._peek is not None and self._peek.operator == operator
        self._at += taken
        return taken

    def _alternatives(self) -> Node:
        parts = [self._conjunction()]
        while self._take("OR"):
            parts.append(self._conjunction())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _conjunction(self) -> Node:
        parts = [self._negation()]
        while (token := self._peek) and token.kind != "close" and token.operator != "OR":
            self._take("AND")
            parts.append(self._negation())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _negation(self) -> Node:
        negated = False
        while self._take("NOT"):
            negated = not negated
        operand = self._operand()
        return Not(operand) if negated else operand

    def _operand(self) -> Node:
        token = self._peek
        if token is None:
            raise _Unclear("没有写完")
        self._at += 1
        match token.kind:
            case "open":
                return self._bracketed()
            case "close":
                raise _Unclear("的括号不成对")
            case "stray":
                raise _Unclear("的引号或书名号不成对")
            case "field":
                return self._filter(token.text[:-1])
            case "word" if token.operator:
                raise _Unclear(f"里 {token.operator} 的前后缺了词语")
        return token.phrase

    def _bracketed(self) -> Node:
        self._depth += 1
        if self._depth > _MOST_DEPTH:
            raise QueryError(f"检索式的括号太深，请控制在 {_MOST_DEPTH} 层以内。")
        tree = self._alternatives()
        if self._peek is None or self._peek.kind != "close":
            raise _Unclear("的括号不成对")
        self._at += 1
        self._depth -= 1
        return tree

    def _filter(self, name: str) -> Chosen:
        value = self._peek
        if value is None or value.kind not in ("word", "phrase", "title"):
            raise _Unclear(f"里“{name}”的后面没有写明是什么")
        self._at += 1
        return Chosen(_FIELD_OF[normalize("NFKC", name).lower()], value.phrase.text)
