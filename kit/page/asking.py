"""What a question asks, as it is shown: everything but its answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from string import ascii_uppercase

from markupsafe import Markup, escape

from kit.quiz import BLANK, KIND_NAMES, Kind, Question, item_order, option_order, right_order

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose: its number in the paper, the letter it is shown with, its text."""

    number: int
    text: str
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as a template asks it; what its kind does not use is empty."""

    id: str
    kind: str
    kind_name: str
    stem: Markup
    options: tuple[Choice, ...] = ()
    blanks: int = 0
    items: tuple[Choice, ...] = ()
    lefts: tuple[str, ...] = ()
    rights: tuple[Choice, ...] = ()


def asked(question: Question, seed: int | str | None) -> Asked:
    """Return a question as the page asks it.

    The seed shuffles the options; None leaves them as in the paper. What is to be put in order or
    matched is always shuffled, never into the right order.
    """
    rights = tuple(right for _, right in question.pairs)
    notes = (
        KIND_NAMES[question.kind],
        "自评" if question.kind == "recall" else "",
        "由规则生成" if question.generated else "",
    )
    return Asked(
        id=question.id,
        kind=question.kind,
        kind_name="，".join(filter(None, notes)),
        stem=_stem(question.stem),
        options=_options(question, seed),
        blanks=len(question.answers),
        items=_choices(question.order, item_order(question, seed or 0)),
        lefts=tuple(left for left, _ in question.pairs),
        rights=_choices(rights, right_order(question, seed or 0), lettered=True),
    )


def asked_on_paper(question: Question, seed: int | str | None) -> Asked:
    """Return a question as a printed sheet asks it: other keys, same sheet.

    What is to be put in order or matched stands in an order made from the texts alone (which may
    be the right one: to rule that out would tell something), and a blank for a number is a blank.
    """
    kind: Kind = "fill" if question.kind == "numeric" else question.kind
    rights = tuple(right for _, right in question.pairs)
    return Asked(
        id=question.id,
        kind=kind,
        kind_name=KIND_NAMES[kind],
        stem=_stem(question.stem),
        options=_options(question, seed),
        items=_choices(question.order, _blindly(question.order, question.id), lettered=True),
        lefts=tuple(left for left, _ in question.pairs),
        rights=_choices(rights, _blindly(rights, question.id), lettered=True),
    )


def _options(question: Question, seed: int | str | None) -> tuple[Choice, ...]:
    order = range(len(question.options)) if seed is None else option_order(question, seed)
    texts = [each.text for each in question.options]
    return _choices(texts, order, lettered=question.kind != "judge")


def _choices(
    texts: Sequence[str], order: Sequence[int], *, lettered: bool = False
) -> tuple[Choice, ...]:
    """Return texts in the order in which they are shown, with letters in that order or none."""
    return tuple(
        Choice(number, texts[number], ascii_uppercase[place % 26] if lettered else "")
        for place, number in enumerate(order)
    )


def _blindly(texts: Sequence[str], salt: str) -> list[int]:
    """Return an order that depends on the texts, not on how they were given."""
    digests = [sha256(f"{salt}:{text}".encode()).digest() for text in texts]
    return sorted(range(len(texts)), key=digests.__getitem__)


def _stem(stem: str) -> Markup:
    """Return the stem with its bold words, and with blanks that a screen reader can name."""
    blank = Markup('<span class="kit-blank" role="img" aria-label="{}">{}</span>')
    alone = stem.count(BLANK) < 2
    pieces: list[Markup] = []
    number = 0
    for piece in re.split(rf"(\*\*.+?\*\*|{BLANK})", stem):
        if piece == BLANK:
            number += 1
            name, mark = (
                ("空", "\u00a0") if alone else (f"第 {number} 空", _CIRCLED[(number - 1) % 10])
            )
            pieces.append(blank.format(name, mark))
        elif piece.startswith("**") and len(piece) > 4:
            pieces.append(Markup("<strong>{}</strong>").format(piece[2:-2]))
        else:
            pieces.append(escape(piece))
    return Markup("").join(pieces)
