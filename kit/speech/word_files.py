"""A Word file → its text, one paragraph a line, automatic numbers written out."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any

from kit.errors import KitError, install
from kit.speech.documents import Manuscript, joined
from kit.speech.word_numbers import Numbering, Styles, W

LARGEST_CONTENT = 60_000_000
"""Size in bytes of a file's content, unpacked, above which it is not read."""

LARGEST_TEXT = 5_000_000
"""Number of characters above which the text that a file asks for is not put together."""

_MOST_TEXT = 15_000_000
_MOST_PARTS = 3_000
_MOST_TAGS = 1_000_000
_MOST_PARAGRAPHS = 100_000
_PARAGRAPH = re.compile(rb"<(?:\w+:)?p[\s/>]")
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_BROKEN = (
    *(KeyError, ValueError, TypeError, IndexError, AttributeError, SyntaxError, EOFError),
    *(zipfile.BadZipFile, zlib.error, OSError, RuntimeError),  # RuntimeError: locked, or too deep
)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # said twice
_ASIDE = frozenset({_FALLBACK, f"{W}moveFrom", f"{W}rt"})  # rt: how a word is read aloud
_APART = _ASIDE | {f"{W}p", f"{W}del", f"{W}pPr", f"{W}rPr"}
_WRITTEN = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_FORMULA = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
_LOST = {
    f"{W}footnoteReference": "脚注",
    f"{W}endnoteReference": "尾注",
    f"{W}commentReference": "批注",
    f"{W}object": "嵌入的对象",
    f"{W}sym": "特殊符号",
    f"{W}del": "修订中删去的文字",
    f"{W}moveFrom": "修订中移走的文字",
    _FORMULA: "公式",
}
_DRAWINGS = frozenset({f"{W}drawing", f"{W}pict"})
_PICTURE = re.compile(r"\}(?:pic|imagedata)$")
_CHART = re.compile(r"\}(?:chart|relIds)$")
_LONGEST_CELL = 100


def word_document(data: bytes, *, shown: str) -> Manuscript:
    """Return the text of a ``.docx`` file, the headings that its styles declare, what it lost.

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
        reader = _Reader(docx.Document(package))
        read = joined(_bounded(reader.lines(), shown))
        return replace(read, title=reader.title, left_out=tuple(reader.lost()))
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


def _bounded(lines: Iterable[tuple[str, int]], shown: str) -> Iterator[tuple[str, int]]:
    """Yield lines with their levels; automatic numbers can make more of them than there are."""
    size = 0
    for line in lines:
        size += len(line[0]) + 1
        if size > LARGEST_TEXT:
            raise KitError("文件里的文字太多。", remedy="请只留下讲话正文。", path=shown)
        yield line


def _unreadable(shown: str) -> KitError:
    return KitError("这不是完好的 Word 文件。", remedy="请重新另存为 .docx 或 .txt。", path=shown)


class _Reader:
    """Reads the paragraphs of a file once, in their order; counts what is not read."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._styles = Styles(document)
        self._numbering = Numbering(document, self._styles)
        self._lost: Counter[str] = Counter()
        self.title = ""

    def lines(self) -> Iterator[tuple[str, int]]:
        """Yield each paragraph with its level; a row of a table of data is one line."""
        for row, paragraphs in groupby(self._paragraphs(), key=lambda each: each[0]):
            cells = list(paragraphs)
            texts = [text for _, _, text, _ in cells]
            owners = {id(cell) for _, cell, _, _ in cells}
            data = row is not None and 1 < len(owners) == len(cells)
            if data and all(len(text) <= _LONGEST_CELL and "\n" not in text for text in texts):
                yield "　".join(texts), 0
            else:
                yield from ((text, level) for _, _, text, level in cells)

    def _paragraphs(self) -> Iterator[tuple[Any, Any, str, int]]:
        """Yield row, cell, text and level of each paragraph that is not blank; no contents."""
        before = ""  # of a paragraph whose end a revision deletes, which goes on in the next
        for element in self._document.element.body.iter(f"{W}p"):
            name = self._styles.name(element)
            if name.startswith("toc ") or any(a.tag in _ASIDE for a in element.iterancestors()):
                continue
            text = before + "".join(self._text(element))
            mark = element.find(f"{W}pPr/{W}rPr")
            ends = mark is None or all(mark.find(f"{W}{x}") is None for x in ("del", "moveFrom"))
            before = "" if ends else text
            gone = not text.strip() and element.find(f".//{W}delText") is not None
            if not ends or gone:
                continue
            label = self._numbering.label(element)
            if not text.strip():
                continue
            if name in {"title", "标题"} and not self.title:
                self.title = " ".join(text.split())
            row = next(element.iterancestors(f"{W}tr"), None)
            cell = next(element.iterancestors(f"{W}tc"), None)
            yield row, cell, label + text, self._styles.heading(element)

    def _text(self, parent: Any) -> Iterator[str]:
        """Yield the text of a paragraph; a text box in it has paragraphs of its own."""
        for element in parent:
            if element.tag in _LOST:
                self._lost[_LOST[element.tag]] += 1
            if element.tag in _DRAWINGS:
                self._drawing(element)
            if element.tag == f"{W}t":
                yield element.text or ""
            elif element.tag in _WRITTEN:
                yield _WRITTEN[element.tag]
            elif element.tag in _APART:
                continue
            elif _is_hidden(element):
                self._lost["隐藏的文字"] += 1
            else:
                yield from self._text(element)

    def _drawing(self, drawing: Any) -> None:
        tags = [each.tag for each in drawing.iter() if isinstance(each.tag, str)]
        self._lost["图片"] += any(_PICTURE.search(tag) for tag in tags)
        self._lost["图表"] += any(_CHART.search(tag) for tag in tags)

    def lost(self) -> Iterator[str]:
        """Name what did not come through."""
        for kind, count in self._lost.items():
            if count:
                yield f"{kind}（{count} 处）没有读入。"
        size = sum(
            len("".join(text.text or "" for text in rel.target_part.element.iter(f"{W}t")).strip())
            for rel in self._document.part.rels.values()
            if rel.reltype.endswith(("/header", "/footer"))
        )
        if size:
            yield f"页眉和页脚（共 {size} 字）没有读入。"


def _is_hidden(run: Any) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(f"{W}val") not in {"0", "false", "off"}
