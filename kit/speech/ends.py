"""Where each part ends, and with that which part it really lies in.

A part ends where the next one of its sequence begins. Only the last of a sequence is in doubt: a
part that is run in ends after as many paragraphs as its sisters have, one under a heading of its
own runs to the end of what holds it, or to where the speaker turns to the audience again.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from kit.speech.drafts import Draft
from kit.speech.headings import LAST_PARTS, NOTES
from kit.speech.markers import REFRAIN
from kit.speech.paragraphs import VOCATIVE, Paragraph

_SITE = re.compile(r"本作品(?:是|来自)|Public domain|相关(?:报道|链接|新闻|阅读)[:：]$")
_TRAILER = re.compile(
    r"责任编辑|[（(【]责(?:任)?编"
    r"|[（(]新华社|[（(](?:作者|本文|记者|编辑)|《\s?人民日报\s?》|※|编辑[:：]|来源[:：]|扫一扫|打印本页"
)
_TRAILER_WITHIN = re.compile(r"(?<=[。！？!?”])(?:[（(]新华社[^。]{0,30}电[）)]|※)")
_CLOSING = re.compile(r"会上|会议(?:还|强调|要求|指出|由)|最后[,，]|同志们")
_TURN = re.compile(
    r"总之|总的(?:看|来看|来说)|总起来说|(?:除(?:了)?)?以上|(?:实践|事实|历史)(?:证明|表明|充分)"
    r"|[一两三四五几多]年来|过去(?:的)?[一两三四五]年|在(?:肯定|总结|看到)成绩"
)
_DOUBTFUL_END = "这是同一组中的最后一点，原文没有标明它到哪里为止。"


def site_start(text: str, paragraphs: Sequence[Paragraph]) -> int:
    """Return where that begins which a site put below the text (a licence, links), or its end."""
    for each in paragraphs:
        if each.start > len(text) // 2 and _SITE.match(text, each.start, each.end):
            return each.start
    return len(text)


class Extents:
    """Knows the paragraphs of a text and finds the ends of drafts among them."""

    def __init__(self, text: str, paragraphs: Sequence[Paragraph]) -> None:
        self._text = text
        self._paragraphs = paragraphs
        self._starts = [each.start for each in paragraphs]

    def close(self, drafts: Sequence[Draft], end: int) -> int:
        """Set the end and the true parent of every draft; return where the closing begins.

        ``end`` is where the text ends that may belong to a part.
        """
        last = min(self.closing(drafts), end) if drafts else len(self._text)
        limits = self._before_notes(drafts, _limits(drafts, last))
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
        for draft in drafts:
            if draft.parent is not None and draft.parent.found.family is REFRAIN:
                held = draft.parent
                held.end = draft.end if held.after is None else held.end
        return self._after_parts(drafts, last)

    def _after_parts(self, drafts: Sequence[Draft], last: int) -> int:
        """Return where the closing begins once the last part of the first level has its end."""
        if not drafts or not self._text[drafts[-1].top().end : last].strip():
            return last
        end = drafts[-1].top().end
        return end + len(self._text[end:last]) - len(self._text[end:last].lstrip())

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
        if top.found.family.name == "heading":
            return end
        later = range(last.found.paragraph + 1, len(self._paragraphs))
        appeal = self._appeal(last, drafts, end)
        if appeal is not None:
            return appeal
        cue = next((i for i in later if self._says(_CLOSING, i)), None)
        return end if cue is None else min(end, self._starts[cue])

    def _appeal(self, last: Draft, drafts: Sequence[Draft], end: int) -> int | None:
        """Return where the speaker turns to the audience for good after the ``last`` part."""
        later = range(last.found.paragraph + 1, len(self._paragraphs))
        addresses = [i for i in later if self._says(VOCATIVE, i) and self._starts[i] < end]
        if not addresses:
            return None
        return self._starts[addresses[-1 if _has_numbered_parts(last.top(), drafts) else 0]]

    def _before_notes(self, drafts: Sequence[Draft], limits: list[int]) -> list[int]:
        """Let the parts before notes end where the speech does, not where the notes begin."""
        for last, notes in itertools.pairwise(drafts):
            if notes.parent is None and NOTES.match(self._text, notes.start):
                top = last.top()
                numbered = top.found.family.name != "heading"
                appeal = self._appeal(last, drafts, notes.start) if numbered else None
                if appeal is not None:
                    pairs = zip(drafts, limits, strict=True)
                    return [min(at, appeal) if d.start < appeal else at for d, at in pairs]
        return limits

    def _trailer(self, last: Draft) -> int:
        later = range(last.found.paragraph + 1, len(self._paragraphs))
        at = next((self._starts[i] for i in later if self._says(_TRAILER, i)), len(self._text))
        within = _TRAILER_WITHIN.search(self._text, last.start, at)
        return within.start() if within else at

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
            return min(limit, self._paragraphs[own].end)
        if LAST_PARTS.match(self._text, draft.start, self._paragraphs[own].end):
            return limit
        sizes = [max(size, 1) for size in sizes]
        counted = draft.found.family.spoken or draft.found.style == "run-in"
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
        return self._turned(draft, sizes or [1], limit, counted=counted)

    def _turned(self, draft: Draft, sizes: Sequence[int], limit: int, *, counted: bool) -> int:
        """Return where the text turns away from a part whose sisters take ``sizes`` paragraphs."""
        if draft.found.family.name == "附件":
            return limit
        own = draft.found.paragraph
        place = own + min(sizes)
        while place < len(self._paragraphs) and self._starts[place] < limit:
            if self._says(VOCATIVE, place) or (counted and self._says(_TURN, place)):
                return self._starts[place]
            place += 1
        if not counted or place <= own + min(sizes):
            return limit
        draft.reason = draft.reason or _DOUBTFUL_END
        return limit if place - own <= max(sizes) else self._paragraphs[own + min(sizes) - 1].end

    def _holds(self, draft: Draft, following: Draft | None) -> bool:
        """Return whether numbered parts of its own follow a part's paragraph at once."""
        if following is None or following.found.family.spoken:
            return False
        return following.found.paragraph <= draft.found.paragraph + 1

    def _says(self, words: re.Pattern[str], place: int) -> bool:
        each = self._paragraphs[place]
        return words.match(self._text, each.start, each.end) is not None


def _limits(drafts: Sequence[Draft], last: int) -> list[int]:
    """Return, for each draft, where the first one begins that does not lie in it."""
    limits = [last] * len(drafts)
    running: list[int] = []
    for place, draft in enumerate(drafts):
        while running and not draft.lies_in(drafts[running[-1]]):
            limits[running.pop()] = draft.start
        running.append(place)
    return limits


def _has_numbered_parts(top: Draft, drafts: Sequence[Draft]) -> bool:
    return any(each.parent is top and not each.found.family.spoken for each in drafts)
