"""The house rules that a machine can check: who imports whom, how long things are, what is installed."""

import ast
import importlib
import importlib.metadata
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("schemas", "extractors", "pipeline", "flows")
MODULE_LINES = 300
FUNCTION_LINES = 40
MAY_PRINT = ("pipeline/cli.py", "pipeline/commands/")
"""The command line; everything else returns values or logs."""
MIGRATIONS = ROOT / "pipeline" / "adapters" / "database" / "migrations"
"""Alembic finds these by path: they are no package, and a migration is one list of columns that nobody edits again."""

SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
MODULES = [path for path in SOURCES if MIGRATIONS not in path.parents]


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def test_nobody_imports_what_it_may_not() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [program, "--no-cache", "--no-logo"], check=False, cwd=ROOT, capture_output=True, timeout=300, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_modules_fit_in_a_head() -> None:
    lengths = {place(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {module: lines for module, lines in lengths.items() if lines > MODULE_LINES} == {}


def test_functions_fit_on_a_screen() -> None:
    long = {
        f"{place(path)}:{node.lineno} {node.name}": node.end_lineno - node.lineno + 1
        for path in MODULES
        for node in nodes(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None
    }
    assert {name: lines for name, lines in long.items() if lines > FUNCTION_LINES} == {}


def test_only_the_command_line_prints() -> None:
    printing = [
        f"{place(path)}:{node.lineno}"
        for path in SOURCES
        if not place(path).startswith(MAY_PRINT)
        for node in nodes(path)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert printing == []


def test_nobody_reaches_a_module_through_the_search_path() -> None:
    touching = [
        f"{place(path)}:{node.lineno}"
        for path in SOURCES
        for node in nodes(path)
        if isinstance(node, ast.Attribute) and ast.unparse(node) in {"sys.path", "os.chdir"}
    ]
    assert touching == []


@pytest.mark.parametrize("folder", sorted({path.parent for path in MODULES}), ids=place)
def test_every_folder_is_a_package_that_can_be_imported_by_name(folder: Path) -> None:
    module = importlib.import_module(place(folder).replace("/", "."))
    assert module.__file__ == str(folder / "__init__.py")


def test_packages_are_installed_and_not_just_lying_here(tmp_path: Path) -> None:
    code = f"import {', '.join(PACKAGES)}"
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], check=False, cwd=tmp_path, capture_output=True, timeout=300, text=True
    )
    assert done.returncode == 0, done.stderr


def test_distribution_holds_all_packages() -> None:
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]
    assert set(build["targets"]["wheel"]["packages"]) == set(PACKAGES)
    assert importlib.metadata.version("kaft")
