"""The house has three floors: imports go down only, rooms are small, no machine is named."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from tracked import ROOT, tracked

FLOORS = ("archive", "indexer", "webui")  # from the ground up
BELOW = {
    "archive": {"archive"},
    "indexer": {"archive", "indexer"},
    "webui": {"archive", "indexer", "webui"},
    "corpus": {"archive", "corpus"},
}
TOP_ONLY = {"click", "flask", "rich", "datasette", "uvicorn", "a2wsgi"}
OF_THE_ENVIRONMENT = {"environ", "getenv", "putenv"}
LONGEST_FILE = 300
LONGEST_FUNCTION = 40
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"}
# Of tracked text: addresses of package registries and paths of somebody's machine.
OF_A_MACHINE = re.compile(
    r"(?<![\w.])/(?:root|home/(?!somebody)\w|Users/\w|work/)|(?:pypi|artifactory|nexus|mirrors?)\.[\w.-]+\.\w"
    r"|--(?:extra-)?index-url|[a-z]:\\\\Users",
    re.IGNORECASE,
)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def sources(*rooms: str) -> list[Path]:
    found = [path for room in rooms for path in sorted((ROOT / room).rglob("*.py"))]
    assert found
    return found


def imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports name the whole way"
        yield node.module or ""


def names(path: Path) -> list[str]:
    return [module for node in ast.walk(tree(path)) for module in imported(node)]


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def needed(path: Path, ours: set[str]) -> set[str]:
    """The modules of ours that a module imports, whether by name or out of their package."""
    found = set()
    for node in ast.walk(tree(path)):
        for module in imported(node):
            within = (
                {f"{module}.{alias.name}" for alias in node.names}
                if isinstance(node, ast.ImportFrom)
                else set()
            )
            found |= (within & ours) or ({module} & ours)
    return found


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("room", BELOW)
def test_imports_go_down_only(room: str) -> None:
    for path in sources(room):
        ours = {module.partition(".")[0] for module in names(path)} & set(BELOW)
        assert ours <= BELOW[room], shown(path)


def test_only_the_top_floor_meets_people() -> None:
    for path in sources("archive", "indexer", "corpus"):
        assert not {module.partition(".")[0] for module in names(path)} & TOP_ONLY, shown(path)


def test_only_the_top_floor_reads_the_environment() -> None:
    for path in sources("archive", "indexer", "corpus"):
        used = {node.attr for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)}
        taken = {alias.name for node in ast.walk(tree(path)) if isinstance(node, ast.ImportFrom)
                 for alias in node.names}  # fmt: skip
        assert not (used | taken) & OF_THE_ENVIRONMENT, shown(path)


def test_no_import_of_ours_hides_in_a_function() -> None:
    for path in sources(*BELOW):
        for function in functions(path):
            hidden = [module for node in ast.walk(function) for module in imported(node)]
            assert not {module.partition(".")[0] for module in hidden} & set(BELOW), shown(path)


def test_no_two_modules_need_each_other() -> None:
    paths = {module_name(path): path for path in sources(*FLOORS)}
    graph = {module: needed(path, set(paths)) for module, path in paths.items()}
    for module, others in graph.items():
        assert not [other for other in others if module in graph[other]], module


def test_files_are_short() -> None:
    long = {
        shown(path): lines
        for path in sources(*FLOORS, "corpus")
        if (lines := len(path.read_text("utf-8").splitlines())) > LONGEST_FILE
    }
    assert not long


def test_functions_are_short() -> None:
    long = {
        f"{shown(path)}: {function.name}": lines
        for path in sources(*FLOORS)
        for function in functions(path)
        if (lines := (function.end_lineno or 0) - function.lineno + 1) > LONGEST_FUNCTION
    }
    assert not long


def test_modules_and_classes_have_names_that_say_something() -> None:
    for path in sources(*BELOW):
        assert path.stem.lower() not in VAGUE_NAMES, shown(path)
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef):
                words = {word.lower() for word in re.findall(r"[A-Z][a-z]+", node.name)}
                assert not words & VAGUE_NAMES, f"{shown(path)}: {node.name}"


def test_every_module_says_what_it_is() -> None:
    for path in sources(*BELOW):
        assert ast.get_docstring(tree(path)), shown(path)


def test_the_top_level_is_as_agreed() -> None:
    allowed = {
        *("archive", "indexer", "webui", "corpus", "tests", "pyproject.toml", "constraints.txt"),
        *("README.md", "CHANGELOG.md", "LICENSE"),
    }
    top = {path.partition("/")[0] for path in tracked()}
    assert {name for name in top if not name.startswith(".")} <= allowed


def test_nothing_tracked_names_a_machine_or_a_registry() -> None:
    own = shown(Path(__file__))
    for name in tracked():
        if name == own or (ROOT / name).suffix in {".png", ".pdf", ".docx", ".doc", ".zip"}:
            continue
        text = (ROOT / name).read_bytes().decode("utf-8", "replace")
        found = OF_A_MACHINE.search(text)
        assert not found, f"{name}: {found.group() if found else ''}"
