"""What is said of an answer: the key in words, the reasons, the evidence in its paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kit.page.asking import Asked
from kit.quiz import Evidence, Question
from kit.speech import Speech


@dataclass(frozen=True, slots=True)
class Reason:
    """What the paper says to whoever chose an option; ``name`` tells which, as it is shown."""

    number: int
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The quotations from one line of the text, where it stands, and the line itself.

    ``pieces`` alternate: text, quotation, text, …, text; all of them, joined, are the line, which
    begins at ``start`` in the speech. ``larger``: there is more in it than the quotations.
    """

    start: int
    place: str
    quotes: tuple[str, ...]
    pieces: tuple[str, ...]

    @property
    def larger(self) -> bool:
        """Whether the line holds more than the quotations."""
        return "".join(self.pieces) != "".join(self.quotes)


@dataclass(frozen=True, slots=True)
class Told:
    """All that is said of one question's answer."""

    kind: str
    key: str
    explanation: str
    hint: str
    source: str
    evidence: tuple[Paragraph, ...]
    reasons: tuple[Reason, ...]


def told(question: Question, shown: Asked, speech: Speech, *, sheet: bool = False) -> Told:
    """Return what is said of the answer to a question, with the letters that it is shown with.

    On a ``sheet`` the right sides of a match have letters, too; on a screen they are lists.
    """
    return Told(
        kind=question.kind,
        key=_key(question, shown, sheet),
        explanation=question.explanation,
        hint=question.hint,
        source=question.source,
        evidence=tuple(_paragraphs(question.evidence, speech)),
        reasons=tuple(_reasons(question, shown)),
    )


def place(node: str | None, speech: Speech) -> str:
    """Return how the kit writes the place of a node, "" for the whole text."""
    return "" if node is None else speech.label(speech.node(node))


def _key(question: Question, shown: Asked, sheet: bool) -> str:
    """Return the right answer in words, ended by a full stop."""
    match question.kind:
        case "single" | "multiple" | "judge":
            keys = [each for each in shown.options if each.number in question.keys]
            text = "；".join(_lettered(each.letter, each.text) for each in keys)
        case "fill" | "numeric":
            text = "；".join(" 或 ".join(accepted) for accepted in question.answers)
        case "order":
            letters = {each.number: each.letter for each in shown.items}
            text = " → ".join(
                _lettered(letters[number], item) for number, item in enumerate(question.order)
            )
        case "match":
            letters = {each.number: each.letter if sheet else "" for each in shown.rights}
            text = "；".join(
                f"{left} — {_lettered(letters[number], right)}"
                for number, (left, right) in enumerate(question.pairs)
            )
        case "recall":
            return question.model_answer
    return text if text.endswith("。") else f"{text}。"


def _lettered(letter: str, text: str) -> str:
    return f"{letter}. {text}" if letter else text


def _reasons(question: Question, shown: Asked) -> Iterator[Reason]:
    for each in shown.options:
        if feedback := question.options[each.number].feedback:
            name = f"选“{each.text}”" if not each.letter else f"选 {each.letter}"
            yield Reason(each.number, name, feedback)


def _paragraphs(evidence: Sequence[Evidence], speech: Speech) -> Iterator[Paragraph]:
    """Gather quotations by the line they begin on, and mark them in it."""
    lines: dict[int, list[Evidence]] = {}
    for each in evidence:
        lines.setdefault(speech.text.rfind("\n", 0, each.start) + 1, []).append(each)
    for start, quotes in lines.items():
        end = speech.text.find("\n", max(each.end for each in quotes))
        line = slice(start, end if end >= 0 else len(speech.text))
        places = dict.fromkeys(place(each.node, speech) for each in quotes)
        yield Paragraph(
            start=start,
            place="、".join(filter(None, places)),
            quotes=tuple(each.quote for each in quotes),
            pieces=tuple(_pieces(quotes, speech, line)),
        )


def _pieces(quotes: Sequence[Evidence], speech: Speech, line: slice) -> Iterator[str]:
    at = line.start
    for each in sorted(quotes, key=lambda each: each.start):
        start = max(each.start, at)
        if start < each.end:
            yield speech.text[at:start]
            yield speech.text[start : each.end]
            at = each.end
    yield speech.text[at : line.stop].rstrip()
