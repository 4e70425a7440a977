"""Warnings about what a learner is told after answering: explanations, feedback, marking points.

Each check returns (what, remedy), or None; ``what`` continues the question's id.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kit.quiz.answers import like_range, strip
from kit.quiz.lint_items import Check, Finding, shared_words
from kit.quiz.question import Question
from kit.speech import Speech

ADDED = 8
"""Characters that an explanation must say beside what the speech and the answer say already."""

_ASIDE = re.compile(
    r"原文|讲话|报道|文中|这里|此处|这句话|这一句|答案|正确|就?是|写着|写的?|写作|写在|说的?|提出|要求|依据|见|"
    r"如下|即|为|的|了|在|第|部分|[一二三四五六七八九十]"
)
"""Words that lead a quotation in and say nothing of it."""

_LOOK_AGAIN = re.compile(
    r"(?:请|应|要|你|可以)?(?:再|重新|仔细|认真|回头|回去|回到|多)*"
    r"(?:对照|核对|查看|看|读|想|翻|复习|阅读|查)(?:[一了想看读下遍])*"
    r"(?:原文|讲话|全文|材料|课文|依据|这一段|上文|教材)?(?:的?这一段|再说|再答|即可|吧)?"
    r"|原文|(?:这个|这一|该)?(?:选项|项|答案|说法)|(?:答|选|说)?(?:不对|错误|错了|不正确|有误|不是|错)|很遗憾|注意"
)
_PRAISE = ("对", "正确", "没错")
_ENDS = tuple("。！？…”）》」』.!?)")
_HAN = re.compile(r"[\u4e00-\u9fff]")


def only_repeats(question: Question, speech: Speech) -> Finding | None:
    """解析复述: an explanation of nothing but what the speech or the answer says already."""
    given = [each.quote for each in question.evidence]
    given += [question.plain_stem, question.model_answer, *question.order]
    given += [option.text for option in question.options if option.correct]
    given += [answer for accepted in question.answers for answer in accepted]
    rest = strip(question.explanation)
    for run in shared_words("\n".join(map(strip, given)), rest):
        rest = rest.replace(run, "，")
    if len(_HAN.findall(_ASIDE.sub("", rest))) >= ADDED:
        return None
    return (
        "的解析只是把原文或答案再说了一遍。",
        "请写三样：为什么对，容易错在哪里、为什么会错，怎样分清。",
    )


def look_again(question: Question, speech: Speech) -> Finding | None:
    """空反馈: feedback that only sends the learner back to the text, or only says “wrong”."""
    for name, text in _said(question):
        if text and not _HAN.search(_LOOK_AGAIN.sub("", text)):
            return (
                f"的{name}只叫人再看一遍，没有说错在哪里。",
                "请写出选它的人可能是怎么想的、它其实属于哪里。",
            )
    return None


def no_points(question: Question, speech: Speech) -> Finding | None:
    """缺少得分点: a short answer that learners can only mark as a whole."""
    if question.kind != "recall" or question.points:
        return None
    return (
        "是简答题，没有得分点。",
        "请在“答：”下面按要点各写一行“- 得分点：……”，一点一分，由学员自己勾。",
    )


def feedback_on_key(question: Question, speech: Speech) -> Finding | None:
    """正确项反馈: a right option whose feedback does not say so: a tick by mistake?"""
    if question.kind not in {"single", "multiple"}:
        return None
    for option in question.options:
        if option.correct and option.feedback and not option.feedback.startswith(_PRAISE):
            return (
                f"的正确项“{option.text}”下面有反馈，反馈没有说它对。",
                "它若是错的，请把勾去掉；若是对的，反馈请以“对”或“正确”开头。",
            )
    return None


def unfinished(question: Question, speech: Speech) -> Finding | None:
    """句末标点: an explanation, a hint or feedback that breaks off."""
    for name, text in _said(question):
        if text and not text.endswith(_ENDS):
            return f"的{name}没有写完，或者末尾少了句号。", "请写成完整的句子。"
    return None


def range_as_text(question: Question, speech: Speech) -> Finding | None:
    """范围写法: an answer like 3~5, which is a text to be typed as it stands, no range."""
    if len(question.answers) != 1:
        return None
    for text in (*question.answers[0], *(text for each in question.wrong for text in each.texts)):
        if meant := like_range(text):
            return (
                f"的答案“{text}”不是范围，照样填这几个字才对得上。",
                f"范围请写成“{meant}”；就是要填这几个字的，请写“> 保留：范围写法，理由”。",
            )
    return None


ANSWER_CHECKS: dict[str, Check] = {
    "解析复述": only_repeats,
    "空反馈": look_again,
    "缺少得分点": no_points,
    "正确项反馈": feedback_on_key,
    "范围写法": range_as_text,
    "句末标点": unfinished,
}
"""Warnings about what is told after an answer."""


def _said(question: Question) -> Iterator[tuple[str, str]]:
    """Yield every text that a learner is told, with its name."""
    yield "解析", question.explanation
    yield "提示", question.hint
    for option in question.options:
        yield f"选项“{option.text}”的反馈", option.feedback
    for number, mistake in enumerate(question.wrong, start=1):
        yield f"第 {number} 个错答的反馈", mistake.feedback
