"""Paragraphs without a number that have a list of their own: the usual form of a news report.

会议指出，……。一是……；二是……。 / 会议强调，……。一要……；二要……。: were the two lists to stand
beside each other at the top, their points would have the same names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kit.speech.families import DECLARED, LEAD
from kit.speech.markers import Candidate
from kit.speech.nesting import Draft
from kit.speech.paragraphs import VOCATIVE, Paragraph

_LOWEST = 2.9
"""Rank from which a list is one of points, and none of the parts of a text."""

# 会议强调，要做好以下工作：
_LEADS_IN = re.compile(r"[^\r\n]*：$|[^。\r\n]{0,20}(?:指出|强调|要求|认为|明确|表示|提出)")


def with_leads(text: str, paragraphs: Sequence[Paragraph], drafts: Sequence[Draft]) -> list[Draft]:
    """Return the parts with a heading over each list at the top, if there are several.

    The same in each part that the file declares without a number.

    The heading is the paragraph that the list stands in, or that leads it in right above.
    """
    taken = {draft.candidate.paragraph for draft in drafts if draft.candidate.style != "inline"}
    leads: dict[int, Draft] = {}
    held: dict[Draft | None, list[Draft]] = {}
    for draft in drafts:
        if (draft.parent is None or draft.parent.family is DECLARED) and _begins_list(draft):
            held.setdefault(draft.parent, []).append(draft)
    for firsts in held.values():
        own = _leads_in(firsts, text, paragraphs, taken)
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


def _leads_in(
    firsts: Sequence[Draft], text: str, paragraphs: Sequence[Paragraph], taken: set[int]
) -> dict[int, Draft]:
    """Return what leads in each list, by the first of the list."""
    leads = {}
    for first in firsts:
        place = _lead(text, paragraphs, first, taken)
        if place is not None and not paragraphs[place].endless:
            start = paragraphs[place].start
            lead = Draft(Candidate(LEAD, 0, start, start, place, "run-in"), first.parent)
            leads[id(first)] = lead
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
