"""What is wrong with a question while it is being read."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault before it knows its file; see `kit.quiz.question.Fault`."""

    line: int
    what: str
    remedy: str
    rule: str


@dataclass(slots=True)
class Report:
    """The problems of one question.

    ``name`` opens every sentence about it (``ms05 `` with a blank, or 这道题); ``line`` is that of
    its heading.
    """

    name: str
    line: int
    problems: list[Problem] = field(default_factory=list)

    def fault(self, what: str, remedy: str, rule: str, line: int | None = None) -> None:
        """Note a problem; ``what`` continues the question's id, as in “ms05 没有正确答案。”."""
        self.problems.append(Problem(line or self.line, f"{self.name}{what}", remedy, rule))

    def different(self, texts: Iterable[tuple[int, str]], what: str) -> None:
        """See that no two (line, text) say the same; width and white space make no difference."""
        seen: set[str] = set()
        for line, text in texts:
            same = "".join(unicodedata.normalize("NFKC", text).split())
            if same in seen:
                self.fault(f"的{what}“{text}”重复。", "请改掉其中一个。", "重复", line)
            seen.add(same)
