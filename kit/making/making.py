"""A study set from a file, made once or made again after the text or the set has changed."""

from __future__ import annotations

import hashlib
import re
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from kit.errors import Fault, KitError
from kit.files import Change, read_saved, write_all
from kit.lab.check import check_set
from kit.library import StudySet
from kit.making.composing import Composed, compose
from kit.making.keeping import bring_together, digests, untouched
from kit.making.memory import MADE, NAME, Memory, name_for, origin, recall
from kit.making.seeding import (
    TERMS,
    found_date,
    found_title,
    likely_terms,
    source_toml,
    words_txt,
)
from kit.speech import load_speech, parse, read_text

_EXTRACTED = {".docx", ".html", ".htm", ".xhtml", ".md", ".markdown"}
_SHA256 = re.compile(r"(?m)^sha256\s*=.*$")


@dataclass(frozen=True, slots=True)
class Made:
    """What came of it: the set, the files changed, what a person should look at, what is missing.

    ``kept`` are pieces and files that stay as a person wrote them although the text has changed.
    """

    study_set: StudySet
    written: tuple[Path, ...]
    removed: tuple[Path, ...]
    kept: tuple[str, ...]
    todo: tuple[str, ...]
    faults: tuple[Fault, ...]


def make_set(file: Path, *, root: Path, name: str | None = None) -> Made:
    """Make a study set from a speech, or bring one that was made up to date.

    What a person wrote into a set stays. Everything is made in a folder of its own first; if it
    cannot be finished, the set is as it was, or not there at all.

    Args:
        file: the speech: text, Markdown, Word or a saved page.
        root: the folder that holds, or is to hold, ``seeds``, ``notebooks`` and ``quizzes``.
        name: the set's name; None: that of the set made from this file before, else the file's.

    Raises:
        KitError: the file cannot be read, the name cannot be used or belongs to a set that was not
            made this way, or the folder cannot be written.
    """
    text = read_text(file, shown=file.as_posix())
    chosen = StudySet(name or name_for(file, root, text), root)
    if not NAME.fullmatch(chosen.name):
        what = f"“{chosen.name}”不能作学习集的名字。"
        raise KitError(what, remedy="请用 --name 起一个由字母、数字、“_”和“-”组成的名字。")
    memory = recall(chosen)
    data = text.encode() if file.suffix.lower() in _EXTRACTED else file.read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        stage = StudySet(chosen.name, Path(folder))
        used = _speech_data(chosen, data, memory)
        made, pieces = _staged(stage, chosen, used, file, memory)
        # The text as given, not as corrected in the set: else the next run would undo that.
        pieces[f"seeds/{chosen.name}/{chosen.speech_file.name}"] = {"": _digest(data)}
        stale, kept = _left_over(chosen, memory, set(pieces), made)
        aside = {chosen.root / new: chosen.root / old for old, new in made.aside.items()}
        changes = [
            *(Change(new, old.read_bytes()) for new, old in aside.items()),
            *_changes(stage, chosen, list(pieces)),
            *(Change(each, None) for each in stale),
        ]
        if not memory.known:
            _refuse_to_overwrite(chosen, changes)
        remembered = Memory(origin(file, root), made.lessons, pieces)
        write_all([*changes, Change(chosen.seeds / MADE, remembered.text().encode())])
    return Made(
        chosen,
        tuple(each.path for each in changes if each.data is not None),
        tuple(stale),
        (*made.contested, *kept),
        made.todo,
        check_set(chosen),
    )


def _speech_data(chosen: StudySet, data: bytes, memory: Memory) -> bytes:
    """Return the text to use where a person may have corrected the set's own copy."""
    if not chosen.speech_file.is_file() or not memory.known:
        return data
    own = chosen.speech_file.read_bytes()
    shown = chosen.shown(chosen.speech_file)
    last = memory.pieces.get(shown, {}).get("")
    if _digest(own) == last or own == data:
        return data
    if _digest(data) == last:
        return own
    what = "学习集里的原文改过，给出的文件也改过，不知道以哪一份为准。"
    raise KitError(what, remedy="请让两份相同，或者用 --name 另做一套。", path=shown)


