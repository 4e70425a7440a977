"""A Word file → its text, one paragraph a line, automatic numbers written out."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from kit.errors import KitError, install
from kit.speech.wording import numeral

LARGEST_CONTENT = 60_000_000
"""Size in bytes of a file's content, unpacked, above which it is not read."""

LARGEST_TEXT = 5_000_000
"""Number of characters above which the text that a file asks for is not put together."""

_MOST_TEXT = 15_000_000
_MOST_PARTS = 3_000
_MOST_TAGS = 1_000_000
_MOST_PARAGRAPHS = 100_000
_PARAGRAPH = re.compile(rb"<(?:\w+:)?p[\s/>]")
_DEEPEST = 8  # Word numbers nine levels, from 0
_LONGEST_NUMBER = 255  # Word keeps no longer pattern of a number
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_BROKEN = (
    *(KeyError, ValueError, TypeError, IndexError, AttributeError, SyntaxError, EOFError),
    *(zipfile.BadZipFile, zlib.error, OSError, RuntimeError),  # RuntimeError: locked, or too deep
)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ASIDE = frozenset(
    {
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",  # said twice
        f"{_W}moveFrom",  # moved away
        f"{_W}rt",  # how a word is read aloud
    }
)
_APART = _ASIDE | {f"{_W}p", f"{_W}tabs"}
_WRITTEN = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n"}
_CHINESE = frozenset({"chineseCounting", "chineseCountingThousand", "ideographDigital"})


def word_text(data: bytes, *, shown: str) -> str:
    """Return the text of a ``.docx`` file.

    Raises:
        KitError: it is no Word file, is packed beyond reason, asks for too much text, or the extra
            is not installed.
    """
    package = _unpacked(data, shown)
    try:
        import docx  # type: ignore[import-untyped,import-not-found,unused-ignore]
    except ImportError:
        what = "读 Word 文件要用到还没有安装的组件。"
        remedy = f"{install('docx')}，或另存为 .txt。"
        raise KitError(what, remedy=remedy, path=shown) from None
    try:
        return _joined(_paragraphs(docx.Document(package)), shown)
    except _BROKEN:
        raise _unreadable(shown) from None


def _unpacked(data: bytes, shown: str) -> io.BytesIO:
    """Return a file's package with its parts unpacked, none larger than it says that it is.

    A part may be packed to say a small size and unpack to a large one; who reads the package after
    this finds no such part, and none that would take very long to read.
    """
    unpacked = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            _check_sizes(parts, shown)
            with zipfile.ZipFile(unpacked, "w") as plain:
                for part in parts:
                    again = part.filename in plain.NameToInfo
                    if part.compress_type not in _METHODS or again:
                        raise _unreadable(shown)
                    with package.open(part) as file:
                        content = file.read(part.file_size + 1)
                    _check_content(content, shown)
                    plain.writestr(part.filename, content)
    except (*_BROKEN, NotImplementedError):
        raise _unreadable(shown) from None
    return unpacked


def _check_sizes(parts: list[zipfile.ZipInfo], shown: str) -> None:
    text = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    size = sum(part.file_size for part in parts)
    if len(parts) > _MOST_PARTS or size > LARGEST_CONTENT or text > _MOST_TEXT:
        what = "这个 Word 文件解开以后大得不合情理，没有打开它。"
        raise KitError(what, remedy="请另存为 .txt。", path=shown)


def _check_content(content: bytes, shown: str) -> None:
    """Refuse a part of many million marks, or of many paragraphs, before anything is made of it."""
    # The largest picture that is let through has fewer of these bytes by chance.
    if content.count(b"<") > _MOST_TAGS or len(_PARAGRAPH.findall(content)) > _MOST_PARAGRAPHS:
        what = "这个 Word 文件的段落或标记多得不合情理，没有读它。"
        raise KitError(what, remedy="请只留下讲话正文，或者另存为 .txt。", path=shown)


def _joined(paragraphs: Iterator[str], shown: str) -> str:
    """Return paragraphs as lines; automatic numbers can make more of them than the file holds."""
    lines, size = [], 0
    for line in paragraphs:
        size += len(line) + 1
        if size > LARGEST_TEXT:
            raise KitError("文件里的文字太多。", remedy="请只留下讲话正文。", path=shown)
        lines.append(line)
    return "\n".join(lines)


def _unreadable(shown: str) -> KitError:
    return KitError("这不是完好的 Word 文件。", remedy="请重新另存为 .docx 或 .txt。", path=shown)


