"""The labelled lines of a block quote: ``> 依据：…``, ``> 解析：…`` and so on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kit.quiz.marks import LABELS
from kit.quiz.problems import Problem

_NOTE = re.compile(rf"({'|'.join(LABELS)})\s*(?:[（(](.+?)[)）])?\s*[:：]\s*(.*)")
_LABEL_ALONE = re.compile(rf"({'|'.join(LABELS)})")
_LOOKS_LABELLED = re.compile(r"([\u4e00-\u9fff]{2,4})\s*(?:[（(].*?[)）]\s*)?[:：]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file: its 1-based number and what stands there."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """One labelled line with the lines that continue it; ``place`` is what brackets named."""

    label: str
    place: str
    text: str
    line: int


def join(texts: Iterable[str]) -> str:
    """Join the lines of a sentence; a space goes only between two Latin words or numbers.

    >>> join(["检察", "工作", "2021", "2022"])
    '检察工作2021 2022'
    """
    joined = ""
    for text in texts:
        latin = joined[-1:].isascii() and joined[-1:].isalnum()
        gap = " " if latin and text[:1].isascii() and text[:1].isalnum() else ""
        joined += gap + text
    return joined


def read_notes(lines: Iterable[Line]) -> tuple[list[Note], list[Problem]]:
    """Return the notes of one block quote; a line without label continues the one above."""
    notes: list[Note] = []
    below: list[list[str]] = []  # for each note its lines
    problems: list[Problem] = []
    lost = False  # the label above was refused: what continues it is refused with it
    for line in lines:
        if match := _NOTE.fullmatch(line.text):
            label, place, text = match.groups()
            notes.append(Note(label, (place or "").strip(), "", line.number))
            below.append([text.strip()])
            lost = False
        elif match := _LOOKS_LABELLED.match(line.text):
            problems.append(_unknown_label(line, match[1]))
            lost = True
        elif match := _LABEL_ALONE.match(line.text):
            problems.append(_no_colon(line, match[1]))
            lost = True
        elif notes and not lost:
            below[-1].append(line.text)
        elif not lost:
            problems.append(_no_label(line))
            lost = True
    joined = zip(notes, below, strict=True)
    return [replace(note, text=join(texts)) for note, texts in joined], problems


def _unknown_label(line: Line, label: str) -> Problem:
    return Problem(
        line.number,
        f"不认识“{label}”这个标签。",
        f"可用的标签有：{'、'.join(LABELS)}；若是续写上一行，请与上一行并成一行。",
        "标签",
    )


def _no_colon(line: Line, label: str) -> Problem:
    return Problem(
        line.number,
        f"“{label}”后面没有冒号。",
        f"请写成“> {label}：……”；若是续写上一行，请与上一行并成一行。",
        "标签",
    )


def _no_label(line: Line) -> Problem:
    return Problem(
        line.number,
        "这一行引文没有标签。",
        "若是选项的反馈，请在“>”前空两格；否则请以“依据：”“解析：”等标签开头。",
        "标签",
    )
