"""What a person should still write into a set that was made by rule."""

from __future__ import annotations

from collections.abc import Sequence

from kit.speech import Speech


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
    todo.append(
        f"每一课：写好标着“〔待写〕”的地方，连同方括号一起换掉；"
        f"学员的课文和讲义里不出现这些标记，kit check {speech.name} 逐课列出还剩哪些。"
    )
    todo.append("试卷：题目由规则生成；请逐题看过，再补上情境题、辨析题和简答题。")
    if unasked:
        names = "、".join(unasked[:10]) + ("等" if len(unasked) > 10 else "")
        todo.append(f"试卷：{names}，共 {len(unasked)} 处，规则出不了值得问的题，请自己补写。")
    return tuple(todo)
