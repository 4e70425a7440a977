"""Text → nodes, segments and doubts, found by the sequences that numbering forms.

The steps are one file each: :mod:`kit.speech.markers` and :mod:`kit.speech.headings` find what
may count, :mod:`kit.speech.sequences` what does, :mod:`kit.speech.ends` how far it reaches; here
it gets its titles and becomes records.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kit.speech.ends import Ends, law_start, site_start
from kit.speech.families import HEADING, REFRAIN
from kit.speech.headings import find_headings
from kit.speech.markers import Candidate, find_markers
from kit.speech.nesting import Draft
from kit.speech.paragraphs import Paragraph, cut_paragraphs
from kit.speech.records import Correction, Doubt, Node, NodeKind, Segment, SegmentKind
from kit.speech.sequences import Sequencer
from kit.speech.tails import find_tails
from kit.speech.wording import BLANKS, CLAUSE_END, EDGES, line_bounds, trimmed, widened

if TYPE_CHECKING:
    from kit.speech.declared import Declared

_PASSED_OVER = "这里像是编号，但接不上前文，按正文读。"
_SENTENCE_AS_HEADING = "这一句没有编号，因为独占一行而按标题读。"
_UNNUMBERED = "没有找到分部分的编号，所列层次是按标题读出的。"
_NO_PARTS = "没有找到分部分的编号，全文没有分出层次。"
_GLUED = "标题和正文连在一起，标题到哪里为止是推断的。"
_LAW = "从这里起是按“第几条”编写的法规条文，不在这个读法之内，没有分出层次。"

_NO_NUMBER = (HEADING, REFRAIN)

_TITLE_END = re.compile(r"[。！？\r\n]")
_POINT_END = re.compile(rf"{CLAUSE_END}|[\r\n]")
_TAIL = "。，；：！？" + BLANKS
_LONGEST_TITLE = 24
_SHORTEST_TITLE = 6
# 一、充分认识加快某项工作的重大意义党的十九大以来，……
_TEXT_BEGINS = re.compile(
    r"党的十.大|改革开放以来|新中国成立|当[前今]|今[天年]|近年来|去年|刚才|我(?:们|国|多次)|同志们|这[是次些]|大家"
    r"|\d{4}年|[“‘]"
)

Outline = tuple[tuple[Node, ...], tuple[Segment, ...], tuple[Doubt, ...]]


def read_outline(
    text: str,
    corrections: Sequence[Correction] = (),
    declared: Sequence[Declared] = (),
) -> Outline:
    """Return the outline of a text, its segments and what the reader is unsure of.

    The nodes come in text order; what stands before the first part is ``opening``, what stands
    after the last one is ``closing``. The segments, joined, are the text, whatever it is; those
    between two parts, in neither, have the node ``""``. What the file declares headings wins over
    guesses; where its numbers disagree, that is among the doubts.
    """
    given, text = text, widened(text)
    apart: frozenset[int] = frozenset()
    if declared:
        from kit.speech.declared import conflicts, set_apart, with_declared

        apart = set_apart(text, declared)
    paragraphs = cut_paragraphs(text, apart)
    law = law_start(text, paragraphs)
    limit = site_start(text, paragraphs) if law is None else law
    read = [paragraph for paragraph in paragraphs if paragraph.start < limit]
    tails = find_tails(text, read)
    below = {index for tail in tails for index in range(tail.first, tail.after)}
    markers = tuple(each for each in find_markers(text, read) if each.paragraph not in below)
    marked = frozenset(marker.paragraph for marker in markers if marker.style != "inline")
    parts = frozenset(
        marker.paragraph
        for marker in markers
        if marker.heads_paragraphs and not marker.family.spoken
    )
    headings = find_headings(text, read, marked | below, parts)
    every, too_long, unfit = (*markers, *headings), tuple[Doubt, ...](), tuple[Doubt, ...]()
    if declared:
        every, too_long = with_declared(text, read, every, declared)
    every = tuple(sorted(every, key=lambda candidate: candidate.start))
    if corrections:
        from kit.speech.corrections import corrected

        every, unfit = corrected(text, read, every, corrections)
    sequencer = Sequencer(text, read, every)
    drafts = sequencer.run()
    ends = Ends(text, read, tails)
    last = ends.close(drafts, limit)
    last = min(last, max((draft.end for draft in drafts), default=last))
    closing = _closing(drafts, ends, last, len(text))
    ids = _number(drafts)
    first = drafts[0].start if drafts else len(text)
    titles = []
    for place, draft in enumerate(drafts):
        own_end = min(drafts[place + 1].start if place + 1 < len(drafts) else last, draft.end)
        titles.append(_title_end(text, draft, read[draft.candidate.paragraph], own_end))
    nodes = (
        *_edge("opening", text, 0, first),
        *(_node(given, draft, ids, end) for draft, end in zip(drafts, titles, strict=True)),
        *_edge("closing", text, *closing),
    )
    segments = (
        *_stretch("body", text, 0, first, "opening"),
        *_of_parts(text, drafts, ids, titles, last, closing),
        *_stretch("body", text, last, len(text), "closing" if closing[0] == last else ""),
    )
    doubts = [
        *unfit,
        *too_long,
        *(conflicts(drafts) if declared else ()),
        *_misplaced(text, drafts),
        *_doubts(text, drafts, ids, sequencer.passed),
    ]
    if law is None and read and all(draft.family in _NO_NUMBER for draft in drafts):
        title = read[0]
        reason = _UNNUMBERED if drafts else _NO_PARTS
        doubts.append(Doubt(title.start, title.end, None, reason))
    if law is not None:
        doubts.append(Doubt(law, law + len(text[law:].rstrip()), None, _LAW))
    nodes = tuple(sorted(nodes, key=lambda node: node.start))
    return nodes, segments, tuple(sorted(doubts, key=lambda doubt: (doubt.start, doubt.end)))


def _closing(drafts: Sequence[Draft], ends: Ends, last: int, end: int) -> tuple[int, int]:
    """Return the span of what closes a text: below its last part, or above what is attached."""
    if ends.closing is None:
        return last, end
    return ends.closing, next(draft.start for draft in drafts if draft.start > ends.closing)


def _title_end(text: str, draft: Draft, paragraph: Paragraph, own_end: int) -> int:
    """Return where the title of a part ends, without the punctuation that ends it.

    A heading's ends with its sentence, a spoken point's with its clause. Where title and text
    have run together, it ends before words with which texts begin; the draft then says so.
    """
    marker_end, spoken = draft.candidate.end, draft.family.spoken
    start = marker_end + len(text[marker_end:own_end]) - len(text[marker_end:own_end].lstrip())
    if text[draft.start] == "【" and text[marker_end - 1] != "】":
        return _without_tail(text, marker_end, text.index("】", marker_end))
    own_text = own_end > paragraph.end  # 第一，抓甲，促进乙。 / 甲是……: a heading, no point
    if draft.candidate.heads_paragraphs and (own_text or not spoken) and start < paragraph.end:
        return _without_tail(text, marker_end, min(paragraph.end, own_end))
    match = (_POINT_END if spoken else _TITLE_END).search(text, start, own_end)
    end = match.start() if match else own_end
    if paragraph.endless and not spoken and end - start > _LONGEST_TITLE:
        begins = _TEXT_BEGINS.search(text, min(start + _SHORTEST_TITLE, end), end)
        clause = _POINT_END.search(text, start, end)
        end = min([match.start() for match in (begins, clause) if match], default=end)
        draft.reason = draft.reason or _GLUED
    return _without_tail(text, marker_end, end)


def _without_tail(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip(_TAIL))


def _number(drafts: Sequence[Draft]) -> dict[int, str]:
    """Give every draft its place among its siblings as an id, and its children."""
    ids: dict[int, str] = {}
    tops = 0
    for draft in drafts:
        if draft.parent is None:
            tops += 1
            ids[id(draft)] = str(tops)
        else:
            draft.parent.children.append(draft)
            ids[id(draft)] = f"{ids[id(draft.parent)]}.{len(draft.parent.children)}"
    return ids


def _node(text: str, draft: Draft, ids: dict[int, str], title: int) -> Node:
    return Node(
        id=ids[id(draft)],
        kind=draft.kind,
        marker=text[draft.start : draft.candidate.end],
        title=text[draft.candidate.end : title].strip(EDGES),
        start=draft.start,
        end=draft.end,
        parent=ids[id(draft.parent)] if draft.parent else None,
        children=tuple(ids[id(child)] for child in draft.children),
    )


def _of_parts(
    text: str,
    drafts: Sequence[Draft],
    ids: dict[int, str],
    titles: Sequence[int],
    last: int,
    closing: tuple[int, int],
) -> Iterator[Segment]:
    """Cut what lies between the opening and the closing into segments."""
    for place, draft in enumerate(drafts):
        following = drafts[place + 1].start if place + 1 < len(drafts) else last
        if draft.start < draft.candidate.end:
            yield Segment("marker", draft.start, draft.candidate.end, ids[id(draft)])
        yield from _stretch("title", text, draft.candidate.end, titles[place], ids[id(draft)])
        at = titles[place]
        owner: Draft | None = draft
        while owner is not None:
            end = min(owner.end, following)
            if at < end:
                yield from _stretch("body", text, at, end, ids[id(owner)])
                at = end
            owner = owner.parent
        if at < following:
            nobody = "" if text[at:following].strip() else ids[id(draft)]
            if following == closing[1] and not nobody:
                nobody = "closing"
            yield from _stretch("body", text, at, following, nobody)


def _doubts(
    text: str, drafts: Sequence[Draft], ids: dict[int, str], passed: Sequence[Candidate]
) -> Iterator[Doubt]:
    for draft in drafts:
        reason = draft.reason
        guessed = draft.kind == "heading" and draft.candidate.declared is None
        if guessed and text[draft.start : draft.end].split("\n", 1)[0][-1:] == "。":
            reason = reason or _SENTENCE_AS_HEADING
        if reason:
            yield Doubt(draft.start, draft.end, ids[id(draft)], reason)
    for marker in passed:
        if marker.style != "inline" and marker.number:
            yield Doubt(marker.start, marker.end, None, _PASSED_OVER)


def _misplaced(text: str, drafts: Sequence[Draft]) -> Iterator[Doubt]:
    """Yield the corrections that name a level with no part above it to lie in."""
    lines: list[int] = []
    for draft in drafts:
        level, found = draft.candidate.level, draft.depth + 1
        if level is not None and level > found:
            lines = lines or line_bounds(text)
            reason = f"上面没有第 {level - 1} 级的部分可以归入，读成了第 {found} 级。"
            line = bisect.bisect_right(lines, draft.start)
            yield Doubt(draft.start, draft.start, None, reason, line)


def _edge(kind: NodeKind, text: str, start: int, end: int) -> Iterator[Node]:
    """Yield the node of what stands before or after the numbered parts, unless it is blank."""
    left, right = trimmed(text, start, end)
    if left < right:
        yield Node(kind, kind, "", "", left, right, None)


def _stretch(kind: SegmentKind, text: str, start: int, end: int, node: str) -> Iterator[Segment]:
    """Cut a stretch into its content and the white space around it."""
    marks = [start, *trimmed(text, start, end), end]
    kinds: tuple[SegmentKind, ...] = ("space", kind, "space")
    for part, left, right in zip(kinds, marks, marks[1:], strict=False):
        if left < right:
            yield Segment(part, left, right, node)
