"""``xunjian export --bagit`` and ``import``: take an archive away, and bring it back."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from archive import Catalogue
from archive.bag import write_bag
from archive.ledger import read_ledger
from indexer.recover import import_bag
from webui.commands.progress import progress_bar
from webui.console import Value, command, say
from webui.options import takes
from webui.settings import Settings

Export = Callable[..., int]


def or_bag(export: Export) -> Export:
    """Give an export the option to write the whole archive into a bag instead."""

    @wraps(export)
    def run(bag: Path | None, settings: Settings, **arguments: Any) -> int:
        if (bag is None) == (arguments["form"] is None):
            raise click.UsageError("--format 与 --bagit 须给一个，也只能给一个")
        if bag is None:
            return export(settings=settings, **arguments)
        return _write(settings.home, bag)

    result: Export = click.option(
        "--bagit", "bag", type=Value(Path), help="把整个档案库写成归档包（BagIt），放在这个新目录。"
    )(run)
    return result


def _write(home: Path, bag: Path) -> int:
    with Catalogue.open_reader(home) as catalogue:
        catalogue.connection.execute("begin")
        ledger = read_ledger(catalogue.connection)
        write_bag(bag, catalogue.originals, ledger)
    say(f"已写出 {len(ledger.file_names())} 份原件，{len(ledger.in_force())} 篇通报")
    return 0


@command("import")
@click.argument("bag", type=Value(Path), metavar="归档包")
@takes("home", "names")
def import_archive(bag: Path, settings: Settings) -> int:
    """从归档包恢复成一个新的档案库，编号、原件和版本与原来相同。

    先核对归档包的每一个字节，有出入就不收。有原件读不出来时，其余照收，退出码为 1。
    """
    with progress_bar() as progress:
        count, failed = import_bag(settings.home, bag, progress, masked=settings.names == "mask")
    for one in failed:
        say(f"未收录 {one.name}：{one.reason}")
    click.echo(f"恢复通报 {count} 篇")
    return 1 if failed else 0
