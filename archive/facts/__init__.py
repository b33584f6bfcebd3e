"""Facts that stand inside findings: each function reads a stretch of text and gives values with
spans."""

from archive.facts.accountability import find_accountability
from archive.facts.amounts import find_amounts
from archive.facts.citations import find_citations

__all__ = ["find_accountability", "find_amounts", "find_citations"]
