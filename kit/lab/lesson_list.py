"""What the reading room shows beside a lesson: the lessons, what is done and due, a search."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from itertools import accumulate, islice
from pathlib import Path

from kit.course import Course, LessonFacts, unescaped
from kit.errors import KitError
from kit.lab.notebooks import read_notebook, source
from kit.page.overviews import full_text_data
from kit.progress import Store
from kit.progress.attempts import local_day
from kit.progress.exam_days import kept_exam
from kit.progress.planning import is_due
from kit.progress.scheduling import schedule
from kit.quiz import unasked_for
from kit.speech import fold
from kit.speech.wording import COLONS, COMMAS, FULL_STOPS, SEMICOLONS, full_width

_PAPER = re.compile(r"kit\.self_test\(\s*[\"']([^\"']+)")
_HEADING = re.compile(r"^## +(.+?)[ #]*$", re.MULTILINE)
_AROUND = 24  # characters on either side of a hit, cut where a clause begins or ends
_MARKS = f"{COMMAS}{COLONS}{SEMICOLONS}{FULL_STOPS}、"
_INNER = f"{COMMAS}{COLONS}{SEMICOLONS}、 "  # no text ends with them
_ENDS = tuple(f"{FULL_STOPS}”’）")
_CLAUSE = re.compile(rf"[^{_MARKS}\s]*[{_MARKS}\s]|[^{_MARKS}\s]+")
_MOST = 60  # hits


@dataclass(frozen=True, slots=True)
class ListedLesson:
    """A lesson in the list: ``asked`` of its paper's ``questions`` were answered, ``due`` are due.

    ``group`` is true of a session that is led in a room; ``headings`` are those of its parts.
    """

    name: str
    title: str
    group: bool
    questions: int
    asked: int
    due: int
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a text stands: the lesson, the place in words, and the text around it.

    The speech's words have full-width marks, as a lesson shows them. “……” stands where a sentence
    is cut.
    """

    lesson: str
    place: str
    before: str
    text: str
    after: str


def listed_lessons(course: Course, now: datetime | None = None) -> tuple[ListedLesson, ...]:
    """Return the lessons of a set in order, with what the learner has done of each.

    A lesson about the learner's own records has what is due of the whole set. Where speech, papers
    or records cannot be read, nothing is counted: the lesson itself says what is wrong.
    """
    moment = now or datetime.now(UTC)
    asked: set[str] = set()
    due: set[str] = set()
    with suppress(KitError):
        with Store() as store:
            attempts = store.attempts(course.key)
            exam = kept_exam(store, course.key)
        cards = schedule(unasked_for(course.questions), attempts, moment, exam=exam)
        today = local_day(moment)
        asked = {attempt.question for attempt in attempts}
        due = {card.question.id for card in cards if is_due(card, today)}
    return tuple(_listed(course, lesson, asked, due) for lesson in course.lessons)


def _listed(course: Course, lesson: LessonFacts, asked: set[str], due: set[str]) -> ListedLesson:
    names = _PAPER.findall("\n".join(_cells(lesson.path, "code")))
    questions: set[str] = set()
    for name in names:
        with suppress(KitError):
            questions |= {question.id for question in course.paper(name).questions}
    of_all = not lesson.has_page and not lesson.has_slides
    return ListedLesson(
        lesson.name,
        lesson.title,
        lesson.has_slides,
        len(questions),
        len(questions & asked),
        len(due) if of_all else 0,
        tuple(_headings(lesson.path)),
    )


def search(course: Course, wanted: str) -> tuple[tuple[Hit, ...], bool]:
    """Return where a text stands, and whether there are more places than are returned.

    The speech's paragraphs come first, then the lessons. White space, half- or full-width marks and
    capital letters make no difference. Where words parted by blanks do not stand one after
    another, a paragraph that has all of them is found by the first place of each. A set whose
    speech cannot be read is searched in its lessons alone.
    """
    words = [word for word, _ in map(fold, wanted.split()) if word]
    if not words:
        return (), False
    hits = tuple(islice(_found(course, words), _MOST + 1))
    return hits[:_MOST], len(hits) > _MOST


