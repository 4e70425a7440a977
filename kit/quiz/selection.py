"""Which questions are asked, and in what order; the same seed always gives the same.

All orders are tuples of indices into the paper's own order, so that a response can be graded
whatever was shown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import product
from random import Random

from kit.quiz.question import TIER_NAMES, Evidence, Paper, Question

Seed = int | str

_TIERS = tuple(TIER_NAMES)

LESS = 2
"""How much shorter than its size a sitting may be, as long as enough questions are left."""

NEAR = 3
"""How many sittings that still have room are looked at to keep two questions apart."""


def gives_away(first: Question, second: Question) -> bool:
    """Tell whether a question, asked before another, tells the answer to it.

    It does where it quotes half or more of what the other quotes, for its evidence is shown with
    its answer. So the whole of a list gives each item away, and an item not the whole.
    """
    quoted = sum(any(_overlap(one, two) for one in first.evidence) for two in second.evidence)
    return 2 * quoted >= max(1, len(second.evidence))


def clash(first: Question, second: Question) -> bool:
    """Tell whether two questions give each other away, whichever is asked first."""
    return gives_away(first, second) and gives_away(second, first)


def share(first: Question, second: Question) -> bool:
    """Tell whether two questions quote the same words, were it one item of a list."""
    return any(_overlap(one, two) for one in first.evidence for two in second.evidence)


def unasked_for(questions: Iterable[Question]) -> tuple[Question, ...]:
    """Return the questions that are asked without a learner's wish: all but the close reading."""
    return tuple(question for question in questions if question.tier != "close")


def sittings(
    questions: Sequence[Question], size: int, right: Collection[str] = ()
) -> tuple[tuple[Question, ...], ...]:
    """Divide questions into sittings of at most ``size``, see `sizes`.

    What was not answered rightly yet comes first, and of this what everyone should know. Two
    questions that give each other away fall into different sittings, if need be by an exchange with
    a later one, as far as that goes. In a sitting they stand in the order given, but for what would
    give another one away: that comes after it, the whole of a list after its items. Others come
    between two that quote the same words, as far as there are others.

    Args:
        questions: what may be asked, in the order of the paper.
        size: how many are asked at a time, at least 1.
        right: ids of the questions that were answered rightly when they were last asked.
    """
    room = sizes(len(questions), size)
    place = {question.id: at for at, question in enumerate(questions)}
    urgent = sorted(questions, key=lambda each: (each.id in right, _TIERS.index(each.tier)))
    divided: list[list[Question]] = [[] for _ in room]
    open_sittings = list(range(len(room)))
    for question in urgent:
        nearest = open_sittings[:NEAR]
        chosen = min(nearest, key=lambda at: sum(clash(question, other) for other in divided[at]))
        divided[chosen].append(question)
        if len(divided[chosen]) == room[chosen]:
            open_sittings.remove(chosen)
    for at, sitting in enumerate(divided):
        for later in divided[at + 1 : at + 1 + NEAR]:
            _exchange(sitting, later)
    return tuple(
        _items_first(sorted(sitting, key=lambda each: place[each.id])) for sitting in divided
    )


def sizes(number: int, size: int) -> tuple[int, ...]:
    """Return how long the sittings of ``number`` questions are, of at most ``size`` each.

    All are about as long; but where that would make them shorter than `LESS` below the size, all
    but the last are so long, and it takes what is left.

    >>> sizes(26, 10), sizes(11, 10), sizes(6, 10)
    ((9, 9, 8), (8, 3), (6,))
    """
    count = -(-number // size)
    least = max(1, size - LESS)
    if count > 1 and number < count * least:
        return (*[least] * (count - 1), number - least * (count - 1))
    return tuple(number // count + (at < number % count) for at in range(count))


def mixed(papers: Sequence[Paper], number: int, seed: Seed) -> tuple[Question, ...]:
    """Choose ``number`` questions from all papers in turn (all of them, if there are fewer).

    Every round asks one question of each paper, the papers in a new order; two questions in a row
    come from one paper only when no other has any left. Within a paper, parts of the speech and
    kinds that have not been asked yet come first. Questions for a close reading are not asked, and
    one that gives another away, or is given away by it, only where too few others are left.
    """
    dice = Random(f"{seed}")
    stocks = {
        index: _varied(unasked_for(paper.questions), dice) for index, paper in enumerate(papers)
    }
    chosen: list[Question] = []
    last = -1
    while len(chosen) < number and any(stocks.values()):
        turn = [index for index, stock in stocks.items() if stock]
        dice.shuffle(turn)
        if turn[0] == last:
            turn.append(turn.pop(0))
        for index in turn:
            chosen.append(_apart(stocks[index], chosen))
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


def _overlap(one: Evidence, other: Evidence) -> bool:
    return one.start < other.end and other.start < one.end


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


def _exchange(sitting: list[Question], later: list[Question]) -> None:
    """Exchange questions of two sittings wherever fewer then give each other away."""

    def clashes(question: Question, others: Iterable[Question], without: Question) -> int:
        return sum(
            clash(question, other)
            for other in others
            if other is not question and other is not without
        )

    for at, to in product(range(len(sitting)), range(len(later))):
        mine, theirs = sitting[at], later[to]
        now = clashes(mine, sitting, theirs) + clashes(theirs, later, mine)
        if now and clashes(mine, later, theirs) + clashes(theirs, sitting, mine) < now:
            sitting[at], later[to] = theirs, mine


def _items_first(questions: Iterable[Question]) -> tuple[Question, ...]:
    """Return questions in their order, but each before those that give it away, if that goes.

    Of those that may come next, one that shares no words with the two before it is taken first.
    """
    left = list(questions)
    ordered: list[Question] = []

    def late(question: Question) -> tuple[int, list[bool]]:
        others = (other for other in left if other is not question)
        told = sum(gives_away(question, other) for other in others)
        return told, [share(question, before) for before in ordered[:-3:-1]]

    while left:
        ordered.append(min(left, key=late))
        left.remove(ordered[-1])
    return tuple(ordered)


def _apart(stock: list[Question], chosen: Sequence[Question]) -> Question:
    """Take from a stock the first question that none of the chosen gives away, else the first."""
    free = (
        at
        for at, question in enumerate(stock)
        if not any(gives_away(question, other) or gives_away(other, question) for other in chosen)
    )
    return stock.pop(next(free, 0))


def _shuffled(count: int, seed: str) -> tuple[int, ...]:
    order = list(range(count))
    Random(seed).shuffle(order)
    return tuple(order)


def _disordered(count: int, seed: str) -> tuple[int, ...]:
    order = _shuffled(count, seed)
    return order[1:] + order[:1] if order == tuple(range(count)) else order
