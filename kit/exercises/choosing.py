"""Take a proposed question or refuse it: it must be sound, and go with those already taken."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from string import ascii_lowercase

from kit.quiz.answers import strip
from kit.quiz.lint import FEW, OFTEN, findings, key_is_longest
from kit.quiz.paper import parse_paper, repeated
from kit.quiz.question import Question
from kit.quiz.writing import write_paper
from kit.speech import Speech


def mark_generated(question: Question) -> Question:
    """Return a question that is marked as made by rule, with an id: ``g``, five letters, digits.

    The id follows from what is asked and answered, whatever the order of the options: progress
    that is kept under it belongs to this question and to no other.
    """
    said = [question.kind, question.stem]
    said += sorted(f"{each.correct}{each.text}" for each in question.options)
    said += ["|".join(accepted) for accepted in question.answers]
    said += [*question.order, *(f"{left}={right}" for left, right in question.pairs)]
    number = int.from_bytes(hashlib.sha256("\n".join(said).encode()).digest()[:8])
    number, digits = divmod(number, 1000)
    letters = ""
    for _ in range(5):
        number, letter = divmod(number, 26)
        letters += ascii_lowercase[letter]
    return replace(question, id=f"g{letters}{digits:03}", generated=True)


@dataclass(slots=True)
class Choice:
    """The questions taken so far, in order."""

    speech: Speech
    chosen: list[Question] = field(default_factory=list)

    def take(self, proposed: Question) -> bool:
        """Add what a rule proposes if it is sound and goes with the others; tell whether it was.

        It gets its id here.
        """
        if any(_repeats(each, proposed) for each in self.chosen):
            return False
        question = _sound(self._placed(mark_generated(proposed)), self.speech)
        if question is None or not self._goes_with_others(question):
            return False
        self.chosen.append(question)
        return True

    def _placed(self, question: Question) -> Question:
        """Put the key of a single choice where fewest keys are, so that no place is favoured."""
        if question.kind != "single":
            return question
        keys = [each.keys[0] for each in self.chosen if each.kind == "single"]
        place = min(range(len(question.options)), key=keys.count)
        wrong = [each for each in question.options if not each.correct]
        right = question.options[question.keys[0]]
        return replace(question, options=(*wrong[:place], right, *wrong[place:]))

    def _goes_with_others(self, question: Question) -> bool:
        together = [*self.chosen, question]
        if any(repeated(together)):
            return False
        keys = [len(each.keys) for each in together if each.kind == "multiple"]
        if question.kind == "multiple" and len(keys) >= FEW and len(set(keys)) == 1:
            return False
        if question.kind != "single" or not key_is_longest(question):
            return True
        singles = [each for each in together if each.kind == "single"]
        return sum(map(key_is_longest, singles)) <= OFTEN * len(singles)


def _sound(question: Question, speech: Speech) -> Question | None:
    """Return a question as a paper gives it back, or None if the paper would have to be mended."""
    text = write_paper("练习", [question], speech=speech)
    paper = parse_paper(text, speech, name="", shown="")
    if paper.faults or len(paper.questions) != 1 or any(findings(paper.questions[0], speech)):
        return None
    read = replace(paper.questions[0], path="", line=0)
    return read if read == replace(question, node=read.node) else None


def _repeats(one: Question, other: Question) -> bool:
    """Tell whether two questions ask for the same, or one shows what the other asks for."""
    if one.answers and other.answers and _same_place(one, other):
        blanks = [[strip(accepted[0]) for accepted in each.answers] for each in (one, other)]
        if any(first in second or second in first for first in blanks[0] for second in blanks[1]):
            return True
    if not one.answers and not other.answers:
        spans = {(each.start, each.end) for each in one.evidence}
        return any((each.start, each.end) in spans for each in other.evidence)
    return _shows(one, other) or _shows(other, one)


def _shows(shown: Question, asked: Question) -> bool:
    """Tell whether one question shows what is to be filled in in another, at the same place."""
    if not asked.answers or not _same_place(shown, asked):
        return False
    texts = [shown.plain_stem, *(each.text for each in shown.options), *shown.order]
    texts += [side for pair in shown.pairs for side in pair]
    said = "\n".join(map(strip, texts))
    return any(strip(accepted[0]) in said for accepted in asked.answers)


def _same_place(first: Question, second: Question) -> bool:
    """Tell whether two questions quote the same place of the speech."""
    return any(
        one.start < other.end and other.start < one.end
        for one in first.evidence
        for other in second.evidence
    )
