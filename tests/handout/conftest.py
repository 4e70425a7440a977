"""A small study set whose lessons show what a test wants to see."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from kit.handout import Handouts, write_handouts
from kit.library import DEFAULT_SET, StudySet

Cell = tuple[str, ...]
"""Kind (``md`` or ``code``), source, and tags."""


def notebook(*cells: Cell) -> NotebookNode:
    made = []
    for number, (kind, source, *tags) in enumerate(cells):
        new = new_markdown_cell if kind == "md" else new_code_cell
        made.append(new(source, id=f"cell-{number}", metadata={"tags": tags} if tags else {}))
    return new_notebook(cells=made)


Write = Callable[..., Path]


@pytest.fixture
def study_set(tmp_path: Path) -> StudySet:
    made = StudySet("small", tmp_path / "set")
    made.notebooks.mkdir(parents=True)
    made.seeds.mkdir(parents=True)
    made.speech_file.write_text("大家好。\n一、抓质量\n要抓好质量,抓好效率。", encoding="utf-8")
    made.source_file.write_text(
        'title = "小会讲话"\nspeaker = "张三"\ndate = "2021-02-25"\n'
        f'sha256 = "{"0" * 64}"\nrights = "仅供学习。"\n',
        encoding="utf-8",
    )
    return made


@pytest.fixture
def lesson(study_set: StudySet) -> Write:
    """Write a lesson into the set: ``lesson("01_a", ("md", "# 01 甲"), …)``."""

    def write(name: str, *cells: Cell) -> Path:
        path = study_set.notebooks / f"{name}.ipynb"
        nbformat.write(notebook(*cells), path)
        return path

    return write


SHOW = """\
# 图：一张表
from IPython.display import display
display({bundle!r}, raw=True)
"""


@pytest.fixture
def show() -> Callable[[dict[str, Any]], Cell]:
    """Return a code cell that shows a MIME bundle."""
    return lambda bundle: ("code", SHOW.format(bundle=bundle))


@pytest.fixture(scope="session")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Handouts]:
    """The built-in set's handouts for readers of one kind, bound too; each edition is made once."""

    @cache
    def write(audience: str) -> Handouts:
        folder = tmp_path_factory.mktemp(audience)
        return write_handouts(DEFAULT_SET, to=folder, audience=audience, bound=True)

    return write


@pytest.fixture(scope="session")
def builtin(edition: Callable[[str], Handouts]) -> Handouts:
    """The built-in set's handouts for learners."""
    return edition("learner")
