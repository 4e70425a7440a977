"""Which questions are asked and in what order: the same seed always gives the same."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.quiz import Option, Paper, Question, item_order, mixed, option_order, right_order


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
