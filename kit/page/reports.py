"""A learner's records in words: what there is to review today, and what is known by now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, cast

from kit.page.cell_data import OutputGroup, Prose, Record, Table, TakeAlong
from kit.page.describing import figure_data
from kit.speech import Speech
from kit.speech.parts import place_label

if TYPE_CHECKING:
    from kit.charts import ChartAxes
    from kit.progress.mastery import ConfidentError, Mastery, Overview

_MOST = 10  # confident errors that are listed
_NEAR = {0: "今天", 1: "明天", 2: "后天"}


def review_data(state: Overview, exam: date | None = None) -> Prose:
    """Return what stands above today's questions, or, where there are none, in their place."""
    return Prose((*_today(state), *_edited_today(state), *_before_exam(state, exam)))


def progress_data(speech: Speech, state: Overview, exam: date | None = None) -> OutputGroup:
    """Return a learner's progress; before the first answer, what the days to come bring."""
    return OutputGroup((Prose(tuple(_summary(state))), *_details(speech, state, exam)))


def day_words(day: date, today: date) -> str:
    """Return a day with how far it is away, from today on; the year only where it is another.

    >>> day_words(date(2026, 3, 5), date(2026, 3, 4))
    '3月5日（明天）'
    >>> day_words(date(2027, 1, 2), date(2026, 12, 2))
    '2027年1月2日（31 天后）'
    """
    away = (day - today).days
    year = "" if day.year == today.year else f"{day.year}年"
    near = _NEAR.get(away, f"{away} 天后" if away > 0 else f"{-away} 天前")
    return f"{year}{day.month}月{day.day}日（{near}）"


def _today(state: Overview) -> Iterator[str]:
    if state.due:
        then = f"随后是 {state.new} 道新题" if state.new else "没有新题"
        yield f"今天待复习 {state.due} 题，最早到期的排在前面；{then}。{_at_a_time(state)}"
    elif state.new:
        yield f"今天没有待复习的题，有 {state.new} 道新题。{_at_a_time(state)}{_next_review(state)}"
    elif any(day.day == state.today and day.answers for day in state.calendar):
        yield f"今天的题已经做完。{_next_review(state)}"
    else:
        yield f"今天没有待复习的题，也没有新题。{_next_review(state)}"


def _at_a_time(state: Overview) -> str:
    """Say how many of today's questions are asked at first, or that a day's number is asked."""
    from kit.progress.planning import DAILY_MOST, left_today

    if not left_today(state.cards, state.today):
        return f"今天已经做满 {DAILY_MOST} 题，可以到此为止，其余的留到明天；愿意多做，下面还有。"
    if len(state.sittings) < 2:
        return ""
    number = state.sittings[0]
    rest = "其余的留到明天，仍排在最前面；愿意多做，可以再来几题。"
    return f"先做 {number} 题，{rest}"


def _next_review(state: Overview) -> str:
    """Say when the next review is, and how many questions are planned for that day so far."""
    days = [card.due for card in state.cards if card.due is not None and card.due > state.today]
    if not days:
        return ""
    first = min(days)
    return f"下一次复习在{day_words(first, state.today)}，{days.count(first)} 题。"


def _edited_today(state: Overview) -> Iterator[str]:
    changed = {question.id for question in state.edited}
    places = [
        f"{place}" for place, question in enumerate(state.review, start=1) if question.id in changed
    ]
    if places:
        yield f"第 {'、'.join(places)} 题在您上次作答后有改动，请重新看题；以前的记录仍然算数。"


def _before_exam(state: Overview, exam: date | None) -> Iterator[str]:
    if exam is None:
        return
    when = day_words(exam, state.today)
    if exam < state.today:
        yield f"考试日期{when}已经过去，现在按平时的安排复习。"
    elif exam == state.today:
        yield "考试日期就是今天，不再为考试增加新题。"
    else:
        last = next((day.day for day in state.plan if day.unseen == 0), None)
        all_asked = all(card.memory is not None for card in state.cards)
        done = "全部题目都已做过。" if all_asked else ""
        if last is not None and not all_asked:
            done = f"按现在的安排，{day_words(last, state.today)}做完全部新题。"
        yield f"考试在{when}，复习的间隔已按这个日期缩短。{done}"


