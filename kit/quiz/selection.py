"""Which questions are asked, and in what order; the same seed always gives the same.

All orders are tuples of indices into the paper's own order, so that a response can be graded
whatever was shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random

from kit.quiz.question import Paper, Question

Seed = int | str


def mixed(papers: Sequence[Paper], number: int, seed: Seed) -> tuple[Question, ...]:
    """Choose ``number`` questions from all papers in turn (all of them, if there are fewer).

    Every round asks one question of each paper, the papers in a new order; two questions in a row
    come from one paper only when no other has any left. Within a paper, parts of the speech and
    kinds that have not been asked yet come first.
    """
    dice = Random(f"{seed}")
    stocks = {index: _varied(paper.questions, dice) for index, paper in enumerate(papers)}
    chosen: list[Question] = []
    last = -1
    while len(chosen) < number and any(stocks.values()):
        turn = [index for index, stock in stocks.items() if stock]
        dice.shuffle(turn)
        if turn[0] == last:
            turn.append(turn.pop(0))
        for index in turn:
            chosen.append(stocks[index].pop(0))
        last = turn[-1]
    return tuple(chosen[: max(0, number)])


def option_order(question: Question, seed: Seed) -> tuple[int, ...]:
    """Return the order to show the options in: shuffled, but for 对/错 and where it is fixed."""
    if question.kind == "judge" or question.fixed_order:
        return tuple(range(len(question.options)))
    return _shuffled(len(question.options), f"{seed}:{question.id}")


def item_order(question: Question, seed: Seed) -> tuple[int, ...]:
    """Return the order to show the items of an *order* question in; never the right one."""
    return _disordered(len(question.order), f"{seed}:{question.id}")


def right_order(question: Question, seed: Seed) -> tuple[int, ...]:
    """Return the order to show the rights of a *match* question in; never that of the lefts."""
    return _disordered(len(question.pairs), f"{seed}:{question.id}")


def _varied(questions: Iterable[Question], dice: Random) -> list[Question]:
    """Shuffle, then bring forward what differs most from the questions before it."""
    left = list(questions)
    dice.shuffle(left)
    nodes: dict[str | None, int] = {}
    kinds: dict[str, int] = {}
    varied: list[Question] = []
    while left:
        best = min(left, key=lambda each: nodes.get(each.node, 0) + kinds.get(each.kind, 0))
        left.remove(best)
        varied.append(best)
        nodes[best.node] = nodes.get(best.node, 0) + 1
        kinds[best.kind] = kinds.get(best.kind, 0) + 1
    return varied


def _shuffled(count: int, seed: str) -> tuple[int, ...]:
    order = list(range(count))
    Random(seed).shuffle(order)
    return tuple(order)


def _disordered(count: int, seed: str) -> tuple[int, ...]:
    order = _shuffled(count, seed)
    return order[1:] + order[:1] if order == tuple(range(count)) else order
