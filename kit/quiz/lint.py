"""Look over the papers of a set: their faults, and the warnings that nobody has answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kit.errors import Fault
from kit.quiz.lint_items import findings
from kit.quiz.lint_sets import paper_warnings, set_warnings
from kit.quiz.question import Kept, Paper
from kit.quiz.repeats import repeated
from kit.speech import Speech


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
    faults += (
        _unused(path, keeping)
        for (path, line, rule), keeping in kept.items()
        if (path, line, rule) not in answered
    )
    return tuple(sorted(faults, key=lambda fault: (fault.path, fault.line)))


def _items(papers: Iterable[Paper], speech: Speech) -> Iterable[Fault]:
    for paper in papers:
        for question in paper.questions:
            for rule, what, remedy in findings(question, speech):
                said = f"{question.id} {what}"
                yield Fault(question.path, question.line, said, remedy, "warning", rule)


def _kept(papers: Iterable[Paper]) -> dict[tuple[str, int, str], Kept]:
    """Return the answered warnings by path, line and name; line 1 stands for the whole paper."""
    kept: dict[tuple[str, int, str], Kept] = {}
    for paper in papers:
        kept |= {(paper.path, 1, each.rule): each for each in paper.kept}
        for question in paper.questions:
            kept |= {(paper.path, question.line, each.rule): each for each in question.kept}
    return kept


def _unused(path: str, kept: Kept) -> Fault:
    return Fault(
        path,
        kept.line,
        f"保留的警告“{kept.rule}”并没有出现。",
        "请删去这一行。",
        "warning",
        "保留",
    )
