"""Papers are read as in the quiz room."""

from tests.quiz.conftest import paper, read

__all__ = ["paper", "read"]
