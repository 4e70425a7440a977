"""Notebooks to lead a session with in a room: slides, what the leader says, pages to give out.

Cells say what they are as JupyterLab's slideshow does. What only a person can say is marked, and
always stands beside what is there already, so that no slide is empty without it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kit.lab.notebooks import Cell
from kit.making.dividing import Lesson, plain
from kit.making.lesson_frame import code_cell, places, text_cell
from kit.making.reading_drafts import key_sentences, points, quotation
from kit.quiz import Question
from kit.speech import Passage, Speech
from kit.speech.wording import full_width
from kit.unwritten import mark

MINUTES = 90
"""What a session takes."""

_OPENING, _GROUPS, _CLOSING = 6, 18, 8
_LESSONS = 3  # that are read in one session, at most
_POINTS = 7  # that have room on a slide
_ASKED = 3  # questions to the room on one lesson, at most
_MANNERS = {
    True: ("原文和提问", "请人朗读，提问全体，揭晓后读依据"),
    False: ("原文", "请人朗读，再请人用自己的话复述"),
}
"""What is on the wall and what the leader does while a lesson is read; whether it has questions."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the run sheet: its minutes, its name, what is on the wall, what the leader does."""

    minutes: int
    name: str
    screen: str
    manner: str


def sessions(lessons: Sequence[Lesson], first: int) -> list[tuple[Lesson, tuple[Lesson, ...]]]:
    """Return the sessions that read some lessons together, each with those that it reads.

    Args:
        lessons: those that read the speech.
        first: the number of the first session among all lessons of the set.
    """
    number = max(1, -(-len(lessons) // _LESSONS))
    cuts = [round(place * len(lessons) / number) for place in range(number + 1)]
    return [
        (
            Lesson(first + place, f"session_{place + 1}", f"第 {place + 1} 次学习会", ()),
            tuple(lessons[start:end]),
        )
        for place, (start, end) in enumerate(pairwise(cuts))
    ]


def session(
    speech: Speech,
    title: str,
    lessons: Sequence[Lesson],
    questions: Mapping[str, Sequence[Question]],
) -> Iterator[Cell]:
    """Yield the cells of a session.

    Args:
        speech: what is read.
        title: the session's.
        lessons: the lessons that it reads together.
        questions: those of each lesson's paper, by the stem of the lesson.
    """
    shares = _shares([lesson.size for lesson in lessons])
    asked = {lesson.stem: _asked(questions.get(lesson.stem, ())) for lesson in lessons}
    steps = [
        Step(_OPENING, "开场", "首屏", "说明今天读什么，请大家把全文放在手边"),
        *(
            Step(share, plain(lesson.title), *_MANNERS[bool(asked[lesson.stem])])
            for share, lesson in zip(shares, lessons, strict=True)
        ),
        Step(_GROUPS, "小组", "一件事", "五人一组，先写后说，各组报一条"),
        Step(_CLOSING, "收尾", "今天记住", "齐读，布置会后自测"),
    ]
    about = full_width(plain(speech.source.title))
    read = "\n".join(f"- {plain(lesson.title)}" for lesson in lessons)
    yield _slide("title", f"# {title}", about, read, minutes=_OPENING)
    yield _notes(
        "title-notes",
        "说明今天读哪几部分，请大家把全文翻到第一页。",
        mark("开场词。为什么今天学这一篇，学完要做到什么，照着念得出来"),
    )
    load = f"speech = kit.load({json.dumps(speech.name)})"
    yield _as(code_cell("setup", "准备：载入讲话", "import kit", "", load), "skip")
    yield _run_sheet(steps)
    for share, lesson in zip(shares, lessons, strict=True):
        yield from _lesson(lesson, share, asked[lesson.stem])
    yield from _end(lessons)
    yield from _pack(lessons)


def _lesson(lesson: Lesson, minutes: int, questions: Sequence[Question]) -> Iterator[Cell]:
    """Yield the slides on what one lesson reads, and those of its questions to the room."""
    name = lesson.name.replace("_", "-")
    passages = [block.passage for block in lesson.blocks]
    titles = points(passages) if len(points(passages)) <= _POINTS else []
    said = "\n".join(f"- {full_width(plain(title))}" for title in titles)
    about = [said] if said else []
    yield _slide(name, f"## {plain(lesson.title)}（{places(passages)}）", *about, minutes=minutes)
    yield _notes(
        f"{name}-notes",
        f"这一环共 {minutes} 分钟。",
        mark("过渡。从上一环怎样转到这里，这一部分回答什么问题"),
    )
    for block in lesson.blocks:
        code = code_cell(f"passage-{block.id}", f"原文：{plain(block.label)}", block.code)
        yield _as(code, "slide")
        mark_out = "要做的事" if block.passage.tasks else "最要紧的一句"
        yield _notes(f"passage-{block.id}-notes", f"请一位同事朗读，其他人画出{mark_out}。")
    for question in questions:
        code = code_cell(f"ask-{question.id}", "提问", f"kit.ask({json.dumps(question.id)})")
        yield _as(code, "slide")
        yield _notes(f"ask-{question.id}-notes", "读题，留四十秒各自作答；揭晓后请人读出依据。")


def _asked(questions: Sequence[Question]) -> list[Question]:
    """Return those of a lesson's questions that the room is asked."""
    return [each for each in questions if each.kind != "recall"][:_ASKED]


def _end(lessons: Sequence[Lesson]) -> Iterator[Cell]:
    """Yield the slides of the work in groups and of the last minutes."""
    yield _slide(
        "group",
        "## 小组：一件事",
        "选一件您经手或者听说过的事：原文哪一句管它，要求怎么办，第一步谁来做？",
        minutes=_GROUPS,
    )
    yield _notes(
        "group-notes",
        "说明 1 分钟，各自写 3 分钟，小组讨论 8 分钟，各组报一条。",
        mark("情境。发给各组的一件事，写在工作页上"),
    )
    passages = [block.passage for lesson in lessons for block in lesson.blocks]
    said = [quotation(each) for each in _by_heart(lessons, passages)]
    yield _slide("remember", "## 今天记住", *said, minutes=_CLOSING)
    yield _notes(
        "remember-notes",
        "请全体齐读，再合上全文说一遍。",
        mark("结束词。今天读了什么，会后做什么，照着念得出来"),
    )


def _by_heart(lessons: Sequence[Lesson], passages: Sequence[Passage]) -> list[Passage]:
    """Return the first key sentences of each lesson, else of what was read."""
    firsts = [key_sentences([block.passage for block in each.blocks])[:2] for each in lessons]
    return [each for found in firsts for each in found] or list(key_sentences(passages)[:2])


def _pack(lessons: Sequence[Lesson]) -> Iterator[Cell]:
    """Yield the pages of the leader's pack, and the page to give out."""
    read = "、".join(f"[{plain(each.title)}]({each.stem}.ipynb)" for each in lessons)
    yield _page(
        "answers",
        "## 参考要点",
        f"会前先读：{read}。",
        mark("参考要点。小组一环可能有哪几种回答，各对在哪里"),
    )
    yield _page("likely-questions", "## 可能问到的问题", mark("答问。问、答、出处，写成表"))
    yield _page(
        "variants",
        "## 人数和场地不同时",
        "- **十二个人**：分三组，每组四人；各组报完，大家补充。\n"
        "- **视频会场**：会前把全文和工作页发到各会场，各定一名联络员，由他分组、计时、报结果。\n"
        "- **用手机作答**：在接投影的电脑上运行 `kit room`，大家扫码作答；先看 `kit room --help`。",
    )
    yield _page(
        "worksheet",
        "## 工作页：一件事",
        "第＿＿组　执笔：＿＿＿＿＿＿",
        "| | 写在这里 |\n| --- | --- |\n| 什么事 | |\n| 原文哪一句管它（第几段） | |\n"
        "| 要求怎么办 | |\n| 第一步谁来做 | |\n| 原文还有什么没有写 | |",
        tag="worksheet",
    )


def _run_sheet(steps: Sequence[Step]) -> Cell:
    rows, at = ["| 时间 | 分钟 | 环节 | 屏幕 | 怎么带 |", "| --- | --- | --- | --- | --- |"], 0
    for step in steps:
        time = f"{_clock(at)}–{_clock(at + step.minutes)}"
        rows.append(f"| {time} | {step.minutes} | {step.name} | {step.screen} | {step.manner} |")
        at += step.minutes
    return _page("run-sheet", "## 带学时间表", "\n".join(rows))


def _shares(sizes: Sequence[int]) -> list[int]:
    """Return the minutes for each of some lessons, by their sizes; together with the rest 90."""
    left = MINUTES - _OPENING - _GROUPS - _CLOSING
    least = min(10, left // len(sizes))
    free, total = left - least * len(sizes), max(1, sum(sizes))
    ends = [round(free * sum(sizes[: place + 1]) / total) for place in range(len(sizes))]
    return [least + end - start for start, end in pairwise([0, *ends[:-1], free])]


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"


def _slide(cell_id: str, *paragraphs: str, minutes: int) -> Cell:
    cell = _as(text_cell(cell_id, *paragraphs), "slide")
    cell["metadata"]["kit"] = {"minutes": minutes}
    return cell


def _notes(cell_id: str, *paragraphs: str) -> Cell:
    return _as(text_cell(cell_id, *paragraphs), "notes")


def _page(cell_id: str, *paragraphs: str, tag: str = "pack") -> Cell:
    return _as(text_cell(cell_id, *paragraphs, tags=[tag]), "skip")


def _as(cell: Cell, kind: str) -> Cell:
    """Return a cell that is something on JupyterLab's slides."""
    cell["metadata"]["slideshow"] = {"slide_type": kind}
    return cell
