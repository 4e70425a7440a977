"""The lessons of a new set: all that can be said by rule, in the form of the built-in ones."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kit.charts.counting import TASK_RULE
from kit.lab.notebooks import Cell, dumped
from kit.making.dividing import Block, Lesson, cell_code, cell_keys, one_line, plain
from kit.speech import Passage, Speech

PACE = 200
"""Characters read in a minute, closely."""

POINTS = 30
"""Points above which they are not ranked in a chart: nobody reads it."""

INDEX = Lesson(0, "index", "学习导引", ())

_START = (
    '<button class="jp-mod-styled jp-mod-accept" '
    'data-commandlinker-command="notebook:run-all-cells" '
    'data-commandlinker-args="{}">▶ 开始学习</button>'
)
_KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
_FIXED = {
    "index": ("学习导引", 10, "全文结构，学习安排"),
    "distribution": ("任务怎样分布", 30, "各部分的比较，计数规则"),
    "self_test": ("综合自测", 40, "各课题目交错，共 20 题"),
    "my_review": ("我的复习", 10, "今天该复习的题；只在 JupyterLab 中使用"),
}


def with_fixed(lessons: Sequence[Lesson]) -> tuple[Lesson, ...]:
    """Return the lessons that read a speech, and those that every set has before and after them."""
    after = enumerate(list(_FIXED)[1:], start=len(lessons) + 1)
    fixed = (Lesson(number, name, _FIXED[name][0], ()) for number, name in after)
    return (INDEX, *lessons, *fixed)


def without_tests(lessons: Sequence[Lesson]) -> tuple[Lesson, ...]:
    """Return the lessons of a set that has no question: none of a test, none of what is due."""
    return tuple(lesson for lesson in lessons if lesson.name not in {"self_test", "my_review"})


def draft_lessons(
    speech: Speech, lessons: Sequence[Lesson], asked: Mapping[str, int], todo: Sequence[str]
) -> dict[str, str]:
    """Return the notebooks of a set by the names of their files.

    Args:
        speech: what they are about.
        lessons: all of them, see `with_fixed`.
        asked: how many questions each paper has; a paper is named as its lesson.
        todo: what a person should still write, see `to_write`.
    """
    rows = [_row(lesson, asked.get(lesson.stem, 0)) for lesson in lessons]
    drafts = {}
    for place, lesson in enumerate(lessons):
        draft = _Draft(speech, lesson, rows, place, asked=asked.get(lesson.stem, 0))
        if lesson.name == "index":
            cells = _index(draft, todo)
        else:
            cells = _CELLS.get(lesson.name, _reading)(draft)
        metadata: dict[str, object] = {"kernelspec": _KERNEL}
        if lesson.name == "my_review":
            metadata["kit"] = {"handout": False}
        top = _code("top", "回到本课开头", "kit.back_to_top()", tags=["live"])
        content = {"cells": [*cells, top], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
        drafts[lesson.stem] = dumped(content)
    return drafts


def to_write(
    speech: Speech, *, sure_title: bool, drafted: int, unasked: Sequence[str]
) -> tuple[str, ...]:
    """Return what a person should still write, one sentence each, the most urgent first.

    Args:
        speech: what the set is about.
        sure_title: whether the title is one that the text or a person gives.
        drafted: number of words in the draft dictionary, 0 if somebody has touched it.
        unasked: the parts that no question is about.
    """
    folder = f"seeds/{speech.name}"
    source = speech.source
    known = {"标题": sure_title, "日期": source.date, "讲话人": source.speaker}
    missing = [what for what, said in (known | {"著作权说明": source.rights}).items() if not said]
    todo = []
    if missing:
        todo.append(f"{folder}/source.toml：补上{'、'.join(missing)}。")
    if speech.unsure:
        todo.append(
            f"结构：有 {len(speech.unsure)} 处程序没有把握，"
            f"用 kit outline {speech.name} --unsure 查看，在 source.toml 里订正。"
        )
    if not speech.leaves():
        todo.append(
            "结构：原文没有程序认得出的编号，请在 source.toml 里用 [[outline]] 标出各部分。"
        )
    if drafted:
        todo.append(
            f"{folder}/words.txt：程序列出了 {drafted} 个可能的专门用语，请删去不是的，补上漏掉的。"
        )
    if not speech.terms:
        todo.append(f"{folder}/terms.toml：写上要解释的术语，并注明解释的来源。")
    todo.append("每一课：补写导读和两三个针对本课的讨论题；“带学提示”只在教师版里出现。")
    todo.append("试卷：题目由规则生成；请逐题看过，再补上情境题、辨析题和简答题。")
    if unasked:
        names = "、".join(unasked[:10]) + ("等" if len(unasked) > 10 else "")
        todo.append(f"试卷：{names} 共 {len(unasked)} 处，规则出不了值得问的题，请自己补写。")
    return tuple(todo)


@dataclass(frozen=True, slots=True)
class _Row:
    """A lesson as the index lists it: the stem of its file, number and title, minutes, contents."""

    stem: str
    title: str
    minutes: int
    about: str

    def link(self, word: str = "") -> str:
        """Return a link to it that a word leads."""
        return f"[{word}{self.title}]({self.stem}.ipynb)"


def _row(lesson: Lesson, asked: int) -> _Row:
    if lesson.name in _FIXED:
        _, minutes, about = _FIXED[lesson.name]
    else:
        minutes = max(10, 5 * round((lesson.size / PACE + asked) / 5))
        about = plain(_span(lesson.blocks)) + (f"，{asked} 道题" if asked else "")
    return _Row(lesson.stem, f"{lesson.number:02} {plain(lesson.title)}", minutes, about)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A lesson that is being written: its place among the rows of all, its number of questions."""

    speech: Speech
    lesson: Lesson
    rows: Sequence[_Row]
    place: int
    asked: int

    def head(self, about: str, *goals: str) -> Iterator[Cell]:
        """Yield title, ways to other lessons, button, set-up and goals."""
        here, before, after = self.rows[self.place], self.rows[self.place - 1], self._after()
        ways = [before.link("上一课：")] if self.place > 1 else []
        ways.append(f"[目录]({INDEX.stem}.ipynb)")
        if after:
            ways.append(after.link("下一课："))
        yield _text(
            "title", f"# {here.title}", " · ".join(ways), f"约 {here.minutes} 分钟。{about}"
        )
        yield from self.start()
        yield _text("goals", "## 学完本课，您能回答", "\n".join(f"- {goal}" for goal in goals))

    def start(self) -> Iterator[Cell]:
        """Yield the button that runs the lesson, and the cell that loads the speech."""
        yield _text("start", _START, tags=["live"])
        load = f"speech = kit.load({json.dumps(self.speech.name)})"
        yield _code("setup", "准备：载入讲话", "import kit", "", load)

    def test(self, note: str) -> Iterator[Cell]:
        """Yield the self-test, if the lesson has a paper."""
        if self.asked:
            yield _text("test-note", "## 自测", note)
            caption = f"自测：{one_line(self.lesson.title)}"
            yield _code("test", caption, f'kit.self_test("{self.lesson.stem}")')

    def next(self) -> Cell:
        """Return the cell that leads on."""
        after = self._after()
        lines = [f"- 下一课：{after.link()}。"] if after else []
        return _text(
            "next", "## 下一步", "\n".join([*lines, f"- 回到[目录]({INDEX.stem}.ipynb)。"])
        )

    def _after(self) -> _Row | None:
        return self.rows[self.place + 1] if self.place + 1 < len(self.rows) else None


