"""Accountability: what was done to persons, and to how many."""

from pathlib import Path

import pytest

from archive.data import load
from archive.facts import find_accountability
from archive.normal import normalise

NOTICES = Path(__file__).parents[2] / "shared" / "notices"
KINDS = load("accountability")["kind"]


def read(text: str) -> list[tuple[str, int | None]]:
    found = find_accountability(normalise(text), 0, len(text))
    return [(item.kind, item.persons) for item in found]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind["name"])
def test_every_kind_is_found_in_its_example(kind: dict[str, str]) -> None:
    assert kind["name"] in [name for name, _ in read(kind["example"])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "给予党内严重警告处分2人、政务记过处分1人",
            [("党内严重警告", 2), ("政务处分", 1)],
        ),
        (
            "立案3件5人，诫勉谈话四人，提醒谈话１２人次，批评教育0人",
            [("立案", 5), ("诫勉谈话", 4), ("提醒谈话", 12), ("批评教育", 0)],
        ),
        ("党内警告、诫勉谈话各1人", [("党内警告", 1), ("诫勉谈话", 1)]),
        ("对3名责任人进行诫勉谈话，对其他人员批评教育", [("诫勉谈话", 3), ("批评教育", None)]),
        ("立案0件，移交问题线索2件", [("立案", 0), ("移交线索", None)]),
        ("对连续半年不交的1名党员，由支部书记谈话提醒", [("谈话提醒", 1)]),
        ("就2名党员的问题展开讨论，对其进行批评教育", [("批评教育", 2)]),
        ("两名同志作出书面检查", [("书面检查", 2)]),
        ("对4名同志分别给予党内警告、诫勉谈话", [("党内警告", None), ("诫勉谈话", None)]),
        ("问责12人，其中给予党纪处分3人", [("问责", 12), ("党纪政务处分", 3)]),
        ("約談社區書記，督促整改", [("约谈", None)]),
    ],
)
def test_persons_are_counted_as_the_text_counts_them(
    text: str, expected: list[tuple[str, int | None]]
) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "今后对违反规定的人员进行约谈",
        "建立约谈制度，运用谈话提醒、批评教育等方式开展监督",
        "在会上开展批评与自我批评",
        "对落实不力的党支部进行通报批评，限期整改",
        "定期督查，对情况不佳的科室予以通报批评",
        "严格落实约谈、通报批评制度",
        "将对整改不到位的单位予以通报批评",
        "对敷衍塞责的严肃问责，加大执纪问责力度",
        "完善诫勉谈话工作流程",
        "立案查处违法经营行为89起",
        "约谈源头企业5家，对履约不到位的单位进行约谈",
    ],
)
def test_rules_and_plans_are_no_events(text: str) -> None:
    assert read(text) == []


def test_spans_hold_the_kind_and_its_number() -> None:
    text = "诫勉谈话1人。其中，对3名责任人进行提醒谈话，"
    begin = text.index("其中")
    (found,) = find_accountability(text, begin, len(text))
    assert text[found.start : found.end] == "3名责任人进行提醒谈话"


def test_long_text_without_stops_costs_no_time() -> None:
    text = "对3名党员批评教育约谈" * 5_000
    assert len(find_accountability(text, 0, len(text))) == 10_000


@pytest.mark.skipif(not NOTICES.is_dir(), reason="the real notices are not here")
def test_real_notices_hold_these() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(NOTICES.glob("*.txt"))]
    assert [read(text) for text in texts] == [
        [],
        [],
        [
            ("党内警告", None),
            ("党内严重警告", None),
            ("书面检查", None),
            ("批评教育", None),
            ("批评教育", None),
            ("诫勉谈话", None),
            ("批评教育", 4),
            ("通报批评", None),
            ("书面检查", None),
        ],
    ]
