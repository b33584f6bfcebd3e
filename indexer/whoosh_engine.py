"""The embedded engine: Whoosh keeps the terms and their packed postings, numpy ranks by them."""

from collections.abc import Iterable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
from whoosh import fields, index
from whoosh.codec import whoosh3

from indexer import segment
from indexer.chunks import worked
from indexer.counted import FIELDS
from indexer.engine import Entry, Seqs
from indexer.packed import PackedField, pack
from indexer.whoosh_reader import DEAD, WhooshReader, read_batches

_VERSION = "3"  # of the schema and of what its documents hold
_BATCH = 8192  # findings packed together: some 50 MB while they are packed

# Compressed, the index is a third smaller, and a term takes twice as long when first asked for.
_CODEC: Any = partial(whoosh3.W3Codec, compression=0)

_SCHEMA = fields.Schema(
    key=fields.ID(unique=True, stored=True),  # a batch's own, or DEAD
    seqs=fields.STORED(),
    lengths=fields.STORED(),
    dead=fields.STORED(),  # by the batch's key: findings that were removed and still lie in it
    **{field: PackedField() for field in FIELDS},
)


class WhooshEngine:
    """See ``indexer.engine.Engine``; the directory is an index of Whoosh's own."""

    @property
    def version(self) -> str:
        return f"{_VERSION}-{segment.version()}"

    def open(self, directory: Path) -> WhooshReader:
        return WhooshReader(directory)

    def write(self, directory: Path, removed: Seqs, added: Iterable[Entry]) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        if not index.exists_in(str(directory)):
            index.create_in(str(directory), _SCHEMA)
        opened: Any = index.open_dir(str(directory))  # Whoosh is annotated in parts only
        writer = opened.writer(codec=_CODEC())
        try:
            _bury(opened, writer, removed)
            for batch in worked(pack, added, _BATCH):
                facts = {"key": uuid4().hex, "seqs": batch.seqs, "lengths": batch.lengths}
                writer.add_document(**facts, **batch.postings)
        except BaseException:
            writer.cancel()
            raise
        writer.commit(mergetype=_keep_used)


def _bury(opened: Any, writer: Any, removed: Seqs) -> None:
    """Note the removed findings as dead; batches with no other findings go, with their dead."""
    with closing(opened.reader()) as reader:
        batches = read_batches(segment for segment, _ in reader.leaf_readers())
    dead = {}
    for batch in batches:
        held = batch.held & ~np.isin(batch.seqs, removed)
        if held.any():
            dead[batch.key] = batch.seqs[~held].tobytes()
        else:
            writer.delete_by_term("key", batch.key)
    writer.update_document(key=DEAD, dead=dead)


def _keep_used(_: Any, segments: list[Any]) -> list[Any]:
    """Merge nothing, for batches are large; let go of segments whose documents are all deleted."""
    return [one for one in segments if one.deleted_count() < one.doc_count_all()]
