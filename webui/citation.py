"""A notice cited as GB/T 7714-2015 asks for what is published online."""

from datetime import date

from webui.records import Row

_TITLE = "整改通报"  # of a notice that has none


def cite(notice: Row, document: Row, permalink: str, today: date) -> str:
    """Author. Title[EB/OL]. (published)[read]. address. — what the notice does not say is left out.

    The address is the source's own where it is known, the archive's permalink otherwise.
    """
    author = notice["issuer"] or notice["unit"]
    title = f"{notice['title'] or _TITLE}[EB/OL]"
    published = notice["published_on"] or document["source_published_on"]
    days = f"({published})[{today.isoformat()}]" if published else f"[{today.isoformat()}]"
    address = document["source_url"] or permalink
    parts = [author, title, days, address]
    return ". ".join(" ".join(part.split()) for part in parts if part) + "."
