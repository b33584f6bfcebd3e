"""``xunjian build``: add files to the archive."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from archive.catalogue import FILE_NAME, Catalogue
from indexer.build import build
from indexer.report import BuildOptions, BuildReport
from webui.commands.progress import progress_bar
from webui.console import Value, command, print_json, say
from webui.options import as_json, takes
from webui.settings import Settings

_NAMES = {"mask": "隐去", "keep": "保留"}


@command("build")
@click.argument("paths", type=Value(Path), nargs=-1, required=True, metavar="路径…")
@click.option("--force", is_flag=True, help="判为不是通报的也收录，并作标记。")
@click.option("--reread", is_flag=True, help="从原件重新拆解已收录的全部通报。")
@takes("home", "engine", "names")
@as_json
def build_archive(
    paths: Sequence[Path], force: bool, reread: bool, settings: Settings, as_json: bool
) -> int:
    """把新的、改过的通报收进档案库。

    路径可以是文件，也可以是目录。有文件没能收录时，其余照收，退出码为 1。
    """
    report = add(settings, paths, forced=force, reread=reread)
    if as_json:
        print_json(asdict(report))
    else:
        click.echo(summary(report))
    return 1 if report.failed else 0


def add(
    settings: Settings, paths: Sequence[Path], *, forced: bool = False, reread: bool = False
) -> BuildReport:
    """Add the files as the settings ask, showing how far it has come and what was not kept."""
    _say_what_names_become(settings)
    options = BuildOptions(
        engine=settings.engine or None,
        masked=settings.names == "mask",
        forced=forced,
        reread=reread,
    )
    with progress_bar() as progress:
        report = build(settings.home, paths, progress=progress, options=options)
    for failed in report.failed:
        say(f"未收录 {failed.name}：{failed.reason}")
    if names_kept(settings.home) not in (None, settings.names):
        say(
            "有的通报没能重新拆解，姓名仍按原来的方式收录；"
            "请先用 xunjian verify 查明原因，再重新入库"
        )
    return report


def _say_what_names_become(settings: Settings) -> None:
    """Tell that names were kept or masked so far and are now to be the other."""
    before = names_kept(settings.home)
    if before not in (None, settings.names):
        say(f"姓名原来{_NAMES[before]}，这次要求{_NAMES[settings.names]}：全部通报从原件重新拆解")


def names_kept(home: Path) -> str | None:
    """Whether the archive's names are masked or kept; None where there is no archive yet."""
    if not (home / FILE_NAME).is_file():
        return None
    with Catalogue.open_reader(home) as catalogue:
        return catalogue.get_state("names")


def summary(report: BuildReport) -> str:
    """What became of the files, in one line."""
    counts = [
        f"新增 {report.added} 篇",
        f"更新 {report.replaced} 篇",
        f"未变 {report.unchanged} 篇",
    ]
    if report.reread:
        counts.append(f"重新拆解 {report.reread} 篇")
    if report.failed:
        counts.append(f"未收录 {len(report.failed)} 个")
    return f"{'，'.join(counts)}，用时 {report.seconds:.1f} 秒"
