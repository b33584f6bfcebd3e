"""``xunjian serve``: everything on one port."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Thread

import click

from archive import Catalogue
from indexer import Archive
from webui.app import create_app
from webui.commands.build import add, summary
from webui.console import Value, command, say
from webui.journal import keep_journal
from webui.options import takes
from webui.serve import Site, address, bind, serve
from webui.settings import SETTINGS, Settings
from webui.sql import SqlApp


@command("serve")
@click.argument("paths", type=Value(Path), nargs=-1, metavar="[路径…]")
@takes(*(setting.name for setting in SETTINGS))
def serve_archive(paths: Sequence[Path], settings: Settings) -> int:
    """收进路径下新的、改过的通报，然后在一个端口上提供全部页面、接口和数据查询。

    准备好以后，单独一行给出网址；按 Ctrl-C 停止。
    """
    keep_journal(requests=settings.log == "requests")
    with bind(settings) as listener:
        if not paths:
            Catalogue.open_reader(settings.home).close()  # only an archive that exists is served
        say(summary(add(settings, paths)))
        sql, archive = SqlApp(settings), Archive.open(settings.home)
        site = Site(settings, create_app(settings, archive), sql)

        def started() -> None:
            click.echo(address(listener))
            Thread(target=archive.prepare, name="prepare", daemon=True).start()

        with suppress(KeyboardInterrupt):  # the way to stop it
            serve(site, sql, listener, started)
    return 0
