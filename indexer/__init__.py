"""How findings are found: builds the indexes, reads queries, ranks, compares, answers."""

from indexer.answers import Answer, Filters
from indexer.build import build
from indexer.errors import IndexerError
from indexer.search import Archive

__all__ = ["Answer", "Archive", "Filters", "IndexerError", "build"]
