"""What is said about today's review: how much there is, when the next is, how the exam is near."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from markupsafe import Markup

from kit.page.dates import day_words

if TYPE_CHECKING:
    from kit.progress import Overview

_MANY = 30  # questions from which a day's review had better be parted

_LINE = Markup("<p>{}</p>")


def review_html(state: Overview, exam: date | None = None) -> Markup:
    """Return what stands above today's questions, or, where there are none, in their place."""
    lines = (*_today(state), *_edited(state), *_exam(state, exam))
    return Markup("\n").join(_LINE.format(line) for line in lines)


def _today(state: Overview) -> Iterator[str]:
    if state.due:
        then = f"随后是 {state.new} 道新题" if state.new else "没有新题"
        many = state.due + state.new >= _MANY
        rest = "题目较多，可以分几次做，做过的随时保存。" if many else ""
        yield f"今天待复习 {state.due} 题，排在前面；{then}。{rest}"
    elif state.new:
        yield f"今天没有待复习的题，有 {state.new} 道新题。{_next(state)}"
    elif any(day.day == state.today and day.answers for day in state.calendar):
        yield f"今天的题已经做完。{_next(state)}"
    else:
        yield f"今天没有待复习的题，也没有新题。{_next(state)}"


def _next(state: Overview) -> str:
    """Say when the next review is, and how many questions are planned for that day so far."""
    days = [card.due for card in state.cards if card.due is not None and card.due > state.today]
    if not days:
        return ""
    first = min(days)
    return f"下一次复习在{day_words(first, state.today)}，{days.count(first)} 题。"


def _edited(state: Overview) -> Iterator[str]:
    changed = {question.id for question in state.edited}
    places = [
        f"{place}" for place, question in enumerate(state.review, start=1) if question.id in changed
    ]
    if places:
        yield f"第 {'、'.join(places)} 题在您上次作答后有改动，请重新看题；以前的记录仍然算数。"


def _exam(state: Overview, exam: date | None) -> Iterator[str]:
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
