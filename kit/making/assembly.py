"""What each file of a set is to hold: what is made now, with what a person wrote into it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, count

from kit.errors import KitError, RequestError
from kit.files import Change, content_of, read_saved
from kit.identity import new_id, stored_id
from kit.library import StudySet
from kit.making.dividing import divide, one_line
from kit.making.left_to_write import to_write
from kit.making.lesson_drafts import draft_lessons, draft_sessions, with_fixed, without_tests
from kit.making.manifest import Manifest, bring_together, digests, untouched
from kit.making.paper_drafts import draft_papers, unasked
from kit.making.seed_drafts import (
    TERMS,
    found_date,
    found_title,
    likely_terms,
    source_toml,
    with_new_text,
    words_txt,
)
from kit.making.session_drafts import sessions
from kit.quiz import Paper, read_paper, read_papers
from kit.speech import Speech, load_speech, parse, read_text
from kit.speech.documents import Manuscript
from kit.speech.work_lines import read_work_lines


class Assembly:
    """A set that is being made; paths of its files are those from the root.

    Attributes:
        stage: where it is made.
        chosen: where it is to stand, and where what a person wrote into it stands.
        before: what was made last time.
        files: what each file is to hold.
        digests: what is to be remembered of each file.
        titles: the lessons' titles by the names of their files.
        aside: the files that make way for another lesson, with a free name for each.
        kept: what stays as a person wrote it although the text has changed.
        todo: what a person should still write.
    """

    def __init__(self, stage: StudySet, chosen: StudySet, before: Manifest) -> None:
        self.stage = stage
        self.chosen = chosen
        self.before = before
        self.files: dict[str, bytes] = {}
        self.digests: dict[str, dict[str, str]] = {}
        self.titles: dict[str, str] = {}
        self.aside: dict[str, str] = {}
        self.kept: list[str] = []
        self.todo: tuple[str, ...] = ()
        self._moved: set[str] = set()
        self._sure_title = False
        self._drafted = 0

    def add_seeds(self, data: bytes, document: Manuscript, stem: str) -> Speech:
        """Make the seeds from the bytes of the text, and return the speech that they hold.

        ``document`` is what the given file holds, ``stem`` the title of a text that has none.
        """
        given, data = data, self._corrected(data)
        shown = self._shown("seeds", self.chosen.speech_file.name)
        self._put(shown, data)
        # The text as given, not as corrected in the set: else the next run would undo that.
        self.digests[shown] = {"": _digest(given)}
        text = read_text(self.stage.speech_file, shown=shown)
        title = document.title or found_title(text)
        day, sha256 = document.date or found_date(text), hashlib.sha256(data).hexdigest()
        # A set that was made without an id stays so: its records go by its name.
        identifier = stored_id(self.chosen) if self.before.known else new_id(self.chosen.name)
        source = source_toml(
            title=title or stem,
            day=day,
            sha256=sha256,
            speaker=document.speaker,
            identifier=identifier,
            headings=document.headings(),
        )
        words = words_txt(likely_terms(parse(text)))
        for name, content in (("source.toml", source), ("words.txt", words), ("terms.toml", TERMS)):
            shown = self._shown("seeds", name)
            self._put(shown, self._seed(shown, content).encode())
            self.digests[shown] = digests(shown, content)
        for own in (self.chosen.stopwords_file, self.chosen.lines_file):
            if own.is_file():
                (self.stage.seeds / own.name).write_bytes(own.read_bytes())
        speech = load_speech(self.stage)
        self._sure_title = bool(title) or speech.source.title != stem
        shown = self._shown("seeds", "words.txt")
        if untouched(shown, self.digests[shown], self.files[shown].decode()):
            self._drafted = len(self.digests[shown])
        path = self.chosen.shown(self.chosen.speech_file)
        return replace(speech, source=replace(speech.source, path=path))

    def add_papers_and_lessons(self, speech: Speech) -> None:
        """Make what asks about a speech, and what reads it."""
        reading = divide(speech)
        lessons = with_fixed(reading)
        planned = sessions(reading, lessons[-1].number + 1) if reading else []
        meetings = [meeting for meeting, _ in planned]
        self.titles = {each.stem: one_line(each.title) for each in (*lessons, *meetings)}
        old = _old_stems(self.titles, self.before.lessons)
        taken = [stem for stem in old if stem not in old.values()]
        self._set_aside(self._files_of(taken))
        left = [stem for stem in self.before.lessons if stem not in old.values()]
        self._set_aside(shown for shown in self._files_of(left) if shown in self.before.pieces)
        own = self._own_papers(speech)
        for stem, content in draft_papers(speech, reading, own).items():
            self._add("quizzes", f"{stem}.md", f"{old[stem]}.md", content)
        papers = read_papers(self.stage, speech)
        if not any(paper.questions for paper in papers):
            lessons, meetings, planned = without_tests(lessons), [], []
            self.titles = {lesson.stem: one_line(lesson.title) for lesson in lessons}
        self.todo = to_write(
            speech,
            sure_title=self._sure_title,
            drafted=self._drafted,
            unasked=unasked(papers, speech),
        )
        asked = {paper.name: len(paper.questions) for paper in papers}
        work = read_work_lines(self.stage, speech)
        gradable = sum(q.kind != "recall" for paper in papers for q in paper.questions)
        drafts = draft_lessons(
            speech,
            lessons,
            asked,
            gradable=gradable,
            work=work,
            todo=self.todo,
            sessions=meetings,
            earlier={
                stem: self._stored(self._shown("notebooks", f"{old[stem]}.ipynb")) or ""
                for stem in old
            },
        )
        questions = {paper.name: paper.questions for paper in papers}
        drafts |= draft_sessions(speech, planned, questions)
        for stem, content in drafts.items():
            self._add("notebooks", f"{stem}.ipynb", f"{old[stem]}.ipynb", content)

    def changes(self) -> list[Change]:
        """Return what has to be done to the files of the set.

        Raises:
            RequestError: a file is in the way: the set was not made, or not of this text.
        """
        root = self.chosen.root
        changes = [Change(root / new, content_of(root / old)) for old, new in self.aside.items()]
        for shown, data in sorted(self.files.items()):
            if content_of(root / shown) != data:
                changes.append(Change(root / shown, data))
        changes += [Change(root / shown, None) for shown in self._left_over()]
        blocked = (change.path for change in changes if change.path.exists())
        if not self.before.known and (path := next(blocked, None)) is not None:
            what = f"已经有名为“{self.chosen.name}”的学习集，它不是用 kit new 做的，不能覆盖。"
            remedy = "请用 --name 换一个名字。"
            raise RequestError(what, remedy=remedy, path=self.chosen.shown(path))
        return changes

    def _left_over(self) -> Iterator[str]:
        """Yield files that were made and are made no more, but for those a person wrote into."""
        gone = "已经没有这一课"
        for shown, new in self.aside.items():
            why = gone if shown in self.before.pieces else "这个名字归了另一课"
            self.kept.append(f"{new}（原为 {shown.rpartition('/')[2]}，{why}）")
            if shown not in self.files:
                yield shown
        for shown in self.before.pieces:
            is_there = (self.chosen.root / shown).is_file()
            if shown in self.files or shown in self.aside or not is_there:
                continue
            if shown in self._moved or self._untouched(shown):
                yield shown
            else:
                self.kept.append(f"{shown}（{gone}）")

    def _corrected(self, data: bytes) -> bytes:
        """Return the text to use where a person may have corrected the set's own copy.

        Raises:
            KitError: both that and the given text have changed.
        """
        own = content_of(self.chosen.speech_file)
        if own is None or not self.before.known:
            return data
        shown = self._shown("seeds", self.chosen.speech_file.name)
        last = self.before.pieces.get(shown, {}).get("")
        if _digest(own) == last or own == data:
            return data
        if _digest(data) == last:
            return own
        what = "学习集里的原文改过，给出的文件也改过，不知道以哪一份为准。"
        raise KitError(what, remedy="请让两份相同，或者用 --name 另做一套。", path=shown)

    def _seed(self, shown: str, content: str) -> str:
        """Return what a seed is to hold; of a source a person wrote only what the file says."""
        mine, base = self._stored(shown), self.before.pieces.get(shown, {})
        is_source = shown == self._shown("seeds", self.chosen.source_file.name)
        if mine is not None and is_source and self.before.known and not self._untouched(shown):
            return with_new_text(mine, content)
        return bring_together(shown, base, mine, content)[0]

    def _own_papers(self, speech: Speech) -> tuple[Paper, ...]:
        """Return the papers that a person wrote, and put them beside the others."""
        self.stage.quizzes.mkdir(parents=True, exist_ok=True)
        papers = []
        for path in self.chosen.papers():
            shown = self._shown("quizzes", path.name)
            if shown in self.aside or (shown not in self.before.pieces and self.before.known):
                shown = self.aside.get(shown, shown)
                copy = self.stage.root / shown
                copy.write_bytes(path.read_bytes())
                papers.append(read_paper(copy, speech, shown=shown))
        return tuple(papers)

    def _set_aside(self, paths: Iterable[str]) -> None:
        """Find a free name for each of the files that a person wrote or wrote into."""
        for shown in paths:
            path = self.chosen.root / shown
            if path.is_file() and not self._untouched(shown):
                stems = chain([f"{path.stem}_old"], (f"{path.stem}_old_{n}" for n in count(2)))
                free = next(stem for stem in stems if not path.with_stem(stem).exists())
                self.aside[shown] = f"{shown.rpartition('/')[0]}/{free}{path.suffix}"

    def _add(self, folder: str, name: str, old_name: str, content: str) -> None:
        """Take up a file that was made, with what a person wrote into it under its old name."""
        shown, old = self._shown(folder, name), self._shown(folder, old_name)
        base = self.before.pieces.get(old, {})
        merged, contested = bring_together(shown, base, self._stored(old), content)
        self._put(shown, merged.encode())
        self.digests[shown] = digests(shown, content)
        self.kept += [f"{shown}（{piece or '开头'}）" for piece in contested]
        self._moved.add(old)

    def _stored(self, shown: str) -> str | None:
        """Return what a file of the set holds, None where there is none."""
        path = self.chosen.root / shown
        return read_saved(path, shown) if path.is_file() else None

    def _untouched(self, shown: str) -> bool:
        """Tell whether a file of the set is there as it was made."""
        base = self.before.pieces.get(shown)
        mine = None if base is None else self._stored(shown)
        return base is not None and mine is not None and untouched(shown, base, mine)

    def _put(self, shown: str, data: bytes) -> None:
        self.files[shown] = data
        path = self.stage.root / shown
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def _files_of(self, stems: Sequence[str]) -> list[str]:
        papers = [self._shown("quizzes", f"{stem}.md") for stem in stems]
        return papers + [self._shown("notebooks", f"{stem}.ipynb") for stem in stems]

    def _shown(self, folder: str, name: str) -> str:
        return f"{folder}/{self.chosen.name}/{name}"


def _old_stems(titles: Mapping[str, str], old: Mapping[str, str]) -> dict[str, str]:
    """Return the name each lesson had: that of the same title, else its own if free, else ""."""
    by_title: dict[str, list[str]] = {}
    for stem, title in sorted(old.items()):
        by_title.setdefault(title, []).append(stem)
    stems = {stem: by_title[title].pop(0) for stem, title in titles.items() if by_title.get(title)}
    taken = set(stems.values())
    return {stem: stems.get(stem, "" if stem in taken else stem) for stem in titles}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]
