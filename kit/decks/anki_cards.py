"""A question as an Anki note of two sides, both HTML: what is asked, and what is right and why.

Every kind has a card: what is chosen from is lettered, what is put in order or matched is shown out
of order (always the same), and a hint can be opened.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from string import ascii_uppercase

from kit.decks.inline import to_html
from kit.decks.records import Deck
from kit.decks.wording import KINDS, part_name, reasons
from kit.quiz.question import Paper, Question
from kit.quiz.selection import item_order, right_order

NOTE_TYPE = "精读自测"
"""The name of the note type: one card, fields 题目 and 答案."""

_MEANING = str.maketrans({"[": "&#91;", "\\": "&#92;", "\t": " ", "\r": " "})


@dataclass(frozen=True, slots=True)
class Note:
    """One note: ``guid`` stays with the question; ``deck`` is a path with ``::``."""

    guid: str
    deck: str
    front: str
    back: str
    tags: tuple[str, ...]


def notes(deck: Deck) -> Iterator[Note]:
    """Yield a note for each question, in order."""
    for paper, question in deck.questions():
        yield Note(
            guid_of(deck.name, question.id),
            f"{_step(deck.title)}::{_step(paper.title)}",
            _front(question),
            _back(question, deck),
            _tags(deck, paper, question),
        )


def guid_of(deck: str, question: str) -> str:
    """Return the identity of a note, made of nothing but the set's name and the question's id.

    By it a later import finds the note again and keeps its reviews. Letters and digits only: in a
    text file a line that begins with ``#`` is a comment.

    >>> guid_of("zhanjiang2021", "ms05")
    'kitae29414ef417e315'
    """
    return f"kit{hashlib.sha256(f'{deck}/{question}'.encode()).hexdigest()[:16]}"


def number_of(*names: str) -> int:
    """Return a number that Anki can know a deck or a note type by, always the same for the names.

    It lies between 2³⁰ and 2³¹: Anki's own numbers are times in milliseconds, far above.
    """
    digest = hashlib.sha256("/".join(names).encode()).digest()
    return 2**30 + int.from_bytes(digest[:4], "big") % 2**30


def _front(question: Question) -> str:
    pieces = [f"<p>{_shown(question.stem)}</p>"]
    match question.kind:
        case "single" | "multiple":
            pieces.append(_listed((each.text for each in question.options), "A"))
        case "judge":
            pieces.append("<p>对，还是错？</p>")
        case "order":
            pieces.append(_listed(question.order[each] for each in item_order(question, 0)))
        case "match":
            pieces.append(_listed((left for left, _ in question.pairs), "1"))
            rights = (question.pairs[each][1] for each in right_order(question, 0))
            pieces.append(_listed(rights, "A"))
    if question.hint:
        hint = _shown(question.hint)
        pieces.append(f"<details><summary>提示</summary>{hint}</details>")
    return f"<small>{KINDS[question.kind]}</small>{''.join(pieces)}"


def _back(question: Question, deck: Deck) -> str:
    pieces = [_answer(question)]
    pieces += [
        f"<p>{_letter(index)}：{_shown(each.feedback)}</p>"
        if question.kind != "judge"
        else f"<p>{_shown(each.feedback)}</p>"
        for index, each in enumerate(question.options)
        if each.feedback
    ]
    pieces += [f"<p>{_shown(each)}</p>" for each in reasons(question, deck.speech)]
    return f"{''.join(pieces)}<p><small>{_shown(question.id)}</small></p>"


def _answer(question: Question) -> str:
    """Return what is right, as it would be written down."""
    match question.kind:
        case "single" | "multiple":
            return _listed(
                f"{_letter(index)}　{question.options[index].text}" for index in question.keys
            )
        case "judge":
            return "".join(f"<p><b>{e.text}</b></p>" for e in question.options if e.correct)
        case "order":
            return _listed(question.order, "1")
        case "match":
            return _listed(f"{left} — {right}" for left, right in question.pairs)
        case "recall":
            return f"<p>{_shown(question.model_answer)}</p>"
        case _:
            blanks = "；".join("或".join(accepted) for accepted in question.answers)
            return f"<p><b>{_shown(blanks)}</b></p>"


def _listed(texts: Iterable[str], numbering: str = "") -> str:
    """Return a list; ``numbering`` is that of HTML (``A``, ``1``), or none."""
    items = "".join(f"<li>{_shown(each)}</li>" for each in texts)
    return f'<ol type="{numbering}">{items}</ol>' if numbering else f"<ul>{items}</ul>"


def _letter(index: int) -> str:
    return ascii_uppercase[index] if index < len(ascii_uppercase) else str(index + 1)


def _tags(deck: Deck, paper: Paper, question: Question) -> tuple[str, ...]:
    """Return the tags: the paper below its set, the part of the speech, the kind."""
    names = [f"{deck.name}::{paper.name}", KINDS[question.kind]]
    if part := part_name(question.node, deck.speech):
        names.append(f"{deck.name}::{part}")
    return tuple("_".join(each.split()) for each in names)


def _shown(text: str) -> str:
    """Return HTML in one line; brackets and backslashes would mean sound, LaTeX or MathJax."""
    return to_html(text).translate(_MEANING)


def _step(title: str) -> str:
    """Return one step of a deck's path."""
    return " ".join(title.replace("::", "：").split())
