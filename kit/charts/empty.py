"""A chart of nothing: it says so in words instead of failing."""

from __future__ import annotations

from matplotlib.axes import Axes

from kit.charts.axes import Note, sheet
from kit.charts.counting import scope_label
from kit.charts.theme import CHART, LIGHT
from kit.charts.typesetting import wrap
from kit.speech import Passage


def no_tasks(passage: Passage, ax: Axes | None) -> Axes:
    """Draw the sentence that a passage holds no tasks."""
    scope = scope_label(passage)
    subject = f"“{scope}”" if scope else "这篇讲话"
    return say(f"{subject}中没有可统计的任务。", f"{subject}的任务", ax)


def say(sentence: str, title: str, ax: Axes | None) -> Axes:
    """Draw a sentence in the middle of a small chart."""
    made = sheet(ax, Note(title=title, rule="", alt=sentence), height=4 * CHART.row)
    made.ax.set_xlim(0, 1)
    made.ax.set_ylim(0, 1)
    lines = "\n".join(wrap(sentence, made.ems() - 2))
    made.write(0.5, 0.5, lines, ha="center", color=LIGHT.muted)
    return made.ax
