"""One file of a generated archive, with the known answers about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from corpus.pieces import Passage
from corpus.truth import Truth, notice_truth


@dataclass(frozen=True, slots=True)
class Specimen:
    """``text`` is what stands in the file; ``passage`` holds the clean text, that is, what a
    reader should make of it, with the marks on it. ``about`` says how the file was made
    (layout, noise, forms, encoding) and what no words of the text state (unit_type, level)."""

    name: str
    text: str
    passage: Passage
    encoding: str
    is_notice: bool
    about: Mapping[str, Any]
    derived: Mapping[str, Any]

    @property
    def data(self) -> bytes:
        return self.text.encode(self.encoding)

    @property
    def truth(self) -> Truth:
        """What the sidecar holds; spans are in characters of its ``text``."""
        known = {"name": self.name, "is_notice": self.is_notice, **self.about}
        if not self.is_notice:
            return known
        return known | {"text": self.passage.text} | notice_truth(self.passage, self.derived)
