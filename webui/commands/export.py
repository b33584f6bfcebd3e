"""``xunjian export``: what a search finds, as a file."""

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from indexer import Archive
from indexer.answers import Filters
from webui.commands.bag import or_bag
from webui.console import Value, command, say
from webui.export import FORMATS, column_titles, export_rows
from webui.options import takes
from webui.question import SORTS
from webui.settings import Settings


@command("export")
@click.argument("query", required=False, default="", metavar="[检索词]")
@click.option(
    "--format", "form", type=Value(str, tuple(FORMATS)), help="文件的格式；不用 --bagit 时必填。"
)
@click.option("--out", type=Value(Path), help="写进这个文件；不填则写到标准输出。")
@click.option("--notices", is_flag=True, help="导出整篇通报，而不是逐条问题。")
@click.option(
    "--sort",
    type=Value(str, tuple(SORTS)),
    default="relevance",
    help="排列的次序（默认 relevance）。",
)
@takes("home", "base_url")
@or_bag
def export_found(
    query: str, form: str, out: Path | None, notices: bool, sort: str, settings: Settings
) -> int:
    """导出检索到的全部问题或通报，不填检索词则导出全部。

    检索词的写法与 search 相同。网址以 --base-url 开头，不填则从 / 开始。

    用 --bagit 则带走整个档案库：原件，连同文件名、版本和入库记录；原件没有隐去姓名。
    """
    scope = "notices" if notices else "findings"
    archive = Archive.open(settings.home)
    with archive.finding_all(query, Filters(), scope=scope, sort=sort) as (connection, seqs):
        rows = export_rows(connection, scope, seqs.tolist(), settings.base_url.rstrip("/"))
        pieces = FORMATS[form].write(column_titles(scope), rows)
        if out is None:
            for piece in pieces:
                sys.stdout.buffer.write(piece)
            sys.stdout.buffer.flush()
        else:
            _write(out, pieces)
            say(f"已写入 {out}，共 {len(seqs)} 条")
    return 0


def _write(out: Path, pieces: Iterable[bytes]) -> None:
    """Write the file whole, or leave what was there."""
    unfinished = out.with_name(f"{out.name}.part")
    try:
        with unfinished.open("wb") as file:
            file.writelines(pieces)
        unfinished.replace(out)
    finally:
        unfinished.unlink(missing_ok=True)
