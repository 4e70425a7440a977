"""What is known: plain words over the speech's structure, and no number that says too much."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from math import ceil

import pytest

from kit.progress import Attempt
from kit.progress.mastery import by_node, by_part, confident_errors, overview, weak_spots
from kit.progress.scheduling import schedule
from kit.quiz import Question, unasked_for
from kit.speech import Speech
from kit.speech.parts import lineage

Maker = Callable[..., Attempt]
Questions = tuple[Question, ...]
CHINA = timezone(timedelta(hours=8))
TODAY = date(2026, 3, 20)
NOW = datetime(2026, 3, 20, 20, tzinfo=CHINA)


def below(speech: Speech, questions: Questions, node: str) -> list[Question]:
    return [question for question in questions if node in lineage(speech, question.node)]


def test_every_question_counts_once_by_part(speech: Speech, questions: Questions) -> None:
    rows = by_part(speech, schedule(questions, [], NOW))
    assert [row.label for row in rows][-2:] == ["结尾", "综合"]
    assert sum(row.questions for row in rows) == len(questions)
    assert all(row.too_few for row in rows)


def test_a_part_counts_all_below_it(speech: Speech, questions: Questions) -> None:
    rows = {row.node: row for row in by_node(speech, schedule(questions, [], NOW))}
    assert rows[None].questions == len(questions)
    assert rows["2"].questions == len(below(speech, questions, "2"))
    assert (rows["2.2.3"].label, rows["2.2.3"].depth) == ("二（二）三要", 2)
    assert list(rows)[1:] == [node.id for node in speech.nodes]
    assert rows["2.2"].title.startswith("铸牢民生检察品牌，践行")


@pytest.mark.parametrize(
    ("outcomes", "word"),
    [
        ("对对对对", "作答太少，还看不出"),
        ("对对对对对", "较好"),
        ("错错错错错", "薄弱"),
        ("对对错错错", "薄弱"),
        ("对对对错错", "一般"),
        ("对对对对错", "一般"),
        ("对对对对对对错", "较好"),
    ],
)
def test_a_word_is_said_from_five_answers_on(
    speech: Speech, questions: Questions, attempt: Maker, outcomes: str, word: str
) -> None:
    own = below(speech, questions, "2.2")
    names = {"对": "right", "错": "wrong"}
    made = [
        attempt(question, at=NOW, outcome=names[each])
        for question, each in zip(own, outcomes, strict=False)
    ]
    rows = {row.node: row for row in by_part(speech, schedule(questions, made, NOW, zone=CHINA))}
    row = rows["2.2"]
    assert (row.word, row.too_few) == (word, word.startswith("作答太少"))
    assert (row.asked, row.answers, row.known) == (
        len(outcomes),
        len(outcomes),
        outcomes.count("对"),
    )
    assert rows["3"].word == "还没做过"


def test_trying_one_question_again_and_again_says_no_more(
    speech: Speech, questions: Questions, attempt: Maker
) -> None:
    made = [attempt(questions[0], at=NOW + timedelta(seconds=n)) for n in range(20)]
    assert all(row.too_few for row in by_node(speech, schedule(questions, made, NOW)))


def test_the_last_answer_of_a_question_says_how_it_stands(
    speech: Speech, questions: Questions, attempt: Maker
) -> None:
    own = below(speech, questions, "2.2")[:5]
    made = [attempt(each, at=NOW - timedelta(days=3), outcome="wrong") for each in own]
    made += [attempt(each, at=NOW) for each in own]
    rows = {row.node: row for row in by_part(speech, schedule(questions, made, NOW, zone=CHINA))}
    assert (rows["2.2"].score, rows["2.2"].answers, rows["2.2"].known) == (1.0, 10, 5)


def test_weak_spots_are_the_lowest_weak_nodes(
    speech: Speech, questions: Questions, attempt: Maker
) -> None:
    made = [attempt(each, at=NOW, outcome="wrong") for each in below(speech, questions, "2.2.5")]
    made += [attempt(each, at=NOW) for each in below(speech, questions, "3.1")]
    cards = schedule(questions, made, NOW, zone=CHINA)
    weak = weak_spots(speech, by_node(speech, cards))
    assert [row.label for row in weak] == ["二（二）五要"]


def test_errors_made_with_confidence_are_told_until_mended(
    questions: Questions, attempt: Maker
) -> None:
    one, two, three, four = questions[:4]

    def wrong(question: Question, days: int, confidence: str | None = "sure") -> Attempt:
        at = NOW - timedelta(days=days)
        return attempt(question, at=at, outcome="wrong", confidence=confidence)

    made = [wrong(one, 9), wrong(one, 5), wrong(two, 4), attempt(two, at=NOW), wrong(three, 3)]
    made += [wrong(four, 1, "guess"), wrong(four, 1, None), attempt("gone", outcome="wrong")]
    errors = confident_errors(questions, made, CHINA)
    assert [(each.question, each.times, each.corrected) for each in errors] == [
        (three, 1, False),
        (one, 2, False),
        (two, 1, True),
    ]
    assert errors[0].last == TODAY - timedelta(days=3)


def test_questions_that_are_no_longer_asked_are_counted_and_never_due(
    speech: Speech, questions: Questions, attempt: Maker
) -> None:
    made = [attempt(each, at=NOW - timedelta(days=90)) for each in ("gone1", "gone1", "gone2")]
    seen = overview(speech, questions, made, NOW, zone=CHINA)
    assert (seen.gone, seen.due, seen.errors) == (2, 0, ())
    assert all(row.asked == 0 for row in seen.nodes)
    assert overview(speech, questions, [attempt(questions[0])], NOW, zone=CHINA).gone == 0


def test_the_overview_agrees_with_itself(
    speech: Speech, questions: Questions, attempt: Maker
) -> None:
    made = [attempt(each, at=NOW - timedelta(days=5)) for each in unasked_for(questions)[:20]]
    exam = TODAY + timedelta(days=10)
    seen = overview(speech, questions, made, NOW, exam=exam, zone=CHINA)
    new = ceil((len(unasked_for(questions)) - 20) / 10)
    assert (len(seen.review), seen.due, seen.new) == (20 + new, 20, new)
    assert seen.forecast[0].due == seen.due
    assert len(seen.plan) == 10
    assert seen.edited == ()
    assert overview(speech, questions, made, NOW, zone=CHINA).plan == ()