def _reading(draft: _Draft) -> Iterator[Cell]:
    """Yield the cells of a lesson that reads one part."""
    lesson, blocks = draft.lesson, draft.lesson.blocks
    goals = ["这一部分讲了几层意思，次序怎样？", "哪些话是要求做的事，哪些是情况、判断或目标？"]
    if any(block.passage.tasks for block in blocks):
        goals.append("每一层之下写了哪些任务，由什么动词领起？")
    yield from draft.head(f"本课读原文的{plain(_span(blocks))}。", *goals)
    yield _text("overview", "## 原文")
    part = lesson.part
    if part and len(part.children) > 1 and blocks[0].passage.start == part.start:
        passage = Passage(draft.speech, part.start, part.end, part)
        code = f"kit.chart.structure({cell_code(cell_keys(draft.speech)[part.id])})"
        if passage.tasks:
            yield _code("structure", f"图：{one_line(passage.label)}的结构", code)
    for block in blocks:
        yield from _block(block, alone=len(blocks) == 1)
    heads = [block.node for block in blocks if block.node is not None and block.node.title]
    if len(heads) > 1:
        lines = (f"- {plain(node.marker + node.title)}" for node in heads)
        yield _text("summary", "## 小结", "本课依次读了：", "\n".join(lines))
    yield _text(
        "discuss",
        "## 思考与讨论",
        "1. 合上原文，说出本课各段的大意和次序，再打开核对：漏了什么，次序有没有颠倒？\n"
        "2. 原文有没有写明由谁做、何时完成、做到什么程度？请找出原句；没有写的，不替它补上。\n"
        "3. 哪一句话最需要解释？先在原文中找依据，再说背景知识，并说明哪些是背景知识。",
    )
    yield _text(
        "leader",
        "### 带学提示",
        "本课由规则生成，请带学的人补写：这一部分怎样展开（写在原文之前），两三个针对本课的讨论题，"
        "以及容易误读之处。改过的单元，再次运行 `kit new` 时都会保留。",
        tags=["teacher"],
    )
    yield from draft.test("题目由规则从原文生成。先自己作答，再看解析和原文依据。")
    yield draft.next()


