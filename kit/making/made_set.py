"""A study set from a file, made once or made again after the text or the set has changed."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

from kit.errors import Fault, KitError, RequestError
from kit.files import Change, write_all
from kit.identity import remember
from kit.lab.check import check_set
from kit.lab.trust import place_record
from kit.lab.unfinished import making_sets
from kit.library import StudySet
from kit.making.assembly import Assembly
from kit.making.manifest import MADE, Manifest, check_inside, origin, read_manifest
from kit.making.seed_drafts import found_date
from kit.speech.documents import EXTRACTED, read_document

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
"""What a set may be called."""


@dataclass(frozen=True, slots=True)
class MadeSet:
    """What came of it: the set, the files changed, what a person should look at, what is missing.

    ``kept`` are pieces and files that stay as a person wrote them although the text has changed;
    ``left_out`` names what the given file has that did not come into the text.
    """

    study_set: StudySet
    written: tuple[Path, ...]
    removed: tuple[Path, ...]
    kept: tuple[str, ...]
    todo: tuple[str, ...]
    faults: tuple[Fault, ...]
    left_out: tuple[str, ...] = ()


def make_set(file: Path, *, root: Path, name: str | None = None) -> MadeSet:
    """Make a study set from a speech, or bring one that was made up to date.

    A set of which nothing was there before is trusted: all of it is the user's own work. What a
    person wrote into a set stays. Everything is made in a folder of its own first; if it
    cannot be finished, the set is as it was, or not there at all: at once, or where the process
    was ended, from the next time on that a set is made in the same folder, or looked for there.

    Args:
        file: the speech: text, Markdown, Word or a saved page.
        root: the folder that holds, or is to hold, ``seeds``, ``notebooks`` and ``quizzes``.
        name: the set's name; None: that of the set made from this file before, else the file's.

    Raises:
        RequestError: the name cannot be used, or belongs to a set that was not made this way.
        KitError: the file cannot be read, a stored path or a link leads out of the set, or the
            folder cannot be written.
    """
    with making_sets(root) as journal:
        return _make(file, root, name, journal)


def _make(file: Path, root: Path, name: str | None, journal: Path) -> MadeSet:
    """Make a set where nobody else is making one; the journal tells of what was not finished."""
    document = read_document(file, shown=file.as_posix())
    text = document.text
    chosen = StudySet(_name_for(file, root, text) if name is None else name, root)
    if not NAME.fullmatch(chosen.name):
        what = f"“{chosen.name}”不能作学习集的名字。"
        remedy = "请用 --name 起一个由字母、数字、“_”和“-”组成的名字，不超过 40 个字符。"
        raise RequestError(what, remedy=remedy)
    is_new = not any(path.exists() for path in (chosen.seeds, chosen.notebooks, chosen.quizzes))
    check_inside(chosen, is_new=is_new)
    data = text.encode() if file.suffix.lower() in EXTRACTED else file.read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        assembly = Assembly(StudySet(chosen.name, Path(folder)), chosen, read_manifest(chosen))
        speech = assembly.add_seeds(data, document, file.stem)
        assembly.add_papers_and_lessons(speech)
        changes = assembly.changes()
        manifest = Manifest(origin(file, root), assembly.titles, assembly.digests)
        manifest_file = Change(chosen.seeds / MADE, manifest.text().encode())
        if assembly.before.known:
            remember(chosen)  # where and what it was, by which it is known again as it will be
        trust = [place_record(chosen)] if is_new else []  # the user's own work, from now on
        write_all([*changes, manifest_file, *trust], journal)
        remember(chosen)
    return MadeSet(
        chosen,
        tuple(change.path for change in changes if change.data is not None),
        tuple(change.path for change in changes if change.data is None),
        tuple(assembly.kept),
        assembly.todo,
        check_set(chosen),
        document.left_out,
    )


def _name_for(file: Path, root: Path, text: str) -> str:
    """Return the name of the set that was made from a file, else one made from the file's name.

    A name that another set of the root has gets a number.
    """
    folder = file.resolve().parent
    if file.name == "speech.txt" and folder.parent == (root / "seeds").resolve():
        return folder.name
    spoilt = set()
    for path in sorted((root / "seeds").glob(f"*/{MADE}")):
        try:
            if read_manifest(StudySet(path.parent.name, root)).file == origin(file, root):
                return path.parent.name
        except KitError:  # no other set's fault; named if this is the set that is meant
            spoilt.add(path.parent.name)
    name = re.sub(r"[^a-z0-9_-]+", "_", file.stem.lower()).strip("_-")[:30]
    if not re.search("[a-z]", name):
        name = f"speech{name or found_date(text)[:4]}"
    taken = {path.parent.name for path in (root / "seeds").glob("*/speech.txt")}
    numbered = (f"{name}_{number}" for number in count(2))
    return next(free for free in chain([name], numbered) if free not in taken - spoilt)
