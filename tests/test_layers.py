"""The house: a room uses only the rooms above it, and of the outside only what it is given."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "kit"
HEAVY = {
    *("matplotlib", "jieba", "nbconvert", "nbclient", "anywidget", "ipywidgets", "jinja2"),
    *("IPython", "sqlalchemy", "fsrs", "dask", "docx", "lxml", "readability"),
}
CONFIGURATION = "jupyter"  # a folder of files that Jupyter names and runs, no room's modules


def table_of_rooms() -> dict[str, set[str]]:
    """Return the rooms of kit/README.md, from the bottom up, with what each may use of outside."""
    text = (PACKAGE / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)(?:\.py|/)` \| .+ \| (.+) \|$", text, flags=re.MULTILINE)
    return {room: set(re.findall(r"`(\w+)`", outside)) for room, outside in rows}


ROOMS = table_of_rooms()


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def modules() -> dict[Path, ast.Module]:
    """Return every module of the package as a tree."""
    return {
        path: ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
        if CONFIGURATION not in path.parts
    }


def imported(tree: ast.AST) -> set[str]:
    """Return the dotted names of everything that a module imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written in full"
            if node.module == "kit":
                names |= {f"kit.{alias.name}" for alias in node.names}
            else:
                names.add(node.module or "")
    return names


def twice(names: list[str]) -> list[str]:
    return sorted(name for name, count in Counter(names).items() if count > 1)


def test_every_room_stands_in_the_table_and_nothing_else_does() -> None:
    assert set(ROOMS) == {room_of(path) for path in modules()}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_uses_only_the_rooms_above_it(room: str) -> None:
    order = list(ROOMS)
    for path, tree in modules().items():
        if room_of(path) != room:
            continue
        for name in imported(tree):
            top, _, rest = name.partition(".")
            if top == "kit":
                inner = rest.partition(".")[0]
                other = inner if inner in ROOMS else "__init__"
                assert order.index(other) <= order.index(room), f"{path.name} uses {other}"
            elif top not in sys.stdlib_module_names:
                assert top in ROOMS[room], f"{path.name} uses {top}"


def test_a_module_says_what_it_is_for_and_imports_by_name() -> None:
    for path, tree in modules().items():
        assert ast.get_docstring(tree), path
        for node in ast.walk(tree):
            assert not isinstance(node, ast.ImportFrom) or node.names[0].name != "*", path


def test_no_two_public_classes_have_one_name() -> None:
    classes = [
        node.name
        for tree in modules().values()
        for node in tree.body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    ]
    assert twice(classes) == []


@pytest.mark.parametrize("kind", ["js", "css", "j2"])
def test_no_file_is_longer_than_four_hundred_lines(kind: str) -> None:
    for path in PACKAGE.rglob(f"*.{kind}"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path


def test_importing_the_kit_loads_nothing_heavy() -> None:
    code = "import sys, kit; print(*{name.partition('.')[0] for name in sys.modules})"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not HEAVY & set(run.stdout.split())
