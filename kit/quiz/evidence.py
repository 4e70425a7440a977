"""Where the evidence of a question stands in the speech, and counts that the kit makes itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kit.errors import KitError
from kit.quiz.notes import Note
from kit.quiz.problems import Problem
from kit.quiz.question import Evidence
from kit.speech import Node, Passage, Speech, find_quote, fold

WHOLE = "全文"
_QUOTED = re.compile(r"^[“”\"「『](.*)[“”\"」』]$")
_COUNT = re.compile(r"(任务|要点|[“”\"「『](.+)[“”\"」』])\s*[，,、]\s*(.+)")


def locate(note: Note, name: str, speech: Speech) -> Evidence | Problem:
    """Find the quotation of a ``> 依据`` line; ``name`` opens what is said of it."""
    try:
        part = passage(note.place, speech) if note.place else speech.whole()
    except KitError as error:
        return Problem(note.line, f"{name}的依据：{error.what}", error.remedy, "依据位置")
    if not note.text:
        return Problem(note.line, f"{name}的依据是空的。", "请在“依据：”后照抄讲话原文。", "依据")
    everywhere = places(note.text, speech)
    inside = [span for span in everywhere if part.start <= span[0] and span[1] <= part.end]
    if len(inside) == 1:
        return Evidence.at(speech, *inside[0])
    if inside:
        return _ambiguous(note, name, inside, speech)
    if everywhere:
        return Problem(
            note.line,
            f"{name}的依据不在“{part.label}”，而在{_listed(everywhere, speech)}。",
            "请改正括号里的部分。",
            "依据位置",
        )
    return _not_verbatim(note, name, speech)


def passage(key: str, speech: Speech) -> Passage:
    """Return the part that a paper names; 全文 is the whole.

    Raises:
        KitError: the speech has no such part.
    """
    return speech.whole() if key == WHOLE else speech[key]


def places(quote: str, speech: Speech) -> tuple[tuple[int, int], ...]:
    """Return the places of a quotation, with or without quotation marks of its own around it."""
    bare = _QUOTED.match(quote.strip())
    return find_quote(speech, quote) or (find_quote(speech, bare[1]) if bare else ())


def deepest(evidence: Iterable[Evidence], speech: Speech) -> str | None:
    """Return the id of the deepest node that holds all the evidence, or None."""
    spans = [(each.start, each.end) for each in evidence]
    if not spans:
        return None
    node = speech.deepest(min(start for start, _ in spans), max(end for _, end in spans))
    return node.id if node else None


def count(note: Note, name: str, speech: Speech) -> int | Problem:
    """Return what a ``> 计数`` line counts: tasks, points, or a string, in one part."""
    match = _COUNT.fullmatch(note.text)
    if not match:
        return Problem(
            note.line,
            f"{name}的计数写法不对。",
            "请写成“计数：任务，二（二）”“计数：要点，二”或“计数：“必须”，一”；全篇写“全文”。",
            "计数",
        )
    what, string, key = match.groups()
    try:
        part = passage(key, speech)
    except KitError as error:
        return Problem(note.line, f"{name}的计数：{error.what}", error.remedy, "计数")
    if what == "任务":
        return len(part.tasks)
    if what == "要点":
        return sum(node.kind == "point" for node in part.nodes)
    return fold(part.text)[0].count(fold(string)[0])


def _ambiguous(note: Note, name: str, spans: Sequence[tuple[int, int]], speech: Speech) -> Problem:
    nodes = [node for span in spans if (node := speech.deepest(*span))]
    alone = [node for node in nodes if nodes.count(node) == 1]
    remedy = "请多引几个字，使它只出现一次。"
    if alone and len(nodes) > 1:
        remedy = f"请写明是哪一部分，例如“依据（{speech.label(alone[0])}）：”；或多引几个字。"
    what = f"{name}的依据在讲话里不止一处：{_listed(spans, speech)}。"
    return Problem(note.line, what, remedy, "依据位置")


def _listed(spans: Iterable[tuple[int, int]], speech: Speech) -> str:
    """Name places as a person would: 一（讲话第 4、5 行）、四一是（讲话第 23 行）."""
    lines: dict[str, dict[int, None]] = {}
    for start, end in spans:
        label = _label(speech.deepest(start, end), speech)
        lines.setdefault(label, {})[speech.line(start)] = None
    return "、".join(
        f"{label}（讲话第 {'、'.join(map(str, where))} 行）" for label, where in lines.items()
    )


def _label(node: Node | None, speech: Speech) -> str:
    return speech.label(node) if node else WHOLE


def _not_verbatim(note: Note, name: str, speech: Speech) -> Problem:
    """Tell from which character a quotation departs from the speech."""
    bare = _QUOTED.match(note.text)
    quote = bare[1] if bare else note.text
    wanted, offsets = fold(quote)
    low, high = 0, len(wanted)  # the longest beginning that stands in the speech
    text, origins = fold(speech.text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if wanted[:middle] in text else (low, middle - 1)
    remedy = "请照抄原文，一字不差；全角、半角标点不计较。"
    if low >= 4:
        found = text.index(wanted[:low]) + low
        first = quote[offsets[low] :][:8]
        after = speech.text[origins[found] :][:8].split("\n")[0] if found < len(origins) else ""
        remedy = f"从“{first}”起与原文不同，原文此处是“{after}”。{remedy}"
    return Problem(note.line, f"{name}的依据不在讲话原文里。", remedy, "依据")