def _paragraphs(document: Any) -> Iterator[str]:
    """Yield every paragraph in the order of the file, those of tables too; no table of contents."""
    numbering = _Numbering(document)
    contents = _contents_styles(document)
    for element in document.element.body.iter(f"{_W}p"):
        style = element.find(f"{_W}pPr/{_W}pStyle")
        listed = style is not None and style.get(f"{_W}val") in contents
        if not listed and not any(above.tag in _ASIDE for above in element.iterancestors()):
            yield numbering.label(element) + "".join(_text(element))


def _contents_styles(document: Any) -> frozenset[str]:
    """Return the ids of the styles in which Word writes a table of contents."""
    return frozenset(
        style.get(f"{_W}styleId")
        for style in document.styles.element.iter(f"{_W}style")
        if (name := style.find(f"{_W}name")) is not None
        and name.get(f"{_W}val", "").lower().startswith("toc ")
    )


def _text(paragraph: Any) -> Iterator[str]:
    """Yield the text of a paragraph; a text box in it has paragraphs of its own."""
    for element in paragraph:
        if element.tag == f"{_W}t":
            yield element.text or ""
        elif element.tag in _WRITTEN:
            yield _WRITTEN[element.tag]
        elif element.tag not in _APART and element.find(f"{_W}rPr/{_W}vanish") is None:
            yield from _text(element)


class _Numbering:
    """Counts automatically numbered paragraphs as Word does, and writes their numbers."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, list[int]] = {}
        part = next(
            (rel.target_part for rel in document.part.rels.values() if "/numbering" in rel.reltype),
            None,
        )
        if part is not None:
            self._read(part.element)
            for style in document.styles.element.iter(f"{_W}style"):
                number = _number_of(style)
                if number is not None:
                    self._styles[style.get(f"{_W}styleId")] = number

    def label(self, paragraph: Any) -> str:
        """Return the number that Word shows before a paragraph, or ""."""
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        numbering = _number_of(paragraph)
        if numbering is None and style is not None:
            numbering = self._styles.get(style.get(f"{_W}val"))
        number, level = numbering or ("", -1)
        levels = self._levels.get(number, {})
        if level not in levels:
            return ""
        if not 0 <= level <= _DEEPEST:
            return ""
        counts = self._counts.setdefault(number, [])
        while len(counts) <= level:
            counts.append(levels.get(len(counts), ("", "", 1))[2] - 1)
        counts[level] += 1
        del counts[level + 1 :]
        style_name, pattern, _ = levels[level]
        if style_name in {"bullet", "none"} or len(pattern) > _LONGEST_NUMBER:
            return ""
        for place, count in enumerate(counts):
            name = levels.get(place, (style_name, "", 1))[0]
            pattern = pattern.replace(f"%{place + 1}", _written(count, name))
        return pattern

    def _read(self, root: Any) -> None:
        abstract = {
            numbering.get(f"{_W}abstractNumId"): dict(_levels(numbering))
            for numbering in root.iter(f"{_W}abstractNum")
        }
        for number in root.iter(f"{_W}num"):
            target = number.find(f"{_W}abstractNumId")
            if target is not None:
                self._levels[number.get(f"{_W}numId")] = abstract.get(target.get(f"{_W}val"), {})


def _levels(abstract: Any) -> Iterator[tuple[int, tuple[str, str, int]]]:
    for level in abstract.iter(f"{_W}lvl"):
        values = {
            name: value.get(f"{_W}val", "")
            for name in ("numFmt", "lvlText", "start")
            if (value := level.find(f"{_W}{name}")) is not None
        }
        start = values.get("start", "1")
        yield (
            int(level.get(f"{_W}ilvl")),
            (values.get("numFmt", ""), values.get("lvlText", ""), int(start or 1)),
        )


def _number_of(element: Any) -> tuple[str, int] | None:
    number = element.find(f"{_W}pPr/{_W}numPr/{_W}numId")
    level = element.find(f"{_W}pPr/{_W}numPr/{_W}ilvl")
    if number is None or number.get(f"{_W}val") in {None, "0"}:
        return None
    return number.get(f"{_W}val"), int(level.get(f"{_W}val")) if level is not None else 0


def _written(count: int, style: str) -> str:
    if style == "decimalEnclosedCircle" and 1 <= count <= 20:
        return chr(0x245F + count)
    return numeral(count) if style in _CHINESE and 1 <= count <= 99 else str(count)
