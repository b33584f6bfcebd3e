"""Every layout of headings, labels and enumerations gives its findings and measures."""

import tomllib
from pathlib import Path

import pytest

from archive import parse, read_bytes, recognise

CASES = tomllib.loads((Path(__file__).parent / "layouts.toml").read_text(encoding="utf-8"))
FRAME = CASES.pop("frame")


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
