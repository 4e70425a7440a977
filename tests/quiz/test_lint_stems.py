"""Warnings about trivia: stems that earn one, and stems like them that are worth asking."""

from __future__ import annotations

import pytest

from kit.quiz import Option, Question
from kit.quiz.lint import findings
from kit.quiz.lint_stems import STEM_CHECKS, WORDING_CHECKS
from kit.speech import Speech

CHOICE = (Option("各类企业", True), Option("民营企业", False), Option("国有企业", False))
VERBS = (Option("扎实", False), Option("认真", True), Option("深入", False))
PROJECTS = (("办案质效提升工程", "智慧检务"), ("作风建设深化工程", "两个责任"))
PLACED = (("司法保障", "开头第三段"), ("检察队伍", "第三部分第一点"))
TITLES = (
    "刑事检察工作要进入全省第一方阵",
    "刑事执行检察工作要争先进位",
    "公益诉讼检察工作要走深走远",
)


def rules(question: Question, speech: Speech) -> set[str]:
    checks = STEM_CHECKS | WORDING_CHECKS
    return {rule for rule, check in checks.items() if check(question, speech)}


TRIVIA: dict[str, list[Question]] = {
    "问数目": [
        Question("", "single", "“全省”二字在第二段里一共出现几次？", CHOICE),
        Question("", "numeric", "“第一方阵”在全文中一共出现____次。", answers=(("6",),)),
        Question("", "numeric", "各要点合计有____项任务。", answers=(("27",),)),
        Question("", "single", "开头点名的会议，一共有几个？", CHOICE),
        Question("", "judge", "“惩治”二字在全篇出现两次。", CHOICE),
        Question("", "judge", "写到“企业”的任务有三项，这些任务的有三项。", CHOICE),
        Question("", "single", "下列哪一点的任务最少？", CHOICE),
        Question("", "numeric", "这一段有多少个分句？____", answers=(("3",),), count="任务，一"),
    ],
    "问用词": [
        Question("", "single", "写检察文化品牌建设，讲话用的是哪个动词？", CHOICE),
        Question("", "single", "写党史学习教育，讲话在“开展”前面用的是哪个词？", CHOICE),
        Question("", "judge", "写“三会一课”质量，讲话用的动词是“提升”。", CHOICE),
        Question("", "fill", "“先进典型”前面紧接的四个字是“____”。", answers=(("挖掘选树",),)),
        Question("", "single", "哪一组的内容加了引号？", CHOICE),
        Question("", "single", "讲话怎样要求开展党史学习教育？", VERBS),
        Question("", "match", "请把任务连起来。", pairs=(("先进典型", "着力"), ("品牌", "持续"))),
        Question("", "fill", "对这件事，讲话说“____督促落实”。", answers=(("没完没了",),)),
        Question("", "judge", "会上宣读的，报道写作“表彰决定”。", CHOICE),
    ],
    "问次序": [
        Question("", "order", "请按原文先后排列下列词语。", order=("终身", "自选", "竭尽")),
        Question("", "judge", "报道先写“走在全省前列”，后写“位居全省第一”。", CHOICE),
        Question("", "judge", "讲导向的要求排在讲目标的要求之后。", CHOICE),
        Question("", "single", "知识产权检察保护，是这一点之下的第几项？", CHOICE),
    ],
    "问位置": [
        Question("", "single", "“争当”这半句写在哪里？", CHOICE),
        Question("", "single", "习近平法治思想写在第几段？", CHOICE),
        Question("", "match", "请连起来。", pairs=PLACED),
        Question("", "single", "下列用语各在报道的哪一处？", CHOICE),
    ],
    "题干暗语": [
        Question("", "fill", "有一项任务由“降低”领起，要降低的是____。", answers=(("羁押率",),)),
        Question("", "recall", "依次说出二（二）的各个标题句。"),
        Question("", "single", "“六个必须”里讲努力的一项是什么？", CHOICE),
        Question("", "single", "本卷所说的品牌是哪一个？", CHOICE),
    ],
    "题干记号": [Question("", "single", "下列哪一项**不**属于营商环境？", CHOICE)],
}

