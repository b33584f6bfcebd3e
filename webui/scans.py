"""Which notices were read from pictures of their pages: some of their words may be misread."""

from collections.abc import Iterable, Mapping

from archive.formats.scan import is_recognised
from archive.ids import notice_of
from webui.served import Row, listed, rows

READERS = """
    select notices.id, documents.reader
    from notices join documents on documents.sha256 = notices.document
    where notices.id in (select value from json_each(?))
"""


def scans(ids: Iterable[str]) -> frozenset[str]:
    """Of these ids of notices and findings, those of scans and of what stands in scans."""
    notices = notices_of(ids)
    return among(notices, rows(READERS, listed(set(notices.values()))))


def notices_of(ids: Iterable[str]) -> dict[str, str]:
    """The id of the notice that each id of a notice or a finding belongs to."""
    return {one: notice_of(one) for one in ids}


def among(notices: Mapping[str, str], readers: Iterable[Row]) -> frozenset[str]:
    """Of the ids, those whose notice a reader of pictures has read; rows as of ``READERS``."""
    read = {row["id"] for row in readers if is_recognised(row["reader"])}
    return frozenset(one for one, notice in notices.items() if notice in read)
