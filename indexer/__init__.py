"""How findings are found: segmentation, the query language, engines, similarity, the build."""

from indexer.errors import IndexerError
from indexer.search import Archive

__all__ = ["Archive", "IndexerError"]
