"""Which study sets may run here: a set is a program, and to run it is to trust its author.

Trusted without a question: the set that came with the kit, one that was made here, one that its
teacher opened for editing. Of any other, exactly the content that a person has agreed to run.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

from kit.files import Change, read_bytes
from kit.lab.notebooks import has_outputs, read_notebook
from kit.library import (
    DEFAULT_SET,
    StudySet,
    account_folder,
    came_with_the_kit,
    data_folder,
    own_roots,
)

_RECORDS = "trusted"  # in the data folder: one file for each, named by a digest
_LARGEST = 1_000_000_000  # bytes of a file that is read to tell a set by; a film may be among them


def is_trusted(study_set: StudySet) -> bool:
    """Tell whether a set may run without a question."""
    if came_with_the_kit(study_set) or _is_copy_of_ours(study_set):
        return True
    return _is_recorded(_place(study_set)) or _is_recorded(content_digest(study_set))


def trust_place(study_set: StudySet) -> None:
    """Remember that whatever a set holds, now or later, is the user's own work.

    Raises:
        KitError: the data folder cannot be written to.
    """
    place_record(study_set).carry_out()


def place_record(study_set: StudySet) -> Change:
    """Return what is written so that a set is trusted where it lies."""
    return _record(study_set, _place(study_set))


def trust_content(study_set: StudySet) -> None:
    """Remember that the user agreed to run a set, exactly as it is now, wherever it lies.

    Of a set with a monstrous file nothing is remembered: it takes too long to tell it again.

    Raises:
        KitError: the data folder cannot be written to.
    """
    if content := content_digest(study_set):
        _record(study_set, content).carry_out()


def content_digest(study_set: StudySet) -> str:
    """Return the digest of every file of a set, with its name; "" where one is monstrous."""
    total = hashlib.sha256()
    for folder in (study_set.seeds, study_set.notebooks, study_set.quizzes):
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            if path.stat().st_size > _LARGEST:
                return ""
            name = os.fsencode(path.relative_to(study_set.root).as_posix())
            total.update(name + b"\0" + _digest(path) + b"\n")
    return "content-" + total.hexdigest()


def lessons_with_outputs(study_set: StudySet) -> tuple[Path, ...]:
    """Return the lessons that bring stored outputs along, which could run when they are shown."""
    return tuple(path for path in study_set.lessons() if _brings_outputs(path))


def sign(lessons: Sequence[Path], *, trusted: bool, state: Path) -> None:
    """Sign lessons for JupyterLab, or take their signatures back where they are not trusted.

    A lesson with stored outputs is never signed: the kit stores none, so somebody else made them.

    Args:
        lessons: the files.
        trusted: whether their set is.
        state: the folder of the signatures.
    """
    import nbformat
    from nbformat.sign import NotebookNotary

    state.mkdir(parents=True, exist_ok=True)
    notary = NotebookNotary(data_dir=str(state))  # type: ignore[no-untyped-call]
    try:
        for lesson in filter(os.path.isfile, lessons):
            try:
                notebook = nbformat.read(lesson, as_version=4)  # type: ignore[no-untyped-call]
                if trusted and not has_outputs(notebook):
                    notary.sign(notebook)  # type: ignore[no-untyped-call]
                else:
                    notary.unsign(notebook)  # type: ignore[no-untyped-call]
            except Exception:  # nbformat raises many; JupyterLab itself says what is wrong
                continue
    finally:
        notary.store.close()


def _is_recorded(key: str) -> bool:
    """Tell whether a set is trusted by a learner, or by the user whose account it is."""
    folders = (data_folder(), account_folder())
    return bool(key) and any((folder / _RECORDS / key).is_file() for folder in folders)


def _record(study_set: StudySet, key: str) -> Change:
    shown = os.fsencode(study_set.root.resolve() / study_set.name)  # for whoever looks in
    return Change(data_folder() / _RECORDS / key, shown + b"\n")


def _is_copy_of_ours(study_set: StudySet) -> bool:
    """Tell whether a set is, to the letter, the one that came with the kit, in another folder."""
    if study_set.name != DEFAULT_SET:
        return False
    ours = (StudySet(DEFAULT_SET, root) for root in own_roots())
    content = content_digest(study_set)
    return any(content == content_digest(one) != "" for one in ours if one.speech_file.is_file())


def _place(study_set: StudySet) -> str:
    """Return the digest of where a set lies."""
    place = os.fsencode(study_set.root.resolve()) + b"\0" + os.fsencode(study_set.name)
    return "place-" + hashlib.sha256(place).hexdigest()


def _digest(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest().encode()
    except OSError:  # what cannot be read cannot run; once it can, the set is another one
        return b"unreadable"


def _brings_outputs(path: Path) -> bool:
    try:
        notebook = read_notebook(read_bytes(path).decode())
    except (OSError, UnicodeDecodeError):
        return False
    return notebook is not None and has_outputs(notebook)
