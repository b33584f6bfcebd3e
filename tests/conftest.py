"""What several rooms' tests stand on: an empty catalogue, and notices made by hand."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from archive import Catalogue
from archive.notice import (
    Accountability,
    Amount,
    Aspect,
    Check,
    Citation,
    Document,
    Finding,
    Measure,
    Notice,
    Source,
    TopicMatch,
)

MakeNotice = Callable[..., tuple[Notice, Document]]


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    with Catalogue.open(tmp_path / "home") as opened:
        yield opened


@pytest.fixture
def make_notice(catalogue: Catalogue) -> MakeNotice:
    """Makes a notice with any number of findings, and stores its original."""

    def make(
        words: str = "党费收缴不及时", findings: int = 2, **fields: object
    ) -> tuple[Notice, Document]:
        text = "关于巡察整改情况的通报"
        made = []
        for ordinal in range(1, findings + 1):
            start = len(text)
            text += f"\n{ordinal}.关于{words}的问题。已按《党费办法》清退3万元，诫勉谈话2人。"
            made.append(_finding(text, start + 1, ordinal))
        notice = Notice(
            text=text,
            title=text[:11],
            unit="清河区柳溪街道",
            unit_type="街道",
            inspected_from="2023-03-01",
            feedback_on="2024-01-02",
            phones=("0371-1234567", "0371-7654321"),
            spans={"title": (0, 11)},
            aspects=(
                Aspect(1, "一", "党的建设", 1, None, 0, 4),
                Aspect(2, "（一）", "组织生活", 2, 1, 4, 8),
            ),
            findings=tuple(made),
            listed_findings=findings,
            checks=(Check("count", "所列问题数与自述不符"),),
        )
        digest = catalogue.originals.put(text.encode())
        document = Document(text, ((0, len(text)),), "txt", digest, Source("通报.txt", "text"))
        return replace(notice, **fields), document  # type: ignore[arg-type]

    return make


def _finding(text: str, start: int, ordinal: int) -> Finding:
    end = len(text)
    heading_end = text.index("。", start)
    book = text.index("《", start)
    return Finding(
        ordinal=ordinal,
        number=str(ordinal),
        heading=text[start + 2 : heading_end],
        aspect=2,
        text=text[start:end],
        status="已完成",
        start=start,
        end=end,
        spans={"heading": (start + 2, heading_end)},
        measures=(Measure(1, text[heading_end + 1 : end], heading_end + 1, end),),
        topics=(
            TopicMatch("党费", start, start + 2),
            TopicMatch("党费", start + 3, start + 5),
        ),
        amounts=(Amount("refunded", 30000.0, book, book + 4),),
        regulations=(Citation("党费办法", False, book, book + 6),),
        accountability=(Accountability("诫勉谈话", 2, end - 7, end - 1),),
    )
