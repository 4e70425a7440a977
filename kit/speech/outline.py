"""Text → nodes, segments and doubts, found by the sequences that numbering forms.

The steps are one file each: :mod:`kit.speech.markers` and :mod:`kit.speech.headings` find what
may count, :mod:`kit.speech.sequences` what does, :mod:`kit.speech.ends` how far it reaches; here
it becomes records.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kit.speech.closings import site_start
from kit.speech.corrections import Correction, forced
from kit.speech.drafts import Draft
from kit.speech.ends import Extents
from kit.speech.headings import find_headings
from kit.speech.laws import law_doubt, law_start
from kit.speech.markers import Candidate, find_markers
from kit.speech.paragraphs import cut_paragraphs
from kit.speech.records import Doubt, Node, NodeKind, Segment, SegmentKind
from kit.speech.sequences import Sequencer
from kit.speech.titles import title_end

_PASSED_OVER = "这里像是编号，但接不上前文，按正文读。"
_SENTENCE_AS_HEADING = "这一句没有编号，因为独占一行而按标题读。"

Outline = tuple[tuple[Node, ...], tuple[Segment, ...], tuple[Doubt, ...]]


def read_outline(text: str, corrections: Sequence[Correction] = ()) -> Outline:
    """Return the outline of a text, its segments and what the reader is unsure of.

    The nodes come in text order; what stands before the first part is ``opening``, what stands
    after the last one is ``closing``. The segments, joined, are the text, whatever it is; those
    between two parts, in neither, have the node ``""``.
    """
    paragraphs = cut_paragraphs(text)
    law = law_start(text, paragraphs)
    limit = site_start(text, paragraphs) if law is None else law
    read = [each for each in paragraphs if each.start < limit]
    markers = find_markers(text, read)
    marked = frozenset(each.paragraph for each in markers if each.style != "inline")
    parts = frozenset(
        each.paragraph
        for each in markers
        if each.style in {"alone", "sentence"} and not each.family.spoken
    )
    headings = find_headings(text, read, marked, parts)
    candidates = sorted((*markers, *headings), key=lambda each: each.start)
    sequencer = Sequencer(text, read, forced(text, read, candidates, corrections))
    drafts = sequencer.run()
    last = Extents(text, read).close(drafts, limit)
    ids = _number(drafts)
    first = drafts[0].start if drafts else len(text)
    titles = []
    for place, draft in enumerate(drafts):
        own_end = min(drafts[place + 1].start if place + 1 < len(drafts) else last, draft.end)
        titles.append(title_end(text, draft, read, own_end))
    nodes = (
        *_edge("opening", text, 0, first),
        *(_node(text, each, ids, end) for each, end in zip(drafts, titles, strict=True)),
        *_edge("closing", text, last, len(text) if drafts else last),
    )
    segments = (
        *_stretch("body", text, 0, first, "opening"),
        *_of_parts(text, drafts, ids, titles, last),
        *_stretch("body", text, last, len(text) if drafts else last, "closing"),
    )
    doubts = [*law_doubt(text, law), *_doubts(text, drafts, ids, sequencer.passed)]
    return nodes, segments, tuple(sorted(doubts, key=lambda each: (each.start, each.end)))


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
        marker=text[draft.start : draft.found.end],
        title=text[draft.found.end : title].strip(),
        start=draft.start,
        end=draft.end,
        parent=ids[id(draft.parent)] if draft.parent else None,
        children=tuple(ids[id(child)] for child in draft.children),
    )


def _of_parts(
    text: str, drafts: Sequence[Draft], ids: dict[int, str], titles: Sequence[int], last: int
) -> Iterator[Segment]:
    """Cut what lies between the opening and the closing into segments."""
    for place, draft in enumerate(drafts):
        following = drafts[place + 1].start if place + 1 < len(drafts) else last
        if draft.start < draft.found.end:
            yield Segment("marker", draft.start, draft.found.end, ids[id(draft)])
        yield from _stretch("title", text, draft.found.end, titles[place], ids[id(draft)])
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
            yield from _stretch("body", text, at, following, nobody)


def _doubts(
    text: str, drafts: Sequence[Draft], ids: dict[int, str], passed: Sequence[Candidate]
) -> Iterator[Doubt]:
    for draft in drafts:
        reason = draft.reason
        if draft.kind == "heading" and text[draft.start : draft.end].split("\n", 1)[0][-1:] == "。":
            reason = reason or _SENTENCE_AS_HEADING
        if reason:
            yield Doubt(draft.start, draft.end, ids[id(draft)], reason)
    for found in passed:
        if found.style != "inline" and found.number:
            yield Doubt(found.start, found.end, None, _PASSED_OVER)


def _edge(kind: NodeKind, text: str, start: int, end: int) -> Iterator[Node]:
    """Yield the node of what stands before or after the numbered parts, unless it is blank."""
    stretch = text[start:end]
    if stretch.strip():
        begin = start + len(stretch) - len(stretch.lstrip())
        yield Node(kind, kind, "", "", begin, start + len(stretch.rstrip()), None)


def _stretch(kind: SegmentKind, text: str, start: int, end: int, node: str) -> Iterator[Segment]:
    """Cut a stretch into its content and the white space around it."""
    stretch = text[start:end]
    if not stretch.strip():
        marks = [start, start, start, end]
    else:
        content = start + len(stretch) - len(stretch.lstrip())
        marks = [start, content, content + len(stretch.strip()), end]
    kinds: tuple[SegmentKind, ...] = ("space", kind, "space")
    for each, left, right in zip(kinds, marks, marks[1:], strict=False):
        if left < right:
            yield Segment(each, left, right, node)
