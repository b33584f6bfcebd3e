"""One file of a generated archive, with the known answers about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from corpus.pieces import Passage
from corpus.truth import Truth, notice_truth


@dataclass(frozen=True, slots=True)
class Specimen:
    """``data`` are the file's bytes and ``text`` the characters in it; ``passage`` holds the clean
    text, that is, what a reader should make of the file, with the marks on it. ``about`` says how
    the file was made (layout, format, noise, forms; page for what is no notice), ``derived`` what
    the notice's own words do not state (unit_type, level, a day told by the page around it)."""

    name: str
    text: str
    data: bytes
    passage: Passage
    is_notice: bool
    about: Mapping[str, Any]
    derived: Mapping[str, Any]

    @property
    def truth(self) -> Truth:
        """What the sidecar holds; spans are in characters of its ``text``."""
        known = {"name": self.name, "is_notice": self.is_notice, **self.about}
        if not self.is_notice:
            return known
        return known | {"text": self.passage.text} | notice_truth(self.passage, self.derived)
