"""A draft is reviewed: what does not add up, what is missing, whom it names."""

import json
from pathlib import Path

import pytest

from webui.cli import run

SOUND = """中共云洲市清河区水利局党组关于区委第三轮巡察整改进展情况的通报
根据区委统一部署，2023年3月1日至4月20日，区委第二巡察组对清河区水利局党组进行了常规巡察。2023年5月18日，\
区委第二巡察组反馈了巡察意见，共反馈1个方面2个问题。截至2023年8月31日，已完成整改2个。现将巡察整改情况予以公布。
一、党的建设方面
1.关于党费收缴不及时的问题。
整改情况：一是按月核定党费。二是每季度公示。整改状态：已完成。
2.关于公务接待超标准的问题。
整改情况：一是退回超标费用。二是修订接待办法。整改状态：已完成。
欢迎广大干部群众对巡察整改落实情况进行监督。联系电话：0000-1234567。
中共云洲市清河区水利局党组
2023年9月1日
"""


def review(tmp_path: Path, text: str, capfd: pytest.CaptureFixture[str]) -> tuple[int, dict]:  # type: ignore[type-arg]
    path = tmp_path / "草稿.txt"
    path.write_text(text, "utf-8")
    code = run(["check", str(path), "--json"])
    return code, json.loads(capfd.readouterr().out)


def test_a_sound_draft_may_be_published(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code, said = review(tmp_path, SOUND, capfd)
    assert (code, said["checks"], said["lacks"], said["sound"]) == (0, [], [], True)
    path = tmp_path / "草稿.txt"
    assert run(["check", str(path)]) == 0
    assert "可以公布" in capfd.readouterr().out


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("联系电话：0000-1234567。", "", "contact"),
        ("\n2023年9月1日\n", "\n", "published_on"),
        ("截至2023年8月31日，", "", "as_of"),
        ("，已完成整改2个", "", "stated_completed"),
        ("共反馈1个方面2个问题。", "", "stated_findings"),
        ("2023年3月1日至4月20日，", "", "inspected_from"),
        ("整改情况：一是退回超标费用。二是修订接待办法。整改状态：已完成。", "", "measures"),
        ("修订接待办法。整改状态：已完成。", "修订接待办法。", "status"),
        ("公务接待超标准", "党费收缴不及时", "repeated"),
        ("每季度公示", "对低保人员陈桂花批评教育", "name"),
    ],
)
def test_what_is_missing_is_named(
    tmp_path: Path, old: str, new: str, kind: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert old in SOUND
    code, said = review(tmp_path, SOUND.replace(old, new), capfd)
    assert code == 1
    assert kind in {one["kind"] for one in said["lacks"]}


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("1个方面2个问题", "1个方面3个问题", "stated_findings"),
        ("2023年5月18日，区", "2023年4月18日，区", "feedback_early"),
        ("已完成整改2个", "已完成整改5个", "completed_more"),
    ],
)
def test_what_does_not_add_up_is_named(
    tmp_path: Path, old: str, new: str, kind: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert old in SOUND
    code, said = review(tmp_path, SOUND.replace(old, new), capfd)
    assert code == 1
    assert kind in {one["kind"] for one in said["checks"]}
    (place,) = [one for one in said["checks"] if one["kind"] == kind]
    assert place["line"] == 2


def test_another_kind_of_text_is_told(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "会议通知.txt"
    path.write_text("关于召开年度工作会议的通知\n各部门：兹定于下周一召开会议。\n", "utf-8")
    assert run(["check", str(path)]) == 1
    assert "不像整改通报" in capfd.readouterr().out
