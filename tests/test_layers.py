"""The house: a room uses only the rooms above it, and of the outside only what it is given."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "kit"
HEAVY = {
    *("matplotlib", "jieba", "nbconvert", "nbclient", "anywidget", "ipywidgets", "jinja2"),
    *("IPython", "sqlalchemy", "fsrs", "dask", "docx", "lxml", "tornado"),
}
CONFIGURATION = "jupyter"  # a folder of files that Jupyter names and runs, no room's modules


def table_of_rooms() -> dict[str, set[str]]:
    """Return the rooms of kit/README.md, from the bottom up, with what each may use of outside."""
    text = (PACKAGE / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)(?:\.py|/)` \| .+ \| (.+) \|$", text, flags=re.MULTILINE)
    return {room: set(re.findall(r"`(\w+)`", outside)) for room, outside in rows}


ROOMS = table_of_rooms()


@dataclass(frozen=True)
class Module:
    """What the tests ask of a module: no tree is kept, which would slow all that comes after."""

    path: Path
    docstring: str | None
    imports: frozenset[str]
    classes: tuple[str, ...]
    exports: frozenset[str]

    @property
    def room(self) -> str:
        return self.path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def modules() -> tuple[Module, ...]:
    """Return every module of the package."""
    paths = (path for path in sorted(PACKAGE.rglob("*.py")) if CONFIGURATION not in path.parts)
    return tuple(module_of(path, ast.parse(path.read_text(encoding="utf-8"))) for path in paths)


def module_of(path: Path, tree: ast.Module) -> Module:
    classes = (node.name for node in tree.body if isinstance(node, ast.ClassDef))
    lists = (
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    )
    return Module(
        path=path,
        docstring=ast.get_docstring(tree),
        imports=frozenset(imported(tree)),
        classes=tuple(name for name in classes if not name.startswith("_")),
        exports=frozenset(name for names in lists for name in ast.literal_eval(names)),
    )


def imported(tree: ast.AST) -> set[str]:
    """Return the dotted names of everything that a module imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written in full"
            assert node.names[0].name != "*", "imports are by name"
            if node.module == "kit":
                names |= {f"kit.{alias.name}" for alias in node.names}
            else:
                names.add(node.module or "")
    return names


def twice(names: Iterable[str]) -> list[str]:
    return sorted(name for name, count in Counter(names).items() if count > 1)


def test_every_room_stands_in_the_table_and_nothing_else_does() -> None:
    assert set(ROOMS) == {module.room for module in modules()}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_uses_only_the_rooms_above_it(room: str) -> None:
    order = list(ROOMS)
    for module in modules():
        if module.room != room:
            continue
        for name in module.imports:
            top, _, rest = name.partition(".")
            if top == "kit":
                inner = rest.partition(".")[0]
                other = inner if inner in ROOMS else "__init__"
                assert order.index(other) <= order.index(room), f"{module.path} uses {other}"
            elif top not in sys.stdlib_module_names:
                assert top in ROOMS[room], f"{module.path} uses {top}"


def test_a_module_says_what_it_is_for() -> None:
    assert [module.path for module in modules() if not module.docstring] == []


def test_no_file_name_stands_twice() -> None:
    assert twice(module.path.name for module in modules()) == ["__init__.py"]


def test_no_two_public_classes_have_one_name() -> None:
    assert twice(name for module in modules() for name in module.classes) == []


def test_no_module_is_named_like_a_public_name_of_its_package() -> None:
    for module in modules():
        if module.path.name == "__init__.py":
            folder = module.path.parent
            inside = {path.stem for path in folder.glob("*.py")}
            inside |= {path.parent.name for path in folder.glob("*/__init__.py")}
            assert not module.exports & inside, folder


@pytest.mark.parametrize("kind", ["py", "js", "css", "j2"])
def test_no_file_is_longer_than_four_hundred_lines(kind: str) -> None:
    for path in PACKAGE.rglob(f"*.{kind}"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path


def test_importing_the_kit_loads_nothing_heavy() -> None:
    code = "import sys, kit; print(*{name.partition('.')[0] for name in sys.modules})"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not HEAVY & set(run.stdout.split())
