"""Facts that stand inside findings: each function reads a stretch of text and gives values with
spans."""

from archive.facts.accountability import find_accountability
from archive.facts.amounts import find_amounts
from archive.facts.citations import find_citations
from archive.facts.duties import find_duties
from archive.facts.topics import Topic, find_topics, topics

__all__ = [
    "Topic",
    "find_accountability",
    "find_amounts",
    "find_citations",
    "find_duties",
    "find_topics",
    "topics",
]
