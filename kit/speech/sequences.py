"""Candidates → drafts: a marker counts only where it begins or continues a sequence."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

from kit.speech.families import APPENDIX, DECLARED, FIRST, HEADING, LEAD, ORDINAL, REFRAIN
from kit.speech.headings import LAST_PARTS
from kit.speech.markers import Candidate, Style
from kit.speech.nesting import Draft, OpenParts
from kit.speech.paragraphs import VOCATIVE, Paragraph

_MAY_STAND_ALONE = frozenset({"第一部分", "一、", "（一）", "一是", "一要"})
_IN_BRACKETS = frozenset({"（一）", "（1）", "①"})
_NEAR = 3
_NEAR_HEADINGS = 12
_MISSING_NUMBER = "编号不连续：前面缺了一个。"

_LOWEST = 2.9
"""Rank from which a list is one of points, and none of the parts of a text."""

_SAYS = r"[^。\r\n]{0,20}(?:指出|强调|要求|认为|明确|表示|提出)"
# 会议强调，要做好以下工作：
_LEADS_IN = re.compile(rf"[^\r\n]*：$|{_SAYS}")
_LEADS_IN_WITHIN = re.compile(rf"(?<=[。！？；])(?={_SAYS})")


class Sequencer:
    """Reads the candidates once, from first to last, and keeps the parts that are open.

    ``passed`` are the markers that do not count, once :meth:`run` has returned.
    """

    def __init__(
        self, text: str, paragraphs: Sequence[Paragraph], candidates: Sequence[Candidate]
    ) -> None:
        self._text = text
        self._paragraphs = paragraphs
        self._candidates = candidates
        self._parts = OpenParts(candidates)
        self._ahead = self._parts.ahead
        self._addresses = [
            index
            for index, paragraph in enumerate(paragraphs)
            if VOCATIVE.match(text, paragraph.start, paragraph.end)
        ]
        self._cut: dict[str, Draft] = {}  # what a correction closed, the last of each family
        self.passed: list[Candidate] = []

    def run(self) -> list[Draft]:
        """Return the drafts in text order."""
        drafts: list[Draft] = []
        for place, candidate in enumerate(self._candidates):
            draft = self._draft(place, candidate)
            if draft is None:
                self.passed.append(candidate)
            else:
                drafts.append(draft)
        return _with_leads(self._text, self._paragraphs, drafts)

    def _draft(self, place: int, candidate: Candidate) -> Draft | None:
        """Return the part that a candidate begins, or None where it is text."""
        family = candidate.family
        if candidate.forced:
            return self._corrected(candidate)
        if candidate.declared is not None:
            return self._declared(place, candidate)
        if family is HEADING or family is REFRAIN:
            return self._heading(place, candidate)
        if family is APPENDIX:
            return self._parts.add(candidate, 0, level=0)
        if not family.counts:
            return self._bullet(place, candidate)
        if candidate.number == 1:
            return self._first(place, candidate)
        return self._next(place, candidate)

    def _first(self, place: int, candidate: Candidate) -> Draft | None:
        if not self._may_begin(candidate):
            return None
        self._cut.pop(candidate.family.name, None)
        same = self._parts.innermost(candidate.family)
        depth, least = len(self._parts.open), 0
        if same is not None and self._parts.holds_same(self._parts.open[same], place):
            least = same + 1
        elif same is not None:
            depth = same
        least = max(least, self._parts.least)
        depth = self._parts.depth_of_list(place, candidate, max(depth, least), least)
        return self._parts.add(candidate, depth)

    def _may_begin(self, candidate: Candidate) -> bool:
        """Return whether a number one begins a list; a single one must head a paragraph."""
        heads = candidate.style != "inline"
        if heads and candidate.family.name in _MAY_STAND_ALONE:
            return True
        if heads and self._parts.is_below_declared(candidate):
            return True
        second = self._ahead.next_number(candidate)
        if second is None or (heads and not candidate.family.spoken):
            return second is not None
        bounds = [self._ahead.next_number(draft.candidate) for draft in self._parts.open]
        return all(bound is None or second < bound for bound in bounds)

    def _next(self, place: int, candidate: Candidate) -> Draft | None:
        family, number, style = candidate.family, candidate.number, candidate.style
        at = self._parts.innermost(family, number - 1, style)
        if at is None and (family is ORDINAL or self._follows_first(candidate)):
            at = self._parts.innermost(FIRST, number - 1)
        if at is not None and self._fits(self._parts.open[at], candidate):
            return self._parts.add(candidate, at, before=self._parts.open[at])
        cut = self._cut.get(family.name)
        if cut is not None and cut.candidate.number == number - 1 and self._fits(cut, candidate):
            del self._cut[family.name]
            return self._parts.add(candidate, min(cut.depth, len(self._parts.open)))
        if style == "inline" or family.spoken:
            return None
        # 一、 （一） （二） 二、 （三）: numbering that runs through the whole text
        through = self._parts.closed.get(family.name)
        if through is not None and through.candidate.number == number - 1:
            depth = max(self._parts.depth_by_rank(family.rank), self._parts.least)
            if depth:
                return self._parts.add(candidate, depth)
        return self._after_missing_number(candidate)

    def _follows_first(self, candidate: Candidate) -> bool:
        """Return whether 二是 or the like goes on with a 首先: 首先要增加投入。二是保护耕地。"""
        at = self._parts.innermost(FIRST, 1)
        if at is None or candidate.number != 2 or not candidate.family.spoken:
            return False
        return self._parts.open[at].candidate.paragraph == candidate.paragraph

    def _fits(self, last: Draft, candidate: Candidate) -> bool:
        """Return whether a marker may continue a sequence whose parts head their paragraphs.

        一、总 / 提质。二、三产业加快发展。: 二、 does not, for it stands within a paragraph
        """
        if candidate.style != "inline" or candidate.family.spoken:
            return True
        if (
            candidate.family.name in _IN_BRACKETS
            and last.candidate.paragraph == candidate.paragraph
        ):
            return True  # （一）抓甲。……。（二）抓乙。……。
        return last.candidate.style == "inline" or self._paragraphs[candidate.paragraph].endless

    def _after_missing_number(self, candidate: Candidate) -> Draft | None:
        """Continue a sequence of headings in which one number is missing: 一、 二、 四、."""
        at = self._parts.innermost(candidate.family, candidate.number - 2, candidate.style)
        if at is None:
            return None
        before = self._parts.open[at]
        return self._parts.add(candidate, at, before=before, reason=_MISSING_NUMBER)

    def _bullet(self, place: int, candidate: Candidate) -> Draft | None:
        """Add a point with a dash or the like, if another is near enough to make a list with it."""
        at = self._parts.innermost(candidate.family)
        if at is not None:
            last = self._parts.open[at]
            if _near(last.candidate, candidate) and not self._addressed(last, candidate):
                return self._parts.add(candidate, at, before=last)
        follower = self._ahead.follower(place)
        if follower is None or not _near(candidate, follower):
            return None
        least = self._parts.least
        depth = max(len(self._parts.open) if at is None else at, least)
        return self._parts.add(candidate, self._parts.depth_of_list(place, candidate, depth, least))

    def _heading(self, place: int, heading: Candidate) -> Draft:
        """Add a heading without a number: beside the numbered parts, or in one of them."""
        parts = self._parts
        numbered = any(draft.family is not HEADING for draft in parts.open)
        beside = parts.top_heading()
        line = self._text[heading.start : self._paragraphs[heading.paragraph].end]
        if not numbered or LAST_PARTS.match(line) or (beside and not parts.goes_on(1, place)):
            return parts.add(heading, 0, before=beside, level=0)
        depth = parts.depth_of_heading(place, heading)
        before = parts.open[depth] if depth < len(parts.open) else None
        if before and (before.family is not heading.family or self._addressed(before, heading)):
            before = None
        return parts.add(heading, depth, before=before)

    def _addressed(self, before: Draft, candidate: Candidate) -> bool:
        """Return whether the speaker turns to the audience between two parts without numbers.

        经济平稳发展。 / …… / 各位代表！还有一件事。 / 生活继续改善。
        """
        at = bisect.bisect_right(self._addresses, before.candidate.paragraph)
        return at < len(self._addresses) and self._addresses[at] <= candidate.paragraph

    def _declared(self, place: int, candidate: Candidate) -> Draft:
        """Add what the file itself declares a heading."""
        depth = self._parts.depth_of_declared(place, candidate)
        sister = self._parts.open[depth] if depth < len(self._parts.open) else None
        return self._parts.add(candidate, depth, before=sister)

    def _corrected(self, candidate: Candidate) -> Draft:
        """Add what a teacher named, at the level named or else where its kind puts it."""
        depth = self._parts.depth_by_rank(candidate.family.rank)
        if candidate.level is not None:
            depth = min(len(self._parts.open), candidate.level - 1)
        else:
            before = candidate.number - 1 if candidate.number else None
            at = self._parts.innermost(candidate.family, before)
            if at is not None:
                return self._parts.add(candidate, at, before=self._parts.open[at])
        # 一、总 / 一是抓甲。 / (level 1) 重要的一行 / 二是抓乙。 / 二、分: both go on after it
        self._cut |= {draft.family.name: draft for draft in self._parts.open[depth:]}
        same = self._parts.open[depth] if depth < len(self._parts.open) else None
        alike = same is not None and same.family.name == candidate.family.name
        return self._parts.add(candidate, depth, before=same if alike else None)


def _near(one: Candidate, other: Candidate) -> bool:
    """Return whether two bullets are so close that they may belong to one list."""
    apart = other.paragraph - one.paragraph
    if apart > 1 and one.heads_paragraphs != other.heads_paragraphs:
        return False
    both = one.heads_paragraphs and other.heads_paragraphs
    return apart <= (_NEAR_HEADINGS if both else _NEAR)


def _with_leads(text: str, paragraphs: Sequence[Paragraph], drafts: Sequence[Draft]) -> list[Draft]:
    """Return the parts with a heading over each list at the top, if there are several.

    会议指出，……。一是……；二是……。 / 会议强调，……。一要……；二要……。: were the two lists to
    stand beside each other at the top, their points would have the same names. The heading is the
    paragraph that the list stands in, or that leads it in right above; of a second list in a
    paragraph it is the sentence. The same in each part that the file declares without a number.
    """
    taken = {draft.candidate.paragraph for draft in drafts if draft.candidate.style != "inline"}
    leads: dict[int, Draft] = {}
    held: dict[Draft | None, list[tuple[Draft, int]]] = {}  # with the end of the marker before
    last = 0
    for draft in drafts:
        if (draft.parent is None or draft.parent.family is DECLARED) and _begins_list(draft):
            held.setdefault(draft.parent, []).append((draft, last))
        last = draft.candidate.end
    for firsts in held.values():
        own = _leads_of(firsts, text, paragraphs, taken)
        if len({lead.start for lead in own.values()}) > 1:
            leads |= own
    found: list[Draft] = []
    running: dict[Draft | None, Draft | None] = {}  # the lead that holds what comes, by its holder
    for draft in drafts:
        holder = draft.parent
        lead = running.get(holder)
        if id(draft) in leads and (lead is None or lead.start != leads[id(draft)].start):
            lead = leads[id(draft)]
            found.append(lead)
        elif draft.before is None and id(draft) not in leads:
            lead = None
        running[holder] = lead
        draft.parent = lead or holder
        found.append(draft)
    return found


def _leads_of(
    firsts: Sequence[tuple[Draft, int]], text: str, paragraphs: Sequence[Paragraph], taken: set[int]
) -> dict[int, Draft]:
    """Return what leads in each list, by the first of the list."""
    leads: dict[int, Draft] = {}
    starts: set[int] = set()
    for first, last in firsts:
        place = _lead(text, paragraphs, first, taken)
        if place is not None and not paragraphs[place].endless:
            start = paragraphs[place].start
            if start < last:
                sentences = _LEADS_IN_WITHIN.finditer(text, last, first.start)
                start = max((sentence.start() for sentence in sentences), default=start)
            if start < last and start not in starts:
                continue  # the last point of the list before stands in it
            starts.add(start)
            style: Style = "run-in" if start == paragraphs[place].start else "inline"
            leads[id(first)] = Draft(Candidate(LEAD, 0, start, start, place, style), first.parent)
    return leads


def _begins_list(draft: Draft) -> bool:
    family = draft.family
    return family.rank > _LOWEST and family.kind != "heading" and draft.before is None


def _lead(text: str, paragraphs: Sequence[Paragraph], first: Draft, taken: set[int]) -> int | None:
    """Return the paragraph that leads a list in."""
    place = first.candidate.paragraph
    if first.candidate.style == "inline":
        return place if place not in taken else None
    above = place - 1
    if above < 0 or above in taken:
        return None
    span = paragraphs[above].start, paragraphs[above].end
    if VOCATIVE.match(text, *span) or not _LEADS_IN.match(text, *span):
        return None
    return above
