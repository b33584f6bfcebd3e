"""What every engine indexes of a finding: its terms in each field, and how often each counts."""

from collections import Counter
from collections.abc import Callable, Mapping

from indexer import segment
from indexer.engine import Entry

FIELDS: Mapping[str, Callable[[str], list[str]]] = {"words": segment.words, "grams": segment.grams}

_HEADING = 4  # a heading states the problem; its words count this often beside once in the text


def count(entry: Entry, terms: Callable[[str], list[str]]) -> Counter[str]:
    """How often each of the terms counts in the finding."""
    counts = Counter(terms(entry.text))
    for term in terms(entry.heading):
        counts[term] += _HEADING
    counts.update(terms(entry.unit or ""))
    return counts
