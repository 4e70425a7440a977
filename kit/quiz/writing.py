"""Questions written out: as a paper that a teacher could have typed, and as plain JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from kit.errors import KitError
from kit.quiz.build import places
from kit.quiz.lines import escaped
from kit.quiz.question import (
    LEVEL_NAMES,
    TIER_NAMES,
    Evidence,
    Paper,
    Question,
    WrongAnswer,
)
from kit.speech import Speech

_BAR, _EQUALS, _MORE = re.compile("[|｜]"), re.compile("[=＝]"), re.compile("[>＞]")
_BEHIND = r"\\\g<0>"  # behind a backslash a mark is a character
_KEYS = (
    *("id", "kind", "stem", "options", "answers", "order", "pairs", "evidence", "source"),
    *("explanation", "node", "generated", "model_answer", "hint", "fixed_order", "count", "kept"),
    *("paper", "tier", "level", "points", "wrong"),
)
_SPACE = re.compile(r"[^\S\u3000]+")  # not the full-width blank


def write_paper(
    title: str, questions: Iterable[Question], *, speech: Speech | None = None, intro: str = ""
) -> str:
    """Return a paper in Markdown; `parse_paper` reads it again.

    With ``speech``, a quotation that stands in several places names its part as the text numbers
    it; without, every quotation with a node names it by its id. Texts become single lines; what a
    paper cannot say (a ``|`` in an answer, say) is left for its reader to find.
    """
    blocks = [f"# {_line(title)}"]
    if intro:
        blocks.append(_line(intro))
    for question in questions:
        blocks += _blocks(question, speech)
    return "\n\n".join(blocks) + "\n"


def to_json(papers: Iterable[Paper]) -> dict[str, list[dict[str, Any]]]:
    """Return ``{"questions": […]}``, all papers' questions in order.

    Each has ``id kind stem options answers order pairs evidence source explanation node
    generated`` and, after these, ``model_answer hint fixed_order count kept paper``. ``answers``
    holds, for each blank, the list of accepted answers; ``pairs`` lists ``[left, right]``;
    evidence spans are characters of the speech's text. What a kind does not use is empty. Then come
    ``tier``, ``level``, ``points`` and ``wrong``, a list of likely wrong answers: ``{"feedback",
    "at", "other", "texts"}`` as `WrongAnswer` has them.
    """
    return {
        "questions": [
            question_json(question, paper.name) for paper in papers for question in paper.questions
        ]
    }


def question_json(question: Question, paper: str = "") -> dict[str, Any]:
    """Return one question in the form that `to_json` describes."""
    record = asdict(question) | {"paper": paper}
    for several, own in (("evidence", "node"), ("kept", "line")):
        for each in record[several]:
            del each[own]  # it has a meaning only where the question was read
    return {key: record[key] for key in _KEYS}


def _blocks(question: Question, speech: Speech | None) -> Iterator[str]:
    """Yield the parts of a question between which a paper has an empty line."""
    yield f"## {question.id} {_stem(question.stem)}"
    if answers := list(_answers(question)):
        yield "\n".join(answers)
    if notes := list(_notes(question, speech)):
        yield "\n".join(f"> {label}：{_line(text)}" for label, text in notes)


def _answers(question: Question) -> Iterator[str]:
    for option in question.options:
        yield f"- [{'x' if option.correct else ' '}] {_line(option.text)}"
        if option.feedback:
            yield f"  > {escaped(_line(option.feedback))}"
    for blank, accepted in enumerate(question.answers):
        yield f"= {_listed(accepted)}"
        yield from (_wrong(question, each) for each in question.wrong if each.at == blank)
    for number, item in enumerate(question.order, start=1):
        yield f"{number}. {escaped(_line(item))}"
    for left, right in question.pairs:
        yield f"- {escaped(_pair(left, right))}"
    if not question.answers:
        yield from (_wrong(question, each) for each in question.wrong)
    if question.kind == "recall":
        yield f"答：{_line(question.model_answer)}"
        yield from (f"- 得分点：{_line(point)}" for point in question.points)


def _wrong(question: Question, wrong: WrongAnswer) -> str:
    if question.kind == "match":
        said = _pair(question.pairs[wrong.at][0], question.pairs[wrong.other][1])
    elif question.kind == "order":
        said = f"{question.order[wrong.at]} 先于 {question.order[wrong.other]}"
    else:
        said = _listed(wrong.texts)
    return f"! {_MORE.sub(_BEHIND, _line(said))} > {_line(wrong.feedback)}"


def _listed(answers: Iterable[str]) -> str:
    return " | ".join(_BAR.sub(_BEHIND, _line(each)) for each in answers)


def _pair(left: str, right: str) -> str:
    return " = ".join(_EQUALS.sub(_BEHIND, _line(side)) for side in (left, right))


def _notes(question: Question, speech: Speech | None) -> Iterator[tuple[str, str]]:
    if question.tier != "core":
        yield "层次", TIER_NAMES[question.tier]
    if question.level != "remember":
        yield "能力", LEVEL_NAMES[question.level]
    for evidence in question.evidence:
        part = _part(evidence, speech)
        yield (f"依据（{part}）" if part else "依据"), evidence.quote
    for label, text in (
        ("出处", question.source),
        ("计数", question.count),
        ("提示", question.hint),
        ("选项顺序", "固定" if question.fixed_order else ""),
        ("生成", "由规则生成" if question.generated else ""),
    ):
        if text:
            yield label, text
    for kept in question.kept:
        yield "保留", f"{kept.rule}，{kept.reason}"
    if question.explanation:
        yield "解析", question.explanation


def _part(evidence: Evidence, speech: Speech | None) -> str:
    """Return the name of the part to look for a quotation in, "" where none is needed."""
    if evidence.node is None or speech is None:
        return evidence.node or ""
    try:
        node = speech.node(evidence.node)
    except (KeyError, KitError):
        return ""
    return (speech.label(node) or node.id) if len(places(evidence.quote, speech)) > 1 else ""


def _stem(text: str) -> str:
    """Return a stem; number signs at its end would be taken for the end of a heading."""
    line = _line(text)
    words = line.rstrip("#")
    return line if words and words[-1] != " " else words + "＃" * (len(line) - len(words))


def _line(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
