"""What several rooms' tests stand on: an empty catalogue, notices made by hand, the sample."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from chromium import chromium
from playwright.sync_api import Browser

from archive import Catalogue
from archive.notice import (
    Accountability,
    Amount,
    Aspect,
    Check,
    Citation,
    Document,
    Duty,
    Finding,
    Measure,
    Notice,
    Source,
    TopicMatch,
)
from indexer import build

MakeNotice = Callable[..., tuple[Notice, Document]]

SAMPLE = Path(__file__).parent.parent / "corpus" / "sample"
REAL = Path(__file__).parents[2] / "shared" / "notices"
MARKUP = """中共清河区柳溪街道工委关于巡察整改进展情况的通报

根据区委统一部署，2023年3月1日至4月20日，区委第二巡察组对柳溪街道进行了巡察。6月3日，区委第二巡察组反馈了巡察意见。\
按照有关要求，现将巡察整改进展情况予以公布。

一、组织整改情况
街道党工委专题研究整改方案，制定整改措施4条，明确责任人和完成时限。

二、巡察反馈问题整改情况
1.关于网页{{7*7}}管理不严的问题。
整改情况：一是删去网页中的<script>alert(1)</script>字样；二是<b onclick="x">专人</b>核对网页。
2.关于网站信息更新不及时的问题。
整改情况：一是每周更新网站信息；二是&lt;核对&gt;旧有信息。

中共清河区柳溪街道工作委员会
2023年9月1日
"""


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    with Catalogue.open(tmp_path / "home") as opened:
        yield opened


@pytest.fixture(scope="module")  # no longer: while it runs, no other event loop can
def browser() -> Iterator[Browser]:
    """A real Chromium; the test is skipped where there is none."""
    with chromium() as launched:
        yield launched


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the sample notices, and of one with markup in it."""
    root = tmp_path_factory.mktemp("sample")
    markup = root / "带标记的通报.txt"
    markup.write_text(MARKUP, "utf-8")
    report = build(root / "home", [SAMPLE, markup])
    assert not report.failed
    return root / "home"


@pytest.fixture(scope="session")
def real_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the three real notices."""
    if not REAL.is_dir():
        pytest.skip("the real notices are not here")
    home = tmp_path_factory.mktemp("real") / "home"
    assert build(home, [REAL]).added == 3
    return home


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
            TopicMatch("party-dues", start, start + 2),
            TopicMatch("party-dues", start + 3, start + 5),
        ),
        amounts=(Amount("refunded", 30000.0, book, book + 4),),
        regulations=(Citation("党费办法", False, book, book + 6),),
        accountability=(Accountability("诫勉谈话", 2, end - 7, end - 1),),
        duties=(Duty("deadline", "完成时限", text[end - 3 : end], None, end - 3, end),),
    )
