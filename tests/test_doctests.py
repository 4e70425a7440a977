"""The examples in the package's docstrings give what they say."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
WITH_EXAMPLES = sorted(
    path.relative_to(ROOT).with_suffix("")
    for path in (ROOT / "kit").rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("path", WITH_EXAMPLES, ids=lambda path: ".".join(path.parts))
def test_the_examples_of_a_module_hold(path: Path) -> None:
    module = importlib.import_module(".".join(path.parts).removesuffix(".__init__"))
    report: list[str] = []
    runner = doctest.DocTestRunner(verbose=False)
    for example in doctest.DocTestFinder(exclude_empty=True).find(module):
        runner.run(example, out=report.append)
    assert not report, "".join(report)
    assert runner.tries, "its examples stand where no docstring is"


def test_most_rooms_have_examples() -> None:
    assert len({path.parts[1] for path in WITH_EXAMPLES}) >= 6
