"""Files as people have them → text with its newlines as they are.

Plain text (``.txt``), Markdown (``.md``), Word (``.docx``, extra ``docx``) and pages saved from a
site (``.html``, extra ``html``); anything else is refused in one sentence.
"""

from __future__ import annotations

import re
import stat
from pathlib import Path

from kit.errors import KitError, reason
from kit.speech.web_pages import page_text
from kit.speech.word_files import word_text

LARGEST = 5_000_000
"""Size in bytes above which no plain text or page is read: some eighty long speeches in one."""

LARGEST_PACKED = 20_000_000
"""The same for Word files, which may hold pictures."""

_KINDS = (
    (b"%PDF", "这是 PDF 文件。", "请打开它，把文字复制到 .txt 文件里。"),
    (b"\xd0\xcf\x11\xe0", "这是旧版 Word（.doc 或 .wps）文件。", "请另存为 .docx 或 .txt。"),
    (b"PK\x03\x04", "这是压缩包或别的办公文件。", "请先解压，或另存为 .docx 或 .txt。"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x7f]")
_MARKDOWN = re.compile(r"^[ \t]{0,3}(?:#{1,6}[ \t]+|>[ \t]?)|\*\*|(?<![^\s])__|__(?![^\s])", re.M)


def decode(data: bytes, *, shown: str) -> str:
    """Return the text of a file: UTF-8 with or without a byte order mark, UTF-16, else GB18030.

    Newlines stay as they are; the byte order mark is not part of the text.

    Raises:
        KitError: the file is empty, or holds something that is not text.
    """
    if not data.strip(b" \t\r\n\f\v\xef\xbb\xbf"):
        raise KitError("文件是空的。", remedy="请放入讲话正文。", path=shown)
    for start, what, remedy in _KINDS:
        if data.startswith(start):
            raise KitError(what, remedy=remedy, path=shown)
    unicode16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in data and not unicode16:
        raise KitError("这不是文本文件。", remedy="请另存为 UTF-8 编码的 .txt。", path=shown)
    for encoding in ("utf-16",) if unicode16 else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(_CONTROL.findall(text)) > len(text) // 100:
            break
        if not text.strip():
            raise KitError("文件里只有空白。", remedy="请放入讲话正文。", path=shown)
        return text
    raise KitError("看不出文件的编码。", remedy="请另存为 UTF-8 编码的 .txt。", path=shown)


def read_text(path: Path, *, shown: str) -> str:
    """Return the text of the file at ``path``; ``shown`` is its path in messages.

    Of a Word file the paragraphs are the lines, with their automatic numbers written out; of a
    page the paragraphs of its article; of Markdown the marks for headings, quotations and bold
    type are left out. A plain text is returned as it is.

    Raises:
        KitError: the file cannot be read, is too large or of a kind not read, or see
            :func:`decode`.
    """
    data = _bytes(path, shown)
    suffix = path.suffix.lower()
    if suffix == ".docx" and data:
        return _checked(word_text(data, shown=shown), shown)
    text = decode(data, shown=shown)
    if suffix in {".html", ".htm", ".xhtml"}:
        return _checked(page_text(text, shown=shown), shown)
    return _MARKDOWN.sub("", text) if suffix in {".md", ".markdown"} else text


def _bytes(path: Path, shown: str) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise KitError("这不是一个文件。", remedy="请指明讲话所在的文件。", path=shown)
        largest = LARGEST_PACKED if path.suffix.lower() == ".docx" else LARGEST
        if status.st_size > largest:
            size, limit = -(-status.st_size // 1_000_000), largest // 1_000_000
            what = f"文件有 {size} MB，超过了 {limit} MB 的上限。"
            raise KitError(what, remedy="请只留下讲话正文。", path=shown)
        return path.read_bytes()
    except OSError as error:
        what = f"读不了这个文件（{reason(error)}）。"
        raise KitError(what, remedy="请检查路径。", path=shown) from None


def _checked(text: str, shown: str) -> str:
    if not text.strip():
        raise KitError("文件里没有找到正文。", remedy="请把正文另存为 .txt。", path=shown)
    if len(text) > LARGEST:
        raise KitError("文件里的文字太多。", remedy="请只留下讲话正文。", path=shown)
    return text
