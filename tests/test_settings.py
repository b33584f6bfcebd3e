"""Every setting is in one place, and reaches a command by its option or its variable."""

import re
from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from webui.console import Command
from webui.options import takes
from webui.settings import SETTINGS, Settings


def test_settings_are_a_tuple_of_names_defaults_and_chinese_help() -> None:
    assert [one.name for one in SETTINGS] == [one.name for one in fields(Settings)]
    for setting in SETTINGS:
        assert setting.default == getattr(Settings(), setting.name)
        assert isinstance(setting.default, setting.type)
        assert re.search(r"[一-龥]", setting.help)
        assert re.fullmatch(r"--[a-z-]+", setting.option)
        assert re.fullmatch(r"XUNJIAN_[A-Z_]+", setting.variable)


def test_settings_cannot_be_changed_while_running() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().port = 1  # type: ignore[misc]


@click.command("echo", cls=Command)
@takes(*(setting.name for setting in SETTINGS))
def echo(settings: Settings) -> int:
    click.echo(repr(settings))
    return 0


def settings_from(arguments: list[str], variables: dict[str, str] | None = None) -> str:
    result = CliRunner().invoke(echo, arguments, env=variables or {}, catch_exceptions=False)
    return result.output.strip() if result.exit_code == 0 else f"refused: {result.output}"


def test_defaults_hold_where_nothing_is_said() -> None:
    assert settings_from([]) == repr(Settings())


def test_options_set_settings() -> None:
    arguments = ["--home", "a b", "--port", "0", "--names", "keep", "--title", "某市巡鉴"]
    wanted = Settings(home=Path("a b"), port=0, names="keep", title="某市巡鉴")
    assert settings_from(arguments) == repr(wanted)


def test_variables_set_settings_and_options_win() -> None:
    variables = {"XUNJIAN_PORT": "9000", "XUNJIAN_SQL_TIME_LIMIT": "50"}
    assert settings_from([], variables) == repr(Settings(port=9000, sql_time_limit=50))
    wanted = repr(Settings(port=9001, sql_time_limit=50))
    assert settings_from(["--port", "9001"], variables) == wanted


@pytest.mark.parametrize(
    ("arguments", "variables"),
    [
        (["--port", "high"], {}),
        (["--port", "-1"], {}),
        (["--names", "some"], {}),
        ([], {"XUNJIAN_SQL_ROW_LIMIT": "many"}),
        ([], {"XUNJIAN_NAMES": "MASK"}),
    ],
)
def test_a_value_that_will_not_do_is_refused(
    arguments: list[str], variables: dict[str, str]
) -> None:
    assert settings_from(arguments, variables).startswith("refused:")
