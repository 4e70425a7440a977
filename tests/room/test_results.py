"""What a room's answers come to."""

from __future__ import annotations

import random

import pytest

from kit.room.results import Share, discrimination, poll_spread, right_share, spread
from tests.room.questions import answer, asked


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [
        # R. G. Newcombe, Statistics in Medicine 17, 1998, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (0, 0, 0.0, 1.0),
    ],
)
def test_wilson_s_interval(count: int, of: int, low: float, high: float) -> None:
    found = Share(count, of).interval
    assert found == pytest.approx((low, high), abs=5e-4)


def counts(name: str, *responses: object) -> list[tuple[str, int, bool | None]]:
    answers = [
        answer(f"{at}", "话" if name in {"recall", "points"} else one, rating=one)
        for at, one in enumerate(responses)
    ]
    return [(bar.text, bar.count, bar.right) for bar in spread(asked(name), answers)]


@pytest.mark.parametrize(
    ("name", "responses", "bars"),
    [
        ("single", (0, 1, 1), [("甲", 1, False), ("乙", 2, True), ("丙", 0, False)]),
        ("multiple", ([0, 2], [0, 0]), [("甲", 2, True), ("乙", 0, False), ("丙", 1, True)]),
        (
            "fill",
            (["生产质量"], ["安全"], ["<script>"]),
            [
                ("全对", 1, True),
                ("部分对", 0, False),
                ("填“安全”", 1, False),
                ("其他不对的", 1, False),
            ],
        ),
        (
            "order",
            ([0, 1, 2, 3], [1, 0, 2, 3], [3, 2, 1, 0]),
            [("全对", 1, True), ("部分对", 1, False), ("不对", 1, False)],
        ),
        (
            "match",
            ([0, 1, 2], [0, 2, 1]),
            [("子—鼠", 2, True), ("丑—牛", 1, True), ("寅—虎", 1, True)],
        ),
        ("points", ([0], [0, 1], []), [("要点一", 2, True), ("要点二", 1, True)]),
        (
            "recall",
            (1, 0.5, 0, None),
            [("全对", 1, True), ("部分对", 1, False), ("不对", 1, False)],
        ),
    ],
)
def test_how_answers_are_spread(
    name: str, responses: tuple[object, ...], bars: list[tuple[str, int, bool]]
) -> None:
    assert counts(name, *responses) == bars


def test_only_what_is_wholly_right_counts_as_right() -> None:
    answers = [answer("a", [0, 2]), answer("b", [0]), answer("c", [1])]
    assert right_share(asked("multiple"), answers) == Share(1, 3)


def test_an_answer_in_own_words_counts_once_it_is_rated() -> None:
    answers = [answer("a", "话", rating=1), answer("b", "话"), answer("c", "话", rating=0)]
    assert right_share(asked("recall"), answers) == Share(1, 2)


def test_a_poll_has_no_right_answer() -> None:
    bars = poll_spread(("去", "不去"), [answer("a", 0), answer("b", 0), answer("c", 1)])
    assert [(bar.count, bar.right) for bar in bars] == [(2, None), (1, None)]


def room(phones: int, tells: float) -> dict[str, dict[str, float]]:
    """Return scores of phones whose owners know more or less; q tells them apart, or does not."""
    chance = random.Random(1)
    scores = {}
    for phone in range(phones):
        knows = chance.random()
        q = knows if chance.random() < tells else chance.random()
        others = {f"o{n}": float(chance.random() < knows) for n in range(8)}
        scores[f"p{phone}"] = {"q": float(q > 0.5), **others}
    return scores


def test_of_few_answers_it_is_not_told_how_well_a_question_tells_apart() -> None:
    assert discrimination(room(49, 1.0), "q") is None
    assert discrimination(room(50, 1.0), "q") is not None


def test_a_question_that_tells_apart_is_found_and_one_by_chance_is_not() -> None:
    good, none = discrimination(room(200, 1.0), "q"), discrimination(room(200, 0.0), "q")
    assert good is not None
    assert none is not None
    assert good.low > 0.4
    assert good.low < good.value < good.high
    assert none.low < 0 < none.high


def test_a_question_that_all_answered_alike_tells_nothing_apart() -> None:
    scores = {phone: {**own, "q": 1.0} for phone, own in room(60, 1.0).items()}
    assert discrimination(scores, "q") is None
