"""What is live in JupyterLab: self-tests and notes, and how a cell shows what it names."""

from kit.widgets.display import Shown, install, notice
from kit.widgets.exam_widget import ExamDate
from kit.widgets.note_widget import NoteBox, note_box
from kit.widgets.overview_cells import checklist, full_text
from kit.widgets.quiz_widget import SelfTest
from kit.widgets.sittings import (
    mixed_test,
    mock_test,
    one_question,
    paper_test,
    practice_test,
    progress_report,
    review_test,
)

__all__ = [
    "ExamDate",
    "NoteBox",
    "SelfTest",
    "Shown",
    "checklist",
    "full_text",
    "install",
    "mixed_test",
    "mock_test",
    "note_box",
    "notice",
    "one_question",
    "paper_test",
    "practice_test",
    "progress_report",
    "review_test",
]
