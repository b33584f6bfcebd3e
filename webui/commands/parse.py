"""``xunjian parse``: take one file apart and keep nothing."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from archive import ArchiveError, mask_notice, parse, read, recognise
from archive.clock import today
from archive.notice import Finding, Notice, Verdict
from archive.schema import LIST_MARK, notice_fields
from webui.console import Value, command, print_json
from webui.options import as_json, takes
from webui.settings import Settings

_FINDING = (
    *("ordinal", "number", "heading", "aspect", "text", "status", "start", "end", "topics"),
    *("amounts", "regulations", "accountability", "duties", "measures"),
)


@command("parse")
@click.argument("file", type=Value(Path), metavar="文件")
@takes("names")
@as_json
def parse_file(file: Path, settings: Settings, as_json: bool) -> int:
    """拆解一个文件，什么也不存。"""
    try:
        verdict, notice = _take_apart(file, settings)
    except ArchiveError as error:
        if as_json:
            print_json(_answer(Verdict(False, str(error)), None))
        raise
    if as_json:
        print_json(_answer(verdict, notice))
    else:
        click.echo("\n".join(_lines(verdict, notice)))
    return 0


def _take_apart(file: Path, settings: Settings) -> tuple[Verdict, Notice]:
    document = read(file)
    notice = parse(document, today())
    verdict = recognise(document, notice)
    return verdict, mask_notice(notice) if settings.names == "mask" else notice


def _answer(verdict: Verdict, notice: Notice | None) -> dict[str, Any]:
    shown = notice_json(notice) if notice and verdict.is_notice else None
    return {**asdict(verdict), "notice": shown}


def notice_json(notice: Notice) -> dict[str, Any]:
    """A notice as JSON: its fields, where they were read, aspects, findings and checks."""
    whole = asdict(notice)
    return {
        **{name: whole[name] for name in notice_fields()},
        **{name: whole[name] for name in ("spans", "aspects")},
        "findings": [{name: one[name] for name in _FINDING} for one in whole["findings"]],
        "checks": whole["checks"],
    }


def _lines(verdict: Verdict, notice: Notice) -> list[str]:
    if not verdict.is_notice:
        return [f"不是整改通报：{verdict.reason}"]
    fields = [
        f"{title}：{_text(value)}"
        for name, (_, title) in notice_fields().items()
        if (value := getattr(notice, name)) not in (None, ())
    ]
    findings = [_line(one) for one in notice.findings]
    return [*fields, "", *findings, *(f"核对：{check.message}" for check in notice.checks)]


def _line(finding: Finding) -> str:
    status = f"（{finding.status}）" if finding.status else ""
    return f"{finding.ordinal:>3}. {finding.heading}{status}，措施 {len(finding.measures)} 条"


def _text(value: object) -> str:
    return LIST_MARK.join(value) if isinstance(value, tuple) else str(value)
