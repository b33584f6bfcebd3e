"""``xunjian check``: review a draft before it is published."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from archive import parse, read, recognise
from archive.clock import today
from archive.draft import find_lacks
from archive.notice import Check, Notice, Verdict
from webui.console import Value, command, print_json
from webui.options import as_json


@command("check")
@click.argument("file", type=Value(Path), metavar="文件")
@as_json
def check_draft(file: Path, as_json: bool) -> int:
    """公布之前审一遍通报草稿，什么也不存。

    数目、日期对不上的，缺了的，点到普通人姓名的，逐条列出。有一条，退出码就为 1。
    """
    document = read(file)
    draft = parse(document, today())
    verdict = recognise(document, draft)
    lacks = find_lacks(draft)
    sound = verdict.is_notice and not draft.checks and not lacks
    if as_json:
        print_json(_answer(draft, verdict, lacks) | {"sound": sound})
    else:
        click.echo("\n".join(_lines(draft, verdict, lacks)))
    return 0 if sound else 1


def _answer(draft: Notice, verdict: Verdict, lacks: Sequence[Check]) -> dict[str, Any]:
    return {
        "is_notice": verdict.is_notice,
        "reason": verdict.reason,
        "findings": draft.listed_findings,
        "measures": draft.listed_measures,
        "checks": [_place(draft, one) for one in draft.checks],
        "lacks": [_place(draft, one) for one in lacks],
    }


def _place(draft: Notice, check: Check) -> dict[str, Any]:
    span = list(check.span) if check.span else None
    return {"kind": check.kind, "message": check.message, "span": span, "line": _line(draft, check)}


def _line(draft: Notice, check: Check) -> int | None:
    """The line of the text, counted from 1, that the check speaks of."""
    return draft.text.count("\n", 0, check.span[0]) + 1 if check.span else None


def _lines(draft: Notice, verdict: Verdict, lacks: Sequence[Check]) -> list[str]:
    who = draft.unit or "单位不详"
    lines = [f"{who}：问题 {draft.listed_findings} 个，整改措施 {draft.listed_measures} 条"]
    if not verdict.is_notice:
        lines += ["", f"读起来不像整改通报：{verdict.reason}"]
    lines += _part(draft, "对不上的地方", draft.checks) + _part(draft, "可以补上的地方", lacks)
    return lines if len(lines) > 1 else [*lines, "", "没有发现对不上或缺漏的地方，可以公布。"]


def _part(draft: Notice, title: str, checks: Sequence[Check]) -> list[str]:
    if not checks:
        return []
    places = ((one, _line(draft, one)) for one in checks)
    told = [f"  · {f'第 {line} 段，' if line else ''}{one.message}" for one, line in places]
    return ["", f"{title}（{len(checks)} 处）", *told]