def _found(course: Course, words: list[str]) -> Iterator[Hit]:
    whole, *each = (re.compile(re.escape(word), re.IGNORECASE) for word in ("".join(words), *words))
    for lesson, place, text in _texts(course):
        folded, places = _folded(text)
        matches = list(whole.finditer(folded))
        apart = not matches and len(each) > 1
        if apart:
            firsts = [match for word in each if (match := word.search(folded))]
            if len(firsts) == len(each):
                matches = sorted(firsts, key=lambda match: match.start())
        shown = 0  # a word that is read beside another one needs no place of its own
        for match in matches:
            start, end = places[match.start()], places[match.end() - 1] + 1
            if apart and end <= shown:
                continue
            hit = Hit(lesson, place, _before(text[:start]), text[start:end], _after(text, end))
            shown = end + len(hit.after.removesuffix("……"))
            yield hit


_folded = lru_cache(maxsize=2048)(fold)  # a search is made while it is typed


def _texts(course: Course) -> Iterator[tuple[str, str, str]]:
    """Yield what is searched, each with its lesson and its place in words."""
    with suppress(KitError):
        whole = full_text_data(course.speech, course.lessons)
        for paragraph, passage in zip(
            whole.paragraphs, course.speech.whole().paragraphs, strict=True
        ):
            title = paragraph.lesson_title
            place = f"第{paragraph.number}段" + (f"，{title}" if title else "")
            yield paragraph.lesson, place, full_width(passage.text)
    for lesson in course.lessons:
        if not lesson.has_slides:
            for text in _prose(lesson.path):
                yield lesson.name, lesson.title, text


def _before(text: str) -> str:
    """Return what is shown in front of a hit of the text that stands there."""
    line = text.rpartition("\n")[2]
    shown = "".join(reversed(_near(_CLAUSE.findall(line)[::-1])))
    left = line[: len(line) - len(shown)].rstrip()
    return shown if not left or left.endswith(_ENDS) else f"……{shown.lstrip()}"


def _after(text: str, end: int) -> str:
    """Return what is shown behind a hit that ends there."""
    line = text[end:].partition("\n")[0]
    shown = "".join(_near(_CLAUSE.findall(line)))
    whole = (text[:end] + shown).rstrip().endswith(_ENDS)
    return shown if whole or not line[len(shown) :].strip() else f"{shown.rstrip(_INNER)}……"


def _near(clauses: list[str]) -> list[str]:
    """Return the first clauses that are short enough together, at least one if there is one."""
    lengths = accumulate(map(len, clauses))
    return clauses[: max(1, sum(length <= _AROUND for length in lengths))]


def _cells(path: Path, kind: str) -> Iterator[str]:
    try:
        notebook = read_notebook(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return
    for cell in notebook["cells"] if notebook else ():
        tags = cell.get("metadata", {}).get("tags", ())
        if cell["cell_type"] == kind and "teacher" not in tags:
            yield source(cell)


def _headings(path: Path) -> Iterator[str]:
    for text in _cells(path, "markdown"):
        for found in _HEADING.finditer(text):
            yield _plain(found[1]).strip()


def _plain(text: str) -> str:
    """Return Markdown as it is read, without its marks."""
    text = re.sub(r"(?<!\\)\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return unescaped(re.sub(r"(?<!\\)[*_`|>#]+", "", text))


def _prose(path: Path) -> Iterator[str]:
    """Yield a lesson's paragraphs as a learner reads them, without the marks of Markdown."""
    for text in _cells(path, "markdown"):
        if not text.lstrip().startswith("<"):
            yield from re.split(r"\n\s*\n", _plain(text))
