"""How far a build has come, on stderr."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

from indexer.report import Progress, Step

_STAGES = {"look": "查看文件", "read": "读取通报", "index": "编制索引", "near": "比对相近问题"}


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A bar for each stage of a build; nothing is drawn where stderr is no terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    hidden = not console.is_terminal
    with Bars(
        *columns, TimeElapsedColumn(), console=console, transient=True, disable=hidden
    ) as bars:
        tasks = {stage: bars.add_task(name, visible=False) for stage, name in _STAGES.items()}

        def show(step: Step) -> None:
            task = tasks[step.stage]
            bars.update(task, completed=step.done, total=step.total, visible=True)

        yield show
