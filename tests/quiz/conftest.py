"""What the tests of the quiz room share: the built-in speech, and a way to read a paper."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import settings

from kit.quiz import Paper, parse_paper
from kit.speech import Speech

settings.register_profile("quiz", deadline=None)  # a shared machine may pause at any example
settings.load_profile("quiz")


@pytest.fixture(scope="session")
def read(speech: Speech) -> Callable[[str], Paper]:
    """Read a paper from its text, as if it were the file ``卷.md``."""
    return lambda text: parse_paper(text, speech, name="卷", shown="卷.md")


@pytest.fixture
def paper(read: Callable[[str], Paper]) -> Callable[[str], Paper]:
    """Read a paper of one question whose options are given; the rest of it is in order."""

    def made(options: str) -> Paper:
        stem = "## ms05 讲话要求用好12309检察服务中心驻哪里的工作站？"
        notes = "> 依据：用好12309检察服务中心驻各镇(街)工作站\n> 解析：这项任务属于五要。"
        return read(f"# 试卷\n\n{stem}\n\n{options}\n\n{notes}\n")

    return made
