"""``xunjian status`` and ``reindex``: what the archive holds, and making its indexes anew."""

from dataclasses import asdict

import click

from archive import Catalogue
from indexer.index import rebuild
from indexer.lock import locked
from indexer.status import Status, status
from webui import wording
from webui.commands.progress import progress_bar
from webui.console import command, print_json, say
from webui.options import as_json, takes
from webui.settings import Settings


@command("status")
@takes("home")
@as_json
def show_status(settings: Settings, as_json: bool) -> int:
    """说明收录了什么，哪些文件没能收录、为什么。"""
    found = status(settings.home)
    if as_json:
        print_json(asdict(found))
    else:
        click.echo("\n".join(_lines(found)))
    return 0


@command("reindex")
@takes("home", "engine")
def reindex(settings: Settings) -> int:
    """从目录库重新编制索引，也可借此换用另一种检索引擎。"""
    Catalogue.open_reader(settings.home).close()  # only an archive that exists is indexed
    with (
        Catalogue.open(settings.home) as catalogue,
        locked(settings.home),
        progress_bar() as progress,
    ):
        rebuild(catalogue, settings.engine or None, progress)
    say("索引已重新编制")
    return 0


def _lines(found: Status) -> list[str]:
    known = [year for year, _ in found.years if year]
    years = f"，{_years(min(known), max(known))}" if known else ""
    lines = [
        f"通报 {found.notices} 篇，出自 {found.units} 个单位{years}",
        f"问题 {found.findings} 个，整改措施 {found.measures} 条",
        f"占用 {wording.size(found.bytes)}，检索引擎 {found.engine or '未定'}，"
        f"姓名{'照录' if found.names == 'keep' else '已隐去'}",
    ]
    if found.last_build:
        lines.append(f"最近一次入库：{wording.moment(found.last_build.finished_at)}（UTC）")
    return lines + [f"未收录 {failed.name}：{failed.reason}" for failed in found.failures]


def _years(first: int, last: int) -> str:
    return f"{first} 年" if first == last else f"{first}—{last} 年"
