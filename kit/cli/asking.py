"""The questions on the terminal: whether a set's author is trusted, whether to delete for good."""

from __future__ import annotations

import sys

import click

from kit.cli.screen import say, tell
from kit.errors import KitError
from kit.library import StudySet

PROGRAM = "学习集是程序：运行它，就是信任它的作者，它能读写您的文件。"
"""What the help page of every command that runs or makes a set says."""

_YES = {"y", "yes", "是"}
_SURE = "删除"


def may_run(study_set: StudySet) -> bool:
    """Tell whether a set may run; where that is not known, ask, once for exactly its content.

    Without a terminal nobody can be asked, and the answer is no.
    """
    from kit.lab import is_trusted, lessons_with_outputs, trust_content

    if is_trusted(study_set):
        return True
    for lesson in lessons_with_outputs(study_set):
        tell(f"{study_set.shown(lesson)}：存有别人的运行结果，打开时不会采用。")
    tell(f"学习集“{study_set.name}”不是随本程序带来的，也不是在这里做的。{PROGRAM}")
    if sys.stdin is None or not sys.stdin.isatty():
        return False
    question = "信任作者，允许运行？输入 y 同意，直接按回车不同意"
    answer = click.prompt(question, default="", show_default=False, prompt_suffix="：", err=True)
    if answer.strip().lower() not in _YES:
        return False
    trust_content(study_set)
    return True


def refuse_untrusted(study_set: StudySet, what: str) -> None:
    """See that a set may run; ``what`` says what was not done, if it may not.

    Raises:
        KitError: its author is not trusted.
    """
    if not may_run(study_set):
        raise KitError(what, remedy="信任它的作者，就加上 --trust 再运行。")


def is_sure() -> bool:
    """Ask whether to delete what was told of before, and say so if nothing is."""
    question = f"确定删除，请输入“{_SURE}”；不删除，请直接按回车"
    try:
        answer = click.prompt(question, default="", show_default=False)
    except click.Abort:  # Ctrl+C, or nobody there to answer
        answer = ""
        say("")
    sure = answer.strip().strip("“”") == _SURE
    if not sure:
        say("没有删除任何记录。")
    return sure
