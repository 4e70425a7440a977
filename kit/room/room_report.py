"""The leader's report of a session: what was answered to each question, as HTML and as CSV."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from markupsafe import Markup

from kit.files import plain_cell
from kit.page import render
from kit.page.assets import printed_page
from kit.page.whole_page import Page
from kit.quiz import grade
from kit.room.asked import Asked
from kit.room.led_session import LedSession
from kit.room.own_result import revealed_questions
from kit.room.results import (
    ENOUGH,
    FEW,
    OUTCOMES,
    Bar,
    Discrimination,
    Share,
    compared,
    discrimination,
    graded_response,
    outcome,
    poll_spread,
    rated_share,
    right_share,
    spread,
)
from kit.room.room_state import Round
from kit.room.room_store import KeptRoom, RoomAnswer
from kit.room.room_views import said_on_wall

_HARD = 0.6
"""Where fewer than this share were right, reading again is suggested."""

_SCARCE = 3
"""Questions with fewer answers come last among those to be read again."""

_BARS = (
    ".room-bar{display:block;border-top:.7em solid var(--kit-edge)}"
    ".room-right{border-color:var(--kit-accent)}.room-bars td+td{width:6em;min-width:4em}"
    ".room-code{font-size:.85em;color:var(--kit-muted)}"
    "@media print{section{break-inside:avoid}}\n"
)

_COLUMNS = (
    *("第几题", "第几屏", "题号", "题目", "位置", "作答", "答对", "答对率", "下限", "上限"),
    *("讨论后作答", "讨论后答对", "讨论后答对率", "讨论后下限", "讨论后上限"),
    *("最常见的错误", "选错的份数", "区分度", "区分度下限", "区分度上限"),
    *("说明", "分布", "各组答对"),
)


@dataclass(frozen=True, slots=True)
class Take:
    """What a room answered to one question before a discussion, or after it.

    ``rated`` is how many rated what they answered in own words, None for any other question.
    """

    share: Share
    bars: tuple[Bar, ...]
    answered: int
    rated: Share | None = None

    @property
    def is_unticked(self) -> bool:
        """Whether no point of an answer in own words was ticked by anybody."""
        return self.rated is not None and not any(bar.count for bar in self.bars)

    @property
    def mistakes(self) -> tuple[Bar, ...]:
        """The wrong answers that most gave, all that as many gave."""
        known = (bar for bar in self.bars if bar.text not in OUTCOMES)
        wrong = [bar for bar in known if bar.right is False and bar.count]
        most = max((bar.count for bar in wrong), default=0)
        return tuple(bar for bar in wrong if bar.count == most)

    @property
    def mistaken(self) -> str:
        """Those wrong answers in words, "" where it is known of none."""
        return "；".join(map(_in_words, self.mistakes))


@dataclass(frozen=True, slots=True)
class QuestionReport:
    """What a room answered to one question.

    ``number`` counts the questions from 1 as they were asked; ``screen`` is the number of the
    screen that asked it, 0 where it was asked apart, None where none was kept. ``again`` is after a
    discussion, if it was asked again; ``teams`` has the name and the last share of each group,
    where there were groups.
    """

    number: int
    screen: int | None
    asked: Asked
    first: Take
    again: Take | None
    tells_apart: Discrimination | None
    teams: tuple[tuple[str, Share], ...]

    @property
    def last(self) -> Take:
        """What was answered in the end."""
        return self.again or self.first

    @property
    def answered(self) -> int:
        """How many answers there were in all."""
        return self.first.answered + (self.again.answered if self.again else 0)

    @property
    def has_range(self) -> bool:
        """Whether a share is told of it, with the range in which it lies."""
        takes = (self.first, self.again) if self.again else (self.first,)
        return any(take.share.of and not take.is_unticked for take in takes)

    @property
    def is_hard(self) -> bool:
        """Whether so few were right in the end that reading again is suggested."""
        last = self.last
        return bool(last.share.of) and not last.is_unticked and last.share.value < _HARD

    @property
    def stem(self) -> Markup:
        """What was asked; a blank is drawn with strokes, which are still there once copied."""
        return self.asked.view.stem.replace(Markup("\u00a0</span>"), Markup("____</span>"))

    @property
    def place(self) -> str:
        """Where in the speech its evidence stands."""
        paragraphs = [line.paragraph for line in self.asked.data.quoted if line.paragraph]
        return "　".join(filter(None, (self.asked.data.place, "、".join(paragraphs))))

    @property
    def name(self) -> str:
        """How the report calls it."""
        where = f"（第 {self.screen} 屏）" if self.screen else "（另提的题）"
        return f"第 {self.number} 题{'' if self.screen is None else where}"

    @property
    def remark(self) -> str:
        """What is to be borne in mind where few answered."""
        if not self.answered:
            return "无人作答。"
        if self.first.rated is not None and not self.first.rated.count:
            return "没有人自评。"
        if self.first.answered < FEW:
            return f"不到 {FEW} 份作答，比例只供参考。"
        if self.first.answered < ENOUGH:
            return f"不到 {ENOUGH} 份作答，不算区分度。"
        return "" if self.tells_apart else "可比的作答不够，或者全都一样，不算区分度。"


def question_reports(led: LedSession, kept: KeptRoom) -> tuple[QuestionReport, ...]:
    """Return what a room answered, question by question, in the order in which they were asked.

    Of each phone one answer counts before a discussion and one after it: its last ones.
    """
    rounds: dict[str, list[Round]] = defaultdict(list)
    for one in kept.state.rounds:
        if one.kind == "question" and one.question in led.bank:
            rounds[one.question].append(one)
    by_round = kept.by_round()
    takes = {question: _takes(by_round, asked_in) for question, asked_in in rounds.items()}
    scores = _scores(led, takes)
    reports = []
    for number, (question, (first, again)) in enumerate(takes.items(), 1):
        asked = led.bank.asked(question)
        screens = (one.screen or None for one in rounds[question] if not one.apart)
        reports.append(
            QuestionReport(
                number,
                next(screens, 0),
                asked,
                _take(asked, first),
                _take(asked, again) if again else None,
                discrimination(scores, question),
                _by_team(asked, again or first, rounds[question]),
            )
        )
    return tuple(reports)


def polls(kept: KeptRoom) -> tuple[tuple[str, tuple[Bar, ...]], ...]:
    """Return what was asked in each poll that was answered, and how many chose each option."""
    by_round = kept.by_round()
    taken = (one for one in kept.state.rounds if one.kind == "poll" and by_round[one.id])
    return tuple((one.title, poll_spread(one.options, by_round[one.id].values())) for one in taken)


def report_csv(led: LedSession, kept: KeptRoom) -> str:
    """Return the report as CSV, a question a line, and then a poll a line."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for report in question_reports(led, kept):
        first, apart = report.first, report.tells_apart
        writer.writerow(
            [
                report.number,
                report.screen or "",
                plain_cell(report.asked.question.id),
                plain_cell(report.asked.question.plain_stem),
                plain_cell(report.place),
                *_numbers(first.share),
                *(_numbers(report.again.share) if report.again else [""] * 5),
                plain_cell(first.mistaken),
                first.mistakes[0].count if first.mistakes else "",
                *([_two(apart.value), _two(apart.low), _two(apart.high)] if apart else [""] * 3),
                report.remark,
                plain_cell("；".join(f"{bar.label or bar.text} {bar.count}" for bar in first.bars)),
                "；".join(f"{name} {of.of} 份中 {of.count} 份" for name, of in report.teams),
            ]
        )
    for title, bars in polls(kept):
        line = dict.fromkeys(_COLUMNS, "") | {
            "题目": plain_cell(title),
            "作答": str(sum(bar.count for bar in bars)),
            "说明": "投票，没有对错。",
            "分布": "；".join(f"{_in_words(bar)} {bar.count}" for bar in bars),
        }
        writer.writerow(line.values())
    return out.getvalue()


