"""Question papers: read and held against the speech, chosen from, graded.

Looking papers over (`kit.quiz.lint`) and writing them (`kit.quiz.writing`) are for those who make
them: they are imported from their modules, not from here.
"""

from kit.quiz.grading import Grade, grade
from kit.quiz.paper import find_question, parse_paper, read_paper, read_papers
from kit.quiz.question import (
    BLANK,
    KIND_NAMES,
    LEVEL_NAMES,
    TIER_NAMES,
    Evidence,
    Kind,
    Option,
    Paper,
    Question,
    WrongAnswer,
    content_hash,
)
from kit.quiz.selection import (
    item_order,
    mixed,
    option_order,
    right_order,
    sittings,
    unasked_for,
)
from kit.quiz.wrong_answers import wrong_name

__all__ = [
    "BLANK",
    "KIND_NAMES",
    "LEVEL_NAMES",
    "TIER_NAMES",
    "Evidence",
    "Grade",
    "Kind",
    "Option",
    "Paper",
    "Question",
    "WrongAnswer",
    "content_hash",
    "find_question",
    "grade",
    "item_order",
    "mixed",
    "option_order",
    "parse_paper",
    "read_paper",
    "read_papers",
    "right_order",
    "sittings",
    "unasked_for",
    "wrong_name",
]
