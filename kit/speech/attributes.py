"""What a text says of its tasks beside what is to be done: who does it, and by when.

A note (see :mod:`kit.speech.notes`) holds for what stands before it:

- behind a sentence, or at the end of a paragraph: for the paragraph since the note before;
- within a sentence: for the sentence since the note before;
- as a paragraph of its own: for its part of the outline since the note before; where that holds no
  task, for what follows in the part;
- at the end of a heading: for all below it that no other note holds for.

A deadline in a task itself goes before one that leads its sentence (到2025年，……), and that before
a note's.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import replace

from kit.speech.deadlines import deadline_in, leading_deadlines
from kit.speech.notes import TaskNote
from kit.speech.records import Node, Segment, Speech, Task
from kit.speech.wording import line_bounds, widened

_SENTENCE_END = re.compile(r"[。！？\r\n]")
_REST_OF_LINE = re.compile(r"[。；，：、 \t\u3000]*(?=[\r\n]|\Z)")
_SPACE = re.compile(r"[ \t\u3000]*")


def with_attributes(
    text: str,
    tasks: Sequence[Task],
    notes: Sequence[TaskNote],
    nodes: Sequence[Node],
    segments: Sequence[Segment],
) -> tuple[Task, ...]:
    """Return tasks with the units and the deadlines that the text names for them.

    Args:
        text: the text, as it is.
        tasks: its tasks in text order.
        notes: its notes in text order; the tasks were read without them.
        nodes: its outline.
        segments: its segments in text order.
    """
    wide = widened(text)
    places = _Places(wide, tasks, nodes, segments)
    units = _Reach(places, [note for note in notes if note.unit])
    dates = _Reach(places, [note for note in notes if note.deadline])
    leads = list(leading_deadlines(wide))
    starts = [start for start, _ in leads]

    def deadline(task: Task) -> str:
        if span := deadline_in(wide[task.start : task.end]):
            return text[task.start + span[0] : task.start + span[1]]
        place = bisect.bisect_left(starts, task.start) - 1
        if place >= 0 and places.sentence(task.start) <= starts[place]:
            return text[slice(*leads[place])]
        note = dates.of(task)
        return note.deadline if note else ""

    found = []
    for task in tasks:
        note = units.of(task)
        unit, when = note.unit if note else "", deadline(task)
        said = text[task.start : task.end]  # of 竭尽所能（甲局负责），推进乙 the note is a part
        changed = unit or when or said != task.text
        found.append(replace(task, text=said, unit=unit, deadline=when) if changed else task)
    return tuple(found)


def task_cells(
    speech: Speech, tasks: Sequence[Task], *, verbs: bool = False
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return tasks as a table: the Chinese names of its columns, and a row of text a task.

    Units and deadlines have a column where one of the tasks has any; leading verbs and kinds of
    action have theirs where ``verbs`` asks for them.
    """
    columns = {
        "位置": [speech.label(speech.node(task.node)) for task in tasks],
        "任务": [task.text for task in tasks],
    }
    if verbs:
        columns["领起动词"] = [task.verb for task in tasks]
        columns["动作类别"] = [task.action for task in tasks]
    more = {"责任单位": [task.unit for task in tasks], "时限": [task.deadline for task in tasks]}
    columns |= {name: cells for name, cells in more.items() if any(cells)}
    return tuple(columns), tuple(zip(*columns.values(), strict=True))


class _Places:
    """Where the lines, sentences, tasks and headings of a text begin and end."""

    def __init__(
        self, text: str, tasks: Sequence[Task], nodes: Sequence[Node], segments: Sequence[Segment]
    ) -> None:
        self.text = text
        self.nodes = {node.id: node for node in nodes}
        self._segments = segments
        self._segment_starts = [segment.start for segment in segments]
        self._task_starts = [task.start for task in tasks]
        self._lines = line_bounds(text)
        self._sentences = [0, *(match.end() for match in _SENTENCE_END.finditer(text))]

    def line(self, offset: int) -> int:
        """Return where the line of an offset begins."""
        return self._lines[bisect.bisect_right(self._lines, offset) - 1]

    def sentence(self, offset: int) -> int:
        """Return where the sentence of an offset begins."""
        return self._sentences[bisect.bisect_right(self._sentences, offset) - 1]

    def node(self, offset: int) -> Node | None:
        """Return the smallest part of the outline that an offset is in, None between the parts."""
        return self.nodes.get(self._segment(offset).node)

    def is_heading(self, note: TaskNote) -> bool:
        """Return whether a note ends the line or the sentence of a heading."""
        before = self._segment(max(0, note.start - 1))
        inside = self._segment(note.start)
        if "title" not in {before.kind, inside.kind} and before.kind != "marker":
            return False
        return self.ends_line(note) or (
            inside.kind == "title" and self.text[note.end : note.end + 1] == "。"
        )

    def ends_line(self, note: TaskNote) -> bool:
        """Return whether no more than marks follow a note on its line."""
        return _REST_OF_LINE.match(self.text, note.end) is not None

    def is_alone(self, note: TaskNote) -> bool:
        """Return whether a note is a paragraph."""
        blank = _SPACE.match(self.text, self.line(note.start))
        return blank is not None and blank.end() >= note.start and self.ends_line(note)

    def has_task(self, start: int, end: int) -> bool:
        """Return whether a task begins in a stretch of the text."""
        place = bisect.bisect_left(self._task_starts, start)
        return place < len(self._task_starts) and self._task_starts[place] < end

    def _segment(self, offset: int) -> Segment:
        return self._segments[bisect.bisect_right(self._segment_starts, offset) - 1]


class _Reach:
    """What each of a text's notes holds for; all of them name the same, a unit or a deadline."""

    def __init__(self, places: _Places, notes: Sequence[TaskNote]) -> None:
        self._nodes = places.nodes
        self._below: dict[str, TaskNote] = {}
        self._notes: list[TaskNote] = []
        self._from: list[int] = []
        last = 0
        for note in notes:
            node = places.node(note.start)
            if node is None:  # it stands between two parts, where no task is
                continue
            start = max(last, self._beginning(places, note, node))
            is_heading = places.is_heading(note)
            if is_heading or (places.is_alone(note) and not places.has_task(start, note.start)):
                self._below.setdefault(node.id, note)
            else:
                self._notes.append(note)
                self._from.append(start)
            last = note.end
        self._starts = [note.start for note in self._notes]

    def of(self, task: Task) -> TaskNote | None:
        """Return the note that holds for a task."""
        place = bisect.bisect_left(self._starts, task.end)
        if place < len(self._starts) and self._from[place] <= task.start:
            return self._notes[place]
        node: Node | None = self._nodes[task.node]
        while node is not None:
            if node.id in self._below:
                return self._below[node.id]
            node = self._nodes[node.parent] if node.parent is not None else None
        return None

    @staticmethod
    def _beginning(places: _Places, note: TaskNote, node: Node) -> int:
        """Return where what a note may hold for begins."""
        if places.is_alone(note):
            return node.start
        before = places.text[note.start - 1 : note.start]
        if before in "。！？；" or places.ends_line(note):
            return places.line(note.start)
        return places.sentence(note.start)
