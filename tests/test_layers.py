"""The house: a room uses only the rooms above it, and of the outside only what it is given."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "kit"

# Room → what it may use from outside the standard library, from the bottom of the house upwards.
ROOMS: dict[str, set[str]] = {
    "errors": set(),
    "files": set(),
    "library": {"platformdirs"},
    "speech": {"docx", "jieba", "lxml", "readability"},
    "quiz": {"markdown_it"},
    "course": set(),
    "exercises": set(),
    "progress": {"sqlalchemy", "fsrs"},
    "charts": {"matplotlib"},
    "page": {"jinja2", "markupsafe"},
    "widgets": {"ipywidgets", "anywidget", "traitlets", "IPython", "markupsafe"},
    "handout": {"nbclient", "nbconvert", "nbformat", "jupyter_client", "traitlets", "markupsafe"},
    "lab": {"nbformat", "jupyterlab"},
    "making": set(),
    "decks": {"genanki"},
    "collection": {"dask"},
    "kit": set(),  # the facade
    "cli": {"click", "rich"},
    "__main__": set(),
}
HEAVY = {
    *("matplotlib", "jieba", "nbconvert", "nbclient", "anywidget", "ipywidgets", "jinja2"),
    *("IPython", "sqlalchemy", "fsrs", "dask", "docx", "lxml", "readability"),
}


def sources() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if "jupyter" not in path.parts)


def room_of(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return "kit" if first == "__init__" else first


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


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_room_uses_only_the_rooms_above_it(path: Path) -> None:
    order = list(ROOMS)
    room = room_of(path)
    assert room in ROOMS, f"{room} has no place in the house"
    for name in imported(ast.parse(path.read_text(encoding="utf-8"))):
        top, _, rest = name.partition(".")
        if top == "kit":
            other = rest.partition(".")[0] if rest.partition(".")[0] in ROOMS else "kit"
            assert order.index(other) <= order.index(room), f"{room} uses {other}"
        elif top not in sys.stdlib_module_names:
            assert top in ROOMS[room], f"{room} uses {top}"


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_imports_by_name_and_opens_with_an_encoding(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    stars = [n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.names[0].name == "*"]
    assert not stars
    assert ast.get_docstring(tree), "a module says what it is for"


def test_importing_the_kit_loads_nothing_heavy() -> None:
    code = "import sys, kit; print(*{name.partition('.')[0] for name in sys.modules})"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not HEAVY & set(run.stdout.split())
