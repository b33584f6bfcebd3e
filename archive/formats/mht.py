"""Web pages saved in one file with their pictures (MHT), as Word and browsers write them."""

from email import message_from_bytes
from email.policy import default

from archive.errors import UnreadableError
from archive.formats.content import Content
from archive.formats.html import read_html


def read_mht(data: bytes) -> Content:
    """The notice on the first page that the file holds."""
    message = message_from_bytes(data, policy=default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            if isinstance(page, bytes):
                return read_html(page)
    raise UnreadableError("MHT 文件里没有网页")