def _block(block: Block, *, alone: bool) -> Iterator[Cell]:
    label = one_line(block.label)
    if block.node is not None and block.node.title and not alone:
        yield _text(f"head-{block.id}", f"### {plain(block.node.marker + block.node.title)}")
    yield _code(f"passage-{block.id}", f"原文：{label}", block.code)
    if block.passage.tasks:
        yield _code(f"tasks-{block.id}", f"任务：{label}", f"kit.task_table({block.code})")
    terms = block.passage.speech.terms
    if any(form in block.passage.text for term in terms for form in term.forms):
        yield _code(f"terms-{block.id}", f"术语：{label}", f"kit.term_table({block.code})")


def _distribution(draft: _Draft) -> Iterator[Cell]:
    """Yield the cells of the lesson that compares the parts by their tasks."""
    speech = draft.speech
    goals = ("“一项任务”按什么规则数？", "任务在各部分之间怎样分布？", "这些数字不能说明什么？")
    yield from draft.head("本课把各部分放在一起比较。", *goals)
    rule = (
        f"原文没有给任务编号，下面的数字都来自这套规则：{TASK_RULE}回顾过去工作的部分和句子不计。"
    )
    yield _text("rule", "## 计数规则", rule)
    if speech.tasks:
        yield _text("charts", "## 图")
        yield _code("structure", "图：全文结构，面积表示任务数", "kit.chart.structure(speech)")
        yield _code("by-part", "图：各部分的任务数", "kit.chart.by_part(speech)")
        if 1 < len(speech.leaves()) <= POINTS:
            yield _code("by-point", "图：各要点的任务数", "kit.chart.by_point(speech)")
        yield _code("part-by-action", "图：各部分与动作类别", "kit.chart.part_by_action(speech)")
        yield _code("verbs", "图：领起动词", "kit.chart.verbs(speech)")
    yield _code("key-terms", "图：全文关键词", "kit.chart.key_terms(speech)")
    if speech.terms:
        yield _text("terms-note", "## 术语")
        yield _code("terms", "术语表：全文", "kit.term_table(speech)")
    yield _text(
        "limits",
        "## 这些数字不说明什么",
        "- **不说明重要程度**。项数只说明原文列了多少个分句。\n"
        "- **不说明工作量**。一个分句可以是一项专项行动，也可以是一条原则。\n"
        "- **不能脱离规则**。换一种数法，总数和名次都会变；引用时请连同规则一起写明。",
    )
    yield from draft.test("请把原文放在手边，自己数过再答。")
    yield draft.next()


def _self_test(draft: _Draft) -> Iterator[Cell]:
    """Yield the cells of the mixed test."""
    goals = ("一句话摆在面前，它在原文的哪一部分？", "您答错的题集中在哪几课，下一次先看哪里？")
    yield from draft.head("本课检验前面各课学得怎样。", *goals)
    yield _text(
        "how",
        "## 怎样使用",
        "题目从前面各课的试卷中抽取，交错排列。第一遍请合上原文，凭记忆作答；"
        "猜对的题按答错处理，一并复习。隔一两天再做一遍，隔一周再做一遍。",
    )
    yield _text("test-note", "## 自测")
    yield _code("test", "综合自测：各课题目交错", "kit.mixed_test()")
    yield draft.next()


def _review(draft: _Draft) -> Iterator[Cell]:
    """Yield the cells of the daily review, which is no handout."""
    about = "本课不读新内容：先做今天该复习的题，再看掌握到什么程度。只在 JupyterLab 中使用。"
    yield from draft.head(about, "今天该复习哪些题？", "哪些部分掌握得较好，哪些薄弱？")
    yield _text("review-note", "## 今天的复习", "先是到期的题，各部分交错；然后是几道新题。")
    yield _code("review", "今天的复习", "kit.review()", tags=["live"])
    note = "做完上面的题，再点一次“▶ 开始学习”，这里就会更新。"
    yield _text("progress-note", "## 我的进度", note)
    yield _code("progress", "我的进度", "kit.my_progress()", tags=["live"])


