"""A session notebook that has been run → its slides.

Its cells say what they are as JupyterLab's slideshow does: ``slide`` begins one, ``fragment`` waits
for the next key, ``notes`` are the leader's, ``skip`` is on none; what says nothing goes on with
the slide above. A passage that is too long goes on on further slides; a question is followed by a
slide with its answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from markupsafe import Markup

from kit.course import STARTS, slide_type
from kit.errors import KitError
from kit.handout.body import Body, CellWriter, ExecutedLesson, caption, tags
from kit.handout.lesson_links import Chapters
from kit.handout.pages import TEACHER
from kit.page import FigureData, PassageData, Record, SelfTestData
from kit.page.cell_data import QuestionData
from kit.page.slide_fit import HEIGHT, fits, height
from kit.page.slide_view import (
    Slide,
    answer_slides,
    asked_html,
    fragment,
    leader_notes,
    passage_slides,
    slides_document,
    well_set,
)
from kit.page.whole_page import Page


def session_page(lesson: ExecutedLesson, page: Page, chapters: Chapters) -> tuple[str, Body]:
    """Return the page of a session's slides, and what is to be known of it.

    Raises:
        KitError: as `kit.handout.body.lesson_body`, or there is no slide.
    """
    slides, body = session_slides(lesson, page, chapters)
    return slides_document(lesson.title, slides), body


def session_slides(
    lesson: ExecutedLesson, page: Page, chapters: Chapters, *, with_keys: bool = True
) -> tuple[tuple[Slide, ...], Body]:
    """Return a session's slides; what has no room on its screen is told among the notices.

    Without keys no slide tells the answer to a question, and none with its answer follows it; one
    that asks counts those left out among its screens, so that numbers are the same either way.

    Raises:
        KitError: as `session_page`.
    """
    writer = CellWriter(lesson, page, chapters)
    drafts = list(_drafts(lesson, writer, page, with_keys))
    slides = tuple(slide for draft in drafts for slide in draft.slides())
    if not slides:
        raise KitError(
            "这个笔记本里没有幻灯片。",
            remedy="请在 JupyterLab 的属性面板里，把要投屏的单元设为“幻灯片”。",
        )
    body = writer.body(Markup("\n").join(slide.html for slide in slides))
    path = f"{lesson.name}.ipynb"
    faults = (KitError(what, remedy=remedy, path=path) for what, remedy in _faults(drafts, slides))
    return slides, replace(body, notices=(*body.notices, *map(str, faults)))


@dataclass(slots=True)
class _Draft:
    """A slide as its author wrote it, which may need several screens."""

    id: str
    minutes: object
    title: str
    with_keys: bool = True
    parts: list[Markup | PassageData | QuestionData] = field(default_factory=list)
    notes: Markup = field(default_factory=Markup)

    def slides(self) -> Iterator[Slide]:
        """Yield its screens; the first has the minutes, all have the notes."""
        for number, slide in enumerate(self._screens(), 1):
            yield replace(
                slide,
                html=well_set(slide.html),
                id=f"s-{self.id}" + (f"-{number}" if number > 1 else ""),
                notes=self.notes + slide.notes,
                title=(self.title or slide.title) + ("（续）" if number > 1 else ""),
                minutes=whole_minutes(self.minutes) if number == 1 else 0,
            )

    def _screens(self) -> Iterator[Slide]:
        html = Markup()
        for part in self.parts:
            match part:
                case PassageData():
                    *full, html = passage_slides(part, html)
                    yield from (Slide("", each) for each in full)
                case QuestionData():
                    asked, answers = asked_html(part), answer_slides(part)
                    if html and not fits(html + asked):
                        yield Slide("", html)
                        html = Markup()
                    told = leader_notes(part)
                    stem = part.question.plain_stem
                    asks = Slide("", html + asked, told, question=part.question.id, title=stem)
                    if self.with_keys:
                        yield from (asks, *(Slide("", each, told) for each in answers))
                    else:
                        asked = asked_html(part, with_key=False)
                        yield replace(asks, html=html + asked, screens=1 + len(answers))
                    html = Markup()
                case _:
                    html += part
        if html:
            yield Slide("", html)


def whole_minutes(value: object) -> int:
    """Return the minutes that a cell's metadata give, 0 where they are none."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


def _drafts(
    lesson: ExecutedLesson, writer: CellWriter, page: Page, with_keys: bool
) -> Iterator[_Draft]:
    draft: _Draft | None = None
    for cell in lesson.notebook["cells"]:
        kind = slide_type(cell)
        if kind == "skip":
            continue
        if kind in STARTS:
            if draft is not None:
                yield draft
            about = cell["metadata"].get("kit", {})
            draft = _Draft(str(cell.get("id", "")), about.get("minutes"), caption(cell), with_keys)
        if draft is None:  # before the first slide: what loads the speech
            continue
        shown = list(_shown(cell, writer))
        draft.notes += Markup("").join(
            Markup("<p>{}</p>\n").format(part.rule)
            for part in shown
            if isinstance(part, FigureData) and part.rule
        )
        parts = [part for record in shown for part in _parts(record, page)]
        if kind == "notes" or TEACHER in tags(cell):
            draft.notes += Markup("").join(part for part in parts if isinstance(part, Markup))
        elif kind == "fragment" and all(isinstance(part, Markup) for part in parts):
            html = Markup("").join(part for part in parts if isinstance(part, Markup))
            draft.parts += [fragment(html)] if html else []
        else:
            draft.parts += parts
    if draft is not None:
        yield draft


def _shown(cell: Mapping[str, Any], writer: CellWriter) -> Iterator[Record | Markup]:
    """Yield what a cell shows: its text as HTML, or its outputs."""
    if cell["cell_type"] == "markdown":
        yield writer.text(cell)
    if cell["cell_type"] == "code":
        yield from writer.outputs(cell)


def _parts(shown: Record | Markup, page: Page) -> Iterator[Markup | PassageData | QuestionData]:
    """Yield a passage and questions as such, anything else as HTML."""
    match shown:
        case Markup() | PassageData():
            yield shown
        case SelfTestData():
            yield from shown.questions
        case _:
            yield page.html(shown)


def _faults(drafts: list[_Draft], slides: tuple[Slide, ...]) -> Iterator[tuple[str, str]]:
    for slide in slides:
        if not fits(slide.html):
            over = round(100 * (height(slide.html) / HEIGHT - 1)) or 1
            what = f"单元“{slide.id[2:]}”起的一屏大约超出屏幕 {over}%，放映时要上下拖动才能看全。"
            yield what, "请删短，或者在中间新起一屏。"
    for draft in drafts:
        if draft.minutes is not None and not whole_minutes(draft.minutes):
            what = f"单元“{draft.id}”的 minutes 不是整分钟数。"
            yield what, "请写成大于 0 的整数。"
