"""A file as people have it → its text, the headings that it declares, what it lost.

Plain text (``.txt``), Markdown (``.md``), Word (``.docx``, extra ``docx``) and pages saved from a
site (``.html``, ``.mhtml``, extra ``html``) are read; anything else is refused in one sentence.
What a study set holds is plain text: a lesson loads nothing of this.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from kit.errors import KitError
from kit.speech.declared import Declared
from kit.speech.loading import LARGEST, decode, file_bytes, parse
from kit.speech.records import Speech
from kit.speech.source import Source

ARCHIVES = frozenset({".mhtml", ".mht"})
PAGES = frozenset({".html", ".htm", ".xhtml"}) | ARCHIVES
MARKDOWN = frozenset({".md", ".markdown"})
EXTRACTED = PAGES | MARKDOWN | {".docx"}
"""The endings of files that are more than their text; any other is read as plain text."""

SCRIPTS = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.I | re.S)
"""What HTML has among its text and does not show; it may be most of a page."""

LARGEST_PACKED = 20_000_000
"""Size in bytes above which no Word file or page is read; they may hold pictures."""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A file once it has been read.

    ``declared`` are in the order of the text. ``title``, ``date`` and ``speaker`` are what the
    file states beside its text, or "". ``left_out`` names in Chinese sentences what was not read.
    """

    text: str
    declared: tuple[Declared, ...] = ()
    title: str = ""
    date: str = ""
    speaker: str = ""
    left_out: tuple[str, ...] = ()

    def headings(self) -> tuple[str, ...]:
        """Return the headings as Markdown writes them: ``## 加强巡查``; () where there is one."""
        if len(self.declared) < 2:  # the title of the text
            return ()
        lines = self.text.split("\n")
        return tuple(f"{'#' * each.level} {lines[each.line - 1]}" for each in self.declared)


def joined(lines: Iterable[tuple[str, int]], *, title: str = "", date: str = "") -> Manuscript:
    """Return the document of lines with their levels, 0 for text; blank lines are left out.

    A heading is one line, whatever breaks it has.
    """
    texts: list[str] = []
    declared = []
    for text, level in lines:
        pieces = [piece.strip() for piece in text.split("\n") if piece.strip()]
        if level and pieces:
            pieces = [" ".join(pieces)]
            declared.append(Declared(level, len(texts) + 1))
        texts += pieces
    return Manuscript("\n".join(texts), tuple(declared), title, date)


def read_document(path: Path, *, shown: str) -> Manuscript:
    """Return what the file at ``path`` holds; ``shown`` is its path in messages.

    Of a Word file the paragraphs are the lines, with their automatic numbers written out; of a
    page the paragraphs of its article; of Markdown what it shows. A plain text is as it is.

    Raises:
        KitError: the file cannot be read, is too large or of a kind not read, or see
            :func:`decode`.
    """
    suffix = path.suffix.lower()
    data = file_bytes(path, shown, LARGEST_PACKED if suffix in PAGES | {".docx"} else LARGEST)
    if suffix == ".docx" and data:
        from kit.speech.word_files import word_document

        return _checked(word_document(data, shown=shown), shown)
    if suffix in ARCHIVES and data:
        data = _page_in(data)
    text = decode(data, shown=shown)
    if suffix in PAGES:
        from kit.speech.web_pages import page_document

        return _checked(page_document(text, shown=shown), shown)
    if suffix in MARKDOWN:
        from kit.speech.markdown_files import markdown_document

        return _checked(markdown_document(text), shown)
    return Manuscript(text)


def _page_in(data: bytes) -> bytes:
    """Return the page that a web archive holds, as UTF-8; b"" where it holds none."""
    for part in message_from_bytes(data, policy=default).walk():
        if part.get_content_type() in {"text/html", "application/xhtml+xml"}:
            content = part.get_payload(decode=True)
            charset = part.get_content_charset()
            if isinstance(content, bytes):
                with suppress(LookupError, UnicodeDecodeError):
                    return content.decode(charset).encode() if charset else content
                return content
    return b""


def read_speech(path: Path) -> Speech:
    """Return the speech in a file outside any study set.

    Raises:
        KitError: the file cannot be read or is not text.
    """
    read = read_document(path, shown=path.as_posix())
    source = Source(
        title=read.title or path.stem,
        path=path.as_posix(),
        speaker=read.speaker,
        date=read.date,
    )
    return parse(
        read.text, name=path.stem, source=source, declared=read.declared, left_out=read.left_out
    )


def _checked(read: Manuscript, shown: str) -> Manuscript:
    if not read.text.strip():
        raise KitError("文件里没有找到正文。", remedy="请把正文另存为 .txt。", path=shown)
    if len(read.text) > LARGEST:
        raise KitError("文件里的文字太多。", remedy="请只留下讲话正文。", path=shown)
    return read
