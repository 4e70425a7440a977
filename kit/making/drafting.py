"""The lessons of a new set: all that can be said by rule, in the form of the built-in ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kit.charts.counting import TASK_RULE
from kit.lab import cells
from kit.lab.cells import Cell
from kit.making.dividing import Block, Lesson, Names, plain
from kit.speech import Passage, Speech

INDEX = "00_index"
_PACE = 200
"""Characters read in a minute, closely."""

_POINTS = 30
"""Points above which they are not ranked in a chart: nobody reads it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One lesson of the list: the stem of its file, number and title, minutes, what it reads."""

    stem: str
    title: str
    minutes: int
    about: str

    @property
    def link(self) -> str:
        """A link to it, with number and title."""
        return self.leading("")

    def leading(self, word: str) -> str:
        """Return a link that a word leads."""
        return f"[{word}{self.title}]({self.stem}.ipynb)"


def entries(lessons: Sequence[Lesson], questions: Mapping[str, int]) -> tuple[Entry, ...]:
    """Return the list of a set's lessons, index first; ``questions`` are numbers by paper."""
    found = [Entry(INDEX, "00 学习导引", 10, "全文结构，学习安排")]
    for each in lessons:
        asked = questions.get(each.stem, 0)
        minutes = max(10, 5 * round((each.size / _PACE + asked) / 5))
        title = f"{each.number:02} {plain(each.title)}"
        about = f"{plain(_span(each.blocks))}，{asked} 道题" if asked else plain(_span(each.blocks))
        found.append(Entry(each.stem, title, minutes, about))
    last = len(lessons)
    return (
        *found,
        Entry(
            f"{last + 1:02}_distribution",
            f"{last + 1:02} 任务怎样分布",
            30,
            "各部分的比较，计数规则",
        ),
        Entry(f"{last + 2:02}_self_test", f"{last + 2:02} 综合自测", 40, "各课题目交错，共 20 题"),
        Entry(
            f"{last + 3:02}_my_review",
            f"{last + 3:02} 我的复习",
            10,
            "今天该复习的题；只在 JupyterLab 中使用",
        ),
    )


def reading_lesson(
    name: str, speech: Speech, lesson: Lesson, listed: Sequence[Entry], paper: str
) -> str:
    """Return the notebook that reads one part; ``paper`` is the name of its paper, or ""."""
    goals = ["这一部分讲了几层意思，次序怎样？", "哪些话是要求做的事，哪些是情况、判断或目标？"]
    if any(block.passage.tasks for block in lesson.blocks):
        goals.append("每一层之下写了哪些任务，由什么动词领起？")
    made = [
        *_head(name, lesson.stem, listed, f"本课读原文的{plain(_span(lesson.blocks))}。", goals),
        *_overview(speech, lesson),
    ]
    for block in lesson.blocks:
        made += _block(block, alone=len(lesson.blocks) == 1)
    made += _tail(lesson)
    if paper:
        made.append(
            cells.text(
                "test-note", "## 自测", "题目由规则从原文生成。先自己作答，再看解析和原文依据。"
            )
        )
        made.append(
            cells.code("test", f"自测：{_one_line(lesson.title)}", f'kit.self_test("{paper}")')
        )
    return cells.dumped([*made, _next(lesson.stem, listed), cells.top()])


def distribution_lesson(
    name: str, speech: Speech, stem: str, listed: Sequence[Entry], paper: str
) -> str:
    """Return the notebook that compares the parts by their tasks."""
    goals = ["“一项任务”按什么规则数？", "任务在各部分之间怎样分布？", "这些数字不能说明什么？"]
    made = _head(name, stem, listed, "本课把各部分放在一起比较。", goals)
    rule = (
        f"原文没有给任务编号，下面的数字都来自这套规则：{TASK_RULE}回顾过去工作的部分和句子不计。"
    )
    made.append(cells.text("rule", "## 计数规则", rule))
    if speech.tasks:
        made.append(cells.text("charts", "## 图"))
        made.append(
            cells.code("structure", "图：全文结构，面积表示任务数", "kit.chart.structure(speech)")
        )
        made.append(cells.code("by-part", "图：各部分的任务数", "kit.chart.by_part(speech)"))
        if 1 < len(speech.leaves()) <= _POINTS:
            made.append(cells.code("by-point", "图：各要点的任务数", "kit.chart.by_point(speech)"))
        made.append(
            cells.code("part-by-action", "图：各部分与动作类别", "kit.chart.part_by_action(speech)")
        )
        made.append(cells.code("verbs", "图：领起动词", "kit.chart.verbs(speech)"))
    made.append(cells.code("key-terms", "图：全文关键词", "kit.chart.key_terms(speech)"))
    if speech.terms:
        made.append(cells.text("terms-note", "## 术语"))
        made.append(cells.code("terms", "术语表：全文", "kit.term_table(speech)"))
    made.append(
        cells.text(
            "limits",
            "## 这些数字不说明什么",
            "- **不说明重要程度**。项数只说明原文列了多少个分句。\n"
            "- **不说明工作量**。一个分句可以是一项专项行动，也可以是一条原则。\n"
            "- **不能脱离规则**。换一种数法，总数和名次都会变；引用时请连同规则一起写明。",
        )
    )
    if paper:
        made.append(cells.text("test-note", "## 自测", "请把原文放在手边，自己数过再答。"))
        made.append(cells.code("test", "自测：任务怎样分布", f'kit.self_test("{paper}")'))
    return cells.dumped([*made, _next(stem, listed), cells.top()])


