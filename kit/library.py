"""Where a study set's files and a learner's own lie; the only place that knows paths."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kit.errors import KitError, RequestError, reason
from kit.files import resolved

ROOT_VARIABLE = "KIT_ROOT"
"""Environment variable that names the folder holding ``seeds``, ``notebooks`` and ``quizzes``."""

LEARNER_VARIABLE = "KIT_LEARNER"
"""Environment variable that names one of several learners on one account of a computer."""

_LEARNER = re.compile(r"\w[\w·-]{0,31}")

DEFAULT_SET = "zhanjiang2021"
"""The study set that the kit comes with."""

SET_ASIDE = re.compile(r"_old(?:_\d+)?$")
"""How the name of a lesson or paper ends that made way for another and is kept for a person."""

_DIGITS = 10  # of a number of seconds until the year 2286


@dataclass(frozen=True, slots=True)
class StudySet:
    """One study set: a name in the three folders ``seeds``, ``notebooks`` and ``quizzes``."""

    name: str
    root: Path

    @property
    def seeds(self) -> Path:
        """The folder of the speech and what belongs to it."""
        return self.root / "seeds" / self.name

    @property
    def notebooks(self) -> Path:
        """The folder of the lessons."""
        return self.root / "notebooks" / self.name

    @property
    def quizzes(self) -> Path:
        """The folder of the question papers."""
        return self.root / "quizzes" / self.name

    @property
    def speech_file(self) -> Path:
        """The text, byte for byte as given."""
        return self.seeds / "speech.txt"

    @property
    def source_file(self) -> Path:
        """What is known of the text: title, speaker, date, checksum."""
        return self.seeds / "source.toml"

    @property
    def terms_file(self) -> Path:
        """The glossary."""
        return self.seeds / "terms.toml"

    @property
    def lines_file(self) -> Path:
        """Which line of work each task belongs to."""
        return self.seeds / "lines.toml"

    @property
    def words_file(self) -> Path:
        """The set's own dictionary for jieba."""
        return self.seeds / "words.txt"

    @property
    def stopwords_file(self) -> Path:
        """Words that carry no content, one a line."""
        return self.seeds / "stopwords.txt"

    @property
    def index(self) -> Path:
        """The lesson to begin with."""
        return self.notebooks / "00_index.ipynb"

    def lessons(self) -> tuple[Path, ...]:
        """Return the lessons in order of their file names."""
        return tuple(sorted(self.notebooks.glob("[0-9]*.ipynb")))

    def papers(self) -> tuple[Path, ...]:
        """Return the question papers in order of their file names."""
        return tuple(sorted(self.quizzes.glob("[0-9]*.md")))

    def paper(self, name: str) -> Path:
        """Return one paper by its file name with or without ``.md``.

        Raises:
            KitError: there is no such paper; the sentence lists those there are.
        """
        stem = name.removesuffix(".md")
        known = {path.stem: path for path in self.papers()}
        if stem not in known:
            raise KitError(
                f"没有名为“{stem}”的试卷。",
                remedy=f"现有试卷：{'、'.join(known) or '无'}。",
                path=self.shown(self.quizzes),
            )
        return known[stem]

    def shown(self, path: Path) -> str:
        """Return a path as messages show it: relative to the root, with forward slashes."""
        if path.is_relative_to(self.root) and ".." not in path.parts:
            return path.relative_to(self.root).as_posix()  # even through a link to another disk
        try:
            return resolved(path).relative_to(resolved(self.root)).as_posix()
        except ValueError:
            return path.as_posix()


def data_folder() -> Path:
    """Return the folder of the kit in the user's data folder; it may not exist yet.

    The learner's copy of the lessons, JupyterLab's settings and the records lie in it. Where
    several people use one account, each has a folder of this kind, see `LEARNER_VARIABLE`.

    Raises:
        RequestError: ``KIT_LEARNER`` is no name for a folder.
    """
    folder = account_folder()
    learner = os.environ.get(LEARNER_VARIABLE)
    if not learner:
        return folder
    if not _LEARNER.fullmatch(learner):
        raise RequestError(
            f"“{learner}”不能用作学习者的名字。",
            remedy="请用 1 到 32 个汉字、字母或数字，中间可以有“-”“_”“·”。",
        )
    return folder / "learners" / learner


