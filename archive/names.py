"""Where names of private persons stand in a text.

A name is looked for only where one may stand: after a role or a verb of appointing and blaming
(主任王某某, 选出王某某为), before 同志 and its like, in a list with another name. There its
characters must be likelier as a name than as ordinary words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import inf

from archive.data import load
from archive.name_scores import name_score, surnames, words_scores
from archive.normal import normalise
from archive.notice import Span

_HAN = re.compile("[\u4e00-\u9fff]*")
_JOINTS = "：(“ \n"  # what may stand between a role and a name: 联系人：王某某, 主任（王某某）
_LENGTHS = (2, 3, 4)  # of names, in characters
_WINDOW = 7  # characters weighed as a name and as words: the name and what stands beside it
_LONGEST_TRIGGER = 8

# Log-odds that the place adds to those of the characters themselves.
_ROLE, _ACT, _VERB, _BARE = 0.0, -2.0, -4.0, -6.0
_CERTAIN, _LIKELY, _PLAIN, _OPEN = 6.0, 3.0, 1.0, -2.0
_ENOUGH = 2.0


@dataclass(frozen=True, slots=True)
class _Patterns:
    before: dict[str, float]
    trigger: re.Pattern[str]
    clause: re.Pattern[str]
    clause_within: re.Pattern[str]
    certain: re.Pattern[str]
    likely: re.Pattern[str]
    plain: re.Pattern[str]
    no_person: re.Pattern[str]
    never_last: str
    public: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    data = load("names")
    before = {
        word: odds
        for words, odds in (("verbs", _VERB), ("acts", _ACT), ("roles", _ROLE))
        for word in data[words].split()
    }
    first = "".join({surname[0] for surname in surnames()})
    last = "".join({word[-1] for word in before}) + _JOINTS
    clause = f"[{first}][\u4e00-\u9fff]{{1,3}}(?:{data['likely_after']})"
    return _Patterns(
        before=before,
        trigger=re.compile(f"[{last}](?=[{first}])"),
        clause=re.compile(clause),
        clause_within=re.compile(rf"[，。；：！？、(的\s](?={clause})"),
        certain=re.compile(data["certain_after"]),
        likely=re.compile(data["likely_after"]),
        plain=re.compile(data["plain_after"]),
        no_person=re.compile(data["no_person_after"]),
        never_last=data["never_last"],
        public=re.compile("|".join([*data["public"].split(), data["public_phrases"]])),
    )


def find_names(text: str) -> tuple[Span, ...]:
    """The places of private persons' names, surname and given name together, in order."""
    return _Search(normalise(text)).run()


