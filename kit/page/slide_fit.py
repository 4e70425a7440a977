"""Whether a slide's HTML has room on the screen, told without a browser.

Chinese is set in squares, so that lines can be counted: what is reckoned here is never less than
what a browser makes of ``slides.css``, whose numbers stand here again. The page itself measures
with the browser and takes the largest of its sizes that fits; the smallest is reckoned with here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from html.parser import HTMLParser

from kit.charts.typesetting import em_width

SMALLEST = 36.0
"""Size of the smallest type on a slide of 1920 × 1080, in pixels."""

LARGE = 44.0
"""Size of type in which an answer is rather set with less of its paragraph than smaller."""

EASY = 40.0
"""Size of type in which a long text is easily read from the last row."""

WIDTH, HEIGHT = 1680.0, 920.0
"""The room inside a slide's margins."""

_LEADING = 1.5
_FIGURE = 760.0
_PICTURE = 620.0
_VOID = {
    *("area", "base", "br", "col", "embed", "hr", "img"),
    *("input", "link", "meta", "source", "track", "wbr"),
}


@dataclass(frozen=True, slots=True)
class _Box:
    """What surrounds a block, in its own em, but for ``size``: pixels, 0 as around it."""

    size: float = 0.0
    leading: float = _LEADING
    below: float = 0.0
    across: float = 0.0
    inside: float = 0.0


_BOXES = {
    "h1": _Box(96, 1.3, 0.5, inside=0.4),
    "h2": _Box(60, 1.3, 0.5),
    "h3": _Box(48, 1.3, 0.4),
    "h4": _Box(44, 1.3, 0.4),
    "p": _Box(below=0.4),
    "li": _Box(below=0.25),
    "ul": _Box(below=0.2, across=1.4),
    "ol": _Box(below=0.2, across=1.4),
    "pre": _Box(below=0.4, across=1.0, inside=0.4),
    "blockquote": _Box(below=0.4, across=0.8, inside=0.3),
    "figure": _Box(below=0.3),
    "caption": _Box(below=0.3),
    "kit-kind": _Box(below=0.4, across=1.2, inside=0.8),
    "kit-options": _Box(below=0.2, across=1.9),
}
_BLOCKS = _BOXES.keys() | {"div", "section", "table", "dl", "dt", "dd", "figcaption", "tr", "hr"}
_UNSEEN = frozenset({"details", "figcaption", "template", "script", "style"})


@dataclass(slots=True)
class _Node:
    tag: str
    classes: tuple[str, ...] = ()
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[_Node | str] = field(default_factory=list)

    @property
    def is_block(self) -> bool:
        return self.tag in _BLOCKS


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [_Node("div")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        node = _Node(tag, tuple(values.get("class", "").split()), values)
        self.open[-1].children.append(node)
        if tag not in _VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if any(node.tag == tag for node in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def fits(html: str, size: float = SMALLEST) -> bool:
    """Tell whether a slide has room on the screen, set in a size of type."""
    return height(html, size) <= HEIGHT


def height(html: str, size: float = SMALLEST) -> float:
    """Return how high a slide's content is in a size of type, in pixels.

    >>> height("<p>" + "字" * 40 + "</p>") == height("<p>一</p>") < height("<p>一<br>二</p>")
    True
    """
    tree = _Tree()
    tree.feed(html)
    tree.close()
    return _height(tree.open[0], WIDTH, size)


def _height(node: _Node, width: float, size: float) -> float:
    """Return the height of a block, with its margin below."""
    if node.tag in _UNSEEN or "kit-unseen" in node.classes:
        return 0.0
    box = next((_BOXES[name] for name in (*node.classes, node.tag) if name in _BOXES), _Box())
    own = box.size or size
    if node.tag == "img":
        return _PICTURE
    if node.tag == "svg":
        return _drawing(node, width)
    if node.tag == "table":
        return _table(node, width, own)
    inner = width - box.across * own
    total = 0.0
    line: list[_Node | str] = []
    for child in (*node.children, None):
        if isinstance(child, str) or (child is not None and not _stands_alone(child)):
            line.append(child)
            continue
        total += _lines(line, inner, own) * own * box.leading
        line = []
        if child is not None:
            total += _height(child, inner, own)
    return total + (box.below + box.inside) * own


def _stands_alone(node: _Node) -> bool:
    return node.is_block or node.tag in _UNSEEN or node.tag in {"svg", "img"}


def _lines(inline: list[_Node | str], width: float, size: float) -> int:
    """Return on how many lines a text stands; a mark that may not begin one takes a sign along."""
    room = width / size - 1
    text = "".join(map(_text, inline))
    lines = (" ".join(line.split()) for line in text.split("\n\n"))
    return sum(max(1, math.ceil(em_width(line) / room)) for line in lines if line)


def _text(node: _Node | str) -> str:
    """Return the text of inline content; a line break is an empty line."""
    if isinstance(node, str):
        return " ".join(node.split("\n"))
    if node.tag == "br":
        return "\n\n"
    return "".join(map(_text, node.children))


def _drawing(node: _Node, width: float) -> float:
    numbers = node.attributes.get("viewbox", "").replace(",", " ").split()
    if len(numbers) != 4 or not float(numbers[2]):
        return _FIGURE
    return min(_FIGURE, width * float(numbers[3]) / float(numbers[2]))


def _table(table: _Node, width: float, size: float) -> float:
    """Return the height of a table whose columns share the width by the length of their texts."""
    rows = [
        [em_width(_text(cell).strip()) for cell in row.children if isinstance(cell, _Node)]
        for row in _all(table, "tr")
    ]
    captions = sum(_height(caption, width, size) for caption in _all(table, "caption"))
    columns = max(map(len, rows), default=0)
    if not columns:
        return captions
    room = width / size - 0.8 * columns
    longest = [max((row[at] for row in rows if at < len(row)), default=0) for at in range(columns)]
    if sum(longest) > room:
        weights = [max(2.0, math.sqrt(each) * 2) for each in longest]
        widths = [
            max(2.0, min(each, room * weight / sum(weights)))
            for each, weight in zip(longest, weights, strict=True)
        ]
        spare = max(0.0, room - sum(widths))
        lacking = [max(0.0, a - b) for a, b in zip(longest, widths, strict=True)]
        widths = [b + spare * c / (sum(lacking) or 1) for b, c in zip(widths, lacking, strict=True)]
    else:
        widths = [max(each, 1.0) for each in longest]
    heights = (
        max(
            math.ceil(cell / max(1.0, wide - 0.5)) if cell > wide else 1
            for cell, wide in zip(row, widths, strict=False)
        )
        * _LEADING
        + 0.5
        for row in rows
        if row
    )
    return captions + (sum(heights) + 0.4) * size


def _all(node: _Node, tag: str) -> list[_Node]:
    """Return the elements of one name inside a node, in their order."""
    found: list[_Node] = []
    for child in node.children:
        if isinstance(child, _Node):
            found += [child] if child.tag == tag else _all(child, tag)
    return found
