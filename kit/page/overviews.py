"""A whole speech at a glance: as a map on one sheet, as numbered paragraphs, as a checklist.

What is printed is to fill one sheet, or two. How much room a text takes is reckoned here, in
columns and lines, and the largest type that fits is named in the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import takewhile
from math import ceil
from typing import TYPE_CHECKING

from kit.errors import KitError
from kit.page.describing import passage_data
from kit.page.passage_records import (
    ChecklistData,
    ChecklistRow,
    FullTextData,
    MapEntry,
    MapPart,
    NumberedParagraph,
    OnePageData,
)
from kit.speech import Node, Passage, Speech
from kit.speech.glossary import terms_in
from kit.speech.parts import part_of
from kit.speech.wording import full_width
from kit.speech.work_lines import WorkLines

if TYPE_CHECKING:
    from kit.course import LessonFacts
    from kit.quiz import Question

_WIDTH, _HEIGHT = 174.0, 259.0  # millimetres of an A4 page within the margins of print.css
_ABOVE = 65.0  # of these, above a whole text: the title of its lesson and a few lines
_POINT = 25.4 / 72  # millimetres
_MAP_SIZES = (10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5)
_TEXT_SIZES = (11.5, 11.0, 10.5, 10.0, 9.5)
_LONG_TEXT = 10.5  # points, where it takes more sheets than two in any case
_LONGEST_HEADLINE = 48  # characters of a sentence that stands for a headline


def one_page_data(speech: Speech) -> OnePageData:
    """Return a speech as a map of its contents that fits one sheet.

    A text without numbers is mapped by its paragraphs. Where there is no room for the tasks, the
    map gives how many there are; where there is none for the points, it names the parts alone.
    """
    parts = tuple(_map_parts(speech))
    whole = OnePageData(speech.source.title, parts, _MAP_SIZES[-1])
    counted = replace(
        whole,
        parts=tuple(
            replace(part, entries=tuple(replace(each, tasks=()) for each in part.entries))
            for part in parts
        ),
        note="任务较多，这里只写各点有几项；各项任务见任务清单。",
    )
    in_short = replace(
        whole,
        parts=tuple(replace(part, entries=()) for part in parts),
        note="要点较多，这里只写各部分有几项任务；要点见全文，各项任务见任务清单。",
    )
    for candidate in (whole, counted, in_short):
        for size in _MAP_SIZES:
            if _map_height(candidate, size) <= _HEIGHT:
                return replace(candidate, size=size)
    return in_short


def full_text_data(
    speech: Speech, lessons: Sequence[LessonFacts] = (), questions: Iterable[Question] = ()
) -> FullTextData:
    """Return the whole text, each paragraph with the lesson, the questions and the terms it has.

    Args:
        speech: the text.
        lessons: the lessons of its study set; a paragraph leads to the first that shows it.
        questions: those of its papers.
    """
    quoted = [(question.id, each.start) for question in questions for each in question.evidence]
    passages = speech.whole().paragraphs
    shown = [(each, _offsets(speech, each)) for each in lessons if each.has_page]
    chosen = _lessons_of(speech, passages, shown)
    paragraphs = tuple(
        _numbered(number, passage, lesson, quoted)
        for number, (passage, lesson) in enumerate(zip(passages, chosen, strict=True), start=1)
    )
    lengths = [passage.end - passage.start for passage in passages]
    fits = (size for size in _TEXT_SIZES if _text_height(lengths, size) <= 2 * _HEIGHT - _ABOVE)
    return FullTextData(speech.source.title, paragraphs, next(fits, _LONG_TEXT))


def checklist_data(speech: Speech, work: WorkLines) -> ChecklistData:
    """Return the tasks of a speech by line of work, to be filled in by whoever does them."""
    return ChecklistData(
        title=speech.source.title,
        groups=tuple(
            (
                line.name,
                tuple(
                    ChecklistRow(
                        key, full_width(task.text), full_width(task.unit), full_width(task.deadline)
                    )
                    for key, task in line.tasks
                ),
            )
            for line in work.lines
        ),
        edited=work.edited,
    )


def _map_parts(speech: Speech) -> Iterator[MapPart]:
    """Yield the numbered parts of the first level; of a text without any, its paragraphs."""
    own: dict[str, list[str]] = {}
    for task in speech.tasks:
        own.setdefault(task.node, []).append(full_width(task.text))
    tops = [node for node in speech.nodes if node.parent is None and node.numbered]
    for top in tops:
        tasks = tuple(own.get(top.id, ()))
        entries = [MapEntry(1, "", "", _place(speech, top), tasks, len(tasks))] if tasks else []
        entries += _entries(speech, top, own, 1)
        mark = f"{top.mark}、" if top.marker.rstrip().endswith("、") else top.mark
        yield MapPart(mark, _title(speech, top), len(speech[top.id].tasks), tuple(entries))
    if not tops:
        entries = [
            MapEntry(1, f"第{number}段", _headline(passage.text), "", (), len(passage.tasks))
            for number, passage in enumerate(speech.whole().paragraphs, start=1)
        ]
        yield MapPart("", "全文", len(speech.tasks), tuple(entries))


def _entries(
    speech: Speech, above: Node, own: dict[str, list[str]], level: int
) -> Iterator[MapEntry]:
    for node in speech.children(above):
        tasks = tuple(own.get(node.id, ()))
        title = _title(speech, node)
        yield MapEntry(level, node.mark, title, _place(speech, node), tasks, len(tasks))
        yield from _entries(speech, node, own, level + 1)


def _place(speech: Speech, node: Node) -> str:
    """Return the paragraph in which a part begins: 第7段."""
    return Passage(speech, node.start, node.start + 1).place


def _title(speech: Speech, node: Node) -> str:
    """Return a part's title; of one without title and tasks, how its text begins."""
    if node.title or any(task.node == node.id for task in speech[node.id].tasks):
        return full_width(" ".join(node.title.split()))
    return _headline(speech.text[speech.heading(node)[1] : node.end])


