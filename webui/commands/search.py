"""``xunjian search``, ``similar`` and ``show``: ask the archive, as the pages do."""

from collections.abc import Iterable
from typing import Any

import click
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from archive import Catalogue
from indexer import Archive
from indexer.answers import Alike, Answer, Filters, Hit, Neighbour
from webui import payloads
from webui.console import CommandError, Value, command, print_json, say
from webui.options import as_json, takes
from webui.question import likeness_filters
from webui.settings import Settings

_limit = click.option("--limit", type=Value(int), default=20, help="最多列出几条（默认 20）。")
_SCAN = ["扫描件：文字是从扫描的图像里识别出来的，可能有错字。"]


@command("search")
@click.argument("query", metavar="检索词")
@_limit
@click.option("--offset", type=Value(int), default=0, help="跳过前面几条（默认 0）。")
@click.option("--notices", is_flag=True, help="检索整篇通报，而不是逐条问题。")
@takes("home")
@as_json
def search_archive(
    query: str, limit: int, offset: int, notices: bool, settings: Settings, as_json: bool
) -> int:
    """检索问题或通报。

    几个词直接写在一起即可；“引号”里的字句须原样出现。

    可用 AND、OR、NOT 和括号，也可用 unit:、year:2021..2023 等限定；全部写法见网页 /help。
    """
    scope = "notices" if notices else "findings"
    archive = Archive.open(settings.home)
    answer = archive.search(query, limit=limit, offset=offset, scope=scope)
    if as_json:
        print_json(payloads.answer(answer))
    else:
        _print_answer(answer)
    return 0


@command("similar")
@click.argument("finding", required=False, metavar="[编号]")
@click.option("--text", type=Value(str), help="找与这段话相近的问题。")
@_limit
@click.option("--unit-type", multiple=True, type=Value(str), help="只要这类单位的，可重复。")
@click.option("--region", multiple=True, type=Value(str), help="只要这个地方的，可重复。")
@click.option("--year", multiple=True, type=Value(str), help="只要这些年份的，如 2021..2023。")
@takes("home")
@as_json
def find_similar(
    finding: str | None,
    text: str | None,
    limit: int,
    settings: Settings,
    as_json: bool,
    **narrowed: tuple[str, ...],
) -> int:
    """找出其他通报里与某条问题、某段话相近的问题。

    编号与 --text 给一个；问题的编号可用 xunjian search 查到。

    几乎一样的并为一条；同一单位别的通报里的另列。
    """
    if (finding is None) == (text is None):
        raise click.UsageError("问题的编号与 --text 须给一个，也只能给一个")
    archive = Archive.open(settings.home)
    filters = _filters(narrowed)
    if finding:
        found = archive.similar(finding, limit, filters)
    else:
        found = archive.similar_to(text or "", limit, filters)
    if as_json:
        print_json(payloads.alike(found))
    else:
        _print_alike(found)
    return 0


@command("show")
@click.argument("key", metavar="编号")
@takes("home")
@as_json
def show(key: str, settings: Settings, as_json: bool) -> int:
    """显示一篇通报列出的问题，或一条问题的全文。

    编号可用 xunjian search 查到；加上 --json，则给出从中读出的全部内容。
    """
    with Catalogue.open_reader(settings.home) as catalogue:
        read = payloads.finding if "-" in key else payloads.notice
        found = read(catalogue.connection, key)
    if found is None:
        raise CommandError(f"没有编号为 {key} 的通报或问题；编号可用 xunjian search 查到")
    if as_json:
        print_json(found)
    else:
        click.echo("\n".join(_finding_lines(found) if "-" in key else _notice_lines(found)))
    return 0


def _filters(narrowed: dict[str, tuple[str, ...]]) -> Filters:
    try:
        return likeness_filters(MultiDict(narrowed))
    except BadRequest as error:
        raise click.UsageError(str(error.description)) from error


def _print_alike(found: Alike) -> None:
    _print_hits(found.elsewhere)
    if found.same_unit:
        click.echo("\n同一单位别的通报里：")
        _print_hits(found.same_unit)


def _print_answer(answer: Answer) -> None:
    if answer.note:
        say(answer.note)
    click.echo(f"共 {answer.total} 条")
    _print_hits(answer.hits)


def _print_hits(hits: Iterable[Hit | Neighbour]) -> None:
    for hit in hits:
        year, scan = f"{hit.year}年" if hit.year else None, "扫描件" if hit.scanned else None
        place = "  ".join(filter(None, (hit.unit, year, hit.id, scan)))
        click.echo(f"\n{hit.heading}\n  {place}\n  {' '.join(hit.snippet.split())}")
        if isinstance(hit, Neighbour) and hit.copies:
            click.echo(f"  另有 {len(hit.copies)} 条几乎一样")


def _finding_lines(finding: dict[str, Any]) -> list[str]:
    aspects = [aspect["heading"] for aspect in finding["aspects"]]
    status = [f"整改状态：{finding['status']}"] if finding["status"] else []
    status += _SCAN if finding["scanned"] else []
    return [finding["heading"], " › ".join([finding["unit"] or "单位不详", *aspects]), *status, "",
            finding["text"]]  # fmt: skip


def _notice_lines(notice: dict[str, Any]) -> list[str]:
    findings = [f"{one['ordinal']:>3}. {one['heading']}" for one in notice["findings"]]
    scan = _SCAN if notice["document"]["scanned"] else []
    return [
        notice["title"] or "（原文没有标题）",
        notice["unit"] or "单位不详",
        *scan,
        "",
        *findings,
    ]
