"""Topics: given for the words that state a problem, and for no others."""

from pathlib import Path

import pytest

from archive import parse, read, read_bytes
from archive.data import load
from archive.facts import find_topics, topics
from archive.normal import normalise

NOTICES = Path(__file__).parents[2] / "shared" / "notices"
ENTRIES = load("topics")["topic"]
WITH_BODY = [entry for entry in ENTRIES if "body" in entry]


def of_heading(text: str) -> list[str]:
    return [match.topic for match in find_topics(normalise(text), (0, len(text)), (0, 0))]


def of_body(text: str) -> list[str]:
    return [match.topic for match in find_topics(normalise(text), (0, 0), (0, len(text)))]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["id"])
def test_every_topic_is_given_to_its_example_alone(entry: dict[str, str]) -> None:
    assert of_heading(entry["example"]) == [entry["id"]]


@pytest.mark.parametrize("entry", WITH_BODY, ids=lambda entry: entry["id"])
def test_every_topic_is_found_in_the_body_it_describes(entry: dict[str, str]) -> None:
    assert entry["id"] in of_body(entry["body_example"])


def test_the_list_is_controlled() -> None:
    assert len({topic.id for topic in topics()}) == len(topics())
    assert len({topic.name for topic in topics()}) == len(topics())
    assert 55 <= len(topics()) <= 75
    assert len({topic.aspect for topic in topics()}) == 4
    assert all(len(word) >= 2 for topic in topics() for word in topic.words)


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("关于学习研讨不深入和党费收缴不及时的问题", ["theory-study", "party-dues"]),
        ("會議記錄不規範", ["meeting-rules"]),
        ("政治生态修复不到位", []),
        ("安全使用资金意识不强", []),
        ("干部人事档案整理滞后", ["personnel-files"]),
        ("涉密档案混放", ["secrecy"]),
        ("医疗设备闲置较多", ["medical-supplies"]),
        ("惠农补贴发放不及时", ["farm-subsidies"]),
        ("食堂食品采购不规范", ["campus-safety"]),
        ("廉政文化建设不深入", ["warning-education"]),
        ("意识形态工作主体责任不到位", ["ideology"]),
        ("生态文明建设推进慢", ["environment"]),
        ("劳动合同签订不及时", ["employment"]),
        ("个别工作推进不够有力", []),
        ("制度执行存在短板", []),
        ("思想重视不够", []),
        ("", []),
    ],
)
def test_a_heading_gets_the_topics_it_speaks_of(heading: str, expected: list[str]) -> None:
    assert of_heading(heading) == expected


@pytest.mark.parametrize(
    "body",
    [
        "坚决杜绝照搬照抄现象",
        "严防私设小金库",
        "组织学习《党费收缴规定》，按月收缴党费",
        "开展吃空饷专项治理，未发现吃空饷情况",
        "建立公务接待台账，严格执行公务接待清单制度",
        "召开专题会议研究意识形态工作",
        "完善合同管理制度，规范合同签订流程",
        "对固定资产进行全面清查并登记入账",
    ],
)
def test_what_was_done_is_no_problem(body: str) -> None:
    assert of_body(body) == []


def test_a_topic_is_given_once_for_words_that_stand_there() -> None:
    text = "前言党费。关于党费收缴不规范。5名党员少缴党费，违规发放补贴。后文白条入账"
    heading, end = (text.index("关于"), text.index("。5名")), text.index("。后文")
    given = {
        match.topic: text[match.start : match.end]
        for match in find_topics(text, heading, (heading[1], end))
    }
    assert given == {"party-dues": "党费", "allowances": "违规发放补贴"}


def test_a_finding_gets_all_its_facts() -> None:
    text = "三、违规发放补贴3万元问题\n已退回2万元，制定《津补贴管理办法》，诫勉谈话1人。"
    (finding,) = parse(read_bytes(text.encode(), "通报.txt")).findings
    assert [match.topic for match in finding.topics] == ["allowances"]
    assert [sum_.kind for sum_ in finding.amounts] == ["improper", "refunded"]
    assert [cited.made for cited in finding.regulations] == [True]
    assert [item.persons for item in finding.accountability] == [1]


@pytest.mark.skipif(not NOTICES.is_dir(), reason="the real notices are not here")
def test_nearly_all_real_findings_get_topics() -> None:
    """By number of the finding: those without a topic, and the topics of a few."""
    given = []
    for path in sorted(NOTICES.glob("*.txt")):
        found = parse(read(path)).findings
        given.append({one.ordinal: [match.topic for match in one.topics] for one in found})
    none = [[number for number, ids in notice.items() if not ids] for notice in given]
    assert none == [[3, 21, 22], [9], [11, 36]]
    assert given[0][24] == ["party-dues"]
    assert given[1][30] == ["internal-control", "reimbursement"]
    assert given[1][33] == ["party-building"]
    assert given[2][19] == ["reimbursement", "budget"]
    assert given[2][26] == ["cadre-selection"]
    assert given[2][34] == ["party-dues"]
    assert sum(len(ids) for notice in given for ids in notice.values()) <= 110
