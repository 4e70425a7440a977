"""The files of a study set → text → `Speech`.

What the file itself declared headings stands in ``source.toml``, as ``kit new`` found it, one a
line with as many ``#`` as its level: ``headings = ["# 总体要求", "## 指导思想"]``.
"""

from __future__ import annotations

import hashlib
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.errors import KitError, reason
from kit.files import read_data
from kit.library import StudySet
from kit.speech.attributes import with_attributes
from kit.speech.glossary import read_terms
from kit.speech.notes import find_notes, without_notes
from kit.speech.outline import read_outline
from kit.speech.records import Correction, Speech
from kit.speech.source import Lexicon, Source, Term
from kit.speech.tasks import read_tasks
from kit.speech.wording import EDGES
from kit.toml_files import read_toml, toml_text

if TYPE_CHECKING:
    from kit.speech.declared import Declared

LARGEST = 5_000_000
"""Size in bytes above which no plain text is read: some eighty long speeches in one."""

_KINDS = (
    (b"%PDF", "这是 PDF 文件。", "请打开它，把文字复制到 .txt 文件里。"),
    (b"\xd0\xcf\x11\xe0", "这是旧版 Word（.doc 或 .wps）文件。", "请另存为 .docx 或 .txt。"),
    (b"PK\x03\x04", "这是压缩包或别的办公文件。", "请先解压，或另存为 .docx 或 .txt。"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x7f]")
_USUAL = re.compile("[，。、；：的一是在和了不]")
"""What any Chinese text is full of, simplified or traditional, and text read wrongly is not."""


def decode(data: bytes, *, shown: str) -> str:
    """Return the text of a file: UTF-8 with or without a byte order mark, UTF-16, GB18030 or Big5.

    Most bytes of the last two can be read as either; the one that gives Chinese is right.
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
    for encoding in ("utf-16",) if unicode16 else ("utf-8-sig", *_chinese_encodings(data)):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(_CONTROL.findall(text)) > len(text) // 100:
            break
        if not text.strip(EDGES):
            raise KitError("文件里只有空白。", remedy="请放入讲话正文。", path=shown)
        return text
    raise KitError(
        f"看不出文件的编码{_first_bad(data)}。", remedy="请另存为 UTF-8 编码的 .txt。", path=shown
    )


def _first_bad(data: bytes) -> str:
    """Return where a file that is UTF-8 but for a few bytes has the first that is not, or ""."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        whole = len(data.decode(errors="ignore").encode())
        return f"：第 {line} 行起有不是 UTF-8 的字节" if 10 * whole > 9 * len(data) else ""
    return ""


def _chinese_encodings(data: bytes) -> list[str]:
    """Return GB18030 and Big5, first the one that reads more of the usual characters."""
    return sorted(
        ("gb18030", "cp950"),
        key=lambda encoding: len(_USUAL.findall(data.decode(encoding, "ignore"))),
        reverse=True,
    )


def read_text(path: Path, *, shown: str) -> str:
    """Return the text of a plain text file; ``shown`` is its path in messages.

    Raises:
        KitError: the file cannot be read or is too large, or see :func:`decode`.
    """
    return decode(file_bytes(path, shown), shown=shown)


def parse(
    text: str,
    *,
    name: str = "",
    source: Source | None = None,
    terms: tuple[Term, ...] = (),
    lexicon: Lexicon | None = None,
    corrections: tuple[Correction, ...] = (),
    declared: tuple[Declared, ...] = (),
    left_out: tuple[str, ...] = (),
) -> Speech:
    """Return the speech that a text holds; any text, even an empty one, gives one."""
    nodes, segments, unsure = read_outline(text, corrections, declared)
    notes = find_notes(text)
    first = next((node.start for node in nodes if node.numbered), len(text))
    said = without_notes(text, notes)
    if declared:
        from kit.speech.declared import without_titles

        said = without_titles(said, declared, first)
    tasks = read_tasks(said, nodes, segments)
    return Speech(
        name=name,
        text=text,
        source=source or Source(title=name or "讲话", path=""),
        nodes=nodes,
        segments=segments,
        tasks=with_attributes(text, tasks, notes, nodes, segments),
        terms=terms,
        lexicon=lexicon or Lexicon(),
        unsure=unsure,
        left_out=left_out,
    )


def load_speech(study_set: StudySet, *, words: bool = True) -> Speech:
    """Return the speech of a study set, with its source, glossary and dictionary.

    Without ``words`` glossary and dictionary are left out, and their faults with them.

    Raises:
        KitError: one of its files is missing or faulty.
    """
    path = study_set.speech_file
    text = read_text(path, shown=study_set.shown(path))
    shown = study_set.shown(study_set.source_file)
    known = read_toml(study_set.source_file, shown)
    return parse(
        text,
        name=study_set.name,
        source=Source(
            title=toml_text(known, "title", shown),
            path=study_set.shown(path),
            sha256=toml_text(known, "sha256", shown),
            speaker=str(known.get("speaker", "")),
            date=str(known.get("date", "")),
            rights=str(known.get("rights", "")),
        ),
        terms=read_terms(study_set) if words else (),
        lexicon=_lexicon(study_set) if words else Lexicon(),
        corrections=_corrections(study_set, known, shown),
        declared=_declared(known, text, shown),
    )


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def file_bytes(path: Path, shown: str, largest: int = LARGEST) -> bytes:
    """Return the bytes of the file that holds a speech.

    Raises:
        KitError: it cannot be read, is no file or has more than ``largest`` bytes.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise KitError("这不是一个文件。", remedy="请指明讲话所在的文件。", path=shown)
        if status.st_size > largest:
            size, limit = -(-status.st_size // 1_000_000), largest // 1_000_000
            what = f"文件有 {size} MB，超过了 {limit} MB 的上限。"
            raise KitError(what, remedy="请只留下讲话正文。", path=shown)
        return path.read_bytes()
    except OSError as error:
        what = f"读不了这个文件（{reason(error)}）。"
        raise KitError(what, remedy="请检查路径。", path=shown) from None


def _declared(content: dict[str, Any], text: str, shown: str) -> tuple[Declared, ...]:
    """Return where the headings stand that the file of a set's speech once declared."""
    headings = content.get("headings", [])
    if not isinstance(headings, list) or not all(isinstance(each, str) for each in headings):
        what = "source.toml 里的 headings 应为标题的列表。"
        remedy = '请写成 headings = ["# 总体要求", "## 指导思想"] 的样子，或者删去。'
        raise KitError(what, remedy=remedy, path=shown)
    if not headings:
        return ()
    from kit.speech.declared import found

    return found(headings, text)


def _corrections(
    study_set: StudySet, content: dict[str, Any], shown: str
) -> tuple[Correction, ...]:
    if "outline" not in content:
        return ()
    from kit.speech.corrections import read_corrections

    return tuple(read_corrections(study_set.source_file, content, shown))


def _lexicon(study_set: StudySet) -> Lexicon:
    return Lexicon(
        words=_lines(study_set.words_file, study_set),
        stopwords=frozenset(_lines(study_set.stopwords_file, study_set)),
    )


def _lines(path: Path, study_set: StudySet) -> tuple[str, ...]:
    """Return the lines of a word list that are not blank; a set may do without one."""
    if not path.exists():
        return ()
    shown = study_set.shown(path)
    data = read_data(path, shown)
    text = decode(data, shown=shown) if data.strip() else ""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
