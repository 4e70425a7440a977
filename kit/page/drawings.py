"""A chart's drawing made light: the same picture in a third of the markup."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from html import escape
from itertools import groupby
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

_NUMBER = re.compile(r"-?\d+\.\d+")
_STEP = re.compile(r"([ML]) (-?[\d.]+) (-?[\d.]+)\s*")
_MOVE = re.compile(r"translate\((-?[\d.]+) (-?[\d.]+)\)")
_SHARED = ("font-size", "fill")
_LOOKS = frozenset(("fill", "font-size", "font-weight", "stroke", "stroke-width", "text-anchor"))
_NAMED = frozenset({"id", "transform", "clip-path", "class"})
_DEFAULTS = {"text-anchor": "start", "stroke-linejoin": "miter"}


def light_svg(svg: str) -> str:
    """Return an ``<svg>`` element of `kit.charts.svg` in fewer bytes, drawn the same in HTML.

    Styles become attributes, what most texts share is said once, numbers lose what cannot be seen
    (hundredths of a point), rectangles are drawn as such, and groups that say nothing are left
    out. It can be no narrower than it was drawn (one pixel a point): a frame around it scrolls.
    """
    root = ElementTree.fromstring(svg)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        if element is not root:
            _lighten(element)
    _flatten(root)
    _share(root)
    _gather(root)
    width = root.attrib["viewBox"].split()[2]
    root.attrib["style"] += f";min-width:{float(width) / 16:g}rem"
    root.attrib.pop("stroke-linejoin", None)
    return "".join(_written(root))


def _lighten(element: Element) -> None:
    """Turn one element's style into attributes and shorten its numbers."""
    said = element.attrib
    for pair in filter(None, said.pop("style", "").split("; ")):
        name, _, value = pair.rstrip(";").partition(": ")
        said.setdefault(name, value.removesuffix("px"))
    move = _MOVE.fullmatch(said.get("transform", ""))
    if move and element.tag == "text" and "x" not in said:
        del said["transform"]
        said |= {"x": move[1], "y": move[2]}
    for name in list(said):
        if said[name] == _DEFAULTS.get(name):
            del said[name]
        elif name.startswith("{"):
            said[name.rpartition("}")[2]] = said.pop(name)
    said.pop("font-family", None)  # the page's own
    for name in said.keys() - {"href", "id", "clip-path"}:
        said[name] = _NUMBER.sub(lambda each: f"{round(float(each[0]), 1):g}", said[name])
    if "d" in said:
        said["d"] = _path(said["d"])


def _path(steps: str) -> str:
    """Return a path with the steps along an axis written as such."""
    at = ("", "")

    def step(match: re.Match[str]) -> str:
        nonlocal at
        kind, (x, y) = match[1], match.group(2, 3)
        old, at = at, (x, y)
        if kind == "L" and y == old[1]:
            return f"H{x}"
        if kind == "L" and x == old[0]:
            return f"V{y}"
        return f"{kind}{x} {y}"

    if re.search(r"[^MLz\d.\s-]", steps):
        return steps.strip()  # it has curves, too
    return _STEP.sub(step, steps).strip()


def _flatten(parent: Element) -> None:
    """Put the children of groups without attributes in their groups' place."""
    children: list[Element] = []
    for child in parent:
        _flatten(child)
        bare = child.tag == "g" and not child.attrib
        children += list(child) if bare else [child]
    parent[:] = children


def _share(root: Element) -> None:
    """Say at the root what most texts say; shapes keep saying what they are."""
    texts = [element for element in root.iter() if element.tag == "text"]
    shapes = [each for each in root.iter() if each.tag in {"path", "use", "rect", "g"}]
    for name in _SHARED:
        if name == "fill" and any("fill" not in each.attrib for each in shapes):
            continue
        usual = Counter(each.attrib.get(name, "") for each in texts).most_common(1)
        if usual and usual[0][0]:
            root.attrib[name] = usual[0][0]
            for each in texts:
                if each.attrib.get(name) == usual[0][0]:
                    del each.attrib[name]


def _gather(root: Element) -> None:
    """Put what follows one another, or is text, and looks alike into groups that say how."""
    texts = [child for child in root if child.tag == "text"]
    shapes = [child for child in root if child.tag != "text"]
    texts.sort(key=lambda each: sorted(_look(each).items()))
    alike = _in_runs([*_joined(shapes), *texts], _look)
    root[:] = _in_runs(alike, lambda each: _line(each) if each.tag == "path" else {})


def _joined(shapes: list[Element]) -> list[Element]:
    """Return shapes with those that follow one another and look alike drawn in one go."""
    joined: list[Element] = []
    for (tag, said), found in groupby(shapes, key=lambda each: (each.tag, _but_path(each))):
        run = list(found)
        paths = [each.attrib.get("d", "") for each in run]
        if tag == "path" and all(path.endswith("z") for path in paths) and not _NAMED & said.keys():
            run[0].attrib["d"] = "".join(paths)
            del run[1:]
        joined += run
    return joined


def _but_path(element: Element) -> dict[str, str]:
    return {name: value for name, value in element.attrib.items() if name != "d"}


def _in_runs(elements: list[Element], looks: Callable[[Element], dict[str, str]]) -> list[Element]:
    """Return the elements with each run of at least three that look alike put into a group."""
    gathered: list[Element] = []
    for _, found in groupby(elements, key=lambda each: (each.tag, sorted(looks(each).items()))):
        run = list(found)
        look = looks(run[0])
        if len(run) < 3 or not look:
            gathered += run
            continue
        for each in run:
            each.attrib = {name: said for name, said in each.attrib.items() if name not in look}
        group = Element("g", look)
        group[:] = run
        gathered.append(group)
    return gathered


def _look(element: Element) -> dict[str, str]:
    return {name: value for name, value in element.attrib.items() if name in _LOOKS}


def _line(element: Element) -> dict[str, str]:
    return {name: value for name, value in _look(element).items() if name.startswith("stroke")}


def _written(element: Element) -> Iterator[str]:
    said = "".join(f' {name}="{escape(value)}"' for name, value in element.attrib.items())
    inside = [escape(element.text or "", quote=False)] if (element.text or "").strip() else []
    for child in element:
        inside += _written(child)
    if inside:
        yield f"<{element.tag}{said}>{''.join(inside)}</{element.tag}>"
    else:
        yield f"<{element.tag}{said}/>"
