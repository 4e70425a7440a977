"""The lessons that every set has before and after those that read its speech."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kit.charts.counting import TASK_RULE
from kit.lab.notebooks import Cell
from kit.making.dividing import Lesson, plain
from kit.making.lesson_frame import LessonDraft, code_cell, text_cell
from kit.speech.wording import full_width
from kit.unwritten import mark

POINTS = 30
"""Points above which they are not ranked in a chart: nobody reads it."""

_MOCK = 25
"""Questions of a mock test, and minutes for them."""

_ENOUGH = 10
"""Questions that can be graded, below which a mock test is none."""


def index(draft: LessonDraft, todo: Sequence[str], sessions: Sequence[Lesson]) -> Iterator[Cell]:
    """Yield the cells of the lesson that a set begins with.

    What is still to be written, and the sessions in a room, are told to whoever leads.
    """
    speech, source, first = draft.speech, draft.speech.source, draft.rows[1]
    title = full_width(plain(source.title))
    said = f"您将读到的是{title if '《' in title else f'《{title}》'}"
    known = "，".join(filter(None, (plain(source.speaker), plain(source.day))))
    yield from draft.head("本课看全篇：先看一页纸，再看全文，最后看要做哪些事。")
    yield text_cell(
        "about",
        "## 这是一篇什么样的讲话",
        f"{said}{f'（{known}）' if known else ''}。",
        mark("来历。在什么会上讲的，讲给谁听，为什么这时候讲"),
    )
    yield text_cell("map-note", "## 一页纸", "全篇的部分、要点和要做的事，都用原文的话。")
    yield code_cell("map", "一页纸：全篇的内容", "kit.one_page(speech)")
    yield text_cell("text-note", "## 全文", "每一段都编了号，课文里说“第几段”，就是这里的号。")
    yield code_cell("full-text", "全文：逐段编号", "kit.full_text(speech)")
    if speech.tasks:
        note = "“责任人”“时限”“进展”三栏留给您的单位填写。"
        yield text_cell("checklist-note", "## 任务清单", note)
        yield code_cell("checklist", "任务清单：逐项落实", "kit.checklist(speech)")
    names = [draft.rows[0].title, *(row.link() for row in draft.rows[1:])]
    rows = (
        f"| {name} | {row.about} | {row.minutes} 分钟 |"
        for name, row in zip(names, draft.rows, strict=True)
    )
    table = "\n".join(["| 课 | 读什么 | 约需时间 |", "| --- | --- | --- |", *rows])
    yield text_cell("lessons", "## 课程一览", table)
    yield text_cell(
        "how",
        "## 怎样使用这套材料",
        "打开一课，等几秒钟，原文、表格和自测就会出现在各自的位置。"
        "灰色的一行是收起的程序，只作标题用，不必展开。",
        "先读原文，再想一想怎样落到工作上，在“讨论”下面的框里写几句，最后自测。"
        "答错的题隔几天重做，比当天反复做记得牢。",
    )
    yield text_cell(
        "tools-note",
        "## 打印和导出",
        "做好的文件由浏览器保存到下载文件夹，不上传。",
        tags=["live"],
    )
    yield code_cell("tools", "打印和导出", "kit.tools()", tags=["live"])
    links = "、".join(f"[{plain(each.title)}]({each.stem}.ipynb)" for each in sessions)
    yield text_cell(
        "leader",
        "### 还需要人写的",
        "\n".join(f"- {plain(sentence)}" for sentence in todo),
        "改过的单元、题目和词，再次运行 `kit new` 时都会保留。",
        *([f"集体学习：{links}。"] if links else []),
        f"学员版讲义：`kit handout {speech.name}`；"
        f"教师版讲义：`kit handout {speech.name} --for teacher`。",
        tags=["teacher"],
    )
    yield text_cell("next", "## 下一步", f"- 从 {first.link()} 开始，按次序读。")


def distribution(draft: LessonDraft) -> Iterator[Cell]:
    """Yield the cells of the lesson that looks at all parts side by side."""
    speech = draft.speech
    yield from draft.head("本课把各部分放在一起，看任务怎样分布，也看数字不说明什么。")
    if speech.tasks:
        yield code_cell("structure", "图：全文结构，面积表示任务数", "kit.chart.structure(speech)")
        yield code_cell("by-part", "图：各部分的任务数", "kit.chart.by_part(speech)")
        if 1 < len(speech.leaves()) <= POINTS:
            yield code_cell("by-point", "图：各要点的任务数", "kit.chart.by_point(speech)")
    if speech.terms:
        yield text_cell("terms-note", "## 术语")
        yield code_cell("terms", "术语表：全文", "kit.term_table(speech)")
    yield text_cell(
        "limits",
        "## 这些数字不说明什么",
        f"原文没有给任务编号，数字来自这套规则：{TASK_RULE}回顾过去工作的部分和句子不计。",
        "- **不说明重要程度**。多，只说明原文分开说的事多。\n"
        "- **不说明工作量**。一句话可以是一项专项行动，也可以是一条原则。\n"
        "- **不能脱离规则**。换一种数法，总数和名次都会变；引用时请连同规则一起写明。",
    )
    yield from draft.test()
    yield draft.next()


def self_test(draft: LessonDraft) -> Iterator[Cell]:
    """Yield the cells of the mixed test and the mock test, with nothing to look things up in."""
    yield from draft.head("本课检验前面各课学得怎样。请合上原文，凭记忆作答。")
    yield text_cell("test-note", "## 自测", "题目从各课抽取，交错排列；换一天，换一批。")
    yield code_cell("test", "综合自测：各课题目交错", "kit.mixed_test()")
    if draft.asked >= _ENOUGH:
        number = min(_MOCK, draft.asked)
        yield text_cell(
            "mock-note",
            "## 模拟测试",
            "限时作答，只交一次。交卷后给出各部分的得分、每题的解析和依据。可以改天再做。",
        )
        code = f"kit.mock_test({number}, minutes={number})"
        yield code_cell("mock", "模拟测试：限时，只交一次", code)
    yield draft.next()


def my_review(draft: LessonDraft) -> Iterator[Cell]:
    """Yield the cells of the daily review, which is no handout."""
    about = "本课不读新内容：先做今天该复习的题，再看掌握到什么程度。讲义里没有这一课。"
    yield from draft.head(about)
    note = "有考试的，选好日期，再点一次本课开头的“重新运行本课”；没有考试，就不用管它。"
    yield text_cell("exam-note", "## 考试日期（可以不填）", note)
    yield code_cell("exam", "考试日期", "kit.exam_date()", tags=["live"])
    yield text_cell("review-note", "## 今天的复习", "先是到期的题，各部分交错；然后是几道新题。")
    yield code_cell("review", "今天的复习", "kit.review()", tags=["live"])
    note = "做完上面的题，再点一次本课开头的“重新运行本课”，这里就会更新。"
    yield text_cell("progress-note", "## 我的进度", note)
    yield code_cell("progress", "我的进度", "kit.my_progress()", tags=["live"])
    yield draft.next()
