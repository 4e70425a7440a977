"""What stands between a self-test and the records: it keeps each answer, or says why not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kit.errors import KitError
from kit.progress.attempts import Attempt, Session, attempt_from
from kit.progress.store import Store
from kit.quiz import Question


@dataclass(frozen=True, slots=True)
class KeepResult:
    """Whether an answer is kept, and if it is not, the Chinese sentence that says why."""

    kept: bool
    why: str = ""


class Keeper:
    """Keeps answers one by one; whatever happens, the self-test goes on.

    An answer of which :attr:`KeepResult.kept` is true is on the disk.
    """

    def __init__(self, store: Store) -> None:
        """Keep into ``store``; closing it is left to whoever opened it."""
        self._store = store

    def keep(self, attempt: Attempt) -> KeepResult:
        """Save an attempt at once; nothing is ever raised."""
        try:
            self._store.add((attempt,))
        except Exception as error:
            return KeepResult(False, _sentence(error))
        return KeepResult(True)

    def hear(
        self,
        report: Mapping[str, Any],
        questions: Iterable[Question],
        *,
        study_set: str,
        session: Session = "paper",
        now: datetime | None = None,
    ) -> KeepResult:
        """Grade and save what a self-test reports (see `attempt_from`); nothing is ever raised."""
        try:
            attempt = attempt_from(report, questions, study_set=study_set, session=session, now=now)
        except Exception as error:
            return KeepResult(False, _sentence(error))
        return self.keep(attempt)


def _sentence(error: Exception) -> str:
    why = str(error) if isinstance(error, KitError) else f"程序出错（{type(error).__name__}）。"
    return f"作答没有保存。{why}自测可以继续，以前的记录没有改动。"
