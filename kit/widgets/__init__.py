"""What is live in JupyterLab: self-tests, and the way a cell shows what it names."""

from kit.widgets.display import Shown, install, notice
from kit.widgets.quiz_widget import SelfTest
from kit.widgets.sittings import (
    mixed_test,
    mock_test,
    paper_test,
    practice_test,
    progress_report,
    review_test,
)

__all__ = [
    "SelfTest",
    "Shown",
    "install",
    "mixed_test",
    "mock_test",
    "notice",
    "paper_test",
    "practice_test",
    "progress_report",
    "review_test",
]
