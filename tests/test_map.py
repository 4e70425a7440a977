"""The map of the package, kit/README.md, leads to what is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import kit

PACKAGE = Path(kit.__file__).parent
MAP = (PACKAGE / "README.md").read_text(encoding="utf-8")


def steps() -> dict[str, str]:
    """Return the steps of the walks: the walk's number and the step's, and its text."""
    walks = MAP.partition("## Four walks")[2].partition("\n## ")[0].split("\n**")[1:]
    return {
        f"{number}.{step[0]}": " ".join(step.split())
        for number, walk in enumerate(walks, start=1)
        for step in re.split(r"\n(?=\d\. )", walk)[1:]
    }


def defined(path: Path) -> set[str]:
    """Return the names that a module defines, methods too; of other files, every word."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        return set(re.findall(r"\w+", text))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return {node.name for node in ast.walk(ast.parse(text)) if isinstance(node, kinds)}


def test_there_are_four_walks_of_some_steps() -> None:
    assert {number[0] for number in steps()} == {"1", "2", "3", "4"}
    assert len(steps()) >= 16


@pytest.mark.parametrize("text", steps().values(), ids=steps())
def test_what_a_step_names_is_there(text: str) -> None:
    marked = re.findall(r"`([^`]+)`", text)
    files = [word for word in marked if re.fullmatch(r"[\w./]+\.(?:py|js|j2)", word)]
    assert files
    known = set().union(*(defined(PACKAGE / name) for name in files))
    assert {word for word in marked if word.isidentifier()} - known == set()
    assert all(hasattr(kit, name) for name in re.findall(r"`kit\.(\w+)", text))


def test_files_that_it_names_elsewhere_exist() -> None:
    root = PACKAGE.parent
    named = re.findall(r"`((?:tests|quizzes)/[\w./]+)`", MAP)
    assert named
    assert [name for name in named if not (root / name).exists()] == []
    assert all((PACKAGE / name).exists() for name in re.findall(r"\]\(([^)]+)\)", MAP))


def test_the_line_that_a_walk_follows_stands_in_its_paper() -> None:
    line, paper = re.findall(r"`(> 依据[^`]+)`, in\s+`([^`]+)`", MAP)[0]
    assert line in (PACKAGE.parent / paper).read_text(encoding="utf-8").splitlines()
