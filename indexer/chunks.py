"""Works through the findings of an archive, a chunk at a time."""

import os
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import TypeVar

from archive.failure import Failure
from archive.workers import Workforce
from indexer.engine import Entry
from indexer.errors import IndexerError

Result = TypeVar("Result")

_PATIENCE = 600.0  # seconds that a chunk may take


def worked(
    function: Callable[[list[Entry]], Result], entries: Iterable[Entry], size: int
) -> Iterator[Result]:
    """What the function makes of each chunk of so many; by all processors when they are many.

    The function must be one that a fresh process can import.
    """
    chunks = _chunks(entries, size)
    first = next(chunks, [])
    if len(first) < size:
        yield from map(function, [first] if first else [])
        return
    with Workforce(processes=os.cpu_count() or 1, seconds=_PATIENCE) as workforce:
        for result in workforce.work(function, chain([first], chunks)):
            if isinstance(result, Failure):
                raise IndexerError(f"索引没有建成：{result.reason}")
            yield result


def _chunks(entries: Iterable[Entry], size: int) -> Iterator[list[Entry]]:
    stream = iter(entries)
    while chunk := list(islice(stream, size)):
        yield chunk
