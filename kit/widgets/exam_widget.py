"""The day of an examination: chosen in a field in JupyterLab, and kept beside the answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import traitlets

from kit.course import Course
from kit.errors import KitError, sentence
from kit.identity import remember
from kit.page import Prose, for_handout, framed, render
from kit.progress import exam_days
from kit.widgets.live_part import LivePart, widget_script

_AGAIN = "再点一次本课开头的“重新运行本课”，复习就按它安排。"


def kept_exam(course: Course) -> date | None:
    """Return the day that was chosen for a set, None where there is none, or for a handout.

    Raises:
        KitError: the records cannot be read.
    """
    from kit.progress import Store

    if for_handout():
        return None
    with Store() as store:
        return exam_days.kept_exam(store, course.key)


class ExamDate(LivePart):
    """A field for the day of an examination.

    ``day`` is what is kept, ``2026-03-20`` or "" for none; ``told`` says what came of the last
    choice; ``heard`` counts the choices that were dealt with. The page sends ``{"exam": day}``.
    """

    _esm = widget_script("keys", "exam")
    elsewhere = "考试日期：请在 JupyterLab 中选择。"
    day = traitlets.Unicode().tag(sync=True)
    told = traitlets.Unicode().tag(sync=True)
    heard = traitlets.Int().tag(sync=True)

    def __init__(self, course: Course) -> None:
        """Make the field, with the day that is kept."""
        self.record = Prose((self.elsewhere,))
        self._course = course
        day, told = None, ""
        try:
            day = kept_exam(course)
        except KitError as error:
            told = f"以前选的日期读不出来。{error}"
        super().__init__(html=framed(render("exam")), day=f"{day or ''}", told=told)
        self.on_msg(self._hear)

    def _hear(self, _widget: object, message: Mapping[str, Any], _buffers: object) -> None:
        """Keep the chosen day; whatever happens, the page is told."""
        if "exam" not in message:
            return
        try:
            day, told = self._keep(f"{message['exam']}")
        except Exception as error:
            day, told = self.day, f"日期没有记下。{sentence(error)}"
        with self.hold_sync():
            self.day, self.told = day, told
            self.heard += 1

    def _keep(self, given: str) -> tuple[str, str]:
        from kit.page.reports import day_words
        from kit.progress import Store
        from kit.progress.planning import FARTHEST_EXAM

        day, today = exam_days.exam_day(given), date.today()
        if day is not None and day < today:
            what = f"{day.year}年{day.month}月{day.day}日已经过去。"
            raise KitError(what, remedy="请选今天或今天以后的日期。")
        if day is not None and (day - today).days > FARTHEST_EXAM:
            raise KitError("考试日期在一年以后。", remedy="请检查年份。")
        key, text = remember(self._course.study_set), f"{day or ''}"
        with Store() as store:
            exam_days.keep_exam(store, key, text)
        chosen = f"考试在{day_words(day, today)}。" if day else "没有考试。"
        return text, f"已记下：{chosen}{_AGAIN}"
