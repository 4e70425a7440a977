"""The parts of a speech, which of them a place belongs to, and what they are called for short."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile

from kit.speech.records import Node, Speech
from kit.speech.wording import full_width

ACROSS = "综合"
"""What is said in place of a part where something belongs to several, or to the whole text."""


def parts(speech: Speech) -> tuple[Node, ...]:
    """Return the parts of a speech in text order; see `Speech.parts`."""
    return tuple(speech.parts.values())


def lineage(speech: Speech, node: str | None) -> tuple[str, ...]:
    """Return the ids of a node and of all above it, from the top; of none for an unknown one."""
    return tuple(part.id for part in _above(speech, node))


def part_of(speech: Speech, node: str | None) -> Node | None:
    """Return the part that a node lies in; None if it spans several, or there is no such node."""
    return next((part for part in _above(speech, node) if part.id in speech.parts), None)


def place_label(speech: Speech, node: str | None) -> str:
    """Return where a node stands as the text itself would number it, else `ACROSS`."""
    above = _above(speech, node)
    return speech.label(above[-1]) if above else ACROSS


def part_label(speech: Speech, node: Node) -> str:
    """Return what a part is called for short: its number and what it is about.

    The title's first clause, without what it begins with in common with its siblings:
    ``二（二）民生检察品牌`` beside ``二（一）党建品牌``.
    """
    clause = _first_clause(node.title)
    shared = _shared_start(speech, node.parent) if node.numbered else 0
    return _joined(speech.label(node), node, clause[shared:])


def full_label(speech: Speech, node: Node) -> str:
    """Return a node's number and its whole title: ``二（二）三要　当好营商环境“护航员”``."""
    return _joined(speech.label(node), node, _one_line(node.title))


def own_label(node: Node) -> str:
    """Return a node's own marker and its whole title: ``三要　当好营商环境“护航员”``."""
    return _joined(node.mark, node, _one_line(node.title))


def _above(speech: Speech, node: str | None) -> tuple[Node, ...]:
    """Return a node and all above it, from the top; none for an unknown one."""
    try:
        return speech.path(speech.node(node)) if node is not None else ()
    except KeyError:
        return ()


@lru_cache(maxsize=16)
def _shared_start(speech: Speech, parent: str | None) -> int:
    """Return how many characters the titles of a part's children begin with in common.

    It is 0 where that would be no more than a character, or leave no more of a title.
    """
    if parent is None:
        children = tuple(part for part in speech.nodes if part.parent is None and part.numbered)
    else:
        children = speech.children(speech.node(parent))
    clauses = [_first_clause(child.title) for child in children]
    common = _common_start(clauses) if len(clauses) > 1 else 0
    return common if common > 1 and all(len(clause) - common > 1 for clause in clauses) else 0


def _one_line(text: str) -> str:
    return full_width(" ".join(text.split()))


def _first_clause(title: str) -> str:
    return _one_line(title).split("，")[0]


def _common_start(texts: Sequence[str]) -> int:
    """Return how many characters all texts have in common at their beginning."""
    alike = (len(set(signs)) == 1 for signs in zip(*texts, strict=False))
    common = sum(1 for _ in takewhile(bool, alike))
    return len(texts[0][:common].rstrip("0123456789"))  # a number is not cut in two


def _joined(mark: str, node: Node, title: str) -> str:
    if not (mark and title):
        return mark or title
    if node.marker.rstrip().endswith("、"):
        return f"{mark}、{title}"
    return f"{mark}{title}" if mark.endswith("）") else f"{mark}　{title}"
