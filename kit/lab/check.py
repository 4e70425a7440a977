"""Every fault of a study set, in one list."""

from __future__ import annotations

from kit.errors import Fault
from kit.lab.lessons import check_lesson
from kit.lab.seeds import read_seeds
from kit.library import StudySet
from kit.quiz import check_papers, read_papers


def check_set(study_set: StudySet) -> tuple[Fault, ...]:
    """Return every fault and warning of a set's seeds, papers and lessons, by path and line."""
    speech, found = read_seeds(study_set)
    faults = list(found)
    if speech is not None:
        faults += check_papers(read_papers(study_set, speech), speech)
    if not study_set.lessons():
        shown = study_set.shown(study_set.notebooks)
        faults.append(Fault(shown, 1, "这个学习集没有课文。", "请在这里放入笔记本文件。"))
    for lesson in study_set.lessons():
        faults += check_lesson(lesson, study_set, speech)
    return tuple(sorted(dict.fromkeys(faults), key=lambda each: (each.path, each.line)))
