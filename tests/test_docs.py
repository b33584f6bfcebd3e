"""The README is true: its commands, options, settings, files and help are those of the program.

Run as a program, this writes the commands' help into the README anew.
"""

import re
import subprocess
import tomllib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from webui.cli import COMMANDS, cli
from webui.settings import SETTINGS, Setting

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
HELP = re.compile(
    r"(<!-- help: xunjian ?(?P<command>\w*) -->\n```text\n)(?P<shown>.*?)(```)", re.DOTALL
)


def readme() -> str:
    return README.read_text("utf-8")


def real_help(command: str) -> str:
    arguments = [command, "--help"] if command else ["--help"]
    result = CliRunner().invoke(cli, arguments, prog_name="xunjian", catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def shown_help() -> dict[str, str]:
    return {block["command"]: block["shown"] for block in HELP.finditer(readme())}


def fenced_commands() -> list[str]:
    return re.findall(r"^```bash\n(.*?)\n```$", readme(), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_in_the_readme_is_the_commands_own(command: str) -> None:
    assert shown_help().get(command) == real_help(command)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_its_chapter(command: str) -> None:
    assert f"\n### {command}\n" in readme()


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_every_setting_is_in_the_table(setting: Setting) -> None:
    row = next(line for line in readme().splitlines() if line.startswith(f"| `{setting.option}` |"))
    assert f"`{setting.variable}`" in row
    assert not setting.default or f"`{setting.default}`" in row
    assert all(f"`{choice}`" in row for choice in setting.choices)


def test_help_is_in_chinese_throughout() -> None:
    context = click.Context(cli)
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command
        assert re.search(r"[一-龥]", command.get_short_help_str(100)), name
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert re.search(r"[一-龥]", parameter.help or ""), (name, parameter.name)
    for command in ("", *COMMANDS):
        assert not re.search(r"Options|Usage|default|Show", real_help(command))


def test_there_are_two_commands_to_copy_each_on_one_line() -> None:
    serve, test = fenced_commands()
    assert "\n" not in serve + test
    assert "xunjian serve corpus/sample" in serve
    assert "pytest" in test
    for line in (serve, test):
        assert "-c constraints.txt" in line


def test_the_readme_names_files_that_are_there() -> None:
    named = re.findall(r"`((?:archive|indexer|webui|corpus|tests|\.ci)/[\w./]*)`", readme())
    pictures = re.findall(r"!\[[^]]*\]\(([^)]+)\)", readme())
    assert len(named) > 8
    assert pictures
    for name in named + pictures:
        assert (ROOT / name).exists(), name


def test_constraints_hold_names_and_versions_only_for_all_that_is_needed() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    assert all(re.fullmatch(r"[A-Za-z0-9_.-]+==[\w.]+", line) for line in lines)
    pinned = {plain(line.partition("==")[0]) for line in lines}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = project["dependencies"] + project["optional-dependencies"]["test"]
    assert {plain(re.split(r"[^\w.-]", one)[0]) for one in needed} <= pinned


def test_ci_takes_its_test_command_from_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    take = re.search(r"test_command=\$\((awk .*)\)$", script, re.MULTILINE)
    assert take
    taken = subprocess.run(
        ["bash", "-c", take[1]], cwd=ROOT, capture_output=True, check=True, text=True
    )
    assert taken.stdout.strip() == fenced_commands()[1]
    assert "pytest" not in script.replace(take[0], "").replace("/pytest/", "")


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def write_help() -> None:
    """Put the commands' help into the README."""
    README.write_text(
        HELP.sub(lambda block: f"{block[1]}{real_help(block['command'])}{block[4]}", readme()),
        "utf-8",
    )


if __name__ == "__main__":
    write_help()