def _staged(
    stage: StudySet, chosen: StudySet, data: bytes, file: Path, memory: Memory
) -> tuple[Composed, dict[str, dict[str, str]]]:
    """Write the whole set into ``stage``; return what was composed, and its digests.

    Of the text itself there is none among them.
    """
    _put(stage.speech_file, data)
    text = read_text(stage.speech_file, shown=chosen.shown(chosen.speech_file))
    seeds = {
        stage.source_file: source_toml(
            title=found_title(text) or file.stem,
            day=found_date(text),
            sha256=hashlib.sha256(data).hexdigest(),
        ),
        stage.words_file: words_txt(likely_terms(parse(text))),
        stage.terms_file: TERMS,
    }
    pieces: dict[str, dict[str, str]] = {}
    for path, content in seeds.items():
        shown = f"seeds/{stage.name}/{path.name}"
        _put(path, _seed(chosen.seeds / path.name, shown, content, memory).encode())
        pieces[shown] = digests(shown, content)
    if chosen.stopwords_file.is_file():
        _put(stage.stopwords_file, chosen.stopwords_file.read_bytes())
    speech = load_speech(stage)
    drafted = pieces[f"seeds/{stage.name}/{stage.words_file.name}"]
    words = stage.words_file.read_text(encoding="utf-8")
    made = compose(
        stage,
        chosen,
        replace(speech, source=replace(speech.source, path=chosen.shown(chosen.speech_file))),
        memory,
        sure_title=bool(found_title(text)) or speech.source.title != file.stem,
        drafted=len(drafted) if untouched("words.txt", drafted, words) else 0,
    )
    for shown, content in made.final.items():
        _put(stage.root / shown, content.encode())
        pieces[shown] = digests(shown, made.fresh[shown])
    return made, pieces


def _seed(path: Path, shown: str, content: str, memory: Memory) -> str:
    """Return what a seed is to hold; in a source that a person wrote only the checksum changes."""
    if not path.is_file():
        return content
    mine = read_saved(path, shown)
    base = memory.pieces.get(shown, {})
    if path.name == "source.toml" and memory.known and not untouched(shown, base, mine):
        line = next(each for each in content.splitlines() if each.startswith("sha256"))
        return _SHA256.sub(line, mine, count=1)
    return bring_together(shown, base, mine, content).content


def _left_over(
    chosen: StudySet, memory: Memory, made: set[str], composed: Composed
) -> tuple[list[Path], list[str]]:
    """Return files that were made and are made no more: those to remove, and those to keep.

    A file set aside is among those to keep, by its new name.
    """
    stale: list[Path] = []
    kept: list[str] = []
    for shown, new in composed.aside.items():
        was = f"原为 {shown.rpartition('/')[2]}，"
        why = "原文里已经没有这一部分" if shown in memory.pieces else "这个名字归了另一课"
        kept.append(f"{new}（{was}{why}）")
        if shown not in made:
            stale.append(chosen.root / shown)
    moved = set(composed.moved.values())
    for shown, base in memory.pieces.items():
        path = chosen.root / shown
        if shown in made or shown in composed.aside or not path.is_file():
            continue
        if shown in moved or untouched(shown, base, read_saved(path, shown)):
            stale.append(path)
        else:
            kept.append(f"{shown}（原文里已经没有这一部分）")
    return stale, kept


def _changes(stage: StudySet, chosen: StudySet, paths: list[str]) -> list[Change]:
    changes = []
    for shown in sorted(paths):
        path, data = chosen.root / shown, (stage.root / shown).read_bytes()
        if not path.is_file() or path.read_bytes() != data:
            changes.append(Change(path, data))
    return changes


def _refuse_to_overwrite(chosen: StudySet, changes: list[Change]) -> None:
    """Raise where a file is in the way: the set is not one that was made, or not of this text."""
    taken = next((each.path for each in changes if each.path.exists()), None)
    if taken is not None:
        what = f"已经有名为“{chosen.name}”的学习集，它不是用 kit new 做的，不能覆盖。"
        remedy = "请用 --name 换一个名字。"
        raise KitError(what, remedy=remedy, path=chosen.shown(taken))


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]