def test_lesson(name: str, stem: str, listed: Sequence[Entry]) -> str:
    """Return the notebook of the mixed test."""
    goals = ["一句话摆在面前，它在原文的哪一部分？", "您答错的题集中在哪几课，下一次先看哪里？"]
    how = (
        "题目从前面各课的试卷中抽取，交错排列。第一遍请合上原文，凭记忆作答；"
        "猜对的题按答错处理，一并复习。隔一两天再做一遍，隔一周再做一遍。"
    )
    made = [
        *_head(name, stem, listed, "本课检验前面各课学得怎样。", goals),
        cells.text("how", "## 怎样使用", how),
        cells.text("test-note", "## 自测"),
        cells.code("test", "综合自测：各课题目交错", "kit.mixed_test()"),
    ]
    return cells.dumped([*made, _next(stem, listed), cells.top()])


def review_lesson(name: str, stem: str, listed: Sequence[Entry]) -> str:
    """Return the notebook of the daily review, which is no handout."""
    about = "本课不读新内容：先做今天该复习的题，再看掌握到什么程度。只在 JupyterLab 中使用。"
    goals = ["今天该复习哪些题？", "哪些部分掌握得较好，哪些薄弱？"]
    made = [
        *_head(name, stem, listed, about, goals),
        cells.text("review-note", "## 今天的复习", "先是到期的题，各部分交错；然后是几道新题。"),
        cells.code("review", "今天的复习", "kit.review()", tags=["live"]),
        cells.text(
            "progress-note", "## 我的进度", "做完上面的题，再点一次“▶ 开始学习”，这里就会更新。"
        ),
        cells.code("progress", "我的进度", "kit.my_progress()", tags=["live"]),
    ]
    return cells.dumped([*made, cells.top()], handout=False)


def _head(
    name: str, stem: str, listed: Sequence[Entry], about: str, goals: Sequence[str]
) -> list[Cell]:
    place = next(i for i, each in enumerate(listed) if each.stem == stem)
    here, before = listed[place], listed[place - 1]
    ways = [before.leading("上一课：")] if place > 1 else []
    ways.append(f"[目录]({INDEX}.ipynb)")
    if place + 1 < len(listed):
        ways.append(listed[place + 1].leading("下一课："))
    minutes = f"约 {here.minutes} 分钟。{about}"
    return [
        cells.text("title", f"# {here.title}", " · ".join(ways), minutes),
        cells.start(),
        cells.setup(name),
        cells.text("goals", "## 学完本课，您能回答", "\n".join(f"- {goal}" for goal in goals)),
    ]


def _overview(speech: Speech, lesson: Lesson) -> Iterator[Cell]:
    yield cells.text("overview", "## 原文")
    part = lesson.part
    if part is None or not lesson.blocks or lesson.blocks[0].passage.start != part.start:
        return
    passage = Passage(speech, part.start, part.end, part)
    if passage.tasks and len(part.children) > 1:
        key = Names(speech).code(part)
        label = _one_line(speech.label(part))
        yield cells.code("structure", f"图：{label}的结构", f"kit.chart.structure({key})")


def _block(block: Block, *, alone: bool) -> Iterator[Cell]:
    if block.node is not None and block.node.title and not alone:
        yield cells.text(f"head-{block.id}", f"### {plain(block.node.marker + block.node.title)}")
    label = _one_line(block.label)
    yield cells.code(f"passage-{block.id}", f"原文：{label}", block.code)
    if block.passage.tasks:
        yield cells.code(f"tasks-{block.id}", f"任务：{label}", f"kit.task_table({block.code})")
    speech = block.passage.speech
    if any(form in block.passage.text for term in speech.terms for form in term.forms):
        yield cells.code(f"terms-{block.id}", f"术语：{label}", f"kit.term_table({block.code})")


def _tail(lesson: Lesson) -> Iterator[Cell]:
    heads = [each.node for each in lesson.blocks if each.node is not None and each.node.title]
    if len(heads) > 1:
        lines = (f"- {plain(node.marker + node.title)}" for node in heads)
        yield cells.text("summary", "## 小结", "本课依次读了：", "\n".join(lines))
    yield cells.text(
        "discuss",
        "## 思考与讨论",
        "1. 合上原文，说出本课各段的大意和次序，再打开核对：漏了什么，次序有没有颠倒？\n"
        "2. 原文有没有写明由谁做、何时完成、做到什么程度？请找出原句；没有写的，不替它补上。\n"
        "3. 哪一句话最需要解释？先在原文中找依据，再说背景知识，并说明哪些是背景知识。",
    )
    yield cells.text(
        "leader",
        "### 带学提示",
        "本课由规则生成，请带学的人补写：这一部分怎样展开（写在原文之前），两三个针对本课的讨论题，"
        "以及容易误读之处。改过的单元，再次运行 `kit new` 时都会保留。",
        tags=["teacher"],
    )


def _next(stem: str, listed: Sequence[Entry]) -> Cell:
    place = next(i for i, each in enumerate(listed) if each.stem == stem)
    lines = [f"- 回到[目录]({INDEX}.ipynb)。"]
    if place + 1 < len(listed):
        lines.insert(0, f"- 下一课：{listed[place + 1].link}。")
    return cells.text("next", "## 下一步", "\n".join(lines))


def _span(blocks: Sequence[Block]) -> str:
    """Return in words what blocks show: 二（一）, 三（四）至三（七）."""
    labels = [_one_line(each.label) for each in blocks]
    return f"“{labels[0]}”" if len(labels) == 1 else f"“{labels[0]}”至“{labels[-1]}”"


def _one_line(text: str) -> str:
    return " ".join(text.split())