def _summary(state: Overview) -> Iterator[str]:
    answered = [card for card in state.cards if card.answers]
    if not answered:
        none = "现有的题还没有作答记录" if state.gone else "还没有作答记录"
        yield f"{none}。做过任何一课的自测或上面的复习，这里就会显示掌握情况。"
        yield from _left_behind(state)
        return
    known = sum(card.score == 1 for card in answered)
    besides = f"（另有 {state.close} 道细读题，想做才做）" if state.close else ""
    yield (
        f"全部 {len(state.cards)} 题{besides}，做过 {len(answered)} 题，"
        f"其中最近一天首次答对 {known} 题（一题一天只计第一次作答）。"
    )
    if state.weak:
        yield f"薄弱处：{'；'.join(_name(row) for row in state.weak)}。请先重读原文，再做题。"
    if state.edited:
        changed = "、".join(question.id for question in state.edited)
        yield f"上次作答后有改动的题：{changed}。以前的记录仍然算数。"
    yield from _left_behind(state)


def _left_behind(state: Overview) -> Iterator[str]:
    """Say how many questions were answered that are no longer asked, if any."""
    if state.gone:
        yield f"另有 {state.gone} 题您做过，现已停用：记录仍然保存，不再安排复习。"


def _details(speech: Speech, state: Overview, exam: date | None) -> Iterator[Record]:
    from kit import charts

    yield from _mistakes(speech, state)
    if any(card.answers for card in state.cards):
        yield _figure(charts.mastery_by_part(speech, state.parts))
        yield _figure(charts.mastery_by_node(speech, state.nodes))
        yield from _errors(speech, state.errors)
        yield _figure(charts.review_calendar(state.calendar, state.today))
    if state.plan:
        yield _figure(charts.review_forecast(state.plan, exam=exam))
    else:
        yield _figure(charts.review_forecast(state.forecast))


def _mistakes(speech: Speech, state: Overview) -> Iterator[Record]:
    """Yield the questions that were not answered rightly the last time, as a page to take along."""
    from kit.page.mistakes import mistakes_page

    wrong = [each.question for each in state.cards if each.answers and each.score != 1]
    if wrong:
        words = f"把 {len(wrong)} 道错题存成一个网页：不联网也能重做，也可以打印"
        yield TakeAlong(words, "错题.html", mistakes_page(speech, wrong))


def _figure(ax: object) -> Record:
    return figure_data(cast("ChartAxes", ax))  # no other axes are made without being given some


def _name(row: Mastery) -> str:
    return f"{row.label}　{row.title}" if row.title else row.label


def _errors(speech: Speech, errors: tuple[ConfidentError, ...]) -> Iterator[Record]:
    """Yield a table of what was wrong with confidence and is not mended, the latest first."""
    wrong = [error for error in errors if not error.corrected]
    mended = len(errors) - len(wrong)
    if not wrong:
        if mended:
            yield Prose((f"选“很确定”却答错的有 {mended} 题，后来都答对了。",))
        return
    left = f"另有 {len(wrong) - _MOST} 题没有列出。" if len(wrong) > _MOST else ""
    done = f"另有 {mended} 题后来答对了。" if mended else ""
    yield Table(
        caption=f"选“很确定”却答错、还没有改正的题：{len(wrong)} 题",
        header=("位置", "题目", "答错"),
        rows=tuple(
            (
                place_label(speech, error.question.node),
                error.question.plain_stem,
                f"{error.times} 次",
            )
            for error in wrong[:_MOST]
        ),
        note=f"最近答错的排在前面。{left}{done}这样的错最值得弄清原因：请看解析和依据，"
        "想一想当时为什么觉得对。",
        row_header=1,
    )
