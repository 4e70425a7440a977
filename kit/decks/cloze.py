"""A stem with its answers in place of its blanks, in Moodle's notation for *cloze* questions."""

from __future__ import annotations

from kit.decks.inline import clean, to_html
from kit.quiz.question import BLANK, Question

_ENTITIES = str.maketrans({each: f"&#{ord(each)};" for each in "&<>{}~#\\"})


def cloze_html(question: Question) -> str:
    """Return the stem as HTML with ``{1:SHORTANSWER:=answer~=another}`` at each blank.

    Marks with a meaning in HTML or in the notation are numeric entities in the answers; Moodle
    undoes them. A star would stand for anything, and gets a backslash.
    """
    first, *rest = (to_html(each).replace("{", "&#123;") for each in question.stem.split(BLANK))
    blanks = [_blank(accepted) for accepted in question.answers]
    blanks += [BLANK] * (len(rest) - len(blanks))
    return first + "".join(blank + piece for blank, piece in zip(blanks, rest, strict=False))


def _blank(accepted: tuple[str, ...]) -> str:
    answers = (clean(each).replace("*", r"\*").translate(_ENTITIES) for each in accepted)
    return f"{{1:SHORTANSWER:{'~'.join(f'={each}' for each in answers)}}}"
