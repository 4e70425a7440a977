"""The papers and lessons of a set, put together from its speech and from what a person wrote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain, count

from kit.files import read_saved
from kit.library import StudySet
from kit.making import drafting
from kit.making.asking import draft_papers
from kit.making.dividing import divide
from kit.making.drafting import INDEX, entries
from kit.making.index_draft import index_lesson, to_write
from kit.making.keeping import bring_together, untouched
from kit.making.memory import Memory
from kit.quiz import Paper, check_papers, read_paper, read_papers
from kit.speech import Speech

_FIXED = {"distribution": "任务怎样分布", "self_test": "综合自测", "my_review": "我的复习"}


@dataclass(slots=True)
class Composed:
    """What a set is to hold beside its seeds.

    Paths are those from the root. ``fresh`` is what was made, ``final`` what is to stand there;
    ``moved`` maps a path to the one where its file was before; ``aside`` maps the path of a file
    that a person wrote into, and whose name another lesson takes, to a free one for it;
    ``contested`` names the pieces that both a person and the text changed.
    """

    fresh: dict[str, str] = field(default_factory=dict)
    final: dict[str, str] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    aside: dict[str, str] = field(default_factory=dict)
    lessons: dict[str, str] = field(default_factory=dict)
    contested: list[str] = field(default_factory=list)
    todo: tuple[str, ...] = ()


def compose(
    stage: StudySet,
    chosen: StudySet,
    speech: Speech,
    memory: Memory,
    *,
    sure_title: bool,
    drafted: int,
) -> Composed:
    """Return papers and lessons of a set: its seeds lie in ``stage``, its files in ``chosen``.

    The papers are written to ``stage`` on the way, to be looked over there.
    """
    lessons = divide(speech)
    made = Composed()
    made.lessons = {each.stem: " ".join(each.title.split()) for each in lessons}
    for place, (name, title) in enumerate(_FIXED.items(), start=len(lessons) + 1):
        made.lessons[f"{place:02}_{name}"] = title
    made.lessons[INDEX] = "学习导引"
    before = _before(made.lessons, memory.lessons)
    distribution, test, review = list(made.lessons)[-4:-1]

    def add(folder: str, stem: str, ending: str, content: str) -> None:
        path, old = (f"{folder}/{chosen.name}/{each}{ending}" for each in (stem, before[stem]))
        file = chosen.root / old
        mine = read_saved(file, old) if file.is_file() else None
        kept = bring_together(path, memory.pieces.get(old, {}), mine, content)
        made.fresh[path], made.final[path], made.moved[path] = content, kept.content, old
        made.contested += [f"{path}（{each or '开头'}）" for each in kept.contested]

    taken = (each for each in before if each not in before.values())
    made.aside = _aside(chosen, memory, (f"quizzes/{chosen.name}/{each}.md" for each in taken))
    own = _own_papers(chosen, speech, memory, stage, made.aside)
    drafts = draft_papers(speech, lessons, distribution, own)
    for stem, content in drafts.items():
        add("quizzes", stem, ".md", content)
        (stage.quizzes / f"{stem}.md").write_text(
            made.final[f"quizzes/{chosen.name}/{stem}.md"], encoding="utf-8"
        )
    papers = read_papers(stage, speech)
    asked = {paper.name: len(paper.questions) for paper in papers}
    listed = entries(lessons, asked)
    name = chosen.name
    for lesson in lessons:
        paper = lesson.stem if asked.get(lesson.stem) else ""
        content = drafting.reading_lesson(name, speech, lesson, listed, paper)
        add("notebooks", lesson.stem, ".ipynb", content)
    paper = distribution if asked.get(distribution) else ""
    content = drafting.distribution_lesson(name, speech, distribution, listed, paper)
    add("notebooks", distribution, ".ipynb", content)
    add("notebooks", test, ".ipynb", drafting.test_lesson(name, test, listed))
    add("notebooks", review, ".ipynb", drafting.review_lesson(name, review, listed))
    made.todo = to_write(
        speech,
        sure_title=sure_title,
        terms=len(speech.terms),
        drafted=drafted,
        thin=tuple(dict.fromkeys(each.part for each in check_papers(papers, speech) if each.part)),
    )
    add("notebooks", INDEX, ".ipynb", index_lesson(name, speech, listed, made.todo))
    carried = {*made.moved.values(), *made.aside}
    made.aside |= _aside(chosen, memory, (path for path in made.final if path not in carried))
    return made


def _before(lessons: Mapping[str, str], old: Mapping[str, str]) -> dict[str, str]:
    """Return the name each lesson had: that of the same title, else its own if free, else ""."""
    by_title: dict[str, list[str]] = {}
    for stem, title in sorted(old.items()):
        by_title.setdefault(title, []).append(stem)
    found: dict[str, str] = {}
    for stem, title in lessons.items():
        if by_title.get(title):
            found[stem] = by_title[title].pop(0)
    taken = set(found.values())
    return {stem: found.get(stem, "" if stem in taken else stem) for stem in lessons}


def _aside(chosen: StudySet, memory: Memory, paths: Iterable[str]) -> dict[str, str]:
    """Return a free name for each of the files that a person wrote or wrote into."""
    found = {}
    for shown in paths:
        path, base = chosen.root / shown, memory.pieces.get(shown)
        if not path.is_file():
            continue
        if base is None or not untouched(shown, base, read_saved(path, shown)):
            numbered = (f"{path.stem}_old_{number}" for number in count(2))
            stems = chain([f"{path.stem}_old"], numbered)
            free = next(each for each in stems if not path.with_stem(each).exists())
            found[shown] = f"{shown.rpartition('/')[0]}/{free}{path.suffix}"
    return found


def _own_papers(
    chosen: StudySet, speech: Speech, memory: Memory, stage: StudySet, aside: Mapping[str, str]
) -> tuple[Paper, ...]:
    """Return the papers that a person wrote, and put them beside the others."""
    stage.quizzes.mkdir(parents=True, exist_ok=True)
    found = []
    for path in chosen.papers():
        shown = f"quizzes/{chosen.name}/{path.name}"
        if shown in aside or (shown not in memory.pieces and memory.known):
            shown = aside.get(shown, shown)
            copy = stage.root / shown
            copy.write_bytes(path.read_bytes())
            found.append(read_paper(copy, speech, shown=shown))
    return tuple(found)
