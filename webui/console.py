"""How the command line speaks: Chinese help and refusals, answers on stdout, the rest on stderr."""

import json
from collections.abc import Mapping
from functools import partial
from importlib import import_module
from typing import Any

import click

_HEADINGS = {"Options": "选项", "Commands": "命令"}


class CommandError(Exception):
    """A command cannot be done; ``str(error)`` is one line for a person."""


class Help(click.HelpFormatter):
    """Help with Chinese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or "用法：")

    def write_heading(self, heading: str) -> None:
        super().write_heading(_HEADINGS.get(heading, heading))


class HelpContext(click.Context):
    formatter_class = Help


class _Helpful(click.Command):
    """What commands and groups of them have in common."""

    context_class: type[click.Context] = HelpContext

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[选项]", **kwargs})

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option:
            option.help = "显示这段说明。"
        return option


class Command(_Helpful):
    allow_extra_args = True  # refused below, in Chinese

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if extra := super().parse_args(ctx, args):
            ctx.fail(f"不认得多出来的 {' '.join(extra)}")
        return extra


command = partial(click.command, cls=Command)


class Group(_Helpful, click.Group):
    """Commands by name, each loaded from its ``module:attribute`` only when it is needed."""

    def __init__(self, *args: Any, places: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(self.places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        if cmd_name not in self.places:
            ctx.fail(f"没有 {cmd_name} 这个命令")
        module, _, attribute = self.places[cmd_name].partition(":")
        found: click.Command = getattr(import_module(module), attribute)
        return found


class Value(click.ParamType[object]):
    """A value of an option: one of the choices, a whole number, a path or any text."""

    def __init__(self, kind: type, choices: tuple[str, ...] = ()) -> None:
        self.kind = kind
        self.choices = choices
        self.name = "|".join(choices) or {int: "N", str: "TEXT"}.get(kind, "PATH")

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002
        return self.name

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> object:
        if self.choices and value not in self.choices:
            self.fail(f"只能是 {' 或 '.join(self.choices)}，不能是 {value}", param, ctx)
        if self.kind is int and not str(value).isdecimal():
            self.fail(f"应当是数字，不能是 {value}", param, ctx)
        return self.kind(value)


def refusal(error: click.UsageError) -> str:
    """What is wrong with a command line, and how to learn what is right, in one line."""
    command = error.ctx.command_path if error.ctx else "xunjian"
    return f"{_what_is_wrong(error)}；用法见 {command} --help"


def say(message: str) -> None:
    """Tell the person who runs the command something, on stderr."""
    click.echo(message, err=True)


def print_json(value: object) -> None:
    """Print one JSON document on stdout."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _what_is_wrong(error: click.UsageError) -> str:
    match error:
        case click.MissingParameter(param=click.Parameter() as parameter):
            return f"还缺 {parameter.human_readable_name}"
        case click.BadParameter(param=click.Parameter() as parameter):
            return f"{parameter.opts[-1]} {error.message}"
        case click.NoSuchOption():
            return f"没有 {error.option_name} 这个选项"
        case click.BadOptionUsage():
            return f"选项 {error.option_name} 的值给得不对：不可缺，也不可多"
    return error.format_message()
