"""Whose page is being made: an environment variable tells the kernel that runs a lesson."""

from __future__ import annotations

import os
from typing import Literal, cast, get_args

Edition = Literal["learner", "paper", "teacher"]
"""``learner``: answers to be opened; ``paper``: no answer anywhere; ``teacher``: answers shown."""

EDITION_VARIABLE = "KIT_EDITION"
"""Environment variable that names the edition; unset, it is the learner's."""


def page_edition() -> Edition:
    """Return the edition that what a cell shows on a page is made for."""
    named = os.environ.get(EDITION_VARIABLE, "")
    return cast(Edition, named) if named in get_args(Edition) else "learner"


def for_page() -> bool:
    """Return whether this process runs a lesson to make a page of it."""
    return EDITION_VARIABLE in os.environ
