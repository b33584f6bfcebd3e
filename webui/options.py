"""The settings as options of commands, read from the command line or the environment."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from webui.console import Value
from webui.settings import SETTINGS, Setting, Settings
from webui.upgrading import bring_up_to_date

Run = Callable[..., int]


def takes(*names: str) -> Callable[[Run], Run]:
    """Give a command the settings of these names as options; it gets them as ``settings``."""
    chosen = [setting for setting in SETTINGS if setting.name in names]

    def decorate(command: Run) -> Run:
        @wraps(command)
        def run(**arguments: Any) -> int:
            settings = Settings(**{name: arguments.pop(name) for name in names})
            if "home" in names:
                bring_up_to_date(settings.home)
            return command(settings=settings, **arguments)

        result: Run = run
        for setting in reversed(chosen):
            result = _option(setting)(result)
        return result

    return decorate


def as_json(command: Run) -> Run:
    """Give a command the option to answer in JSON."""
    return click.option("--json", "as_json", is_flag=True, help="只输出一份 JSON。")(command)


def _option(setting: Setting) -> Callable[[Run], Run]:
    default = f"，默认 {setting.default}" if setting.default else ""
    return click.option(
        setting.option,
        setting.name,
        type=Value(setting.type, setting.choices),
        default=setting.default,
        envvar=setting.variable,
        help=f"{setting.help}（{setting.variable}{default}）。",
    )
