"""Look over the papers of a set: their faults, and the warnings that nobody has answered.

Warnings about one question are those of `kit.quiz.lint_stems` (what is asked for),
`kit.quiz.lint_items` (what gives the key away) and `kit.quiz.lint_answers` (what is told after an
answer); here are those about a paper's keys taken together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from string import ascii_uppercase

from kit.errors import Fault
from kit.quiz.answers import strip
from kit.quiz.lint_answers import ANSWER_CHECKS
from kit.quiz.lint_items import CHOICE_CHECKS, Check, stem_length
from kit.quiz.lint_stems import STEM_CHECKS, WORDING_CHECKS
from kit.quiz.paper import repeated
from kit.quiz.question import KeptWarning, Paper, Question
from kit.speech import Speech

CHECKS: dict[str, Check] = STEM_CHECKS | {"题干长度": stem_length} | ANSWER_CHECKS
"""Warnings about questions of every kind and tier."""

ENOUGH = 6
"""Single choices that a paper must have before its keys are looked at as a whole."""

OFTEN = 0.45
"""Share of a paper's single choices in which the key may be the longest option."""

FEW = 3
"""Multiple choices, all with as many right options, from which that number can be guessed."""

ALL_ALIKE = 4
"""Statements to judge, all of them right or all wrong, from which the answer can be guessed."""


def check_papers(papers: Sequence[Paper], speech: Speech) -> tuple[Fault, ...]:
    """Return every fault and warning of the papers, by path and line.

    Faults are those that reading found, and ids or stems that two papers share. A warning that a
    ``> 保留：`` line answers (under its question; for one about a whole paper, under the paper's
    title) is left out; a ``> 保留：`` that answers nothing is a warning itself.
    """
    faults = [fault for paper in papers for fault in paper.faults]
    faults += dict(repeated(each for paper in papers for each in paper.questions)).values()
    warnings = list(_items(papers, speech))
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
    """Yield by what a learner could guess the keys of a paper, taken together."""
    for rule, what, remedy in _guessable(paper.questions):
        yield _warning(paper.path, 1, what, remedy, rule)


def findings(question: Question, speech: Speech) -> Iterable[tuple[str, str, str]]:
    """Yield (rule, what, remedy) for every warning that one question earns.

    What asks for the exact wording is in order in the tier of a close reading.
    """
    checks = dict(CHECKS)
    if question.tier != "close":
        checks |= WORDING_CHECKS
    if question.kind in {"single", "multiple"}:
        checks |= CHOICE_CHECKS
    for rule, check in checks.items():
        if finding := check(question, speech):
            yield rule, *finding


def key_is_longest(question: Question) -> bool:
    """Tell whether the key of a single choice is longer than every other option."""
    lengths = [len(strip(option.text)) for option in question.options]
    key = lengths.pop(question.keys[0])
    return all(key > length for length in lengths)


def _guessable(questions: Sequence[Question]) -> Iterator[tuple[str, str, str]]:
    """Yield (rule, what, remedy) for what the keys of all questions of a kind have in common."""
    singles = [question for question in questions if question.kind == "single"]
    if len(singles) >= ENOUGH:
        longest = sum(key_is_longest(question) for question in singles)
        if longest > OFTEN * len(singles):
            what = f"{len(singles)} 道单选题里，有 {longest} 道的正确项是最长的一项。"
            yield "正确项最长", what, "请把一些错误选项写长，或把正确项写短。"
        if counts := _skewed(singles):
            remedy = "请调换一些选项的先后，使各处大致相当。"
            yield "正确项位置", f"单选题的正确项位置不匀：{counts}。", remedy
    keys = [len(question.keys) for question in questions if question.kind == "multiple"]
    if len(keys) >= FEW and len(set(keys)) == 1:
        what = f"{len(keys)} 道多选题都有 {keys[0]} 个正确项，做过两道就能猜出个数。"
        yield "正确项个数", what, "请让各题正确项的个数有多有少。"
    judged = [each.options[each.keys[0]].text for each in questions if each.kind == "judge"]
    if len(judged) >= ALL_ALIKE and len(set(judged)) == 1:
        what = f"{len(judged)} 道判断题的答案都是“{judged[0]}”。"
        yield "正确项位置", what, "请把几题改成相反的说法，或改成单选题。"


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
    named = (f"{letter} {count} 次" for letter, count in zip(ascii_uppercase, counts, strict=False))
    return "、".join(named) if skewed else ""


def _warning(path: str, line: int, what: str, remedy: str, rule: str) -> Fault:
    return Fault(path, line, what, remedy, "warning", rule)
