"""Who a handout is for, and what of a lesson each reader gets."""

from __future__ import annotations

from dataclasses import dataclass

from kit.errors import KitError

LIVE = "live"
"""Tag of cells that only make sense in JupyterLab: the start button, back to top."""

TEACHER = "teacher"
"""Tag of cells meant for whoever leads the group."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One way of printing a lesson; a further audience is a further row of `EDITIONS`.

    Attributes:
        audience: the name a command line says.
        label: what its pages call themselves, "" where there is no need to.
        drops: tags of cells that it leaves out, before the lesson is run.
        questions_only: of what is left, it takes the self-tests alone.
    """

    audience: str
    label: str
    drops: frozenset[str]
    questions_only: bool = False


EDITIONS = {
    each.audience: each
    for each in (
        Edition("learner", "", frozenset({LIVE, TEACHER})),
        Edition("paper", "试卷", frozenset({LIVE, TEACHER}), questions_only=True),
        Edition("teacher", "教师版", frozenset({LIVE})),
    )
}


def edition(audience: str) -> Edition:
    """Return the edition made for an audience.

    Raises:
        KitError: there is none; the sentence lists those there are.
    """
    if audience not in EDITIONS:
        raise KitError(
            f"没有面向“{audience}”的讲义。",
            remedy=f"可选：{'、'.join(EDITIONS)}。",
        )
    return EDITIONS[audience]