def report_page(led: LedSession, kept: KeptRoom) -> str:
    """Return the report as one HTML file, which needs no other file and no network."""
    reports = question_reports(led, kept)
    title = f"学习会报告：{led.title}"
    ends = [(one.last.share, one) for one in reports]
    hard = [(share, one) for share, one in ends if one.is_hard]
    hard.sort(key=lambda each: (each[0].of < _SCARCE, each[0].value))
    talks = [one for one in kept.state.rounds if one.kind == "discussion"]
    said = [(one.title, said_on_wall(kept.state, kept.messages, one)) for one in talks]
    voted = polls(kept)
    body = render(
        "room_report",
        title=title,
        day=_day(kept.room.started.astimezone()),
        phones=len({one.phone for one in kept.answers}),
        answers=sum(one.answered for one in reports),
        votes=sum(bar.count for _, bars in voted for bar in bars),
        reports=reports,
        explained=next((one for one in reports if one.has_range), None),
        hard=[one for _, one in hard],
        polls=voted,
        discussed=[(title, texts) for title, texts in said if texts],
        few=FEW,
        scarce=_SCARCE,
        enough=ENOUGH,
        two=_two,
    )
    page = Page("teacher")
    return page.document(
        title=title, body=body, label="带学人用", style=printed_page(title) + _BARS
    )


