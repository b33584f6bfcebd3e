"""Makes archives out of plain headings and texts, through the real catalogue and indexes."""

from collections.abc import Sequence
from pathlib import Path

from archive import Catalogue
from archive.notice import Document, Finding, Notice, Source

Problem = tuple[str, str]  # a heading, and the text after it


def keep(
    catalogue: Catalogue,
    unit: str,
    problems: Sequence[Problem],
    reader: str = "text",
    **fields: object,
) -> str:
    """Keep a notice with these findings, from a file named after the unit; its id."""
    text, findings = f"中共{unit}党组关于巡察整改情况的通报", []
    for ordinal, (heading, body) in enumerate(problems, 1):
        start = len(text) + 1
        text += f"\n{heading}。\n{body}"
        findings.append(
            Finding(
                ordinal=ordinal,
                number=None,
                heading=heading,
                aspect=None,
                text=text[start:],
                status=None,
                start=start,
                end=len(text),
                spans={"heading": (start, start + len(heading))},
                measures=(),
            )
        )
    known = {"title": text.partition("\n")[0], "unit": unit, **fields}
    notice = Notice(text=text, findings=tuple(findings), **known)  # type: ignore[arg-type]
    digest = catalogue.originals.put(text.encode("utf-8", "surrogatepass"))
    document = Document(text, ((0, len(text)),), "txt", digest, Source(f"{unit}.txt", reader))
    path = Path(f"{unit}{fields.get('published_on', '')}.txt")
    return catalogue.keep(notice, document, path).notice
