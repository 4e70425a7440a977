"""A part of the outline while it is being found."""

from __future__ import annotations

from dataclasses import dataclass, field

from kit.speech.markers import Candidate
from kit.speech.records import NodeKind


@dataclass(slots=True, eq=False)
class Draft:
    """A candidate that counts, with the part it lies in and the parts it is counted with.

    ``before`` and ``after`` are its neighbours in the sequence that made it count. ``reason``
    says in Chinese why the reader is unsure of it, or is "".
    """

    found: Candidate
    parent: Draft | None
    before: Draft | None = None
    after: Draft | None = None
    end: int = 0
    reason: str = ""
    children: list[Draft] = field(default_factory=list)
    level: int | None = None

    @property
    def start(self) -> int:
        """Where its marker, or its heading, begins."""
        return self.found.start

    @property
    def kind(self) -> NodeKind:
        """Its kind, as a teacher put it or as its family has it."""
        return self.found.kind or self.found.family.kind

    @property
    def rank(self) -> float:
        """The rank of its family; a heading beside the numbered parts ranks above them all."""
        if self.found.family.name == "heading" and self.level == 0:
            return 0.0
        return self.found.family.rank

    def top(self) -> Draft:
        """Return the part of the first level that it lies in."""
        draft = self
        while draft.parent is not None:
            draft = draft.parent
        return draft

    def lies_in(self, other: Draft) -> bool:
        """Return whether ``other`` is one of its ancestors."""
        above = self.parent
        while above is not None and above is not other:
            above = above.parent
        return above is other
