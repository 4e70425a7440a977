"""Each checked answer of a self-test → the learner's records; what is not kept is told once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kit.widgets.self_test import SelfTest

if TYPE_CHECKING:
    from kit.progress import Keeper


def kept(test: SelfTest, study_set: str) -> SelfTest:
    """Have each checked answer of a test kept at once, and return the test.

    The records are opened with the first answer, not before: a lesson that is only run, for a
    handout say, never touches them. Where an answer cannot be kept, the test says why and goes on.
    """
    test.on_attempt(_Keeping(test, study_set))
    return test


class _Keeping:
    def __init__(self, test: SelfTest, study_set: str) -> None:
        self._test = test
        self._study_set = study_set
        self._keeper: Keeper | None = None
        self._missed = 0

    def __call__(self, told: Mapping[str, Any]) -> None:
        """Keep one answer; the same sentence is never told twice in a row."""
        from kit.progress import Keeper, Store

        if self._keeper is None:
            self._keeper = Keeper(Store())
        result = self._keeper.hear(
            told,
            self._test.questions,
            study_set=self._study_set,
            session=told.get("session", "paper"),
        )
        if not result.kept:
            self._missed += 1
            self._test.notice = result.why
        elif self._missed:
            self._test.notice = f"从这一题起，作答又能保存了；此前有 {self._missed} 次没有保存。"
            self._missed = 0
