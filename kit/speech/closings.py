"""Where the parts of a speech end as a whole, and its closing begins."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from kit.speech.drafts import Draft
from kit.speech.headings import NOTES
from kit.speech.markers import APPENDIX
from kit.speech.paragraphs import VOCATIVE, Paragraph
from kit.speech.turns import Turns

_SITE = re.compile(r"本作品(?:是|来自)|Public domain|相关(?:报道|链接|新闻|阅读)[:：]$")
_TRAILER = re.compile(
    r"责任编辑|[（(【]责(?:任)?编"
    r"|[（(]新华社|[（(](?:作者|本文|记者|编辑)|《\s?人民日报\s?》|※|编辑[:：]|来源[:：]|扫一扫|打印本页"
)
_TRAILER_WITHIN = re.compile(r"(?<=[。！？!?”])(?:[（(]新华社[^。]{0,30}电[）)]|※)")
_CLOSING = re.compile(r"会上|会议(?:还|强调|要求|指出|由)|最后[,，]|同志们")


def site_start(text: str, paragraphs: Sequence[Paragraph]) -> int:
    """Return where that begins which a site put below the text (a licence, links), or its end."""
    for each in paragraphs:
        if each.start > len(text) // 2 and _SITE.match(text, each.start, each.end):
            return each.start
    return len(text)


class Closings:
    """Finds among the paragraphs of a text where the speaker is done with the parts."""

    def __init__(self, text: str, paragraphs: Sequence[Paragraph]) -> None:
        self._text = text
        self._paragraphs = paragraphs
        self._starts = [each.start for each in paragraphs]
        self._turns = Turns(text, paragraphs)

    def closing(self, drafts: Sequence[Draft]) -> int:
        """Return where the closing begins: after the last part, at a paragraph of its own.

        The speaker turns to the audience: at once where the last part has no numbered parts, for
        the last time where it has some; or the report speaks of the meeting again (会上，…). What
        an agency or a site put below the speech is part of the closing too.
        """
        if not drafts:
            return len(self._text)
        last = drafts[-1]
        end = self._trailer(last)
        top = last.top()
        if top.found.family.name == "heading" and not _has_numbered_parts(top, drafts):
            return end
        later = range(last.found.paragraph + 1, len(self._paragraphs))
        appeal = self._appeal(last, drafts, end)
        if appeal is not None:
            return appeal
        cue = next((i for i in later if self._turns.says(_CLOSING, i)), None)
        return end if cue is None else min(end, self._starts[cue])

    def _appeal(self, last: Draft, drafts: Sequence[Draft], end: int) -> int | None:
        """Return where the speaker turns to the audience for good after the ``last`` part."""
        later = range(last.found.paragraph + 1, len(self._paragraphs))
        addresses = [i for i in later if self._turns.says(VOCATIVE, i) and self._starts[i] < end]
        if not addresses:
            return None
        return self._starts[addresses[-1 if _has_numbered_parts(last.top(), drafts) else 0]]

    def before_notes(self, drafts: Sequence[Draft], limits: Sequence[int]) -> list[int]:
        """Return the limits of the parts: notes or an appendix begin after the speech ends."""
        for last, notes in itertools.pairwise(drafts):
            beside = notes.found.family is APPENDIX or NOTES.match(self._text, notes.start)
            if notes.parent is not None or not beside:
                continue
            numbered = last.top().found.family.name != "heading"
            appeal = self._appeal(last, drafts, notes.start) if numbered else None
            if appeal is not None:
                pairs = zip(drafts, limits, strict=True)
                return [min(at, appeal) if each.start < appeal else at for each, at in pairs]
        return list(limits)

    def _trailer(self, last: Draft) -> int:
        later = range(last.found.paragraph + 1, len(self._paragraphs))
        at = next(
            (self._starts[i] for i in later if self._turns.says(_TRAILER, i)), len(self._text)
        )
        within = _TRAILER_WITHIN.search(self._text, last.start, at)
        return within.start() if within else at


def _has_numbered_parts(top: Draft, drafts: Sequence[Draft]) -> bool:
    return any(
        each.parent is top
        and (not each.found.family.spoken or each.found.style in {"alone", "sentence"})
        for each in drafts
    )