def _index(draft: _Draft, todo: Sequence[str]) -> Iterator[Cell]:
    """Yield the cells of the lesson that a set begins with."""
    speech, first = draft.speech, draft.rows[1]
    title = plain(speech.source.title)
    called = f"您将读到的是《{title}》。" if "《" not in title else f"您将读到的是：{title}。"
    parts = [node for node in speech.nodes if node.parent is None and node.numbered]
    size = f"全文 {sum(map(len, speech.text.split()))} 个字符（不计空白）"
    shape = f"，分 {len(parts)} 个部分" if parts else ""
    tasks = f"；按本学习材料的规则，共有 {len(speech.tasks)} 项任务" if speech.tasks else ""
    yield _text(
        "title",
        f"# {draft.rows[0].title}",
        first.link("下一课："),
        "约 10 分钟。本课说明这是一篇什么样的讲话，全篇怎样展开，怎样用这套材料学习。",
    )
    yield from draft.start()
    yield _text(
        "about",
        "## 这是一篇什么样的讲话",
        f"{called}{size}{shape}{tasks}。",
        "本学习集的课文和题目由程序按规则从原文生成，文字以原文为准；"
        "项数只说明原文列了多少个分句，不说明轻重。",
    )
    if speech.tasks:
        yield _text("shape", "## 全文结构")
        yield _code("structure", "图：全文结构，面积表示任务项数", "kit.chart.structure(speech)")
    elif parts:
        lines = (f"- {plain(node.marker + node.title)}" for node in parts)
        yield _text("shape", "## 全文结构", "\n".join(lines))
    names = [draft.rows[0].title, *(row.link() for row in draft.rows[1:])]
    rows = (
        f"| {name} | {row.about} | {row.minutes} 分钟 |"
        for name, row in zip(names, draft.rows, strict=True)
    )
    table = "\n".join(["| 课 | 读什么 | 约需时间 |", "| --- | --- | --- |", *rows])
    yield _text("lessons", "## 课程一览", table)
    yield _text(
        "how",
        "## 怎样使用这套材料",
        "打开一课，点开头的“▶ 开始学习”，等几秒钟，原文、表格、图和自测就会出现在各自的位置。"
        "灰色的一行是收起的程序，只作标题用，不必展开。",
        "先读原文，再自测；答错的题看解析和原文依据，隔几天重做，比当天反复做记得牢。",
        "| 要什么 | 命令 |\n| --- | --- |\n"
        f"| 打开本学习材料 | `kit study {speech.name}` |\n"
        f"| 学员版讲义 | `kit handout {speech.name}` |\n"
        f"| 教师版讲义 | `kit handout {speech.name} --for teacher` |",
    )
    yield _text(
        "leader",
        "### 还需要人写的",
        "\n".join(f"- {plain(sentence)}" for sentence in todo),
        "改过的单元、题目和词，再次运行 `kit new` 时都会保留。",
        tags=["teacher"],
    )
    yield _text("next", "## 下一步", f"- 从 {first.link()} 开始，按次序读。")


_CELLS = {"distribution": _distribution, "self_test": _self_test, "my_review": _review}


def _span(blocks: Sequence[Block]) -> str:
    """Return in words what blocks show: “二（一）”, “三（四）”至“三（七）”."""
    labels = [one_line(block.label) for block in blocks]
    return f"“{labels[0]}”" if len(labels) == 1 else f"“{labels[0]}”至“{labels[-1]}”"


def _text(cell_id: str, *paragraphs: str, tags: Sequence[str] = ()) -> Cell:
    """Return a Markdown cell of paragraphs, with an empty line between each two."""
    metadata = {"tags": list(tags)} if tags else {}
    source = "\n\n".join(paragraphs).splitlines(keepends=True)
    return {"cell_type": "markdown", "id": cell_id, "metadata": metadata, "source": source}


def _code(cell_id: str, caption: str, *lines: str, tags: Sequence[str] = ()) -> Cell:
    """Return a hidden code cell; its first line, a comment, says what it shows."""
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": cell_id,
        "metadata": {"jupyter": {"source_hidden": True}} | ({"tags": list(tags)} if tags else {}),
        "outputs": [],
        "source": "\n".join((f"# {caption}", *lines)).splitlines(keepends=True),
    }
