"""The page grades as the kit does: one list of cases for both."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from kit.quiz.answers import normal, quantity
from tests.page.scripting import with_script

if TYPE_CHECKING:
    from playwright.sync_api import Page

CASES = json.loads(
    (Path(__file__).parents[1] / "quiz" / "grading_cases.json").read_text(encoding="utf-8")
)
_GRADE = "return given.map(({ question, response }) => grade(question, response));"
_READ = "return given.map((text) => [normal(text), quantity(text)]);"


@pytest.mark.browser
def test_every_case_is_graded_in_the_browser_as_in_python(offline_page: Page) -> None:
    graded: list[dict[str, Any]] = offline_page.evaluate(with_script(_GRADE), CASES)
    assert len(graded) == len(CASES) > 100
    for case, result in zip(CASES, graded, strict=True):
        assert result["outcome"] == case["outcome"], case["name"]
        assert result["score"] == pytest.approx(case["score"]), case["name"]
        assert result["marks"] == case["marks"], case["name"]
        assert result["wrong"] == case.get("wrong", []), case["name"]


@pytest.mark.browser
def test_typed_answers_are_read_in_the_browser_as_in_python(offline_page: Page) -> None:
    dice = Random(0)
    letters = "零〇○一二两三九十百千万第个项0123456789０９.．-－——+＋“”（）Ａa 　\u200b,，。·甲ﬁ①"
    texts = ["".join(dice.choices(letters, k=dice.randint(0, 6))) for _ in range(5000)]
    read = offline_page.evaluate(with_script(_READ), texts)
    assert read == [[normal(text), quantity(text)] for text in texts]
