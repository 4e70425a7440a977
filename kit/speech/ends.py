"""Where each part ends, and with that which part it really lies in.

A part ends where the next one of its sequence begins. Only the last of a sequence is in doubt: a
part that is run in ends after as many paragraphs as its sisters have, one under a heading of its
own runs to the end of what holds it, or to where the speaker turns to the audience again.
"""

from __future__ import annotations

from collections.abc import Sequence

from kit.speech.closings import Closings
from kit.speech.drafts import Draft
from kit.speech.headings import LAST_PARTS
from kit.speech.markers import REFRAIN
from kit.speech.paragraphs import Paragraph
from kit.speech.turns import Turns

_SHORT = 3
"""Number of paragraphs up to which a titled point is short, its title included."""
_DOUBTFUL_END = "这是同一组中的最后一点，原文没有标明它到哪里为止。"


class Extents:
    """Knows the paragraphs of a text and finds the ends of drafts among them."""

    def __init__(self, text: str, paragraphs: Sequence[Paragraph]) -> None:
        self._text = text
        self._paragraphs = paragraphs
        self._starts = [each.start for each in paragraphs]
        self._turns = Turns(text, paragraphs)
        self._closings = Closings(text, paragraphs)

    def close(self, drafts: Sequence[Draft], end: int) -> int:
        """Set the end and the true parent of every draft; return where the closing begins.

        ``end`` is where the text ends that may belong to a part.
        """
        last = min(self._closings.closing(drafts), end) if drafts else len(self._text)
        limits = self._closings.before_notes(drafts, _limits(drafts, last))
        sizes = self._sizes(drafts)
        nested = {id(each.parent) for each in drafts if each.parent is not None}
        for place, draft in enumerate(drafts):
            parent = draft.parent
            while parent is not None and draft.start >= parent.end:
                parent = parent.parent
            draft.parent = parent
            limit = limits[place] if parent is None else min(limits[place], parent.end)
            if draft.after is None:
                following = drafts[place + 1] if id(draft) in nested else None
                limit = self._last_end(draft, sizes.get(id(draft), []), following, limit)
            draft.end = draft.start + len(self._text[draft.start : limit].rstrip())
        _end_with_their_last(drafts)
        return self._after_parts(drafts, last)

    def _after_parts(self, drafts: Sequence[Draft], last: int) -> int:
        """Return where the closing begins once the last part of the first level has its end."""
        if not drafts or not self._text[drafts[-1].top().end : last].strip():
            return last
        end = drafts[-1].top().end
        return end + len(self._text[end:last]) - len(self._text[end:last].lstrip())

    def _sizes(self, drafts: Sequence[Draft]) -> dict[int, list[int]]:
        """Return, for the last of each sequence, how many paragraphs each one before it takes."""
        sizes: dict[int, list[int]] = {}
        for draft in drafts:
            if draft.before is not None:
                size = draft.found.paragraph - draft.before.found.paragraph
                sizes[id(draft)] = [*sizes.pop(id(draft.before), []), size]
        return sizes

    def _last_end(
        self, draft: Draft, sizes: Sequence[int], following: Draft | None, limit: int
    ) -> int:
        """Return where the last part of a sequence ends, ``limit`` at the latest."""
        own = draft.found.paragraph
        if draft.found.style == "inline":
            return self._turns.summary(draft.found.end, min(limit, self._paragraphs[own].end))
        if LAST_PARTS.match(self._text, draft.start, self._paragraphs[own].end):
            return limit
        least = self._least(draft)
        sizes = [max(size, least) for size in sizes]
        titled = draft.found.style in {"alone", "sentence"} and max(sizes, default=1) > _SHORT
        counted = draft.found.style == "run-in" or (draft.found.family.spoken and not titled)
        counted = counted or (draft.found.family.name == "heading" and draft.level != 0)
        counted = (counted or set(sizes) == {1}) and draft.level != 0
        if counted and len(set(sizes)) == 1 and not self._holds(draft, following):
            place = own + sizes[0] - 1
            if place >= len(self._paragraphs) or self._starts[place] >= limit:
                return limit
            if self._text[self._paragraphs[place].end - 1] not in "：:":
                return min(limit, self._paragraphs[place].end)
        if draft.parent is None and not draft.found.family.spoken:
            return limit
        leaf = following is None
        return self._turned(draft, sizes or [least], limit, counted=counted, leaf=leaf)

    def _turned(
        self, draft: Draft, sizes: Sequence[int], limit: int, *, counted: bool, leaf: bool
    ) -> int:
        """Return where the text turns away from a part whose sisters take ``sizes`` paragraphs."""
        if draft.found.family.name == "附件":
            return limit
        own = draft.found.paragraph
        place = own + (2 if draft.found.style in {"alone", "sentence"} else 1)
        while place < len(self._paragraphs) and self._starts[place] < limit:
            enough = counted and place >= own + min(sizes)
            if self._turns.turns(place) or (enough and self._turns.looks_back(place)):
                return self._starts[place]
            apart = leaf and self._turns.leaves(draft, place)
            if apart or self._turns.returns(draft, place):
                draft.reason = draft.reason or _DOUBTFUL_END
                return self._starts[place]
            place += 1
        if not counted or place <= own + min(sizes):
            return limit
        draft.reason = draft.reason or _DOUBTFUL_END
        shortest = self._paragraphs[own + min(sizes) - 1].end
        goes_on = place - own <= max(sizes) or self._text[shortest - 1] in "：:"
        return limit if goes_on else shortest

    def _least(self, draft: Draft) -> int:
        """Return the number of paragraphs of the shortest part: a heading has its text below."""
        return 2 if draft.found.family.name == "heading" else 1

    def _holds(self, draft: Draft, following: Draft | None) -> bool:
        """Return whether numbered parts of its own follow a part's paragraph at once."""
        if following is None or following.found.family.spoken:
            return False
        return following.found.paragraph <= draft.found.paragraph + 1


def _limits(drafts: Sequence[Draft], last: int) -> list[int]:
    """Return, for each draft, where the first one begins that does not lie in it."""
    limits = [last] * len(drafts)
    running: list[int] = []
    for place, draft in enumerate(drafts):
        while running and not draft.lies_in(drafts[running[-1]]):
            limits[running.pop()] = draft.start
        running.append(place)
    return limits


def _end_with_their_last(drafts: Sequence[Draft]) -> None:
    """Let the last heading over headings end where the last of those does."""
    for draft in drafts:
        above = draft.parent
        if above is not None and above.found.family is REFRAIN and above.after is None:
            above.end = draft.end
