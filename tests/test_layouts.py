"""Every layout of headings, labels and enumerations gives its findings and measures."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import opencc
import pytest

from archive import parse, read_bytes, recognise

CASES = tomllib.loads((Path(__file__).parent / "layouts.toml").read_text(encoding="utf-8"))
FRAME = CASES.pop("frame")

_SIMPLE_TO_OTHER = opencc.OpenCC("s2t")


def _traditional(text: str) -> str:
    changed = str(_SIMPLE_TO_OTHER.convert(text))
    return changed if len(changed) == len(text) else text


def _framed(text: str) -> str:
    title, rest = text.split("\n", 1)
    above = f"首页 > 信息公开 > 巡察整改\n{title}\n发布时间：2024-12-20 来源：水利局 浏览次数：12"
    return f"{above}\n{rest}\n上一篇：关于放假的通知\n下一篇：没有了\n版权所有：清和区"


# What pages and programs do to a text; its findings and measures are to stay as they are
WEAR: dict[str, Callable[[str], str]] = {
    "blank lines": lambda text: text.replace("\n", "\n\n"),
    "indents": lambda text: "　　" + text.replace("\n", "\n\n　　"),
    "half-width marks": lambda text: text.translate(str.maketrans("（）：；", "():;")),
    "traditional characters": _traditional,
    "a page's frame": _framed,
}


def _text(body: str) -> str:
    return "\n".join((FRAME["title"], FRAME["opening"], body.strip(), FRAME["tail"]))


@pytest.mark.parametrize("name", CASES)
def test_layout_gives_its_findings_and_measures(name: str) -> None:
    case = CASES[name]
    text = _text(case["body"])
    document = read_bytes(
        (text.replace("\n", "") if case.get("one_line") else text).encode(), "x.txt"
    )
    notice = parse(document)
    assert recognise(document, notice).is_notice
    aspects = {aspect.ordinal: aspect.heading for aspect in notice.aspects}
    found = [
        [
            aspects.get(finding.aspect or 0, ""),
            finding.number or "",
            finding.heading,
            finding.status or "",
            [measure.text for measure in finding.measures],
        ]
        for finding in notice.findings
    ]
    assert found == case["findings"]


@pytest.mark.parametrize("name", CASES)
def test_layout_leaves_the_frame_readable(name: str) -> None:
    notice = parse(read_bytes(_text(CASES[name]["body"]).encode(), "x.txt"))
    assert notice.unit == "清和区水利局"
    assert notice.phones == ("0371-62345678",)
    assert notice.published_on == "2024-12-20"
    assert notice.issuer == "中共清和区水利局党组"


def _shape(text: str) -> list[tuple[str | None, int]]:
    notice = parse(read_bytes(text.encode(), "x.txt"))
    return [
        ((finding.number or "").strip("()（）"), len(finding.measures))
        for finding in notice.findings
    ]


@pytest.mark.parametrize("wear", WEAR)
def test_layouts_are_read_the_same_however_worn(wear: str) -> None:
    differing = [
        name
        for name, case in CASES.items()
        if _shape(WEAR[wear](_text(case["body"]))) != _shape(_text(case["body"]))
    ]
    assert not differing
