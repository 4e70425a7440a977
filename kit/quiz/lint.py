"""Look over the papers of a set: their faults, and the warnings that nobody has answered.

Warnings about one question are those of `kit.quiz.lint_items`; here are those about a paper's keys
taken together and about all papers of a set. Among these are leaks (题间泄题): a stem that says the
answer to another question, and what that question asks about. Both questions quote the same place
of the speech; beside the answer, the two stems share a run of `SHARED` Chinese characters or more
that the asked question quotes and that is rare in the speech.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kit.errors import Fault
from kit.quiz.answers import number, strip
from kit.quiz.lint_items import RARE, findings, plain
from kit.quiz.paper import repeated
from kit.quiz.question import RECALL_KINDS, KeptWarning, Paper, Question
from kit.speech import Node, Speech

ENOUGH = 6
"""Single choices that a paper must have before its keys are looked at as a whole."""

OFTEN = 0.45
"""Share of a paper's single choices in which the key may be the longest option."""

LONG_ANSWER = 4
"""Characters from which an answer is long enough to be recognised in another stem."""

SHARED = 4
"""Characters that two stems share when they ask about the same thing."""

LONGEST = 30
"""Characters of the longest run by which two stems are told to ask about the same thing."""

_HAN = re.compile(rf"[\u4e00-\u9fff]{{{SHARED},}}")

Leak = tuple[Question, str]
"""A question and the answer to it that another question's stem says."""


def check_papers(papers: Sequence[Paper], speech: Speech) -> tuple[Fault, ...]:
    """Return every fault and warning of the papers, by path and line.

    Faults are those that reading found, and ids or stems that two papers share. A warning that a
    ``> 保留：`` line answers (under its question; for one about a whole paper, under the paper's
    title) is left out; a ``> 保留：`` that answers nothing is a warning itself.
    """
    faults = [fault for paper in papers for fault in paper.faults]
    faults += dict(repeated(each for paper in papers for each in paper.questions)).values()
    warnings = [*_items(papers, speech), *set_warnings(papers, speech)]
    for paper in papers:
        warnings += paper_warnings(paper)
    kept = _kept(papers)
    answered = {(warning.path, warning.line, warning.rule) for warning in warnings}
    faults += (each for each in warnings if (each.path, each.line, each.rule) not in kept)
    for place, keeping in kept.items():
        if place not in answered:
            what = f"保留的警告“{keeping.rule}”并没有出现。"
            faults.append(_warning(place[0], keeping.line, what, "请删去这一行。", "保留"))
    return tuple(sorted(faults, key=lambda fault: (fault.path, fault.line)))


def paper_warnings(paper: Paper) -> Iterable[Fault]:
    """Yield what is wrong with a paper's keys taken together."""
    singles = [question for question in paper.questions if question.kind == "single"]
    if len(singles) < ENOUGH:
        return
    longest = sum(key_is_longest(question) for question in singles)
    if longest > OFTEN * len(singles):
        what = f"本卷 {len(singles)} 道单选题里，有 {longest} 道的正确项是最长的一项。"
        remedy = "请把一些错误选项写长，或把正确项写短。"
        yield _warning(paper.path, 1, what, remedy, "正确项最长")
    if counts := _skewed(singles):
        what = f"本卷单选题的正确项位置不匀：{counts}。"
        remedy = "请调换一些选项的先后，使各处大致相当。"
        yield _warning(paper.path, 1, what, remedy, "正确项位置")


def set_warnings(papers: Sequence[Paper], speech: Speech) -> Iterable[Fault]:
    """Yield what is wrong with all papers together."""
    questions = [question for paper in papers for question in paper.questions]
    for question, leaked in leaks(questions, speech):
        said = "、".join(f"{other.id} 的答案“{answer}”" for other, answer in leaked)
        what = f"{question.id} 的题干说出了 {said}。"
        remedy = "请改写其中一题的题干，或换一处来问。"
        yield _warning(question.path, question.line, what, remedy, "题间泄题")
    if questions:
        asked = _asked(papers, speech)
        for leaf in speech.leaves():
            yield from _coverage(leaf, asked, papers[-1].path, speech)


def key_is_longest(question: Question) -> bool:
    """Tell whether the key of a single choice is longer than every other option."""
    lengths = [len(strip(option.text)) for option in question.options]
    key = lengths.pop(question.keys[0])
    return all(key > length for length in lengths)


def leaks(
    questions: Sequence[Question], speech: Speech
) -> Iterator[tuple[Question, tuple[Leak, ...]]]:
    """Yield every question whose stem says answers to others, with these questions and answers.

    Where several questions have the same answer and share the same words with the stem, one of
    them stands for all.
    """
    index = _LeakIndex(plain(speech.text))
    for question in questions:
        index.add(question)
    for question in questions:
        if leaked := tuple(index.leaked_by(question)):
            yield question, leaked


def same_place(first: Question, second: Question) -> bool:
    """Tell whether two different questions quote the same place of the speech."""
    return first is not second and any(
        one.start < other.end and other.start < one.end
        for one in first.evidence
        for other in second.evidence
    )


def _items(papers: Iterable[Paper], speech: Speech) -> Iterable[Fault]:
    for paper in papers:
        for question in paper.questions:
            for rule, what, remedy in findings(question, speech):
                said = f"{question.id} {what}"
                yield _warning(question.path, question.line, said, remedy, rule)


def _kept(papers: Iterable[Paper]) -> dict[tuple[str, int, str], KeptWarning]:
    """Return the answered warnings by path, line and name; line 1 stands for the whole paper."""
    kept: dict[tuple[str, int, str], KeptWarning] = {}
    for paper in papers:
        kept |= {(paper.path, 1, each.rule): each for each in paper.kept}
        for question in paper.questions:
            kept |= {(paper.path, question.line, each.rule): each for each in question.kept}
    return kept


