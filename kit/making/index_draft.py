"""The index of a new set, and the list of what a person should still write."""

from __future__ import annotations

from collections.abc import Sequence

from kit.lab import cells
from kit.making.dividing import plain
from kit.making.drafting import Entry
from kit.speech import Speech


def to_write(
    speech: Speech, *, sure_title: bool, terms: int, drafted: int, thin: Sequence[str]
) -> tuple[str, ...]:
    """Return what a person should still write, one sentence each, the most urgent first.

    ``terms`` counts the entries of the glossary, ``drafted`` the words of the draft dictionary that
    nobody has touched (0: somebody has); ``thin`` are the parts without enough questions.
    """
    folder = f"seeds/{speech.name}"
    found = []
    missing = [] if sure_title else ["标题"]
    missing += [] if speech.source.date else ["日期"]
    missing += [] if speech.source.speaker else ["讲话人"]
    missing += [] if speech.source.rights else ["著作权说明"]
    if missing:
        found.append(f"{folder}/source.toml：补上{'、'.join(missing)}。")
    if speech.unsure:
        found.append(
            f"结构：有 {len(speech.unsure)} 处程序没有把握，"
            f"用 kit outline {speech.name} --unsure 查看，在 source.toml 里订正。"
        )
    if not speech.leaves():
        found.append(
            "结构：原文没有程序认得出的编号，请在 source.toml 里用 [[outline]] 标出各部分。"
        )
    if drafted:
        found.append(
            f"{folder}/words.txt：程序列出了 {drafted} 个可能的专门用语，请删去不是的，补上漏掉的。"
        )
    if not terms:
        found.append(f"{folder}/terms.toml：写上要解释的术语，并注明解释的来源。")
    found.append("每一课：补写导读和两三个针对本课的讨论题；“带学提示”只在教师版里出现。")
    found.append("试卷：题目由规则生成，只问原文写了什么；请逐题看过，再补上考查理解的题。")
    if thin:
        names = "、".join(thin[:10]) + ("等" if len(thin) > 10 else "")
        found.append(f"试卷：{names} 共 {len(thin)} 处题目不够，或没有靠回忆作答的题。")
    return tuple(found)


def index_lesson(name: str, speech: Speech, listed: Sequence[Entry], todo: Sequence[str]) -> str:
    """Return the notebook that a set begins with."""
    title = plain(speech.source.title)
    parts = [node for node in speech.nodes if node.parent is None and node.kind != "opening"]
    parts = [node for node in parts if node.kind != "closing"]
    size = f"全文 {sum(map(len, speech.text.split()))} 个字符（不计空白）"
    shape = f"，分 {len(parts)} 个部分" if parts else ""
    tasks = f"；按本学习材料的规则，共有 {len(speech.tasks)} 项任务" if speech.tasks else ""
    first = listed[1]
    made = [
        cells.text(
            "title",
            "# 00 学习导引",
            f"[下一课：{first.title}]({first.stem}.ipynb)",
            "约 10 分钟。本课说明这是一篇什么样的讲话，全篇怎样展开，怎样用这套材料学习。",
        ),
        cells.start(),
        cells.setup(name),
        cells.text(
            "about",
            "## 这是一篇什么样的讲话",
            f"{_called(title)}{size}{shape}{tasks}。",
            "本学习集的课文和题目由程序按规则从原文生成，文字以原文为准；"
            "项数只说明原文列了多少个分句，不说明轻重。",
        ),
    ]
    if speech.tasks:
        made.append(cells.text("shape", "## 全文结构"))
        made.append(
            cells.code("structure", "图：全文结构，面积表示任务项数", "kit.chart.structure(speech)")
        )
    elif parts:
        lines = (f"- {plain(node.marker + node.title)}" for node in parts)
        made.append(cells.text("shape", "## 全文结构", "\n".join(lines)))
    names = [listed[0].title, *(each.link for each in listed[1:])]
    rows = (
        f"| {name_} | {each.about} | {each.minutes} 分钟 |"
        for name_, each in zip(names, listed, strict=True)
    )
    table = "\n".join(["| 课 | 读什么 | 约需时间 |", "| --- | --- | --- |", *rows])
    made += [
        cells.text("lessons", "## 课程一览", table),
        cells.text(
            "how",
            "## 怎样使用这套材料",
            "打开一课，点开头的“▶ 开始学习”，等几秒钟，原文、表格、图和自测就会出现在各自的位置。"
            "灰色的一行是收起的程序，只作标题用，不必展开。",
            "先读原文，再自测；答错的题看解析和原文依据，隔几天重做，比当天反复做记得牢。",
            "| 要什么 | 命令 |\n| --- | --- |\n"
            f"| 打开本学习材料 | `kit study {name}` |\n"
            f"| 学员版讲义 | `kit handout {name}` |\n"
            f"| 教师版讲义 | `kit handout {name} --for teacher` |",
        ),
        cells.text(
            "leader",
            "### 还需要人写的",
            "\n".join(f"- {plain(each)}" for each in todo),
            "改过的单元、题目和词，再次运行 `kit new` 时都会保留。",
            tags=["teacher"],
        ),
        cells.text("next", "## 下一步", f"- 从 {first.link} 开始，按次序读。"),
        cells.top(),
    ]
    return cells.dumped(made)


def _called(title: str) -> str:
    return f"您将读到的是《{title}》。" if "《" not in title else f"您将读到的是：{title}。"