def _headline(text: str) -> str:
    """Return the first sentence of a text, cut where it is long for a headline.

    >>> _headline("今天讲三个问题，都很重要。第一个")
    '今天讲三个问题，都很重要'
    """
    line = full_width(" ".join(text.split()))
    first = "".join(takewhile(lambda sign: sign not in "。！？；", line))
    return first if len(first) <= _LONGEST_HEADLINE else f"{first[:_LONGEST_HEADLINE]}……"


def _lessons_of(
    speech: Speech, passages: Sequence[Passage], shown: Sequence[tuple[LessonFacts, set[int]]]
) -> list[tuple[LessonFacts, set[int]] | None]:
    """Return for each paragraph the lesson that is about it, with the places that lesson shows.

    Of those that show it, it is the one whose passages are most nearly the part that the paragraph
    is in. A heading that none shows goes with what follows it.
    """
    chosen: list[tuple[LessonFacts, set[int]] | None] = []
    likeness: dict[tuple[str, str], float] = {}
    for passage in reversed(passages):
        node = speech.deepest(passage.start, passage.start)
        part = (part_of(speech, node.id) or node) if node else None
        best, most = chosen[-1] if chosen and not passage.tasks else None, 0.0
        for lesson, offsets in shown:
            if part is None or passage.start not in offsets:
                continue
            key = (lesson.name, part.id)
            if key not in likeness:
                wanted = set(range(part.start, part.end))
                likeness[key] = len(wanted & offsets) / len(wanted | offsets)
            if likeness[key] > most:
                best, most = (lesson, offsets), likeness[key]
        chosen.append(best)
    return chosen[::-1]


def _offsets(speech: Speech, lesson: LessonFacts) -> set[int]:
    """Return the places of the text that a lesson shows; what names none is left out."""
    offsets: set[int] = set()
    for key, first, last in lesson.passages:
        with suppress(KitError):
            passage = speech[key]
            if first:
                passage = passage.paragraph(int(first), int(last) if last else None)
            offsets.update(range(passage.start, passage.end))
    return offsets


def _numbered(
    number: int,
    passage: Passage,
    about: tuple[LessonFacts, set[int]] | None,
    quoted: Sequence[tuple[str, int]],
) -> NumberedParagraph:
    (line,) = passage_data(passage).lines
    lesson, offsets = about or (None, ())
    is_shown = passage.start in offsets
    wide = (replace(piece, text=full_width(piece.text)) for piece in line.pieces)
    return NumberedParagraph(
        number=number,
        line=replace(line, pieces=tuple(wide), start=line.start if is_shown else -1),
        lesson=lesson.name if lesson else "",
        lesson_title=lesson.title if lesson else "",
        test="-".join(lesson.test.split()) if lesson else "",
        questions=len({name for name, at in quoted if passage.start <= at < passage.end}),
        terms=tuple((term.name, term.explanation) for term in terms_in(passage)),
    )


def _map_height(page: OnePageData, size: float) -> float:
    """Return how many millimetres the map takes in two columns, reckoned generously."""
    signs = int((_WIDTH - 6) / 2 / (size * _POINT))
    lines = 0.0
    for part in page.parts:
        lines += 1.2 * _rows(part.mark + part.title, signs * 0.85) + 0.8
        for entry in part.entries:
            lines += _rows(entry.mark + entry.title + entry.place + "　　", signs - 2) + 0.25
            lines += sum(_rows(task, signs - 3) for task in entry.tasks)
    return 14 + 0.98 * (lines / 2 + 2) * 1.4 * size * _POINT


def _text_height(lengths: Iterable[int], size: float) -> float:
    """Return how many millimetres paragraphs of such lengths take."""
    signs = int(_WIDTH / (size * _POINT)) - 5
    lines = sum(ceil((length + 2) / signs) + 0.25 for length in lengths)
    return 14 + 1.03 * lines * 1.5 * size * _POINT


def _rows(text: str, signs: float) -> int:
    return ceil(len(text) / signs)
