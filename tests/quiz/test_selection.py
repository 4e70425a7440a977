"""Which questions are asked and in what order: the same seed always gives the same."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.quiz import (
    Evidence,
    Option,
    Paper,
    Question,
    item_order,
    mixed,
    option_order,
    right_order,
    sittings,
)
from kit.quiz.question import Tier
from kit.quiz.selection import clash, gives_away


def papers(*sizes: int) -> list[Paper]:
    return [
        Paper(
            f"卷{number}",
            "",
            "",
            tuple(
                Question(f"p{number}q{index}", "recall", "题干", node=f"{number}.{index % 3}")
                for index in range(size)
            ),
        )
        for number, size in enumerate(sizes)
    ]


SIZES = st.lists(st.integers(0, 9), max_size=6)


@given(SIZES, st.integers(-2, 40), st.integers() | st.text())
def test_a_mixture_has_as_many_questions_as_asked_for_and_none_twice(
    sizes: list[int], number: int, seed: int | str
) -> None:
    chosen = mixed(papers(*sizes), number, seed)
    assert len(chosen) == len({each.id for each in chosen}) == max(0, min(number, sum(sizes)))
    assert mixed(papers(*sizes), number, seed) == chosen


@given(st.integers(2, 6), st.integers())
def test_neighbours_come_from_different_papers(count: int, seed: int) -> None:
    chosen = mixed(papers(*[5] * count), 4 * count, seed)
    assert all(first.id[:2] != second.id[:2] for first, second in pairwise(chosen))


def test_every_paper_is_asked_equally_often() -> None:
    chosen = mixed(papers(9, 9, 9, 9), 12, "种子")
    assert {name: sum(each.id[:2] == name for each in chosen) for name in ("p0", "p1", "p2", "p3")}
    assert all(sum(each.id[:2] == f"p{n}" for each in chosen) == 3 for n in range(4))


def test_within_a_paper_other_parts_come_first() -> None:
    chosen = mixed(papers(9), 3, 1)
    assert len({each.node for each in chosen}) == 3


def test_another_seed_gives_another_mixture() -> None:
    many = papers(9, 9, 9)
    assert len({mixed(many, 9, seed) for seed in range(10)}) == 10


def quoting(name: str, start: int, end: int, tier: Tier = "core") -> Question:
    evidence = (Evidence("", start, end, None),)
    return Question(name, "recall", f"题干{name}", evidence=evidence, tier=tier)


def clashes(questions: Sequence[Question]) -> int:
    return sum(clash(one, other) for one, other in combinations(questions, 2))


@given(st.lists(st.sampled_from(["core", "further"]), max_size=40), st.integers(1, 12))
def test_sittings_ask_all_once_and_none_is_too_long(tiers: list[Tier], size: int) -> None:
    questions = [quoting(f"q{at:02}", at, at + 1, tier) for at, tier in enumerate(tiers)]
    divided = sittings(questions, size)
    assert sorted(each.id for sitting in divided for each in sitting) == [q.id for q in questions]
    long = [len(sitting) for sitting in divided]
    assert all(0 < number <= size for number in long)
    assert all(number >= size - 2 for number in long[:-1])
    assert divided == sittings(questions, size)


def test_what_is_not_right_yet_comes_first_and_of_this_what_everyone_should_know() -> None:
    tiers: list[Tier] = ["further", "core", "core", "further", "core", "further"]
    questions = [quoting(f"q{at}", at, at + 1, tier) for at, tier in enumerate(tiers)]
    divided = sittings(questions, 2, right={"q1", "q3"})
    assert [[each.id for each in sitting] for sitting in divided] == [
        ["q2", "q4"],
        ["q0", "q5"],
        ["q1", "q3"],
    ]


def test_two_that_give_each_other_away_fall_into_different_sittings() -> None:
    questions = [quoting(f"q{at}", at // 2 * 10, at // 2 * 10 + 5) for at in range(8)]
    assert [clashes(sitting) for sitting in sittings(questions, 4)] == [0, 0]


WHOLE = Question(
    "w",
    "recall",
    "三件事",
    evidence=tuple(Evidence("", start, start + 5, None) for start in (10, 20, 30)),
)


@pytest.mark.parametrize(
    ("first", "second", "one_way", "the_other_way"),
    [
        (quoting("a", 0, 5), quoting("b", 4, 9), True, True),
        (quoting("a", 0, 5), quoting("b", 5, 9), False, False),
        (WHOLE, quoting("a", 10, 15), True, False),  # one of three items
        (Question("a", "recall", "题干"), Question("b", "recall", "题干"), False, False),
    ],
)
def test_a_question_gives_away_what_it_quotes(
    first: Question, second: Question, one_way: bool, the_other_way: bool
) -> None:
    assert gives_away(first, second) is one_way
    assert gives_away(second, first) is the_other_way


def test_the_whole_of_a_list_is_asked_after_its_items() -> None:
    items = [quoting("a", 10, 15), quoting("b", 30, 35), quoting("c", 20, 25)]
    (sitting,) = sittings([WHOLE, *items], 9)
    assert [each.id for each in sitting] == ["a", "b", "c", "w"]


def test_others_come_between_two_that_quote_the_same_words() -> None:
    quoted = (Evidence("", start, start + 5, None) for start in (30, 40, 50))
    like_it = Question("l", "recall", "另三件事", evidence=tuple(quoted))
    assert not gives_away(WHOLE, like_it)
    assert not gives_away(like_it, WHOLE)
    (sitting,) = sittings([WHOLE, like_it, quoting("a", 60, 65), quoting("b", 70, 75)], 9)
    assert [each.id for each in sitting] == ["w", "a", "b", "l"]


@given(st.integers())
def test_a_mixture_keeps_apart_what_gives_each_other_away(seed: int) -> None:
    questions = tuple(quoting(f"q{at}", at // 2 * 10, at // 2 * 10 + 5) for at in range(12))
    split = [Paper("甲", "", "", questions[:6]), Paper("乙", "", "", questions[6:])]
    assert clashes(mixed(split, 6, seed)) == 0
    assert len(mixed(split, 9, seed)) == 9


def test_a_mixture_asks_nothing_for_a_close_reading() -> None:
    questions = (quoting("q1", 0, 1, "close"), quoting("q2", 1, 2, "further"))
    assert mixed([Paper("甲", "", "", questions)], 2, 1) == questions[1:]


OPTIONS = tuple(Option(text, text == "甲") for text in "甲乙丙丁")


@given(st.integers())
def test_options_are_shuffled_but_none_is_lost(seed: int) -> None:
    order = option_order(Question("x1", "single", "题干", options=OPTIONS), seed)
    assert sorted(order) == [0, 1, 2, 3]


@pytest.mark.parametrize(
    "question",
    [
        Question("x1", "single", "题干", options=OPTIONS, fixed_order=True),
        Question("x1", "judge", "题干", options=(Option("对", True), Option("错", False))),
    ],
)
def test_options_stay_where_the_paper_says_so_and_in_a_judgement(question: Question) -> None:
    orders = {option_order(question, seed) for seed in range(20)}
    assert orders == {tuple(range(len(question.options)))}


@given(st.integers(2, 6), st.integers())
def test_items_and_rights_are_never_shown_solved(count: int, seed: int) -> None:
    texts = "甲乙丙丁戊己"[:count]
    order = item_order(Question("x1", "order", "题干", order=tuple(texts)), seed)
    rights = right_order(
        Question("x1", "match", "题干", pairs=tuple(zip(texts, texts, strict=True))), seed
    )
    assert sorted(order) == sorted(rights) == list(range(count))
    assert list(order) != sorted(order)
    assert list(rights) != sorted(rights)
