"""By what a study set is known on this machine: the key of its records and of the learner's copy.

A name is no identity: two sets may have the same. A set that `kit new` makes has an id of its own,
in ``source.toml``; one without has its name instead. But whoever hands a set on may write any id
into it, so that an id alone gives no right to what is kept under it.

What is opened here is noted down in the user's data folder: its id, where it lies, its text. By two
of these three it is known again. A set that was moved has its id and its text, one that was brought
up to date its place and its id. A copy beside the first, or another set with its id, is a set by
itself. The set that the kit comes with is always known by its name.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from itertools import chain, count
from pathlib import Path

from kit.errors import KitError
from kit.files import read_bytes, write_whole
from kit.library import (
    DEFAULT_SET,
    StudySet,
    came_with_the_kit,
    data_folder,
    make_private,
    own_roots,
)
from kit.toml_files import read_toml

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")
_NOT_FOR_OTHERS = (DEFAULT_SET, "notebooks")  # the built-in set's, and a folder of all copies


@dataclass(frozen=True, slots=True)
class Note:
    """What is noted down of a set that was opened; ``text`` is the SHA-256 of its speech."""

    key: str
    id: str
    root: str
    name: str
    text: str

    @property
    def study_set(self) -> StudySet:
        """The set where it lay when it was noted down."""
        return StudySet(self.name, Path(self.root))

    def same_place(self, other: Note) -> bool:
        """Tell whether two sets lie at the same place."""
        return (self.root, self.name) == (other.root, other.name)


def new_id(name: str) -> str:
    """Return an id for a set that is being made; no other set has it."""
    return f"{name}-{secrets.token_hex(4)}"


def stored_id(study_set: StudySet) -> str:
    """Return the id that stands in a set, "" where none does."""
    with suppress(KitError):
        stored = read_toml(study_set.source_file, "").get("id")
        return stored if isinstance(stored, str) and _ID.fullmatch(stored) else ""
    return ""


def key_of(study_set: StudySet) -> str:
    """Return the key of a set's records and of its copy; nothing is written.

    It is the set's id, unless another set of this machine has that.
    """
    return study_set.name if came_with_the_kit(study_set) else _noted(study_set).key


def remember(study_set: StudySet) -> str:
    """Note down a set as it is now, so that it is known again, and return its key.

    Where nothing can be written, the key is the same; what is kept under it is worth more.
    """
    if came_with_the_kit(study_set):
        return study_set.name
    note = _noted(study_set)
    path = _folder() / f"{hashlib.sha256(note.key.encode()).hexdigest()[:16]}.json"
    if _read(path) != note:
        with suppress(KitError):
            make_private(data_folder())
            make_private(_folder())
            write_whole(path, json.dumps(asdict(note), ensure_ascii=False, indent=1) + "\n")
    return note.key


def holder(study_set: StudySet) -> StudySet | None:
    """Return the set that has the id which another one claims too, None where there is none."""
    here = _facts(study_set)
    if here.id == DEFAULT_SET and not came_with_the_kit(study_set):
        return next((one for root in own_roots() if _text(one := StudySet(here.id, root))), None)
    own = key_of(study_set)
    first = next((note for note in _notes() if note.key == here.id), None)
    return None if first is None or own == first.key else first.study_set


def set_of(key: str) -> StudySet | None:
    """Return the set that has this key on this machine, None where none is known."""
    if key == DEFAULT_SET:
        return next((one for root in own_roots() if _text(one := StudySet(key, root))), None)
    found = (note.study_set for note in _notes() if note.key == key)
    return next((one for one in found if _text(one)), None)


def keys_of_name(name: str) -> tuple[str, ...]:
    """Return the keys of all sets of a name, or of a key, that were noted down."""
    return tuple(sorted(note.key for note in _notes() if name in {note.key, note.name}))


def _noted(study_set: StudySet) -> Note:
    """Return what is to be noted down of a set, with the key that it has or is to have."""
    here, notes = _facts(study_set), _notes()
    known = [note for note in notes if _is_same(note, here)]
    if known:
        here_first = max(known, key=lambda note: (note.same_place(here), note.id == here.id))
        return Note(here_first.key, here.id, here.root, here.name, here.text)
    taken = {key.casefold() for key in (*_NOT_FOR_OTHERS, *(note.key for note in notes))}
    key = next(key for key in _possible_keys(here) if key.casefold() not in taken)
    return Note(key, here.id, here.root, here.name, here.text)


def _is_same(note: Note, here: Note) -> bool:
    """Tell whether what was noted down is the set that is here now."""
    if note.same_place(here):
        return note.id == here.id or note.text == here.text
    if (note.id, note.text) != (here.id, here.text):
        return False
    there = _facts(note.study_set)
    return not there.text or (there.id != note.id and there.text != note.text)


def _possible_keys(here: Note) -> Iterator[str]:
    """Yield the id, then keys that are made from where the set lies: each time the same."""
    places = (f"{here.root}\n{here.name}\n{number}" for number in count())
    digests = (hashlib.sha256(place.encode()).hexdigest()[:8] for place in places)
    return chain([here.id], (f"{here.id}~{digest}" for digest in digests))


def _facts(study_set: StudySet) -> Note:
    """Return a set as it is now, without a key."""
    root = study_set.root.resolve().as_posix()
    identifier = stored_id(study_set) or study_set.name
    return Note("", identifier, root, study_set.name, _text(study_set))


def _text(study_set: StudySet) -> str:
    """Return the SHA-256 of a set's speech, "" where there is none."""
    try:
        return hashlib.sha256(read_bytes(study_set.speech_file)).hexdigest()
    except OSError:
        return ""


def _folder() -> Path:
    return data_folder() / "sets"


def _notes() -> list[Note]:
    """Return all that is noted down; what cannot be read counts as never written."""
    return [note for path in sorted(_folder().glob("*.json")) if (note := _read(path))]


def _read(path: Path) -> Note | None:
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        note = Note(**fields)
    except (OSError, ValueError, TypeError, RecursionError):
        return None
    return note if all(isinstance(field, str) for field in fields.values()) else None