def account_folder() -> Path:
    """Return the folder of the kit in the data folder of the account, whoever of it learns."""
    import platformdirs

    return platformdirs.user_data_path("speech-study-kit", appauthor=False)


def fixed_time() -> int | None:
    """Return the second that ``SOURCE_DATE_EPOCH`` fixes for whatever is made, or None.

    See https://reproducible-builds.org/specs/source-date-epoch/.

    Raises:
        RequestError: it is no such number.
    """
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    if not fixed:
        return None
    if not (fixed.isascii() and fixed.isdigit() and len(fixed) <= _DIGITS):
        raise RequestError(
            f"环境变量 SOURCE_DATE_EPOCH 的值“{fixed}”不是时间。",
            remedy="请改成从 1970 年起的秒数，或者去掉这个变量。",
        )
    return int(fixed)


def make_private(folder: Path) -> None:
    """Make a folder the user's alone, where the system has such modes; make it if need be.

    Raises:
        KitError: it cannot be made.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        what = f"建不了这个文件夹（{reason(error)}）。"
        raise KitError(what, remedy="请检查它所在的文件夹能不能写入。", path=folder) from error
    with suppress(OSError):  # of a file system without modes
        folder.chmod(0o700)


def own_roots() -> tuple[Path, ...]:
    """Return where the sets lie that came with this package: its clone, and inside the wheel."""
    package = Path(__file__).resolve().parent
    return (package.parent, package / "sets")


def came_with_the_kit(study_set: StudySet) -> bool:
    """Tell whether a set is the kit's own, and no other in its clone."""
    clone, wheel = own_roots()
    root = study_set.root.resolve()
    return root == wheel or (root == clone and study_set.name == DEFAULT_SET)


def roots() -> tuple[Path, ...]:
    """Return the folders that may hold study sets, the most particular first.

    These are: the one that ``KIT_ROOT`` names; the working folder or the nearest folder above it
    that has ``seeds``; the clone that the package is installed from; the sets inside the wheel.

    Raises:
        RequestError: ``KIT_ROOT`` names no folder.
    """
    named = _named_root()
    folders = (*_working_folders(), *own_roots())
    candidates = (named, *folders) if named else folders
    return tuple(dict.fromkeys(resolved(path) for path in candidates if _has_sets(path)))


def working_root() -> Path:
    """Return the folder for a new study set: the nearest that has some, else the working folder.

    `KIT_ROOT` goes first; the sets inside the wheel and those of another clone do not count.

    Raises:
        RequestError: `KIT_ROOT` names no folder, or the folder with sets belongs to another user.
    """
    if named := _named_root():
        return named
    root = next((path for path in _working_folders() if _has_sets(path)), Path.cwd())
    _refuse_another_users(root, [root / "seeds"])
    return root


def study_sets() -> tuple[StudySet, ...]:
    """Return every study set within reach, by name; a nearer root hides a farther one's.

    Raises:
        RequestError: ``KIT_ROOT`` names no folder.
    """
    sets: dict[str, StudySet] = {}
    for root in roots():
        for speech in root.glob("seeds/*/speech.txt"):
            sets.setdefault(speech.parent.name, StudySet(speech.parent.name, root))
    return tuple(sets[name] for name in sorted(sets))


