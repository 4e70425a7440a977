"""What is handed out after a session: the leader's report, and what a phone's owner takes along."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import NAMESPACE_OID, uuid5

from kit.errors import KitError
from kit.files import plain_cell
from kit.page import render
from kit.page.assets import printed_page
from kit.page.mistakes import mistakes_page
from kit.page.whole_page import Page
from kit.progress.attempts import Attempt, attempt_from
from kit.progress.record_file import to_text
from kit.quiz import grade
from kit.room.asked import Asked
from kit.room.led_session import LedSession
from kit.room.results import (
    ENOUGH,
    FEW,
    OUTCOMES,
    Bar,
    Discrimination,
    Share,
    discrimination,
    graded_response,
    poll_spread,
    right_share,
    spread,
)
from kit.room.room_state import Round, team_name
from kit.room.room_store import KeptRoom, RoomAnswer
from kit.room.room_views import Views, last_answers, said_on_wall

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
    *(
        "最常见的错误",
        "选错的份数",
        "区分度",
        "区分度下限",
        "区分度上限",
        "说明",
        "分布",
        "各组答对",
    ),
)


@dataclass(frozen=True, slots=True)
class QuestionReport:
    """What a room answered to one question.

    ``number`` counts the questions from 1 as they were asked; ``screen`` is the number of the slide
    that asked it, 0 for none. ``again`` is after a discussion, if it was asked again; ``teams`` has
    the last share of each group, where there were groups.
    """

    number: int
    screen: int
    asked: Asked
    first: Share
    bars: tuple[Bar, ...]
    answered: int
    answered_again: int = 0
    again: Share | None = None
    bars_again: tuple[Bar, ...] = ()
    tells_apart: Discrimination | None = None
    teams: tuple[Share, ...] = ()

    @property
    def last(self) -> Share:
        """How many were right in the end."""
        return self.again or self.first

    @property
    def place(self) -> str:
        """Where in the speech its evidence stands."""
        paragraphs = [line.paragraph for line in self.asked.data.quoted if line.paragraph]
        return "　".join(filter(None, (self.asked.data.place, "、".join(paragraphs))))

    @property
    def name(self) -> str:
        """How the report calls it."""
        where = f"第 {self.screen} 屏" if self.screen else "另提的题"
        return f"第 {self.number} 题（{where}）"

    @property
    def mistakes(self) -> tuple[Bar, ...]:
        """The wrong answers that most gave at first, all that as many gave."""
        known = (bar for bar in self.bars if bar.text not in OUTCOMES)
        wrong = [bar for bar in known if bar.right is False and bar.count]
        most = max((bar.count for bar in wrong), default=0)
        return tuple(bar for bar in wrong if bar.count == most)

    @property
    def mistaken(self) -> str:
        """Those wrong answers in words, "" where it is known of none."""
        return "；".join(
            f"{bar.label}. {bar.text}" if bar.label else bar.text for bar in self.mistakes
        )

    @property
    def remark(self) -> str:
        """What is to be borne in mind where few answered."""
        if not self.answered + self.answered_again:
            return "无人作答。"
        if self.answered < FEW:
            return f"不到 {FEW} 份作答，比例只供参考。"
        if self.answered < ENOUGH:
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
    takes = {question: _takes(kept, asked_in) for question, asked_in in rounds.items()}
    scores = _scores(led, takes)
    reports = []
    for number, (question, (first, again)) in enumerate(takes.items(), 1):
        asked = led.bank.asked(question)
        screens = (one.slide + 1 for one in rounds[question] if not one.apart)
        reports.append(
            QuestionReport(
                number,
                next(screens, 0),
                asked,
                right_share(asked, first),
                spread(asked, first),
                len(first),
                len(again),
                right_share(asked, again) if again else None,
                spread(asked, again) if again else (),
                discrimination(scores, question),
                _by_team(asked, again or first),
            )
        )
    return tuple(reports)


def report_csv(led: LedSession, kept: KeptRoom) -> str:
    """Return the report as CSV, a question a line."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for report in question_reports(led, kept):
        mistakes, apart = report.mistakes, report.tells_apart
        writer.writerow(
            [
                report.number,
                report.screen or "",
                plain_cell(report.asked.question.id),
                plain_cell(report.asked.question.plain_stem),
                plain_cell(report.place),
                *_numbers(report.first),
                *(_numbers(report.again) if report.again else [""] * 5),
                plain_cell(report.mistaken),
                mistakes[0].count if mistakes else "",
                *([_two(apart.value), _two(apart.low), _two(apart.high)] if apart else [""] * 3),
                report.remark,
                plain_cell(
                    "；".join(f"{bar.label or bar.text} {bar.count}" for bar in report.bars)
                ),
                "；".join(f"{of.of} 份中 {of.count} 份" for of in report.teams),
            ]
        )
    return out.getvalue()


