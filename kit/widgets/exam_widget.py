"""The day of an examination: chosen in a field in JupyterLab, and kept beside the answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any, Final
from unicodedata import normalize

import traitlets
from anywidget import AnyWidget

from kit.course import Course
from kit.errors import KitError
from kit.identity import remember
from kit.page import Prose, bundle, for_handout, framed, render
from kit.widgets.quiz_widget import widget_script

_NOTE: Final = "exam-date"  # the id under which the day is kept among a set's notes
_DAY = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?")
_AGAIN = "再点一次本课开头的“重新运行本课”，复习就按它安排。"


def exam_day(given: date | str | None) -> date | None:
    """Return the day that a learner has named, None if none: `2026-3-20`, `2026年3月20日`, "".

    Raises:
        KitError: it is no date; the sentence says how to write one.
    """
    if given is None or isinstance(given, date):
        return given
    text = re.sub(r"\s|[“”\"']", "", re.sub(r"[‐-―−]", "-", normalize("NFKC", given)))
    if not text:
        return None
    match = _DAY.fullmatch(text)
    with suppress(ValueError):  # a 30th of February
        if match:
            return date(*map(int, match.groups()))
    raise KitError(f"考试日期“{given}”不是日期。", remedy="请写成年-月-日，例如 2026-03-20。")


def kept_exam(course: Course) -> date | None:
    """Return the day that was chosen for a set, None where there is none, or for a handout.

    Raises:
        KitError: the records cannot be read.
    """
    from kit.progress import Store
    from kit.progress.note_store import note_versions

    if for_handout():
        return None
    with Store() as store:
        versions = () if store.is_new else note_versions(store, course.key, _NOTE)
    return exam_day(versions[0].text) if versions else None


class ExamDate(AnyWidget):
    """A field for the day of an examination.

    ``day`` is what is kept, ``2026-03-20`` or "" for none; ``told`` says what came of the last
    choice; ``heard`` counts the choices that were dealt with. The page sends ``{"exam": day}``.
    """

    _esm = widget_script("keys", "exam")
    html = traitlets.Unicode().tag(sync=True)
    day = traitlets.Unicode().tag(sync=True)
    told = traitlets.Unicode().tag(sync=True)
    heard = traitlets.Int().tag(sync=True)

    def __init__(self, course: Course) -> None:
        """Make the field, with the day that is kept."""
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
            why = error if isinstance(error, KitError) else f"程序出错（{type(error).__name__}）。"
            day, told = self.day, f"日期没有记下。{why}"
        with self.hold_sync():
            self.day, self.told = day, told
            self.heard += 1

    def _keep(self, given: str) -> tuple[str, str]:
        from kit.page.reports import day_words
        from kit.progress import Store
        from kit.progress.note_store import note_versions, write_note
        from kit.progress.planning import FARTHEST_EXAM

        day, today = exam_day(given), date.today()
        if day is not None and day < today:
            what = f"{day.year}年{day.month}月{day.day}日已经过去。"
            raise KitError(what, remedy="请选今天或今天以后的日期。")
        if day is not None and (day - today).days > FARTHEST_EXAM:
            raise KitError("考试日期在一年以后。", remedy="请检查年份。")
        key, text = remember(self._course.study_set), f"{day or ''}"
        with Store() as store:
            before = note_versions(store, key, _NOTE)
            write_note(store, key, _NOTE, text, seen=before[0].uuid if before else "")
        chosen = f"考试在{day_words(day, today)}。" if day else "没有考试。"
        return text, f"已记下：{chosen}{_AGAIN}"

    def __repr__(self) -> str:
        """Return what a place that can show neither widget nor HTML shows."""
        return "考试日期：请在 JupyterLab 中选择。"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        return {**data, **bundle(Prose((f"{self!r}",)))}, metadata
