"""The command line: ``xunjian``.

Exit codes: 0 done, 1 not done or not wholly done, 2 the command line itself is wrong,
130 interrupted.
"""

import os
import sys

import click

from archive.errors import ArchiveError
from indexer.errors import IndexerError
from webui.commands.build import build_archive
from webui.commands.parse import parse_file
from webui.commands.search import find_similar, search_archive, show
from webui.commands.serve import serve_archive
from webui.commands.status import reindex, show_status
from webui.console import CommandError, Group, refusal, say
from webui.serve import ServeError

FAILED, MISUSED, INTERRUPTED = 1, 2, 130


@click.group(cls=Group, invoke_without_command=True, subcommand_metavar="命令 [参数]…")
@click.version_option(package_name="xunjian", message="xunjian %(version)s", help="显示版本。")
@click.pass_context
def cli(context: click.Context) -> None:
    """巡鉴：巡视巡察整改通报的档案库，可检索、可核对、可比较。"""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


for command in (
    serve_archive,
    build_archive,
    parse_file,
    search_archive,
    find_similar,
    show,
    show_status,
    reindex,
):
    cli.add_command(command)


def run(arguments: list[str]) -> int:
    """Run a command line and return its exit code; whatever goes wrong is said in one line."""
    try:
        return int(cli.main(arguments, prog_name="xunjian", standalone_mode=False) or 0)
    except click.UsageError as error:
        say(refusal(error))
        return MISUSED
    except (ArchiveError, IndexerError, ServeError, CommandError) as error:
        say(str(error))
        return FAILED
    except click.Abort:
        say("已中止")
        return INTERRUPTED
    except BrokenPipeError:  # whoever read our answer has had enough of it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED


def main() -> None:
    """The console command."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
