"""``xunjian verify``: prove that nothing was changed or lost, and mend what can be mended."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict

import click

from indexer.repair import Repair, repair
from indexer.verify import Damage, is_harmed, verify
from webui.console import command, print_json
from webui.options import as_json, takes
from webui.settings import Settings

KINDS = {
    "catalogue": "目录库",
    "original": "原件",
    "rows": "通报记录",
    "spans": "文字位置",
    "table": "公共记录",
    "history": "历史记录",
    "orphan": "无主记录",
    "search": "逐字检索",
    "similar": "相似问题",
    "index": "检索索引",
    "stray": "多余原件",
}
_NO_ORIGINAL = "原件无从重建：把原来的文件重新交给 xunjian build，即可补上。"


@command("verify")
@click.option("--repair", "repaired", is_flag=True, help="能从现存内容重建的，一并重建。")
@takes("home")
@as_json
def verify_archive(repaired: bool, settings: Settings, as_json: bool) -> int:
    """逐一核对原件、记录、文字位置和索引，有出入的逐条列出。

    有出入而没有修好的，退出码为 1。
    """
    if repaired:
        outcome = repair(settings.home)
    else:
        found = tuple(verify(settings.home))
        outcome = Repair(found, found)
    intact = not is_harmed(outcome.left)
    if as_json:
        print_json(_answer(outcome, intact))
    else:
        click.echo("\n".join(_lines(outcome, intact, repaired)))
    return 0 if intact else 1


def _answer(outcome: Repair, intact: bool) -> dict[str, object]:
    names = ("found", "accepted", "left")
    return {"intact": intact} | {
        name: [asdict(one) for one in getattr(outcome, name)] for name in names
    }


def _lines(outcome: Repair, intact: bool, repaired: bool) -> list[str]:
    lines = [f"{KINDS[one.kind]} {one.subject}：{one.message}" for one in outcome.found]
    if not repaired:
        summary = "原件、记录、文字位置和索引全部相符" if intact else _hint(outcome.found)
        return [*lines, summary]
    lines += [f"{one.subject} 表原来的记录无从得知，已按现状重新登记" for one in outcome.accepted]
    if intact:
        return [*lines, "已全部修复" if is_harmed(outcome.found) else "没有需要修复的"]
    lines += ["", "仍未修复："]
    lines += [f"{KINDS[one.kind]} {one.subject}：{one.message}" for one in outcome.left]
    return [*lines, _advice(outcome.left)]


def _hint(found: Sequence[Damage]) -> str:
    return (
        f"共 {sum(one.kind != 'stray' for one in found)} 处不符；可用 xunjian verify --repair 修复"
    )


def _advice(left: Iterable[Damage]) -> str:
    if any(one.kind == "original" for one in left):
        return _NO_ORIGINAL
    return "其余无法修复：请恢复备份，或用 xunjian build 从原来的文件另建档案库。"
