"""What each option of a *multiple* question is worth, in per cent, as Moodle writes it."""

from __future__ import annotations

from kit.quiz.question import Question

_SHARES = {
    **{2: "50", 3: "33.33333", 4: "25", 5: "20", 6: "16.66667"},
    **{7: "14.28571", 8: "12.5", 9: "11.11111", 10: "10", 1: "100"},
}
"""Per cent of one right option among so many; Moodle takes only these figures."""


def weights(question: Question) -> tuple[str, ...] | None:
    """Return the weight of each option by the kit's own rule, or None if Moodle has none for it.

    The rule is (right − wrong) / number of right options: a wrong one takes as much as a right
    one gives.
    """
    share = _SHARES.get(len(question.keys))
    if share is None:
        return None
    return tuple(share if each.correct else f"-{share}" for each in question.options)
