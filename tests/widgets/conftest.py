"""A learner with answers of earlier days, in records of the test's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kit.library import DEFAULT_SET
from kit.progress import Attempt, Store
from kit.quiz import Question, content_hash

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
SCORES = {"right": 1.0, "partly": 0.5, "wrong": 0.0}

Answer = Callable[..., None]


@pytest.fixture
def answered(records: Path) -> Answer:
    """Keep one answer to each of some questions: right, ten days ago, unless said otherwise."""

    def keep(questions: Sequence[Question], *, ago: int = 10, **changes: Any) -> None:
        outcome = changes.pop("outcome", "right")
        made = [
            Attempt(
                study_set=DEFAULT_SET,
                question=question.id,
                kind=question.kind,
                response=0,
                outcome=outcome,
                score=SCORES[outcome],
                at=NOW - timedelta(days=ago),
                **{"content": content_hash(question), **changes},
            )
            for question in questions
        ]
        with Store() as store:
            store.add(made)

    return keep
