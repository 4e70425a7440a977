"""What charts show, as tests read it, and records to draw charts of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from kit import charts
from kit.charts.axes import ChartAxes, ChartNote
from kit.progress.planning import CalendarDay, PlannedDay
from kit.progress.scheduling import Card
from kit.quiz import Question
from kit.speech import Speech

Chart = Callable[..., Axes]
NAMES = ["structure", "by_part", "by_point", "part_by_action", "verbs", "key_terms"]
TODAY = date(2026, 3, 4)  # a Wednesday
SCORES = {"一": 1.0, "二（一）一要": 0.7, "二（二）五要": 0.2, "四四是": 1.0}


def chart(name: str) -> Chart:
    drawer: Chart = getattr(charts, name)
    return drawer


def note(ax: Axes) -> ChartNote:
    assert isinstance(ax, ChartAxes)
    assert ax.note is not None
    return ax.note


def labels(ax: Axes) -> list[str]:
    return [text.get_text().replace("\n", "") for text in ax.get_yticklabels()]


def bars(ax: Axes) -> list[tuple[float, str]]:
    return [
        (bar.get_width(), to_hex(bar.get_facecolor()))
        for bar in ax.patches
        if isinstance(bar, Rectangle)
    ]


def texts(ax: Axes) -> list[Text]:
    every = [ax.title, ax.xaxis.label, *ax.texts, *ax.get_xticklabels(), *ax.get_yticklabels()]
    return [text for text in every if text.get_text().strip()]


def cards(speech: Speech, scores: dict[str, float] = SCORES) -> list[Card]:
    """Return six questions of every leaf and some across parts, answered where there is a score."""
    marks = {speech[key].node: score for key, score in scores.items()}
    made = [
        Card(
            Question(id=f"q{number}{leaf.id}", kind="judge", stem="对吗？", node=leaf.id),
            answers=leaf in marks,
            score=marks.get(leaf),
        )
        for leaf in speech.leaves()
        for number in range(6)
    ]
    return [*made, Card(Question(id="all", kind="judge", stem="对吗？"))]


def calendar(*, answers: int = 12, due: int = 3) -> list[CalendarDay]:
    days = (TODAY + timedelta(days=number) for number in range(-27, 15))
    return [CalendarDay(day, answers * (day <= TODAY), 4, 2, due * (day >= TODAY)) for day in days]


def planned(days: int, due: int = 9, new: int = 5) -> list[PlannedDay]:
    return [
        PlannedDay(TODAY + timedelta(days=number), due, new, max(0, 40 - 5 * number))
        for number in range(days)
    ]


def blocks(ax: Axes) -> list[Rectangle]:
    return [patch for patch in ax.patches if isinstance(patch, Rectangle)]
