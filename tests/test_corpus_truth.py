"""The known answers of generated notices: exact spans, right values, dates that can be read."""

import re
from itertools import pairwise

import pytest

from corpus import Mix, Specimen, generate

CLEAN = Mix(others=0, noise=0)
DAY = re.compile("[1-9]|[12][0-9]|3[01]")


@pytest.fixture(scope="module")
def notices() -> list[Specimen]:
    return list(generate(300, 5, CLEAN))


def test_spans_say_what_the_truth_says(notices: list[Specimen]) -> None:
    for specimen in notices:
        truth = specimen.truth
        text = truth["text"]
        for finding in truth["findings"]:
            start, end = finding["spans"]["heading"]
            assert text[start:end] == finding["heading"]
            assert finding["start"] <= start < end <= finding["end"]
            for part in ("measures", "amounts", "regulations", "accountability"):
                for entry in finding[part]:
                    assert text[entry["start"] : entry["end"]] == entry["text"]
                    assert finding["start"] <= entry["start"] < entry["end"] <= finding["end"]
        for name in ("title", "unit", "issuer", "round", "group_name", "address"):
            if truth[name] is not None:
                start, end = truth["spans"][name]
                assert "".join(text[start:end].split()) == truth[name]


def test_findings_follow_each_other_and_end_with_their_words(notices: list[Specimen]) -> None:
    for specimen in notices:
        truth = specimen.truth
        findings = truth["findings"]
        assert findings
        assert truth["listed_findings"] == len(findings)
        for before, after in pairwise(findings):
            assert before["end"] < after["start"]
        for finding in findings:
            words = truth["text"][finding["start"] : finding["end"]]
            assert words == words.strip()
            assert finding["measures"]


def test_amounts_are_worth_their_words(notices: list[Specimen]) -> None:
    seen = 0
    for specimen in notices:
        for finding in specimen.truth["findings"]:
            for amount in finding["amounts"]:
                number, unit = re.fullmatch(r"([\d.]+)(万?元)", amount["text"]).groups()
                factor = 10_000 if unit == "万元" else 1
                assert amount["yuan"] == pytest.approx(float(number) * factor)
                seen += 1
    assert seen > 500


def test_dates_stand_in_order(notices: list[Specimen]) -> None:
    for specimen in notices:
        truth = specimen.truth
        names = ("inspected_from", "inspected_to", "feedback_on", "as_of", "published_on")
        days = [truth[name] for name in names if truth[name]]
        for before, after in pairwise(days):
            length = min(len(before), len(after))
            assert before[:length] <= after[:length]


def test_dates_run_together_can_be_taken_apart_in_one_way_only() -> None:
    mix = Mix(others=0, noise=0, forms={"window": "glued", "order": "date_first"})
    glued = 0
    for specimen in generate(200, 12, mix):
        truth = specimen.truth
        start, _ = truth["spans"]["inspected_from"]
        _, end = truth["spans"]["inspected_to"]
        match = re.fullmatch(r"\d{4}(\d{3,4})日至(\d{3,4})日", truth["text"][start:end])
        if not match:
            continue
        glued += 1
        for digits, iso in zip(match.groups(), _ends(truth), strict=True):
            readings = [
                (int(digits[:cut]), int(digits[cut:]))
                for cut in (1, 2)
                if DAY.fullmatch(digits[cut:]) and 1 <= int(digits[:cut]) <= 12
            ]
            assert readings == [(int(iso[5:7]), int(iso[8:]))]
    assert glued > 50


def _ends(truth: dict[str, str]) -> tuple[str, str]:
    return truth["inspected_from"], truth["inspected_to"]
