"""What all drafted lessons have in common: their cells, their heads, how one leads to the next."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kit.lab.notebooks import Cell
from kit.making.dividing import Lesson, one_line, plain
from kit.speech import Node, Passage, Speech
from kit.speech.parts import own_label
from kit.speech.work_lines import WorkLines

INDEX = Lesson(0, "index", "学习导引", ())

_START = (
    '<button class="jp-mod-styled jp-mod-accept" '
    'data-commandlinker-command="notebook:run-all-cells" '
    'data-commandlinker-args="{}">▶ 开始学习</button>'
)


@dataclass(frozen=True, slots=True)
class Row:
    """A lesson as the index lists it: the stem of its file, number and title, minutes, contents."""

    stem: str
    title: str
    minutes: int
    about: str

    def link(self, word: str = "") -> str:
        """Return a link to it that a word leads."""
        return f"[{word}{self.title}]({self.stem}.ipynb)"


@dataclass(frozen=True, slots=True)
class LessonDraft:
    """A lesson that is being written.

    Attributes:
        speech: what the set is about.
        work: its tasks by line of work.
        lesson: the lesson.
        rows: all lessons of the set, as the index lists them.
        place: which of them it is.
        asked: how many questions its paper has; for the mixed test, how many that can be graded
            all papers have.
        notes: the names of its boxes for notes.
    """

    speech: Speech
    work: WorkLines
    lesson: Lesson
    rows: Sequence[Row]
    place: int
    asked: int = 0
    notes: Sequence[str] = ()

    def head(self, about: str) -> Iterator[Cell]:
        """Yield title, ways to other lessons, button and set-up."""
        here, before, after = self.rows[self.place], self.rows[self.place - 1], self._after()
        ways = [before.link("上一课：")] if self.place else []
        ways += [f"[目录]({INDEX.stem}.ipynb)"] if self.place > 1 else []
        ways += [after.link("下一课：")] if after else []
        yield text_cell(
            "title", f"# {here.title}", " · ".join(ways), f"约 {here.minutes} 分钟。{about}"
        )
        yield text_cell("start", _START, tags=["live"])
        load = f"speech = kit.load({json.dumps(self.speech.name)})"
        yield code_cell("setup", "准备：载入讲话", "import kit", "", load)

    def test(self) -> Iterator[Cell]:
        """Yield the self-test, if the lesson has a paper."""
        if self.asked:
            yield text_cell("test-note", "## 自测", "先自己作答，再看解析和原文依据。")
            caption = f"自测：{one_line(self.lesson.title)}"
            yield code_cell("test", caption, f'kit.self_test("{self.lesson.stem}")')

    def next(self) -> Cell:
        """Return the cell that leads on."""
        after = self._after()
        lines = [f"- 下一课：{after.link()}。"] if after else []
        back = f"- 回到[目录]({INDEX.stem}.ipynb)。"
        return text_cell("next", "## 下一步", "\n".join([*lines, back]))

    def _after(self) -> Row | None:
        return self.rows[self.place + 1] if self.place + 1 < len(self.rows) else None


def span(lesson: Lesson) -> str:
    """Return in words what a lesson reads: “二、办好公园”, 开头与结尾, “二（一）”至“二（三）”."""
    if lesson.name == "text":
        return plain(lesson.title)
    if lesson.part is not None:
        return f"“{plain(own_label(lesson.part))}”"
    if all(
        block.passage.node is None or not block.passage.node.numbered for block in lesson.blocks
    ):
        return plain(lesson.title)
    labels = [plain(block.label) for block in lesson.blocks]
    if len(parts := tops(lesson)) > 1:
        labels = [plain(node.mark or node.title) for node in parts]
    return f"“{labels[0]}”" if len(labels) == 1 else f"“{labels[0]}”至“{labels[-1]}”"


def tops(lesson: Lesson) -> list[Node]:
    """Return the parts of the first level that a lesson reads something of."""
    speech = lesson.blocks[0].passage.speech
    spans = [(block.passage.start, block.passage.end) for block in lesson.blocks]
    return [
        node
        for node in speech.nodes
        if node.parent is None
        and node.numbered
        and any(start < node.end and node.start < end for start, end in spans)
    ]


def places(passages: Sequence[Passage]) -> str:
    """Return in which paragraphs passages stand, those that follow each other together.

    One that ends and one that begins on the same line are told of once: 第1—4段、第9段.
    """
    joined: list[Passage] = []
    for passage in passages:
        between = passage.speech.text[joined[-1].end : passage.start] if joined else "。"
        if joined and not between.strip():
            joined[-1] = Passage(passage.speech, joined[-1].start, passage.end)
        else:
            joined.append(passage)
    return "、".join(dict.fromkeys(passage.place for passage in joined))


def text_cell(cell_id: str, *paragraphs: str, tags: Sequence[str] = ()) -> Cell:
    """Return a Markdown cell of paragraphs, with an empty line between each two."""
    metadata = {"tags": list(tags)} if tags else {}
    source = "\n\n".join(paragraphs).splitlines(keepends=True)
    return {"cell_type": "markdown", "id": cell_id, "metadata": metadata, "source": source}


def code_cell(cell_id: str, caption: str, *lines: str, tags: Sequence[str] = ()) -> Cell:
    """Return a hidden code cell; its first line, a comment, says what it shows."""
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": cell_id,
        "metadata": {"jupyter": {"source_hidden": True}} | ({"tags": list(tags)} if tags else {}),
        "outputs": [],
        "source": "\n".join((f"# {caption}", *lines)).splitlines(keepends=True),
    }
