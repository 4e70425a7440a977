"""A study set's files → `Speech`.

Where the reader is wrong about a line, ``source.toml`` puts it right, one table a line::

    [[outline]]
    line = 12            # the line of speech.txt, from 1
    kind = "point"       # section, subsection, item, subitem, point or heading

    [[outline]]
    line = 30
    level = 2            # 1 for the parts of the first level

    [[outline]]
    line = 45
    text = true          # plain text, no heading, whatever it looks like

A line may have both a kind and a level. What the reader is unsure of is listed by
``kit outline --unsure``, with the numbers of the lines.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, get_args

from kit.errors import KitError
from kit.files import read_data, read_toml
from kit.library import StudySet
from kit.speech.corrections import KINDS, Correction
from kit.speech.outline import read_outline
from kit.speech.reading import decode, read_text
from kit.speech.records import Lexicon, Origin, Source, Speech, Term
from kit.speech.tasks import read_tasks


def parse(
    text: str,
    *,
    name: str = "",
    source: Source | None = None,
    terms: tuple[Term, ...] = (),
    lexicon: Lexicon | None = None,
    corrections: tuple[Correction, ...] = (),
) -> Speech:
    """Return the speech that a text holds; any text, even an empty one, gives one."""
    nodes, segments, unsure = read_outline(text, corrections)
    return Speech(
        name=name,
        text=text,
        source=source or Source(title=name, path=""),
        nodes=nodes,
        segments=segments,
        tasks=read_tasks(text, nodes, segments),
        terms=terms,
        lexicon=lexicon or Lexicon(),
        unsure=unsure,
    )


def read_speech(path: Path) -> Speech:
    """Return the speech in a file outside any study set.

    Raises:
        KitError: the file cannot be read or is not text.
    """
    text = read_text(path, shown=path.as_posix())
    return parse(text, name=path.stem, source=Source(title=path.stem, path=path.as_posix()))


def load_speech(study_set: StudySet, *, words: bool = True) -> Speech:
    """Return the speech of a study set, with its source, glossary and dictionary.

    Without ``words`` glossary and dictionary are left out, and their faults with them.

    Raises:
        KitError: one of its files is missing or faulty.
    """
    path = study_set.speech_file
    return parse(
        read_text(path, shown=study_set.shown(path)),
        name=study_set.name,
        source=_source(study_set),
        terms=_terms(study_set) if words else (),
        lexicon=_lexicon(study_set) if words else Lexicon(),
        corrections=_corrections(study_set),
    )


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _source(study_set: StudySet) -> Source:
    shown = study_set.shown(study_set.source_file)
    table = read_toml(study_set.source_file, shown)
    return Source(
        title=_text(table, "title", shown),
        path=study_set.shown(study_set.speech_file),
        sha256=_text(table, "sha256", shown),
        speaker=str(table.get("speaker", "")),
        date=str(table.get("date", "")),
        rights=str(table.get("rights", "")),
    )


def _corrections(study_set: StudySet) -> tuple[Correction, ...]:
    shown = study_set.shown(study_set.source_file)
    rows = read_toml(study_set.source_file, shown).get("outline", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise KitError("“outline”应写成若干个 [[outline]] 表。", remedy="请改正。", path=shown)
    return tuple(_correction(row, shown) for row in rows)


def _correction(row: dict[str, Any], shown: str) -> Correction:
    line, kind, level = row.get("line"), row.get("kind"), row.get("level")
    if type(line) is not int or line < 1:
        what = "[[outline]] 里的 line 应为 1 起的行号。"
        raise KitError(what, remedy="请写成 line = 12 的样子。", path=shown)
    if row.get("text") is True:
        return Correction(line, text=True)
    if kind is None and level is None:
        what = f"[[outline]] 第 {line} 行没有说怎样订正。"
        raise KitError(what, remedy="请写上 kind、level 或 text = true。", path=shown)
    if kind is not None and kind not in KINDS:
        what = f"[[outline]] 第 {line} 行的 kind 写成了“{kind}”。"
        raise KitError(what, remedy=f"应为 {'、'.join(KINDS)} 之一。", path=shown)
    if level is not None and (type(level) is not int or level < 1):
        what = f"[[outline]] 第 {line} 行的 level 写成了“{level}”。"
        raise KitError(what, remedy="应为 1、2、3 这样的数。", path=shown)
    return Correction(line, kind=kind, level=level)


def _terms(study_set: StudySet) -> tuple[Term, ...]:
    path = study_set.terms_file
    if not path.exists():
        return ()
    shown = study_set.shown(path)
    rows = read_toml(path, shown).get("term", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise KitError("“term”应写成若干个 [[term]] 表。", remedy="请改正。", path=shown)
    return tuple(_term(row, shown) for row in rows)


def _term(row: dict[str, Any], shown: str) -> Term:
    name = _text(row, "name", shown)
    origin: Origin | None = row.get("origin")
    if origin is None or origin not in get_args(Origin):
        raise KitError(
            f"术语“{name}”的 origin 写成了“{origin}”。",
            remedy=f"应为 {'、'.join(get_args(Origin))} 之一。",
            path=shown,
        )
    aliases = row.get("aliases", [])
    if not isinstance(aliases, list):
        what = f"术语“{name}”的 aliases 不是一列文字。"
        raise KitError(what, remedy='请写成 aliases = ["…", "…"]。', path=shown)
    return Term(
        name=name,
        explanation=_text(row, "explanation", shown),
        gloss=str(row.get("gloss", "")),
        origin=origin,
        sure=bool(row.get("sure", True)),
        aliases=tuple(str(alias) for alias in aliases),
    )


def _text(table: dict[str, Any], key: str, shown: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        raise KitError(f"缺少“{key}”，或者它不是文字。", remedy=f'请写上 {key} = "…"。', path=shown)
    return value


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
