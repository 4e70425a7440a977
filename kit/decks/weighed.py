"""Answers with what they are worth, as other programs have them: a question made of them, and back.

Worth is per cent, as Moodle counts it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kit.decks.deck import Draft, NotHeldError
from kit.decks.figures import in_digits
from kit.decks.html_text import one_line
from kit.quiz.answers import figures, typed_kind
from kit.quiz.kinds import TRUE_AND_FALSE
from kit.quiz.question import Kind, Option, Question, WrongAnswer

_WILD = re.compile(r"(?<!\\)\*")
_SHARES = {
    **{2: "50", 3: "33.33333", 4: "25", 5: "20", 6: "16.66667"},
    **{7: "14.28571", 8: "12.5", 9: "11.11111", 10: "10", 1: "100"},
}
"""Per cent of one right option among so many; Moodle takes only these figures."""


@dataclass(frozen=True, slots=True)
class WeighedAnswer:
    """One answer: as a paper has it ("": it cannot), what is said to it, and its worth."""

    text: str
    feedback: str
    worth: float


def typed_answers(question: Question, blank: int = 0) -> Iterator[WeighedAnswer]:
    """Yield what is accepted in a blank and its likely wrong answers.

    Those of a numeric question are ranges, and numbers in digits (六 and 6 are one); what is no
    number is left out.
    """
    given = [WeighedAnswer(text, "", 100) for text in question.answers[blank]]
    given += (
        WeighedAnswer(text, each.feedback, 0)
        for each in question.wrong
        if each.at == blank
        for text in each.texts
    )
    if question.kind == "numeric":
        given = [replace(each, text=in_digits(each.text)) for each in given]
    yield from (each for each in dict.fromkeys(given) if each.text)


def weights(question: Question) -> tuple[str, ...] | None:
    """Return what each option of a *multiple* question is worth, or None if Moodle cannot say it.

    The kit's own rule is (right − wrong) / number of right options: a wrong one takes as much as a
    right one gives.
    """
    share = _SHARES.get(len(question.keys))
    if share is None:
        return None
    return tuple(share if each.correct else f"-{share}" for each in question.options)


def unweighed(question: Question) -> str:
    """Return the sort of a question that has no `weights`, "" for all others."""
    if question.kind == "multiple" and weights(question) is None:
        return "正确项超过十个的多选题"
    return ""


def without_star(text: str) -> str:
    r"""Return a typed answer as a paper has it, "" if a star in it stands for anything.

    >>> without_star(r"3 \* 4"), without_star("检察*")
    ('3 * 4', '')
    """
    text = one_line(text)
    return "" if _WILD.search(text) else text.replace(r"\*", "*")


def choice(answers: Sequence[WeighedAnswer], *, single: bool) -> Draft:
    """Return the choice among these options; of a ``single`` one only the best are right.

    Raises:
        NotHeldError: nothing is right.
    """
    best = max((each.worth for each in answers), default=0)
    if not best > 0:
        raise NotHeldError("没有正确答案的题目")
    least = best if single else 0.001
    options = [Option(each.text, each.worth >= least, each.feedback) for each in answers]
    keys = sum(each.correct for each in options)
    lost = {
        "选中一个正确项就得满分的规定": single and keys > 1,
        "选项的部分得分": single and any(0 < each.worth < best for each in answers),
        "各选项的分值": not single
        and any(abs(abs(each.worth) - 100 / keys) > 0.01 for each in answers),
    }
    return choice_of(options), tuple(what for what, is_lost in lost.items() if is_lost)


def choice_of(options: Sequence[Option]) -> Question:
    """Return a choice; two options that say true and false make it a question to judge."""
    pair = [each.text.lower() for each in options]
    for names in TRUE_AND_FALSE:
        if sorted(pair) == sorted(names):
            judged = (
                replace(each, text=TRUE_AND_FALSE[0][names.index(text)])
                for text, each in zip(pair, options, strict=True)
            )
            return Question("", "judge", "", tuple(judged))
    kind: Kind = "multiple" if sum(each.correct for each in options) > 1 else "single"
    return Question("", kind, "", tuple(options))


def matching(pairs: Sequence[tuple[str, str]]) -> Draft:
    """Return the question of these pairs; a right side without a left one is lost."""
    real = tuple((left, right) for left, right in pairs if left)
    return Question("", "match", "", pairs=real), ("多余的右项",) * (len(real) < len(pairs))


def one_blank(answers: Iterable[WeighedAnswer]) -> Draft:
    """Return the question of one blank; wrong answers stay if something is said to them.

    Raises:
        NotHeldError: nothing is right, or what is right is no single text or number.
    """
    accepted: dict[str, None] = {}
    said: dict[str, None] = {}
    wrong: dict[str, list[str]] = {}
    lost: list[str] = []
    for each in answers:
        if each.worth >= 100:
            accepted[each.text] = None
            said[each.feedback] = None
        elif each.worth > 0:
            lost.append("只得部分分的答案")
        elif not each.feedback:
            lost.append("没有说明的错答")
        elif each.text:
            wrong.setdefault(each.feedback, []).append(each.text)
        else:
            lost.append("对其余答案的说明")
    if not accepted:
        raise NotHeldError("没有正确答案的题目")
    if len(accepted) > 1 and accepted.pop("", 0) is None:
        lost.append("有通配符、或不是数字的答案")
    if "" in accepted:
        raise NotHeldError("答案里有通配符、或不是数字的题目")
    right = tuple(accepted)
    question = Question(
        "",
        typed_kind([right]),
        "",
        answers=(right,),
        explanation=" ".join(filter(None, said)),
        wrong=tuple(WrongAnswer(told, 0, texts=tuple(texts)) for told, texts in wrong.items()),
    )
    return question, tuple(lost)


def several_blanks(read: Sequence[Draft]) -> Draft:
    """Return one question of several blanks.

    Raises:
        NotHeldError: not all of them are to be typed into, or one takes a range.
    """
    if any(len(question.answers) != 1 for question, _ in read):
        raise NotHeldError("有几处答案、又不都是填空的题目")
    if any(figures(text) for question, _ in read for text in question.answers[0]):
        raise NotHeldError("有几个空、答案是一个范围的题目")
    question = Question(
        "",
        "fill",
        "",
        answers=tuple(question.answers[0] for question, _ in read),
        explanation=" ".join(filter(None, (question.explanation for question, _ in read))),
        wrong=tuple(
            replace(each, at=at) for at, (question, _) in enumerate(read) for each in question.wrong
        ),
    )
    return question, tuple(what for _, lost in read for what in lost)