def revealed(kept: KeptRoom) -> KeptRoom:
    """Return a room without the questions whose answer it has not been shown yet.

    Once the session is over nothing is kept back.
    """
    state, shown = kept.state, revealed_questions(kept.state)
    rounds = tuple(one for one in state.rounds if one.kind != "question" or one.question in shown)
    return kept if state.ended else replace(kept, state=replace(state, rounds=rounds))


def _take(asked: Asked, answers: Sequence[RoomAnswer]) -> Take:
    share, rated = right_share(asked, answers), rated_share(asked, answers)
    return Take(share, spread(asked, answers), len(answers), rated)


def _by_team(
    asked: Asked, answers: Sequence[RoomAnswer], rounds: Sequence[Round]
) -> tuple[tuple[str, Share], ...]:
    """Return how many of each group were right, none where nobody chose a group.

    What was answered before there were groups does not count.
    """
    grouped = {one.id for one in rounds if one.grouped}
    told = [(one.team, outcome(asked, one)) for one in answers if one.round_id in grouped]
    last = max((team for team, _ in told), default=0)
    return compared(told, last) if last else ()


def _in_words(bar: Bar) -> str:
    return f"{bar.label}. {bar.text}" if bar.label else bar.text


def _takes(
    by_round: Mapping[int, Mapping[str, RoomAnswer]], asked_in: Sequence[Round]
) -> tuple[list[RoomAnswer], list[RoomAnswer]]:
    """Return what phones answered to one question at first, and again: each phone once in each."""
    first: dict[str, RoomAnswer] = {}
    again: dict[str, RoomAnswer] = {}
    for one in asked_in:
        (first if one.take == 1 else again).update(by_round[one.id])
    return list(first.values()), list(again.values())


def _scores(
    led: LedSession, takes: Mapping[str, tuple[list[RoomAnswer], list[RoomAnswer]]]
) -> dict[str, dict[str, float]]:
    """Return for each phone its score in each question, as it first answered it."""
    scores: dict[str, dict[str, float]] = defaultdict(dict)
    for question, (first, again) in takes.items():
        asked = led.bank.asked(question)
        for one in (*again, *first):  # the first is written last
            graded = grade(asked.question, graded_response(asked, one))
            if graded.outcome != "unanswered":
                scores[one.phone][question] = graded.score
    return scores


def _numbers(share: Share) -> list[str]:
    if not share.of:
        return ["0", "0", "", "", ""]
    low, high = share.interval
    return [str(share.of), str(share.count), *(_two(each) for each in (share.value, low, high))]


def _two(value: float) -> str:
    return f"{round(value, 2) + 0.0:.2f}"  # and never -0.00


def _day(moment: datetime) -> str:
    return f"{moment.year}年{moment.month}月{moment.day}日 {moment:%H:%M}"
