"""What can go wrong on the middle floor, each with a message that is safe to show."""


class IndexerError(Exception):
    """Root of the middle floor's errors; ``str(error)`` is one line for a person."""


class QueryError(IndexerError):
    """A query that is too long or too deep to be answered."""


class UnknownEngineError(IndexerError):
    """The archive names a search engine that is not known or not installed."""


class UnknownFindingError(IndexerError):
    """No finding has this id."""


class IndexStaleError(IndexerError):
    """The index is missing, damaged, or not the one that the catalogue names."""


class IndexFileError(IndexerError):
    """The system refuses to read or write the index's files."""


class BusyError(IndexerError):
    """Another process is changing the archive."""


class NoSuchPathError(IndexerError):
    """A path that was to be added leads nowhere."""