WORTH: dict[str, list[Question]] = {
    "问数目": [
        Question("", "recall", "合上原文，说出会上除讲话以外还做了哪几件事。"),
        Question("", "numeric", "今年要新建公办幼儿园____所。", answers=(("120",),)),
        Question("", "numeric", "今年要培训新型职业农民多少万人？____", answers=(("3.5",),)),
        Question("", "single", "一家企业两次申请复议，讲话的哪一点管这件事？", CHOICE),
        Question("", "recall", "三大工程是哪几项，各管什么？"),
    ],
    "问用词": [
        Question("", "single", "“统一布置的做到位”，讲的是哪种动作？", CHOICE),
        Question("", "fill", "讲话要求坚持党对检察工作的____领导。", answers=(("绝对",),)),
        Question("", "fill", "六个必须之一：必须勇于____。", answers=(("开拓创新",),)),
        Question("", "fill", "目标是推动____进入全省第一方阵。", answers=(("整体检察工作",),)),
        Question("", "single", "有人引用说“已站稳第一方阵”，错在哪里？", CHOICE),
        Question("", "fill", "____一个目标、____两大品牌", answers=(("紧盯",), ("铸牢",))),
    ],
    "问次序": [
        Question("", "order", "请按原文先后排列第四部分的各点。", order=TITLES),
        Question("", "order", "请按办理的步骤排列。", order=("受理", "审查", "起诉")),
        Question("", "single", "信访积案化解之后，还要落实哪项制度？", CHOICE),
    ],
    "问位置": [
        Question("", "single", "一家民营企业被查三年，讲话的哪一点管这件事？", CHOICE),
        Question("", "match", "请把工程与任务连起来。", pairs=PROJECTS),
        Question("", "single", "数据分析的任务，讲话列在哪一处之下？", CHOICE),
    ],
    "题干暗语": [
        Question("", "single", "讲话要求哪类工作走深走远？", CHOICE),
        Question("", "recall", "写出工作创新驱动工程的四项任务。"),
    ],
    "题干记号": [Question("", "single", "既不起诉也不撤案，归哪一点管？", CHOICE)],
}


def each(cases: dict[str, list[Question]]) -> list[object]:
    return [
        pytest.param(rule, question, id=f"{rule} {question.stem}")
        for rule, questions in cases.items()
        for question in questions
    ]


@pytest.mark.parametrize(("rule", "question"), each(TRIVIA))
def test_trivia_is_warned_of(speech: Speech, rule: str, question: Question) -> None:
    assert rule in rules(question, speech)


@pytest.mark.parametrize(("rule", "question"), each(WORTH))
def test_what_only_looks_like_it_is_not(speech: Speech, rule: str, question: Question) -> None:
    assert rules(question, speech) == set()


@pytest.mark.parametrize("tier", ["core", "further"])
def test_the_exact_wording_may_be_asked_for_in_a_close_reading_alone(
    speech: Speech, tier: str
) -> None:
    def warned(tier: str) -> set[str]:
        options = tuple(Option(o.text, o.correct, "这样想的人不少。") for o in VERBS)
        question = Question("a1", "single", "讲话用的是哪个动词？", options, tier=tier)  # type: ignore[arg-type]
        return {rule for rule, _, _ in findings(question, speech)} & set(WORDING_CHECKS)

    assert warned(tier) == {"问用词"}
    assert warned("close") == set()


def test_a_count_or_a_private_code_is_no_close_reading_either(speech: Speech) -> None:
    question = Question("a1", "single", "由“必须”领起的要求出现几次？", CHOICE, tier="close")
    assert {"问数目", "题干暗语"} <= {rule for rule, _, _ in findings(question, speech)}
