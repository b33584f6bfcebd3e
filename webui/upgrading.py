"""Opens archives of earlier versions by bringing them to this one first."""

from pathlib import Path

from archive.catalogue import FILE_NAME
from indexer.recover import upgrade
from webui.commands.progress import progress_bar
from webui.console import say


def bring_up_to_date(home: Path) -> None:
    """Upgrade the archive where an earlier version wrote it, and say so."""
    if (home / FILE_NAME).is_file():
        with progress_bar() as progress:
            if upgrade(home, progress):
                say("这个档案库是旧版建的，已经升级；原来的目录库另存为 catalogue-v*.db")
