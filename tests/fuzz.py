"""Feeds whatever coverage leads to into readers, parser, query language and search.

``python -m tests.fuzz read -max_total_time=600``: targets are below, options are libFuzzer's.
It wants ``atheris``, which is installed for this alone. What it finds becomes a case of the tests
that run every day; those feed the same functions with hypothesis, for seconds.
"""

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

import atheris

with atheris.instrument_imports(include=["archive", "indexer"]):
    from archive import mask_notice, parse, read_bytes, recognise
    from archive.draft import find_lacks
    from archive.errors import UnreadableError
    from archive.notice import Document, Source
    from archive.unpack import files
    from indexer import Archive, build
    from indexer.errors import QueryError
    from indexer.query import parse_query

SAMPLE = Path(__file__).parent.parent / "corpus" / "sample"
SUFFIXES = (".txt", ".html", ".docx", ".pdf", ".zip", ".mht")
_archives: list[Archive] = []


def read(data: bytes) -> None:
    """Any bytes are read, or refused in the reader's own way."""
    if not data:
        return
    try:
        for member in files(data[1:], "a" + SUFFIXES[data[0] % len(SUFFIXES)]):
            read_bytes(member.read(), member.name)
    except UnreadableError:
        pass


def take_apart(data: bytes) -> None:
    """Any text is taken apart, with spans that point at their words."""
    text = data.decode("utf-8", "replace")
    document = Document(text, ((0, len(text)),), "txt", "0" * 64, Source("a.txt", "text"))
    notice = parse(document)
    recognise(document, notice)
    find_lacks(notice)
    assert len(mask_notice(notice).text) == len(text)
    for finding in notice.findings:
        assert text[finding.start : finding.end] == finding.text


def query(data: bytes) -> None:
    """Any query is understood, or searched as plain words, or refused with a sentence."""
    with suppress(QueryError):
        parse_query(data.decode("utf-8", "replace"))


def search(data: bytes) -> None:
    """Any query is answered."""
    if not _archives:
        home = Path(mkdtemp())
        build(home, sorted(SAMPLE.iterdir())[:8])
        _archives.append(Archive.open(home))
    with suppress(QueryError):
        _archives[0].search(data.decode("utf-8", "replace"), limit=5)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "read": read,
    "parse": take_apart,
    "query": query,
    "search": search,
}


if __name__ == "__main__":
    atheris.Setup([sys.argv[0], *sys.argv[2:]], TARGETS[sys.argv[1]])
    atheris.Fuzz()
