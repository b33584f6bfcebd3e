"""Which notices were read from pictures of their pages: some of their words may be misread."""

from collections.abc import Iterable

from archive.formats.scan import is_recognised
from webui.served import listed, rows

READERS = """
    select notices.id, documents.reader
    from notices join documents on documents.sha256 = notices.document
    where notices.id in (select value from json_each(?))
"""


def scans(ids: Iterable[str]) -> frozenset[str]:
    """Of these ids of notices and findings, those of scans and of what stands in scans."""
    notices = {one: one.partition("-")[0] for one in ids}
    found = rows(READERS, listed(set(notices.values())))
    read = {row["id"] for row in found if is_recognised(row["reader"])}
    return frozenset(one for one, notice in notices.items() if notice in read)
