"""Every setting of Xunjian in one place: its name, its default and what it is for.

A setting is given on the command line (``--sql-time-limit 500``) or in the environment
(``XUNJIAN_SQL_TIME_LIMIT=500``); the command line wins.
"""

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

PREFIX = "XUNJIAN_"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings that one run of Xunjian works with, each with its default and its help."""

    home: Annotated[Path, "档案库所在目录"] = Path("xunjian-data")
    engine: Annotated[str, "检索引擎 whoosh 或 tantivy，不填则沿用原有的，新建的用 whoosh"] = ""
    names: Annotated[Literal["mask", "keep"], "普通人的姓名：mask 隐去，keep 保留"] = "mask"
    host: Annotated[str, "监听地址"] = "127.0.0.1"
    port: Annotated[int, "监听端口，0 为任选一个空闲的"] = 8600
    title: Annotated[str, "网站名称"] = "巡鉴"
    base_url: Annotated[str, "对外公布的网址，用于订阅和引文"] = ""
    log: Annotated[Literal["errors", "requests"], "日志记什么：只记差错，或每个请求都记"] = "errors"
    sql_time_limit: Annotated[int, "数据查询中每条 SQL 的时限，毫秒"] = 1000
    sql_row_limit: Annotated[int, "数据查询中每次返回的行数上限"] = 1000


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as data; ``choices`` is empty where any value of ``type`` will do."""

    name: str
    default: Any
    help: str
    type: type
    choices: tuple[str, ...]

    @property
    def option(self) -> str:
        return "--" + self.name.replace("_", "-")

    @property
    def variable(self) -> str:
        return PREFIX + self.name.upper()


def _settings() -> tuple[Setting, ...]:
    hints = get_type_hints(Settings, include_extras=True)
    return tuple(_setting(one.name, one.default, hints[one.name]) for one in fields(Settings))


def _setting(name: str, default: Any, hint: Any) -> Setting:
    kind, text = get_args(hint)
    choices = get_args(kind) if get_origin(kind) is Literal else ()
    return Setting(name, default, text, str if choices else kind, choices)


SETTINGS: tuple[Setting, ...] = _settings()
