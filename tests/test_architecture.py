"""The engine knows no Qt, the command line starts light, and every dependency is accounted for."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import textwrap
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
ENGINE = REPOSITORY / "callassist"
OUTSIDE = frozenset({"PySide6", "shiboken6", "PyQt5", "PyQt6", "PySide2", "qtpy", "ui"})


# ── The engine never reaches for Qt or `ui` ───────────────────────────────────────────────────────────────


def reaches_outside(source: str) -> list[str]:
    """What a module imports of Qt or `ui`, anywhere in it and by any spelling; and imports it hides."""
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                found += [alias.name for alias in names if _root(alias.name) in OUTSIDE]
            case ast.ImportFrom(module=str(module), level=0) if _root(module) in OUTSIDE:
                found.append(module)
            case ast.Call(func=function, args=[argument, *_]) if _name(function) in ("import_module", "__import__"):
                name = _constant_start(argument)
                if name is None:
                    found.append(f"line {node.lineno}: an import by a name that cannot be read")
                elif _root(name) in OUTSIDE:
                    found.append(name)
    return found


def _root(module: str) -> str:
    return module.partition(".")[0]


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _constant_start(argument: ast.expr) -> str | None:
    """The text of a constant, or what an f-string begins with; None where it begins with a variable."""
    if isinstance(argument, ast.JoinedStr) and argument.values:
        argument = argument.values[0]
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None


def import_everything(package: str, path: Path) -> dict[str, list[str]]:
    """Import every module below `package` in a fresh interpreter.

    Returns:
        `modules`: what was imported; `outside`: what of Qt and `ui` that brought in, lazily or by others.
    """
    # Migration scripts run inside Alembic's context and cannot be imported by themselves.
    script = f"""
        import importlib, json, pkgutil, sys
        package = importlib.import_module({package!r})
        names = [found.name for found in pkgutil.walk_packages(package.__path__, {package!r} + ".")
                 if ".migrations" not in found.name and not found.name.endswith("__main__")]
        for name in names:
            importlib.import_module(name)
        outside = sorted(name for name in sys.modules if name.partition(".")[0] in {sorted(OUTSIDE)!r})
        print(json.dumps({{"modules": names, "outside": outside}}))
    """
    found: dict[str, list[str]] = json.loads(_python(script, path))
    return found


def _python(script: str, path: Path = REPOSITORY) -> str:
    """What a fresh interpreter with `path` in front prints."""
    command = f"import sys; sys.path.insert(0, {str(path)!r})\n{textwrap.dedent(script)}"
    run = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, cwd=path, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.mark.parametrize("module", sorted(ENGINE.rglob("*.py")), ids=lambda path: str(path.relative_to(ENGINE)))
def test_no_module_of_the_engine_names_qt_or_the_windows(module: Path) -> None:
    assert reaches_outside(module.read_text(encoding="utf-8")) == []


def test_importing_the_whole_engine_brings_in_neither_qt_nor_the_windows() -> None:
    found = import_everything("callassist", REPOSITORY)
    assert "callassist.events" in found["modules"]
    assert found["outside"] == []


@pytest.mark.parametrize(
    "planted",
    [
        "import PySide6",
        "import numpy, PySide6.QtCore as q",
        "from ui.agent import window",
        "def later():\n    from PyQt6 import QtWidgets",
        "if TYPE_CHECKING:\n    from PySide6.QtCore import QObject",
        "import importlib\nimportlib.import_module('ui.app')",
        "from importlib import import_module\nimport_module(f'ui.{name}')",
        "__import__('shiboken6')",
        "import_module(name)",
    ],
)
def test_a_planted_import_is_found(planted: str) -> None:
    assert reaches_outside(planted) != []


@pytest.mark.parametrize(
    "innocent", ["import uiautomation", "from . import ui", "import_module(f'callassist.commands.{name}')"]
)
def test_an_innocent_import_is_left_alone(innocent: str) -> None:
    assert reaches_outside(innocent) == []


def test_a_planted_import_in_a_package_is_found_when_it_runs(tmp_path: Path) -> None:
    (tmp_path / "ui").mkdir()
    (tmp_path / "ui" / "__init__.py").touch()
    room = tmp_path / "planted" / "room"
    room.mkdir(parents=True)
    (room.parent / "__init__.py").touch()
    (room / "__init__.py").touch()
    (room / "hidden.py").write_text("exec('import ' + 'iu'[::-1])", encoding="utf-8")
    assert import_everything("planted", tmp_path) == {
        "modules": ["planted.room", "planted.room.hidden"],
        "outside": ["ui"],
    }


# ── The command line starts light ─────────────────────────────────────────────────────────────────────────


def _loaded_by(statements: str) -> set[str]:
    """The top-level modules, not of the standard library, that are loaded after `statements`."""
    script = f"{statements}\nimport sys; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    return set(_python(script).split()) - sys.stdlib_module_names


def test_the_command_line_loads_nothing_but_typer_before_a_command_runs() -> None:
    assert _loaded_by("import callassist.cli") - _loaded_by("import typer") == {"callassist"}


# ── The repository stands on its own ──────────────────────────────────────────────────────────────────────


def _own_texts() -> Iterator[tuple[Path, str]]:
    """The repository's files that are text, but for the lock and what Git ignores."""
    folders = ["callassist", "ui", "benchmarks", "models", "packaging", "resources", "tests", "docs", ".ci"]
    files = [path for folder in folders for path in (REPOSITORY / folder).rglob("*")]
    files += [path for path in REPOSITORY.iterdir() if path.suffix in (".md", ".toml") or path.name == "Makefile"]
    for path in files:
        if path.is_file() and not {"__pycache__", "results"} & set(path.parts):
            try:
                yield path, path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue


