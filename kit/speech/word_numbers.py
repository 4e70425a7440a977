"""The styles and the automatic numbers of a Word file, as Word inherits and counts them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kit.speech.wording import numbered

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""The namespace of Word's text."""

_DEEPEST = 8  # Word numbers nine levels, from 0
_LONGEST_NUMBER = 255  # Word keeps no longer pattern of a number
_FARTHEST = 20  # styles that one is based on, one after the other
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])$", re.I)
# how each of Word's ways of counting writes 1
_FIRSTS = {
    **dict.fromkeys(("chineseCounting", "chineseCountingThousand", "ideographDigital"), "一"),
    **dict.fromkeys(("taiwaneseCounting", "taiwaneseCountingThousand"), "一"),
    "japaneseCounting": "一",
    "ideographTraditional": "甲",
    "decimalEnclosedCircle": "①",
    "upperLetter": "A",
    "lowerLetter": "a",
    "upperRoman": "I",
    "lowerRoman": "i",
    "decimalZero": "01",
}
_OPEN = re.compile("[0-9A-Za-z\u4e00-\u9fff]$")  # 第一章 总则, 2.1 目的: the text stands apart


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is numbered; ``style`` is that of paragraphs that belong to it."""

    form: str
    pattern: str
    start: int
    style: str


class Styles:
    """The styles of paragraphs by id; what a style does not say, the one it is based on does."""

    def __init__(self, document: Any) -> None:
        self._styles = {
            style.get(f"{W}styleId"): style for style in document.styles.element.iter(f"{W}style")
        }

    def name(self, paragraph: Any) -> str:
        """Return the name of a paragraph's style in small letters, "" where it has none."""
        return _value(self._styles.get(_style_id(paragraph)), "name").lower()

    def heading(self, paragraph: Any) -> int:
        """Return the level at which a paragraph's style, or it itself, declares it a heading."""
        for element in (paragraph, *self._based(_style_id(paragraph))):
            if element.tag == f"{W}style":
                named = _HEADING.match(_value(element, "name"))
                if named:
                    return int(named[1])
            level = _value(element, "pPr", "outlineLvl")
            if level.isdigit():
                return int(level) + 1 if int(level) < 9 else 0
        return 0

    def number(self, paragraph: Any) -> tuple[str, int | None, str]:
        """Return the list of a paragraph, "" for none, its level, and the style that says so."""
        for element in (paragraph, *self._based(_style_id(paragraph))):
            number = _value(element, "pPr", "numPr", "numId")
            if number:
                level = _value(element, "pPr", "numPr", "ilvl")
                style = element.get(f"{W}styleId") or ""
                return ("" if number == "0" else number), _whole(level, None), style
        return "", None, ""

    def list_of(self, style_id: str) -> str:
        """Return the list that a style of lists names."""
        return _value(self._styles.get(style_id), "pPr", "numPr", "numId")

    def _based(self, style_id: str) -> Iterator[Any]:
        for _ in range(_FARTHEST):
            style = self._styles.get(style_id)
            if style is None:
                return
            yield style
            style_id = _value(style, "basedOn")


class Numbering:
    """Counts automatically numbered paragraphs as Word does, and writes their numbers.

    Lists of one pattern (``w:abstractNum``) count on, but for those that say where they start.
    """

    def __init__(self, document: Any, styles: Styles) -> None:
        self._styles = styles
        self._patterns: dict[str, str] = {}  # of each list
        self._levels: dict[str, dict[int, _Level]] = {}
        self._starts: dict[tuple[str, int], int] = {}  # where a list says that it starts
        self._counts: dict[str, list[int]] = {}
        for rel in document.part.rels.values():
            if rel.reltype.endswith("/numbering"):
                self._read(rel.target_part.element)
                break

    def label(self, paragraph: Any) -> str:
        """Return the number that Word shows before a paragraph, or ""; the paragraph counts."""
        number, level, style = self._styles.number(paragraph)
        levels = self._levels.get(number, {})
        if level is None:
            level = next((at for at, each in levels.items() if style and each.style == style), 0)
        if level not in levels or not 0 <= level <= _DEEPEST:
            return ""
        counts = self._counts.setdefault(self._patterns[number], [])
        while len(counts) <= level:
            counts.append(levels[len(counts)].start - 1 if len(counts) in levels else 0)
        start = self._starts.pop((number, level), None)
        counts[level] = counts[level] + 1 if start is None else start
        del counts[level + 1 :]
        form, pattern = levels[level].form, levels[level].pattern
        if form in {"bullet", "none"} or len(pattern) > _LONGEST_NUMBER:
            return ""
        for place, count in enumerate(counts):
            own = levels[place].form if place in levels else form
            pattern = pattern.replace(
                f"%{place + 1}", numbered(max(count, 1), _FIRSTS.get(own, "1"))
            )
        return f"{pattern} " if _OPEN.search(pattern) else pattern

    def _read(self, root: Any) -> None:
        abstract = {each.get(f"{W}abstractNumId"): each for each in root.iter(f"{W}abstractNum")}
        levels = {name: dict(_levels(each)) for name, each in abstract.items()}
        targets = {
            number.get(f"{W}numId"): _value(number, "abstractNumId")
            for number in root.iter(f"{W}num")
        }
        for number in root.iter(f"{W}num"):
            name = number.get(f"{W}numId")
            target = targets[name]
            linked = self._styles.list_of(_value(abstract.get(target), "numStyleLink"))
            target = targets.get(linked, target) if linked else target
            own = dict(_levels(number))
            self._patterns[name] = target
            self._levels[name] = levels.get(target, {}) | own
            for override in number.iter(f"{W}lvlOverride"):
                start = _whole(_value(override, "startOverride"), None)
                level = _whole(override.get(f"{W}ilvl") or "", None)
                if start is not None and level is not None:
                    self._starts[name, level] = start


def _levels(listing: Any) -> Iterator[tuple[int, _Level]]:
    for level in listing.iter(f"{W}lvl"):
        yield (
            int(level.get(f"{W}ilvl")),
            _Level(
                _value(level, "numFmt"),
                _value(level, "lvlText"),
                _whole(_value(level, "start"), 1) or 0,
                _value(level, "pStyle"),
            ),
        )


def _value(element: Any, *names: str) -> str:
    """Return the value of what lies in an element on a path of names, "" where there is none."""
    found = None if element is None else element.find("/".join(f"{W}{name}" for name in names))
    return "" if found is None else found.get(f"{W}val") or ""


def _style_id(paragraph: Any) -> str:
    return _value(paragraph, "pPr", "pStyle")


def _whole(value: str, default: int | None) -> int | None:
    return int(value) if re.fullmatch(r"\d{1,9}", value) else default