def report_page(led: LedSession, kept: KeptRoom) -> str:
    """Return the report as one HTML file, which needs no other file and no network."""
    reports = question_reports(led, kept)
    title = f"学习会报告：{led.title}"
    hard = [one for one in reports if one.last.of and one.last.value < _HARD]
    by_round = _by_round(kept)
    polls = [one for one in kept.state.rounds if one.kind == "poll" and by_round[one.id]]
    talks = [one for one in kept.state.rounds if one.kind == "discussion"]
    said = [(one.title, said_on_wall(kept.state, kept.messages, one)) for one in talks]
    asked_for = [(one.title, poll_spread(one.options, by_round[one.id])) for one in polls]
    counted = sum(one.answered + one.answered_again for one in reports)
    body = render(
        "room_report",
        title=title,
        day=_day(kept.room.started.astimezone()),
        phones=len({one.phone for one in kept.answers}),
        answers=counted + sum(len(by_round[one.id]) for one in polls),
        reports=reports,
        hard=sorted(hard, key=lambda one: (one.last.of < _SCARCE, one.last.value)),
        polls=asked_for,
        discussed=[(title, texts) for title, texts in said if texts],
        few=FEW,
        scarce=_SCARCE,
        enough=ENOUGH,
        two=_two,
        team_name=team_name,
    )
    page = Page("teacher")
    return page.document(
        title=title, body=body, label="带学人用", style=printed_page(title) + _BARS
    )


def own_page(led: LedSession, kept: KeptRoom, phone: str) -> str:
    """Return a page with what a phone did not answer rightly, to take along."""
    told = Views(led).results_of(kept.state, _of_phone(kept, phone), phone)
    wrong = [asked.question for asked, outcome in told if outcome != "right"]
    return mistakes_page(led.course.speech, wrong)


def own_records(led: LedSession, kept: KeptRoom, phone: str) -> str:
    """Return what a phone answered as a file that `kit progress --import` takes in.

    Only what was revealed is in it; an answer is the same record each time, and never counts twice.
    """
    attempts: list[Attempt] = []
    for one, own in last_answers(kept.state, _of_phone(kept, phone), phone):
        asked = led.bank.asked(one.question)
        report = {"id": one.question, "response": graded_response(asked, own)}
        with suppress(KitError):  # an answer in own words that nobody has rated
            attempt = attempt_from(report, [asked.question], study_set=led.course.key, now=own.at)
            name = f"{kept.room.id} {one.id} {phone}"
            attempts.append(replace(attempt, uuid=str(uuid5(NAMESPACE_OID, name))))
    return to_text(attempts)


def _of_phone(kept: KeptRoom, phone: str) -> dict[int, dict[str, RoomAnswer]]:
    return {one.round_id: {phone: one} for one in kept.answers if one.phone == phone}


def revealed(kept: KeptRoom) -> KeptRoom:
    """Return a room without the questions whose answer it has not been shown yet.

    Once the session is over nothing is kept back.
    """
    state = kept.state
    shown = {one.question for one in state.rounds if one.phase == "revealed"}
    rounds = tuple(one for one in state.rounds if one.kind != "question" or one.question in shown)
    return kept if state.ended else replace(kept, state=replace(state, rounds=rounds))


def _by_team(asked: Asked, answers: Sequence[RoomAnswer]) -> tuple[Share, ...]:
    """Return how many of each group were right, none where nobody chose a group."""
    last = max((one.team for one in answers), default=0)
    return tuple(
        right_share(asked, (one for one in answers if one.team == team))
        for team in range(1, last + 1)
    )


def _by_round(kept: KeptRoom) -> defaultdict[int, list[RoomAnswer]]:
    by_round: defaultdict[int, list[RoomAnswer]] = defaultdict(list)
    for one in kept.answers:
        by_round[one.round_id].append(one)
    return by_round


def _takes(kept: KeptRoom, asked_in: Sequence[Round]) -> tuple[list[RoomAnswer], list[RoomAnswer]]:
    """Return what phones answered to one question at first, and again: each phone once in each."""
    by_round = _by_round(kept)
    first: dict[str, RoomAnswer] = {}
    again: dict[str, RoomAnswer] = {}
    for one in asked_in:
        (first if one.take == 1 else again).update({own.phone: own for own in by_round[one.id]})
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
    low, high = share.interval
    return [str(share.of), str(share.count), *(_two(each) for each in (share.value, low, high))]


def _two(value: float) -> str:
    return f"{round(value, 2) + 0.0:.2f}"  # and never -0.00


def _day(moment: datetime) -> str:
    return f"{moment.year}年{moment.month}月{moment.day}日 {moment:%H:%M}"