def _skewed(singles: Sequence[Question]) -> str:
    """Return the counts of the key's places if they are skewed, else "".

    A place is expected to hold the key once in every *n* questions of *n* options. Skewed is more
    than 1.35 times that and one more, or less than a third of it.
    """
    places = max(len(question.options) for question in singles)
    counts = [0] * places
    expected = [0.0] * places
    for question in singles:
        counts[question.keys[0]] += 1
        for place in range(len(question.options)):
            expected[place] += 1 / len(question.options)
    skewed = any(
        count > 1.35 * fair + 1 or count < fair / 3
        for count, fair in zip(counts, expected, strict=True)
    )
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    named = (f"{letters[place % 26]} {count} 次" for place, count in enumerate(counts))
    return "、".join(named) if skewed else ""


@dataclass
class _Asked:
    """What is asked about one part: questions by the path of their paper; any from memory?"""

    papers: Counter[str] = field(default_factory=Counter)
    recalled: bool = False

    @cached_property
    def most(self) -> str:
        """The path of the paper that asks most."""
        return self.papers.most_common(1)[0][0]


def _asked(papers: Sequence[Paper], speech: Speech) -> dict[str, _Asked]:
    """Return what is asked about each part in which some question has evidence."""
    asked: dict[str, _Asked] = {}
    for paper in papers:
        for question in paper.questions:
            deepest = (speech.deepest(each.start, each.end) for each in question.evidence)
            for node in {above.id for each in deepest if each for above in speech.path(each)}:
                about = asked.setdefault(node, _Asked())
                about.papers[paper.path] += 1
                about.recalled |= question.kind in RECALL_KINDS
    return asked


def _coverage(
    leaf: Node, asked: Mapping[str, _Asked], last: str, speech: Speech
) -> Iterable[Fault]:
    """题量不足, 缺少回忆题: every leaf of the outline is asked about, and from memory too.

    It is told of the paper that asks most about the leaf, else about the nearest part above it,
    else of the ``last``.
    """
    here = asked.get(leaf.id, _Asked())
    number = here.papers.total()
    above = (asked[node.id] for node in reversed(speech.path(leaf)) if node.id in asked)
    path = next((about.most for about in above), last)
    label = speech.label(leaf)
    label = label if "“" in label else f"“{label}”"
    if number < 2:
        what = f"讲话中的{label}只有 {number} 道题。"
        yield _warning(path, 1, what, "每一部分请至少写两道题。", "题量不足", label)
    if not here.recalled:
        what = f"讲话中的{label}没有填空、数字或简答题。"
        yield _warning(path, 1, what, "请补一道靠回忆作答的题。", "缺少回忆题", label)


def _warning(path: str, line: int, what: str, remedy: str, rule: str, part: str = "") -> Fault:
    return Fault(path, line, what, remedy, "warning", rule, part)


@dataclass(slots=True)
class _LeakIndex:
    """Questions by answer and by what is asked about; ``text`` is the speech, stripped.

    Answers and runs of characters are looked up here, so that the cost grows with the number of
    questions and not with that of their pairs.
    """

    text: str
    heads: dict[str, list[str]] = field(default_factory=dict)
    asked: dict[str, dict[str, list[Question]]] = field(default_factory=dict)

    def add(self, question: Question) -> None:
        """Note what a question asks about, under each answer that it does not say itself."""
        stem = strip(question.plain_stem)
        hidden = [answer for answer in _answers(question) if answer not in stem]
        quotes = "\n".join(strip(each.quote) for each in question.evidence) if hidden else ""
        runs = self._rare_runs(stem, quotes)
        for answer in hidden:
            if answer not in self.asked:
                self.heads.setdefault(answer[:LONG_ANSWER], []).append(answer)
                self.asked[answer] = {}
            for run in runs:
                self.asked[answer].setdefault(run, []).append(question)

    def leaked_by(self, leaking: Question) -> Iterator[Leak]:
        """Yield the questions whose answer and subject a stem says, each once."""
        stem = strip(leaking.plain_stem)
        seen: set[int] = set()
        for answer in self._answers_in(stem):
            rest = stem.replace(answer, "\n")
            for run, questions in self.asked[answer].items():
                near = (each for each in questions if same_place(each, leaking))
                if run in rest and (question := next(near, None)) and id(question) not in seen:
                    seen.add(id(question))
                    yield question, answer

    def _answers_in(self, stem: str) -> Iterable[str]:
        answers: dict[str, None] = {}  # in order, each once
        for start in range(len(stem) - LONG_ANSWER + 1):
            for answer in self.heads.get(stem[start : start + LONG_ANSWER], ()):
                if stem.startswith(answer, start):
                    answers[answer] = None
        return answers

    def _rare_runs(self, stem: str, quotes: str) -> Iterable[str]:
        """Return the shortest runs of characters that stem and quotes share and that are rare."""
        runs: dict[str, None] = {}  # in order, each once
        for match in _HAN.finditer(stem):
            words = match.group()
            for start in range(len(words) - SHARED + 1):
                end = start + SHARED
                while end <= min(len(words), start + LONGEST) and words[start:end] in quotes:
                    if self.text.count(words[start:end]) <= RARE:
                        runs[words[start:end]] = None
                        break
                    end += 1
        return runs


def _answers(question: Question) -> Iterator[str]:
    """Yield the answers, stripped, that a learner could pick up from another question's stem."""
    texts: list[str] = []
    if question.kind == "single":
        texts = [option.text for option in question.options if option.correct]
    elif question.kind == "fill":
        texts = [each for accepted in question.answers for each in accepted]
    for text in map(strip, texts):
        if len(text) >= LONG_ANSWER and not number(text):
            yield text
