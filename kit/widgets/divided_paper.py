"""How a paper is divided into sittings for this learner; one that was begun stays so till its end.

Answers are kept meanwhile, and what is not right yet would come first in another division: so how
a paper is divided is kept beside the place of the learner in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from kit.course import Course
from kit.errors import KitError
from kit.page import for_handout
from kit.quiz import Paper, Question, mixed, sittings, unasked_for
from kit.widgets.quiz_widget import SelfTest

_Groups = tuple[tuple[Question, ...], ...]


class DividedPaper:
    """The questions of a paper in ``groups``, one a sitting; those ``by_choice`` behind them."""

    def __init__(self, course: Course, paper: Paper, seed: int | None) -> None:
        """Divide a paper, as it was divided where a sitting is not done, or was begun today.

        A seed shuffles the questions; without one they stand as in the paper. A page is divided for
        whoever has answered nothing.
        """
        self._course = course
        asked = unasked_for(paper.questions)
        if seed is not None:
            asked = mixed([paper], len(asked), seed)
        tiers = [(question.id, question.tier) for question in paper.questions]
        self._name = f"division {paper.name} {seed} {paper.sitting} {tiers}"
        self.groups = self._begun(asked) or sittings(asked, paper.sitting, _right(course, asked))
        self.by_choice = tuple(each for each in paper.questions if each.tier == "close")

    def keep_with(self, test: SelfTest) -> None:
        """Have the division kept whenever the learner does something in the test of it."""
        if not (for_handout() or test.goes_on):
            test.observe(lambda change: self._keep(change["new"]), "state")

    def _begun(self, asked: Sequence[Question]) -> _Groups:
        """Return the division that is to be gone on with, () if there is none."""
        if for_handout():
            return ()
        from kit.progress.sitting_states import kept_state

        kept = kept_state(self._course.key, self._name)
        if kept.get("open") or kept.get("day") == _today():
            questions = {question.id: question for question in asked}
            with suppress(KeyError, TypeError):  # a file that something else wrote into
                return tuple(tuple(questions[each] for each in ids) for ids in kept["sittings"])
        return ()

    def _keep(self, state: Mapping[str, Any]) -> None:
        from kit.progress.sitting_states import keep_state

        sitting = (*self.groups, self.by_choice)[state.get("sitting", 0)]
        answers = state.get("answers", {})
        done = all(answers.get(question.id, {}).get("checked") for question in sitting)
        ids = [[question.id for question in group] for group in self.groups]
        kept = {"sittings": ids, "open": not done, "day": _today()}
        keep_state(self._course.key, self._name, kept)


def _today() -> str:
    from kit.progress.attempts import local_day

    return local_day(datetime.now(UTC)).isoformat()


def _right(course: Course, questions: Sequence[Question]) -> frozenset[str]:
    """Return which questions the learner answered rightly the last time; for a page, none.

    Records that cannot be read are told with the first answer, and stop no lesson.
    """
    if for_handout():
        return frozenset()
    from kit.progress import Store

    last: dict[str, str] = {}
    with suppress(KitError), Store() as store:
        if store.is_new:
            return frozenset()
        last = {attempt.question: attempt.outcome for attempt in store.attempts(course.key)}
    return frozenset(question.id for question in questions if last.get(question.id) == "right")
