"""Tasks by line of work: what each task is called, and who would take it up.

Which line of work a task belongs to is not in the text. Whoever makes a set says it in
``seeds/<set>/lines.toml``; without that file the parts of the speech are the lines.

    [[line]]
    name = "刑事检察"
    tasks = ["四一是1", "四一是2"]
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kit.errors import KitError
from kit.files import read_saved
from kit.library import StudySet
from kit.speech.parts import own_label, part_of
from kit.speech.records import Speech, Task
from kit.speech.wording import fold
from kit.toml_files import numbered_tables, read_toml

LEFT_OVER = "没有归入条线"
"""What the tasks are called that no line of work names."""

TASK_COLUMNS = ("条线", "位置", "任务", "责任人", "时限", "进展", "领起动词", "动作类别")
"""The heading of a table of tasks to be filled in."""

_NAMED = 8  # of the tasks that are missing, how many are named one by one


@dataclass(frozen=True, slots=True)
class WorkLine:
    """A line of work and its tasks, each with its key, in text order."""

    name: str
    tasks: tuple[tuple[str, Task], ...]


@dataclass(frozen=True, slots=True)
class WorkLines:
    """Every task of a speech, once, by line of work.

    ``edited`` tells whether somebody put them together; else the lines are the parts of the
    speech. ``faults`` are what is wrong with what was written.
    """

    lines: tuple[WorkLine, ...]
    edited: bool = False
    faults: tuple[KitError, ...] = ()


def task_rows(work: WorkLines) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a table of tasks under `TASK_COLUMNS`; 进展 is left to be filled in.

    Who does a task and by when is filled in where the text names it.
    """
    return tuple(
        (line.name, key, task.text, task.unit, task.deadline, "", task.verb, task.action)
        for line in work.lines
        for key, task in line.tasks
    )


def task_keys(speech: Speech) -> tuple[str, ...]:
    """Return what each task is called: the label of its place and its number there.

    No two are alike: where several places have one label, the numbers run on. A dot parts the
    number from a label that ends in a digit.
    """
    numbers: Counter[str] = Counter()
    keys = []
    for task in speech.tasks:
        label = speech.label(speech.node(task.node))
        numbers[label] += 1
        dot = "·" if label[-1:].isdigit() else ""
        keys.append(f"{label}{dot}{numbers[label]}")
    return tuple(keys)


def lines_of_parts(speech: Speech) -> WorkLines:
    """Return the tasks of a speech by its parts, in text order."""
    groups: dict[str, list[tuple[str, Task]]] = {}
    for key, task in zip(task_keys(speech), speech.tasks, strict=True):
        part = part_of(speech, task.node)
        name = own_label(part) if part and part.numbered else "全文"
        if part and part.parent is not None:
            name = f"{speech.label(speech.node(part.parent))}{name}"
        groups.setdefault(name, []).append((key, task))
    return WorkLines(tuple(WorkLine(name, tuple(tasks)) for name, tasks in groups.items()))


def read_work_lines(study_set: StudySet, speech: Speech) -> WorkLines:
    """Return the tasks of a set's speech by line of work, as the set says, else by its parts.

    What is wrong with the file is told in ``faults``: a task that it names twice counts where it
    is named first, and those that it does not name come last, as a line of their own.
    """
    path = study_set.lines_file
    if not path.exists():
        return lines_of_parts(speech)
    shown = study_set.shown(path)
    reader = _Reader(speech, shown)
    try:
        tables = list(numbered_tables(path, read_toml(path, shown), "line", shown))
        text = read_saved(path, shown).split("\n")
    except KitError as error:
        return WorkLines(lines_of_parts(speech).lines, faults=(error,))
    for number, (line, row) in enumerate(tables, start=1):
        reader.take(row, number, line or 1, text)
    return reader.result()


class _Reader:
    """Gathers lines of work, and what is wrong with them."""

    def __init__(self, speech: Speech, shown: str) -> None:
        keys = task_keys(speech)
        self._tasks = dict(zip(keys, speech.tasks, strict=True))
        self._keys = {fold(key)[0]: key for key in keys}
        self._shown = shown
        self._lines: dict[str, list[str]] = {}
        self._taken: dict[str, str] = {}
        self._faults: list[KitError] = []

    def take(self, row: Mapping[str, Any], number: int, line: int, text: Sequence[str]) -> None:
        """Take one table, which begins on a line of the file."""
        name, tasks = row.get("name"), row.get("tasks")
        if not isinstance(name, str) or not name.strip():
            what = f"第 {number} 个 [[line]] 没有写 name。"
            return self._fault(line, what, '请写成 name = "刑事检察" 的样子。')
        if not isinstance(tasks, list) or not all(isinstance(key, str) for key in tasks):
            what = f"条线“{name}”的 tasks 不是一列文字。"
            return self._fault(line, what, '请写成 tasks = ["一1", "一2"] 的样子。')
        if name in self._lines:
            self._fault(line, f"条线“{name}”写了两次。", "请合成一条。")
        keys = self._lines.setdefault(name, [])
        places = _places(tasks, line, text)
        for written, place in zip(tasks, places, strict=True):
            key = self._keys.get(fold(written)[0])
            if key is None:
                what = f"条线“{name}”里的“{written}”不是讲话中的任务。"
                self._fault(place, what, "任务的写法见 kit tasks 的“位置”一栏。")
            elif key in self._taken:
                where = "这里" if self._taken[key] == name else f"条线“{self._taken[key]}”"
                what = f"条线“{name}”里的“{written}”在{where}已经写过。"
                self._fault(place, what, "一项任务只归一条线，请删去一处。")
            else:
                self._taken[key] = name
                keys.append(key)
        return None

    def result(self) -> WorkLines:
        """Return what was gathered; what no line names is put last."""
        left = [key for key in self._tasks if key not in self._taken]
        if left:
            more = f"等 {len(left)} 项" if len(left) > _NAMED else ""
            what = f"有任务没有归入条线：{'、'.join(left[:_NAMED])}{more}。"
            self._fault(1, what, "请把每项任务写进一条线的 tasks。")
        order = {key: place for place, key in enumerate(self._tasks)}
        groups = [*self._lines.items(), (LEFT_OVER, left)]
        lines = tuple(
            WorkLine(name, tuple((key, self._tasks[key]) for key in sorted(keys, key=order.get)))  # type: ignore[arg-type]  # every key has its place
            for name, keys in groups
            if keys
        )
        return WorkLines(lines, edited=bool(self._lines), faults=tuple(self._faults))

    def _fault(self, line: int, what: str, remedy: str) -> None:
        self._faults.append(KitError(what, remedy=remedy, path=self._shown, line=line))


def _places(written: Sequence[str], line: int, text: Sequence[str]) -> Iterator[int]:
    """Yield the line on which each string of a table stands, looked for from one to the next."""
    for key in written:
        quoted = re.compile(rf"[\"']{re.escape(key)}[\"']")
        numbers = range(line, len(text) + 1)
        line = next((number for number in numbers if quoted.search(text[number - 1])), line)
        yield line
