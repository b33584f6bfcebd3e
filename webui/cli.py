"""The command line: ``xunjian``.

Exit codes: 0 done, 1 not done or not wholly done, 2 the command line itself is wrong,
130 interrupted.
"""

import sys

import click

from archive.errors import ArchiveError
from archive.faults import explained, trouble
from indexer.errors import IndexerError
from webui.console import CommandError, Group, refusal, say

COMMANDS = {
    "serve": "webui.commands.serve:serve_archive",
    "build": "webui.commands.build:build_archive",
    "parse": "webui.commands.parse:parse_file",
    "check": "webui.commands.check:check_draft",
    "search": "webui.commands.search:search_archive",
    "similar": "webui.commands.search:find_similar",
    "show": "webui.commands.search:show",
    "export": "webui.commands.export:export_found",
    "status": "webui.commands.status:show_status",
    "verify": "webui.commands.verify:verify_archive",
    "import": "webui.commands.bag:import_archive",
    "reindex": "webui.commands.status:reindex",
}
FAILED, MISUSED, INTERRUPTED = 1, 2, 130


@click.group(
    cls=Group, places=COMMANDS, invoke_without_command=True, subcommand_metavar="命令 [参数]…"
)
@click.version_option(package_name="xunjian", message="xunjian %(version)s", help="显示版本。")
@click.pass_context
def cli(context: click.Context) -> None:
    """巡鉴：巡视巡察整改通报的档案库，可检索、可核对、可比较。

    初次使用：xunjian serve 通报所在的目录，收完以后用浏览器打开给出的网址。

    各个命令的用法：xunjian 命令 --help。
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def run(arguments: list[str]) -> int:
    """Run a command line and return its exit code; whatever goes wrong is said in one line."""
    try:
        with explained():
            return int(cli.main(arguments, prog_name="xunjian", standalone_mode=False) or 0)
    except click.UsageError as error:
        say(refusal(error))
        return MISUSED
    except (ArchiveError, IndexerError, CommandError) as error:
        say(str(error))
        return FAILED
    except OSError as error:
        say(f"{error.filename or '读写文件'}：{trouble(error)}")
        return FAILED
    except (click.Abort, KeyboardInterrupt):
        say("已中止")
        return INTERRUPTED


def main() -> None:
    """The console command."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