class _Search:
    """The names found so far in one text."""

    def __init__(self, shadow: str) -> None:
        self.shadow = shadow
        self.names: dict[int, int] = {}  # start to end
        self.taken: set[int] = set()  # positions within names, those of public life among them
        for phrase in _patterns().public.finditer(shadow):
            self.taken.update(range(*phrase.span()))

    def run(self) -> tuple[Span, ...]:
        """All names, in order."""
        for start, place in self._places():
            self._keep(self._from(start, place))
        for match in _patterns().certain.finditer(self.shadow):
            self._keep(self._until(match.start()))
        for start, end in list(self.names.items()):
            self._follow_list(start, end)
        self._repeat()
        return tuple(sorted(self.names.items()))

    def _places(self) -> Iterator[tuple[int, float]]:
        """Where a name may begin, with the log-odds that the words before it add."""
        patterns = _patterns()
        for match in patterns.trigger.finditer(self.shadow):
            place = self._trigger(match.end())
            if place is not None:
                yield match.end(), place
        if patterns.clause.match(self.shadow):
            yield 0, _VERB
        for match in patterns.clause_within.finditer(self.shadow):
            yield match.end(), _VERB

    def _trigger(self, position: int) -> float | None:
        words = self.shadow[max(0, position - _LONGEST_TRIGGER) : position]
        words = words.rstrip(_JOINTS + ")")  # (责任领导)：王某某
        before = _patterns().before
        ends = [words[place:] for place in range(len(words))]
        return max([before[end] for end in ends if end in before], default=None)

    def _keep(self, name: Span | None) -> bool:
        """Keep a name that is new and that of no one in public life."""
        if name is None or not self.taken.isdisjoint(range(*name)):
            return False
        self.names[name[0]] = name[1]
        self.taken.update(range(*name))
        return True

    def _follow_list(self, start: int, end: int) -> None:
        """The names on both sides of a name in a list: 王某某、李某某和张某某."""
        while end < len(self.shadow) and self.shadow[end] in "、和与及 ":
            name = self._from(end + 1, _ROLE)
            if name is None or not self._keep(name):
                break
            end = name[1]
        while start and self.shadow[start - 1] in "、和与及":
            name = self._until(start - 1)
            if name is None or not self._keep(name):
                break
            start = name[0]

    def _repeat(self) -> None:
        """The other places of the names that were found, where two begin the longer one."""
        known = {self.shadow[start:end] for start, end in self.names.items()}
        again = [(start, start + len(name)) for name in known for start in self._all(name)]
        for span in sorted(again, key=lambda span: (span[0], -span[1])):
            if self._is_again(span):
                self._keep(span)

    def _all(self, name: str) -> Iterator[int]:
        """Where the characters of a name stand."""
        place = self.shadow.find(name)
        while place >= 0:
            yield place
            place = self.shadow.find(name, place + 1)

    def _is_again(self, name: Span) -> bool:
        """Whether the characters of a name are the name again; two may be parts of words."""
        return name[1] - name[0] > _LENGTHS[0] or self._from(name[0], _ROLE) == name

    def _from(self, start: int, place: float) -> Span | None:
        """The likeliest name that begins here."""
        window = _han(self.shadow[start : start + _WINDOW])
        scores = words_scores(window)
        best, found = _ENOUGH, None
        for length in _LENGTHS:
            if length > len(window):
                break
            end = start + length
            score = name_score(window[:length]) + scores[length] - scores[0] + place
            if score + _CERTAIN > best and self._possible(start, end):
                score += self._after(end)
                if score > best:
                    best, found = score, (start, end)
        return found

    def _until(self, end: int) -> Span | None:
        """The likeliest name that ends here, where it is certain that one does."""
        window = _han(self.shadow[max(0, end - _WINDOW) : end][::-1])[::-1]
        names = [window[-length:] for length in _LENGTHS if length <= len(window)]
        scored = {name: score for name in names if (score := name_score(name)) > -inf}
        if not scored:
            return None
        ordinary = words_scores(window)[0]
        best, found = _ENOUGH, None
        for name, score in scored.items():
            start = end - len(name)
            if self._possible(start, end):
                rest = window[: -len(name)]
                place = _BARE if rest and self._trigger(start) is None else _ROLE
                score += words_scores(rest)[0] - ordinary + place + _CERTAIN
                if score > best:
                    best, found = score, (start, end)
        return found

    def _after(self, end: int) -> float:
        """The log-odds that the words after a name add."""
        patterns = _patterns()
        if patterns.certain.match(self.shadow, end):
            return _CERTAIN
        if patterns.likely.match(self.shadow, end):
            return _LIKELY
        return _PLAIN if patterns.plain.match(self.shadow, end) else _OPEN

    def _possible(self, start: int, end: int) -> bool:
        """Whether a name may end here: not 王某某, which hides one, nor 李家村, a place."""
        patterns = _patterns()
        return not (
            "某" in self.shadow[start : end + 1]
            or self.shadow[end - 1] in patterns.never_last
            or patterns.no_person.match(self.shadow, end)
        )


def _han(stretch: str) -> str:
    """The Chinese characters that a stretch begins with."""
    found = _HAN.match(stretch)
    return found[0] if found else ""
