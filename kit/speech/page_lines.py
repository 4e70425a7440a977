"""A page's elements → the lines a reader of the page sees, each with what tells text from menus."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from kit.speech.wording import numbered

_BLOCK = re.compile(
    r"(?:p|div|br|hr|t[drh]|tbody|thead|tfoot|caption|li|[uo]l|d[ltd]|table|section|article|main|body"
    r"|header|footer|nav|aside|form|fieldset|legend|figure|figcaption|h[1-6]|blockquote|pre|center"
    r"|address|details|summary|dir|menu)$"
)
_UNSEEN = re.compile(
    r"(?:script|style|noscript|template|head|title|select|button|textarea|canvas|svg|map|rt|rp|datalist)$"
)
_EMBEDDED = {
    "img": "图片",
    "iframe": "嵌入的页面",
    "frame": "嵌入的页面",
    "object": "嵌入的页面",
    "embed": "嵌入的页面",
    "video": "音频和视频",
    "audio": "音频和视频",
    "math": "公式",
}
_NO_DISPLAY = re.compile(r"display\s*:\s*none|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|$)", re.I)
_INVISIBLE = re.compile(r"visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)", re.I)
_BODY_NAME = re.compile("content|article|zoom|editor", re.I)
_NO_NUMBER = re.compile(r"list-style(?:-type)?\s*:\s*[^;]*\bnone\b", re.I)
_CHINESE_NUMBER = re.compile(r"cjk|chinese|ideographic", re.I)
_SPACES = re.compile(r"[ \t\r\n\f\xa0\u200b\ufeff]+")
_OWN_NUMBER = re.compile(
    r"[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2}|[a-zA-Z])[、.．）)]|第[一二三四五六七八九十]|[①-⑳]"
)
# a heading that is a picture: its number tells it from other pictures
_ALT_HEADING = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十]{1,3}[、）)]|第[一二三四五六七八九十]{1,3}(?:部分|章|节))\s*\S{2,60}$"
)
_LONG = 200  # characters: a body that scripts make visible, not a word hidden for good
_LONGEST_CELL = 100

# What sites call the parts of a page that are not its text.
_ASIDE = re.compile(
    r"(?:^|[-_ ])(?:nav|navi|navbar|menu|breadcrumbs?|crumbs?|foot|footer|header|topbar|side"
    r"|sidebar|aside|comments?|pinglun|recommend|related?|share|fenxiang|social|tools?|toolbar"
    r"|login|search|banner|(?:left|right)(?:bar|nav|menu|side)"
    r"|copyright|links?|friend|qr|qrcode|ewm|erweima|pager|pagination|hot|rank|ads?|advert|meta"
    r"|dibu|daohang|weizhi|xiangguan|prev|next)(?:$|[-_ 0-9])",
    re.I,
)
_ASIDE_TAGS = frozenset({"nav", "aside", "footer"})
_HOLDERS = re.compile(
    r"(?:div|section|ul|ol|dl|table|td|article|header|footer|nav|aside|form|main)$"
)


@dataclass(frozen=True, slots=True)
class PageLine:
    """One line: its text, its level if it is a heading, and how much of it is links.

    ``within`` is the element that it stands in; ``aside`` are those, it or around it, that the site
    names as something beside the text.
    """

    text: str
    level: int
    linked: int
    within: Any
    aside: tuple[Any, ...]

    @property
    def is_link(self) -> bool:
        """Whether most of it leads elsewhere."""
        return 2 * self.linked > len(self.text)


@dataclass(slots=True)
class Seen:
    """What a walk over a page sees: its lines, and by their places what is no text."""

    lines: list[PageLine] = field(default_factory=list)
    embedded: list[tuple[int, str]] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)


def page_lines(body: Any) -> Seen:
    """Return the lines of an element, in the order of the page."""
    walk = _Walk()
    walk.element(body)
    walk.flush(body)
    return walk.seen


class _Walk:
    def __init__(self) -> None:
        self.seen = Seen()
        self._pieces: list[str] = []
        self._linked = 0
        self._level = 0
        self._links = 0
        self._asides: list[Any] = []
        self._within: Any = None  # holds the text of the line so far
        self._kept_breaks = 0
        self._number = ""

    def element(self, element: Any) -> None:
        tag = element.tag
        if not isinstance(tag, str) or _UNSEEN.match(tag):
            return
        if tag == "img" and _ALT_HEADING.match(element.get("alt") or ""):
            self._text(element.get("alt"), element.getparent())
            return
        if tag in _EMBEDDED:
            self.seen.embedded.append((len(self.seen.lines), _EMBEDDED[tag]))
            return
        if _is_hidden(element):
            self._hide(element)
            return
        if tag == "br" and self._level:
            self._pieces.append(" ")
            return
        if tag == "tr":
            self._row(element)
            return
        block = _BLOCK.match(tag) is not None
        if block:
            self.flush(element.getparent())
        level, aside = self._level, _names_aside(element)
        self._level = _level(element) or level
        link = tag == "a" and element.get("name") is None  # else it is where links lead
        self._links += link
        if aside:
            self._asides.append(element)
        self._kept_breaks += tag == "pre"
        self._inside(element)
        if block:
            self.flush(element)
        self._level = level
        self._links -= link
        if aside:
            self._asides.pop()
        self._kept_breaks -= tag == "pre"

    def _inside(self, element: Any) -> None:
        numbers = _item_numbers(element) if element.tag == "ol" else {}
        self._text(element.text, element)
        for child in element:
            if child in numbers:
                self.flush(element)
                self._number = numbers[child]
            elif child.tag == "li":
                self.flush(element)
                self._number = ""
            self.element(child)
            self._text(child.tail, element)

    def _text(self, text: str | None, within: Any) -> None:
        if not text:
            return
        if text.strip():
            self._within = within if self._within is None else _around(self._within, within)
        lines = text.split("\n") if self._kept_breaks else [text]
        lines = [_SPACES.sub(" ", line) for line in lines]
        self._pieces.append("\n".join(lines))
        if self._links:
            self._linked += sum(len(line.strip()) for line in lines)

    def flush(self, within: Any) -> None:
        """End the line that is being read; it stands in an element, or deeper."""
        within = within if self._within is None else self._within
        for text in "".join(self._pieces).split("\n"):
            text = text.strip()
            if not text:
                continue
            if self._number and not _OWN_NUMBER.match(text):
                text = self._number + text
            self._number = ""
            line = PageLine(text, self._level, self._linked, within, tuple(self._asides))
            self.seen.lines.append(line)
        self._pieces.clear()
        self._linked = 0
        self._within = None

    def _row(self, row: Any) -> None:
        """Add a row: one line if its cells are those of a table of data, else all their lines."""
        self.flush(row.getparent())
        first = len(self.seen.lines)
        self._text(row.text, row)
        self.flush(row)
        cells, single = 0, True
        for cell in row:
            before = len(self.seen.lines)
            self.element(cell)
            self.flush(row)
            self._text(cell.tail, row)  # where a cell is closed before its text ends
            self.flush(row)
            added = len(self.seen.lines) - before
            cells += added > 0
            single = single and added < 2
        lines = self.seen.lines[first:]
        if cells > 1 and single and all(len(line.text) <= _LONGEST_CELL for line in lines):
            text = "　".join(line.text for line in lines)
            linked = sum(line.linked for line in lines)
            aside = lines[0].aside
            level = max(line.level for line in lines)
            self.seen.lines[first:] = [PageLine(text, level, linked, row, aside)]

    def _hide(self, element: Any) -> None:
        text = _SPACES.sub("", "".join(element.itertext()))
        if text:
            self.seen.hidden.append(text)


def _around(one: Any, other: Any) -> Any:
    """Return the smallest element that holds two."""
    if one is other:
        return one
    outer = {other, *other.iterancestors()}
    return next((each for each in (one, *one.iterancestors()) if each in outer), one)


def _is_hidden(element: Any) -> bool:
    style = element.get("style") or ""
    if element.get("hidden") is not None or _NO_DISPLAY.search(style):
        return True
    if element.tag == "input":
        return True
    # What hides a whole body waits for a script to show it.
    names = f"{element.get('id') or ''} {element.get('class') or ''}"
    if not _INVISIBLE.search(style) or _BODY_NAME.search(names):
        return False
    sizes = accumulate(len(text.strip()) for text in element.itertext())
    return all(size < _LONG for size in sizes)


def _names_aside(element: Any) -> bool:
    if element.tag in _ASIDE_TAGS:
        return True
    if not _HOLDERS.match(element.tag):
        return False
    return any(_ASIDE.search(element.get(name) or "") for name in ("id", "class"))


def _level(element: Any) -> int:
    """Return the level of a heading, 0 for any other element."""
    if re.fullmatch("h[1-6]", element.tag):
        return int(element.tag[1])
    if element.get("role") == "heading":
        level = element.get("aria-level") or "2"
        return int(level) if level in set("123456") else 2
    return 0


def _item_numbers(listing: Any) -> dict[Any, str]:
    """Return what a browser writes before the items of an ordered list."""
    style = listing.get("style") or ""
    if _NO_NUMBER.search(style):
        return {}
    items = [child for child in listing if child.tag == "li" and not _is_hidden(child)]
    step = -1 if listing.get("reversed") is not None else 1
    number = _whole(listing.get("start"), len(items) if step < 0 else 1)
    kind = "一" if _CHINESE_NUMBER.search(style) else (listing.get("type") or "1")[:1]
    numbers = {}
    for item in items:
        number = _whole(item.get("value"), number)
        if not _NO_NUMBER.search(item.get("style") or ""):
            numbers[item] = numbered(number, kind) + ("、" if kind == "一" else ".")
        number += step
    return numbers


def _whole(value: str | None, default: int) -> int:
    return int(value) if value and re.fullmatch(r"-?\d{1,6}", value.strip()) else default
