"""Ids and stems that stand twice."""

from __future__ import annotations

from collections.abc import Iterable

from kit.errors import Fault
from kit.quiz.answers import strip
from kit.quiz.question import Question


def repeated(questions: Iterable[Question]) -> tuple[tuple[Question, Fault], ...]:
    """Return each question whose id or stem an earlier one has, with the fault that says so."""
    ids: dict[str, Question] = {}
    stems: dict[str, Question] = {}
    found: list[tuple[Question, Fault]] = []
    for question in questions:
        name, stem = question.id.lower(), strip(question.plain_stem)
        if name in ids:
            remedy = "题号不能重复，也不能改作他用；请换一个没有用过的题号。"
            found.append((question, _fault(question, ids[name], "题号", remedy, "题号重复")))
        elif stem in stems:
            remedy = "请改写其中一题的题干，或删去一题。"
            found.append((question, _fault(question, stems[stem], "题干", remedy, "题干重复")))
        ids.setdefault(name, question)
        stems.setdefault(stem, question)
    return tuple(found)


def _fault(again: Question, first: Question, what: str, remedy: str, rule: str) -> Fault:
    where = f"{first.path} " if first.path != again.path else ""
    said = f"{again.id} 的{what}与{where}第 {first.line} 行的 {first.id} 相同。"
    return Fault(again.path, again.line, said, remedy, "fault", rule)