def study_set(name: str | None = None) -> StudySet:
    """Return one study set by name.

    Without a name: the one whose lesson is being run (the working folder is ``notebooks/<name>``),
    else the only one of the nearest root, else the one that the kit comes with; where the nearest
    root has several and not that one, the one made last.

    Raises:
        RequestError: there is no such set (the sentence lists those there are), it was found in a
            folder that belongs to another user, or ``KIT_ROOT`` names no folder, or, where no set
            is named, one without sets.
    """
    known = {chosen.name: chosen for chosen in study_sets()}
    name = _usual_name(known) if name is None else name
    if name not in known:
        here = Path.cwd()
        in_lesson = here.parent.name == "notebooks" and here.name in known
        renamed = f"学习集若改过名，请把这里的“{name}”改成“{here.name}”。" if in_lesson else ""
        raise RequestError(
            f"没有名为“{name}”的学习集。",
            remedy=f"{renamed}现有学习集：{'、'.join(known) or '无'}。",
        )
    refuse_another_users(known[name])
    return known[name]


def refuse_another_users(study_set: StudySet) -> None:
    """Refuse a set of another user that was only found, in or above the working folder.

    Whoever can make a folder there, as anybody can in /tmp, could have others run a set.

    Raises:
        RequestError: the set belongs to another user; the sentence says whose it is.
    """
    folders = (study_set.seeds, study_set.notebooks, study_set.quizzes)
    parents = (folder.parent for folder in folders)
    _refuse_another_users(study_set.root, [*parents, *folders])


def farther_sets(chosen: StudySet) -> tuple[StudySet, ...]:
    """Return the sets of the same name that a nearer one hides."""
    others = (StudySet(chosen.name, root) for root in roots())
    return tuple(each for each in others if each != chosen and each.speech_file.is_file())


def _usual_name(known: Mapping[str, StudySet]) -> str:
    """Return the name of the set that is meant where none is named."""
    here = Path.cwd()
    if here.parent.name == "notebooks" and here.name in known:
        return here.name
    nearest = roots()[:1]
    if (named := _named_root()) and nearest != (resolved(named),):
        what = f"环境变量 {ROOT_VARIABLE} 指的文件夹里没有学习集。"
        raise RequestError(what, remedy="请改正，或者去掉这个变量。", path=named)
    near = {name: chosen for name, chosen in known.items() if chosen.root in nearest}
    if not near or DEFAULT_SET in near:
        return DEFAULT_SET
    return max(near, key=lambda name: (near[name].seeds.stat().st_mtime, name))


def _named_root() -> Path | None:
    """Return the folder that ``KIT_ROOT`` names, None where it is not set."""
    named = os.environ.get(ROOT_VARIABLE)
    if not named:
        return None
    if not os.path.isdir(named):
        what = f"环境变量 {ROOT_VARIABLE} 指的不是文件夹，或者没有这个文件夹。"
        raise RequestError(what, remedy="请改正，或者去掉这个变量。", path=named)
    return Path(named)


def _working_folders() -> tuple[Path, ...]:
    """Return the working folder and those above it."""
    return (Path.cwd(), *Path.cwd().parents)


def _refuse_another_users(root: Path, folders: Sequence[Path]) -> None:
    named = os.environ.get(ROOT_VARIABLE)
    asked_for = (*own_roots(), *([Path(named)] if named else []))
    if not hasattr(os, "geteuid") or resolved(root) in map(resolved, asked_for):
        return
    # The superuser, and whoever became the superuser by sudo, count as the user.
    sudo = os.environ.get("SUDO_UID", "") if os.geteuid() == 0 else ""
    trusted = {os.geteuid(), 0, *([int(sudo)] if sudo.isdecimal() else [])}
    for folder in folders:
        if folder.exists() and (owner := _owner(folder)) not in trusted:
            name = str(owner)
            with suppress(KeyError):  # a user without a name
                name = folder.owner()
            raise RequestError(
                f"这个文件夹属于另一个用户（{name}），没有使用其中的学习集。",
                remedy=f"如果信任这位用户，请把环境变量 {ROOT_VARIABLE} 设为 {root} 再运行。",
                path=folder,
            )


def _owner(folder: Path) -> int:
    return folder.stat().st_uid


def _has_sets(folder: Path) -> bool:
    return any(folder.glob("seeds/*/speech.txt"))
