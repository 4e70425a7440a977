"""Question papers: read and held against the speech, looked over, chosen from, graded, made."""

from kit.errors import Fault
from kit.quiz.grading import Grade, grade
from kit.quiz.interchange import question_json, to_json
from kit.quiz.lint import check_papers
from kit.quiz.paper import parse_paper, read_paper, read_papers
from kit.quiz.question import (
    BLANK,
    CHOICE_KINDS,
    KIND_NAMES,
    RECALL_KINDS,
    Evidence,
    Kept,
    Kind,
    Option,
    Paper,
    Question,
)
from kit.quiz.rules import WARNINGS
from kit.quiz.selection import item_order, mixed, option_order, right_order
from kit.quiz.writing import write_paper

__all__ = [
    "BLANK",
    "CHOICE_KINDS",
    "KIND_NAMES",
    "RECALL_KINDS",
    "WARNINGS",
    "Evidence",
    "Fault",
    "Grade",
    "Kept",
    "Kind",
    "Option",
    "Paper",
    "Question",
    "check_papers",
    "grade",
    "item_order",
    "mixed",
    "option_order",
    "parse_paper",
    "question_json",
    "read_paper",
    "read_papers",
    "right_order",
    "to_json",
    "write_paper",
]
