"""The engine for large archives: tantivy keeps the terms, and ranks by them.

A finding is a document with the same terms, as often, as the default engine counts. What differs
is the formula: tantivy's BM25 has its saturation fixed at 1.2, where the default takes 2.0 (both
take 0.75 for length), and rounds lengths to a byte. What was removed counts in how rare a term is
until tantivy merges it away.
"""

from collections.abc import Iterable
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from indexer import segment
from indexer.chunks import worked
from indexer.counted import FIELDS, count
from indexer.engine import Entry, Seqs, without
from indexer.errors import IndexFileError, UnknownEngineError
from indexer.tantivy_reader import TantivyReader, library, read_seqs, write_seqs

_VERSION = "2"  # of the schema and of what its documents hold
_BATCH = 2048  # findings whose terms are counted together
_HEAP = 96 * 1024 * 1024  # bytes that tantivy may gather before it writes them to disk


class TantivyEngine:
    """See ``indexer.engine.Engine``; the directory is an index of tantivy's own.

    UnknownEngineError where tantivy is not installed.
    """

    def __init__(self) -> None:
        if find_spec("tantivy") is None:
            raise UnknownEngineError(
                "检索引擎 tantivy 尚未安装；请运行 pip install 'xunjian[tantivy]'"
            )

    @property
    def version(self) -> str:
        return f"{_VERSION}-{metadata.version('tantivy')}-{segment.version()}"

    def open(self, directory: Path) -> TantivyReader:
        return TantivyReader(directory)

    def write(self, directory: Path, removed: Seqs, added: Iterable[Entry]) -> None:
        tantivy = library()
        directory.mkdir(parents=True, exist_ok=True)
        more: list[int] = []
        try:
            index = tantivy.Index(_schema(), path=str(directory))
            with index.writer(_HEAP, 1) as writer:  # leaving it waits for what is being merged
                for seq in removed.tolist():
                    writer.delete_documents_by_term("seq", seq)
                for chunk in worked(spell, added, _BATCH):
                    for seq, spelt in chunk:
                        writer.add_document(tantivy.Document(seq=seq, **spelt))
                        more.append(seq)
                writer.commit()
        except ValueError as error:  # tantivy's only word for whatever it could not do
            raise IndexFileError(f"索引没有写成：{error}") from error
        kept = without(read_seqs(directory), np.append(removed, more))
        write_seqs(directory, np.sort(np.append(kept, np.array(more, np.int64))))


def spell(entries: list[Entry]) -> list[tuple[int, dict[str, str]]]:
    """Each finding's number, and for each field its terms, repeated and parted by spaces."""
    return [
        (
            entry.seq,
            {field: " ".join(count(entry, terms).elements()) for field, terms in FIELDS.items()},
        )
        for entry in entries
    ]


def _schema() -> object:
    builder = library().SchemaBuilder()
    builder.add_integer_field("seq", indexed=True, fast=True)
    for field in FIELDS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    return builder.build()
