"""What a paper is once it has been read: frozen records, each with its place."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Literal, Self

from kit.errors import Fault
from kit.speech import Speech

Kind = Literal["single", "multiple", "judge", "fill", "numeric", "order", "match", "recall"]
Tier = Literal["core", "further", "close"]
Level = Literal["remember", "understand", "apply"]

KIND_NAMES: dict[Kind, str] = {
    "single": "单选",
    "multiple": "多选",
    "judge": "判断",
    "fill": "填空",
    "numeric": "填数字",
    "order": "排序",
    "match": "配对",
    "recall": "简答",
}
"""What a kind is called, without 题."""

TIER_NAMES: dict[Tier, str] = {"core": "必会", "further": "进阶", "close": "细读"}
"""What everyone should know, what goes further, and what is only for a close reading."""

LEVEL_NAMES: dict[Level, str] = {"remember": "记忆", "understand": "理解", "apply": "应用"}
"""What a question asks of its learner."""

TIERS = {name: tier for tier, name in TIER_NAMES.items()}
LEVELS = {name: level for level, name in LEVEL_NAMES.items()}
"""The tiers and the levels by their names."""

SITTING = 10
"""How many questions of a paper are asked at a time, where the paper does not say."""

BLANK = "____"
"""How a blank stands in a stem."""

ID = re.compile("[A-Za-z]{1,12}[0-9]{1,6}")
"""What a question's id is made of."""

WARNINGS: dict[str, str] = {
    "问数目": "问词句出现几次、任务有几项；数目记住了也用不上",
    "问用词": "问原文用了哪个动词、修饰语或标点；换个近义词意思不变（细读题不警告）",
    "问次序": "问词句的先后；各部分标题的先后除外（细读题不警告）",
    "问位置": "问词句写在哪一段、哪一处，选项只有位置（细读题不警告）",
    "题干暗语": "题干里有“领起”“标题句”“本卷”一类只有出题人懂的说法",
    "题干记号": "题干里有“**”，投影和卡片上会照样显示出来",
    "题干长度": "题干不到 8 个字，或超过 80 个字",
    "题干泄题": "题干和正确项有一个少见的词相同，别的选项没有",
    "正确项最长": "正确项比各项的平均长度长四分之一以上；或一卷里常常是它最长",
    "正确项位置": "一卷里正确项的位置偏在一处，或判断题的答案都一样",
    "正确项个数": "一卷里各道多选题的正确项一样多",
    "以上都是": "有“以上都是”一类的选项",
    "绝对化": "“一律”“绝不”“必然”“所有”一类的词只出现在错误选项里",
    "选项包含": "一个选项包含另一个选项",
    "解析复述": "解析只是把原文或答案再说一遍，没有说为什么",
    "空反馈": "反馈只叫人再看一遍原文，没有说错在哪里",
    "缺少得分点": "简答题没有得分点，学员只能凭印象自评",
    "正确项反馈": "正确项带着反馈，反馈没有说它对，像是勾错了",
    "范围写法": "答案写成“3~5”“3—5”这样，学员要照样填这几个字；范围应写成“3 … 5”",
    "句末标点": "解析、提示或反馈没有写完，或者末尾少了句号",
}
"""The lint warnings by the names that ``> 保留：`` lines use, and what each one means."""


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a choice, with what to say to a learner who ticked it."""

    text: str
    correct: bool
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class WrongAnswer:
    """A wrong answer that many give to a question without options, and what to say to them.

    ==============  ==========================================================================
    fill, numeric   ``texts`` typed into the blank ``at``
    match           the right of pair ``other`` chosen for the left of pair ``at``
    order           item ``at`` put before item ``other``, which comes first in the right order
    ==============  ==========================================================================

    ``at`` and ``other`` count from 0 as the question does.
    """

    feedback: str
    at: int
    other: int = 0
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quotation as the speech has it, its span there, and the deepest node that holds it."""

    quote: str
    start: int
    end: int
    node: str | None

    @classmethod
    def at(cls, speech: Speech, start: int, end: int) -> Self:
        """Return what the speech says in ``[start, end)`` as evidence."""
        node = speech.deepest(start, end)
        return cls(speech.text[start:end], start, end, node.id if node else None)


@dataclass(frozen=True, slots=True)
class KeptWarning:
    """A lint warning that a paper keeps: its name in `WARNINGS`, and why nothing is changed."""

    rule: str
    reason: str
    line: int


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    What a kind uses, beside stem, evidence and explanation:

    ========================  ===================================================
    single, multiple, judge   ``options``
    fill, numeric             ``answers``: for each blank its accepted answers
    order                     ``order``: the items in the right order
    match                     ``pairs``: (left, right), the rights all different
    recall                    ``model_answer``; ``points``: what it is marked by, if
                              not as a whole
    ========================  ===================================================

    ``stem`` keeps ``**…**`` and the blanks ``____``; ``node`` is the deepest node that holds all
    the evidence, None for the whole text or a question from outside it; ``line`` is 1-based.
    ``count`` is what a ``> 计数：`` line makes the kit count, as the paper says it; ``generated``
    is true for what a rule made; ``wrong`` are the likely wrong answers that a question without
    options has something to say to.
    """

    id: str
    kind: Kind
    stem: str
    options: tuple[Option, ...] = ()
    answers: tuple[tuple[str, ...], ...] = ()
    order: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    model_answer: str = ""
    evidence: tuple[Evidence, ...] = ()
    source: str = ""
    explanation: str = ""
    hint: str = ""
    fixed_order: bool = False
    kept: tuple[KeptWarning, ...] = ()
    node: str | None = None
    count: str = ""
    path: str = ""
    line: int = 0
    generated: bool = False
    tier: Tier = "core"
    level: Level = "remember"
    points: tuple[str, ...] = ()
    wrong: tuple[WrongAnswer, ...] = ()

    @property
    def plain_stem(self) -> str:
        """The stem without the marks of its bold words."""
        return self.stem.replace("**", "")

    @property
    def keys(self) -> tuple[int, ...]:
        """The indices of the correct options."""
        return tuple(index for index, option in enumerate(self.options) if option.correct)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper: its good questions, and whatever is wrong in its file.

    ``name`` is the file name without ``.md``, ``path`` the path that messages show; ``sitting`` is
    how many of its questions are asked at a time, ``ids`` those of all its questions, the faulty
    too, ``retired`` those that are never used again.
    """

    name: str
    title: str
    intro: str
    questions: tuple[Question, ...]
    faults: tuple[Fault, ...] = ()
    path: str = ""
    kept: tuple[KeptWarning, ...] = ()
    sitting: int = SITTING
    retired: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()


def content_hash(question: Question) -> str:
    """Return 16 hexadecimal digits that change when what is asked or its key changes.

    Stem, options, answers, keys and marking points count, in their order; explanation, hint,
    feedback and evidence do not, nor do its tier, its level and its place in a paper.
    """
    asked = [
        question.kind,
        question.stem,
        [[option.text, option.correct] for option in question.options],
        question.answers,
        question.order,
        question.pairs,
        question.model_answer,
        *([question.points] if question.points else []),
    ]
    text = json.dumps(asked, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
