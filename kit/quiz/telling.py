"""题间泄题: a stem that says the answer to another question, and what that question asks about.

Both questions quote the same place of the speech. Beside the answer, the two stems share a run of
`SHARED` Chinese characters or more that the asked question quotes and that is rare in the speech.
Answers and runs are looked up in an index, so that the cost grows with the number of questions and
not with that of their pairs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kit.quiz.answers import number, strip
from kit.quiz.lint_items import RARE, plain
from kit.quiz.question import Question
from kit.speech import Speech

LONG_ANSWER = 4
"""Characters from which an answer is long enough to be recognised in another stem."""

SHARED = 4
"""Characters that two stems share when they ask about the same thing."""

_HAN = re.compile(rf"[\u4e00-\u9fff]{{{SHARED},}}")

Told = tuple[Question, str]


def telling(
    questions: Sequence[Question], speech: Speech
) -> Iterator[tuple[Question, tuple[Told, ...]]]:
    """Yield every question whose stem tells, with the questions it tells and their answers.

    Where several questions have the same answer and share the same words with the stem, one of
    them stands for all.
    """
    index = _Index(plain(speech.text))
    for question in questions:
        index.add(question)
    for teller in questions:
        if told := tuple(index.told_by(teller)):
            yield teller, told


def answers(question: Question) -> Iterator[str]:
    """Yield the answers, stripped, that a learner could pick up from another question's stem."""
    texts: list[str] = []
    if question.kind == "single":
        texts = [option.text for option in question.options if option.correct]
    elif question.kind == "fill":
        texts = [each for accepted in question.answers for each in accepted]
    for text in map(strip, texts):
        if len(text) >= LONG_ANSWER and not number(text):
            yield text


@dataclass(slots=True)
class _Index:
    """Questions by answer and by what is asked about; ``text`` is the speech, stripped."""

    text: str
    heads: dict[str, list[str]] = field(default_factory=dict)
    asked: dict[str, dict[str, list[Question]]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, question: Question) -> None:
        """Note what a question asks about, under each answer that it does not say itself."""
        stem = strip(question.plain_stem)
        hidden = [answer for answer in answers(question) if answer not in stem]
        quotes = "\n".join(strip(each.quote) for each in question.evidence) if hidden else ""
        for answer in hidden:
            if answer not in self.asked:
                self.heads.setdefault(answer[:LONG_ANSWER], []).append(answer)
                self.asked[answer] = {}
            for run in self._rare_runs(stem, quotes):
                self.asked[answer].setdefault(run, []).append(question)

    def told_by(self, teller: Question) -> Iterator[Told]:
        """Yield the questions whose answer and subject a stem says, each once."""
        stem = strip(teller.plain_stem)
        seen: set[int] = set()
        for answer in self._answers_in(stem):
            rest = stem.replace(answer, "\n")
            for run, questions in self.asked[answer].items():
                found = (each for each in questions if _same_place(each, teller))
                if run in rest and (question := next(found, None)) and id(question) not in seen:
                    seen.add(id(question))
                    yield question, answer

    def _answers_in(self, stem: str) -> Iterable[str]:
        found: dict[str, None] = {}
        for start in range(len(stem) - LONG_ANSWER + 1):
            for answer in self.heads.get(stem[start : start + LONG_ANSWER], ()):
                if stem.startswith(answer, start):
                    found[answer] = None
        return found

    def _rare_runs(self, stem: str, quotes: str) -> Iterable[str]:
        """Return the shortest runs of characters that stem and quotes share and that are rare."""
        found: dict[str, None] = {}
        for match in _HAN.finditer(stem):
            words = match.group()
            for start in range(len(words) - SHARED + 1):
                end = start + SHARED
                while end <= len(words) and words[start:end] in quotes:
                    if self._count(words[start:end]) <= RARE:
                        found[words[start:end]] = None
                        break
                    end += 1
        return found

    def _count(self, run: str) -> int:
        if run not in self.counts:
            self.counts[run] = self.text.count(run)
        return self.counts[run]


def _same_place(first: Question, second: Question) -> bool:
    return first is not second and any(
        one.start < other.end and other.start < one.end
        for one in first.evidence
        for other in second.evidence
    )
