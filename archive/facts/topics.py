"""Problem topics of the controlled list, each given for words that stand in the finding."""

import re
from dataclasses import dataclass
from functools import cache

from archive.data import load
from archive.notice import Span, TopicMatch

_DENIAL = 24  # characters before a match in the body that may take it back


@dataclass(frozen=True, slots=True)
class Topic:
    """An entry of the controlled list; see ``archive/data/topics.toml`` for what its parts mean.

    The patterns are compiled when a text first calls for them: all take 0.1 s.
    """

    id: str
    name: str
    aspect: str
    words: tuple[str, ...]
    heading: str
    excluded: str | None
    body: str | None


@cache
def topics() -> tuple[Topic, ...]:
    """The controlled list, in the order of its aspects."""
    return tuple(map(_topic, load("topics")["topic"]))


def _topic(entry: dict[str, str]) -> Topic:
    words = tuple(entry["words"].split())
    return Topic(
        id=entry["id"],
        name=entry["name"],
        aspect=entry["aspect"],
        words=words,
        heading=entry.get("heading") or "|".join(words),
        excluded=entry.get("except"),
        body=entry.get("body"),
    )


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of topics by their first two characters, each with its topic's place in the list;
    ``pairs`` finds what may be such characters."""

    by_pair: dict[tuple[str, str], tuple[tuple[str, int], ...]]
    pairs: re.Pattern[str]


@cache
def _words(in_body: bool) -> _Words:
    """The words of all topics; for the body of those with a body."""
    pairs: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for place, topic in enumerate(topics()):
        for word in topic.words if topic.body or not in_body else ():
            pairs.setdefault((word[0], word[1]), []).append((word, place))
    first, second = ("".join({pair[place] for pair in pairs}) for place in (0, 1))
    return _Words(
        {pair: tuple(words) for pair, words in pairs.items()},
        re.compile(f"([{re.escape(first)}])(?=([{re.escape(second)}]))"),
    )


def find_topics(shadow: str, heading: Span, body: Span) -> tuple[TopicMatch, ...]:
    """The topics of a finding, in the order of the words they are given for.

    The heading states the problem, so its subject is enough; in the body only words that state a
    problem themselves count.
    """
    found: dict[str, TopicMatch] = {}
    for topic in _thought_of(shadow[slice(*heading)], _words(False)):
        match = _compiled(topic.heading).search(shadow, *heading)
        if match and not (topic.excluded and _compiled(topic.excluded).search(shadow, *heading)):
            found[topic.id] = TopicMatch(topic.id, *match.span())
    for topic in _thought_of(shadow[slice(*body)], _words(True)):
        stated = _stated(topic, shadow, body)
        if stated and topic.id not in found:
            found[topic.id] = TopicMatch(topic.id, *stated)
    return tuple(sorted(found.values(), key=lambda given: (given.start, given.end)))


def _stated(topic: Topic, shadow: str, body: Span) -> Span | None:
    """Where the body first states the topic's problem and does not take it back."""
    before, after = _denials()
    for match in _compiled(topic.body).finditer(shadow, *body) if topic.body else ():
        start, end = match.span()
        taken_back = before.search(shadow, max(body[0], start - _DENIAL), start)
        if not taken_back and not after.match(shadow, end, body[1]):
            return start, end
    return None


@cache
def _denials() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = load("topics")
    return re.compile(data["denied"]), re.compile(data["denied_after"])


def _thought_of(stretch: str, words: _Words) -> list[Topic]:
    """The topics one of whose words stands in a stretch of text, in the order of the list."""
    places = {
        place
        for pair in words.by_pair.keys() & words.pairs.findall(stretch)
        for word, place in words.by_pair[pair]
        if word in stretch
    }
    return [topics()[place] for place in sorted(places)]
