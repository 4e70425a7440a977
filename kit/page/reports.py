"""What is known by now, as a lesson shows it: sentences, charts, a table of confident errors."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, cast

from markupsafe import Markup

from kit.page.figures import figure_html
from kit.page.tables import Table, table_html
from kit.speech import Speech
from kit.speech.parts import place_label

if TYPE_CHECKING:
    from kit.charts import ChartAxes
    from kit.progress import ConfidentError, Mastery, Overview

_LINE = Markup("<p>{}</p>")
_MOST = 10  # confident errors that are listed


def progress_html(speech: Speech, state: Overview, exam: date | None = None) -> Markup:
    """Return a learner's progress; before the first answer, what the days to come bring."""
    lines = [_LINE.format(line) for line in _lines(state)]
    return Markup("\n").join((*lines, *_pieces(speech, state, exam)))


def _lines(state: Overview) -> Iterator[str]:
    asked = [card for card in state.cards if card.answers]
    if not asked:
        yield "还没有作答记录。做过任何一课的自测或上面的复习，这里就会显示掌握情况。"
        return
    known = sum(card.score == 1 for card in asked)
    yield f"全部 {len(state.cards)} 题，做过 {len(asked)} 题，其中最近一次答对 {known} 题。"
    if state.weak:
        yield f"薄弱处：{'；'.join(_name(row) for row in state.weak)}。请先重读原文，再做题。"
    if state.edited:
        changed = "、".join(question.id for question in state.edited)
        yield f"上次作答后有改动的题：{changed}。以前的记录仍然算数。"


def _pieces(speech: Speech, state: Overview, exam: date | None) -> Iterator[Markup]:
    from kit import charts

    if any(card.answers for card in state.cards):
        yield _figure(charts.mastery_by_part(speech, state.parts))
        yield _figure(charts.mastery_by_node(speech, state.nodes))
        yield from _errors(speech, state.errors)
        yield _figure(charts.review_calendar(state.calendar, state.today))
    if state.plan:
        yield _figure(charts.review_forecast(state.plan, exam=exam))
    else:
        yield _figure(charts.review_forecast(state.forecast))


def _figure(ax: object) -> Markup:
    return figure_html(cast("ChartAxes", ax))  # no other axes are made without being given some


def _name(row: Mastery) -> str:
    return f"{row.label}　{row.title}" if row.title else row.label


def _errors(speech: Speech, errors: tuple[ConfidentError, ...]) -> Iterator[Markup]:
    """Yield a table of what was wrong with confidence and is not mended, the latest first."""
    wrong = [error for error in errors if not error.corrected]
    mended = len(errors) - len(wrong)
    if not wrong:
        if mended:
            yield _LINE.format(f"选“很确定”却答错的有 {mended} 题，后来都答对了。")
        return
    left = f"另有 {len(wrong) - _MOST} 题没有列出。" if len(wrong) > _MOST else ""
    done = f"另有 {mended} 题后来答对了。" if mended else ""
    yield table_html(
        Table(
            caption=f"选“很确定”却答错、还没有改正的题：{len(wrong)} 题",
            header=("位置", "题目", "答错"),
            rows=tuple(
                (
                    place_label(speech, error.question.node),
                    error.question.stem.replace("**", ""),
                    f"{error.times} 次",
                )
                for error in wrong[:_MOST]
            ),
            note=f"最近答错的排在前面。{left}{done}这样的错最值得弄清原因：请看解析和依据，"
            "想一想当时为什么觉得对。",
            row_header=1,
        )
    )