def test_no_file_leans_on_the_folders_of_one_machine() -> None:
    machine = re.compile(r"(?<![\w.$}])/(?:work|tmp|opt/pypi)/")
    found = [
        f"{path.relative_to(REPOSITORY)}: {match.group()}"
        for path, text in _own_texts()
        for match in machine.finditer(text)
    ]
    assert found == []


# ── Every dependency is accounted for ─────────────────────────────────────────────────────────────────────


def _canonical(name: str) -> str:
    """A package's name as in PEP 503."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _declared() -> dict[str, set[str]]:
    """The packages that pyproject.toml asks for: those shipped, and those of every dependency group."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"].values()
    wanted = {"shipped": project["project"]["dependencies"], "development": chain.from_iterable(groups)}
    return {kind: {_canonical(re.split(r"[^\w.-]", line)[0]) for line in lines} for kind, lines in wanted.items()}


def _documented() -> dict[str, list[str]]:
    """The packages with a row of their own in docs/dependencies.md, by chapter."""
    text = (REPOSITORY / "docs" / "dependencies.md").read_text(encoding="utf-8")
    chapters = dict(zip(*[iter(re.split(r"^## (.+)\n", text, flags=re.M)[1:])] * 2, strict=True))
    shipped, _, _ = chapters["Shipped"].partition("\n### ")
    return {
        kind: [_canonical(name) for name in re.findall(r"^\| `([\w.-]+)` \|", rows, flags=re.M)]
        for kind, rows in (("shipped", shipped), ("development", chapters["Development"]))
    }


@pytest.mark.parametrize("kind", ["shipped", "development"])
def test_every_dependency_has_its_row_and_every_row_its_dependency(kind: str) -> None:
    assert sorted(_documented()[kind]) == sorted(_declared()[kind])


def _closure() -> set[str]:
    """Everything that comes along with the shipped packages on a desktop, by the lock."""
    lock = tomllib.loads((REPOSITORY / "uv.lock").read_text(encoding="utf-8"))
    needs: dict[str, set[str]] = {}
    for package in lock["package"]:
        wanted = needs.setdefault(package["name"], set())
        for need in package.get("dependencies", []):
            marker = need.get("marker", "").replace("sys_platform != 'emscripten'", "")
            if "emscripten" not in marker:
                wanted.add(need["name"])
    found: set[str] = set()
    waiting = ["callassist"]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += needs[name]
    return found - {"callassist"}


def test_the_notice_names_everything_that_is_shipped_and_nothing_else() -> None:
    notice = (REPOSITORY / "NOTICE").read_text(encoding="utf-8")
    _, _, lists = notice.partition("\n\nLGPL")
    lists, _, _ = lists.partition("\nThe speech model")
    named = re.findall(r"^((?:[a-z][\w.-]*, )*[a-z][\w.-]*)  +\S", lists, flags=re.M)
    assert sorted(name for names in named for name in names.split(", ")) == sorted(_closure())
