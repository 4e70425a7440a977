"""Warnings about what a question asks for: trivia, and words that only its writer understands.

Worth asking is what still has the same answer when the verbs and adverbs of the speech are put in
other words. What asks for those very words has a place in the tier 细读 alone; what counts words
or clauses has none. Each check returns (what, remedy), or None; ``what`` continues the question's
id.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from kit.quiz.answers import strip
from kit.quiz.lint_items import Check, Finding
from kit.quiz.question import BLANK, Question
from kit.speech import ACTIONS, Speech

# "强力推进", "没完没了督促落实": what stands before a task's object
_MANNER = (
    "认真|深入|扎实|切实|着力|大力|积极|持续|继续|严格|严厉|依法|始终|不断|全面|进一步|强力|加快|全力|"
    "注重|竭尽|稳步|有序|广泛|坚决|牢牢|紧紧|充分|努力|更加|没完没了|常态化|建设|打造|督促|做好|高标准|"
    "高质量|高效|有效|精准|科学|统筹|主动|大幅|加力|纵深|巩固|强化|抓紧|抓好|严肃|重点|集中"
)
_FEW = "[0-9一二两三四五六七八九十]+"
_MANY = "[2-9二两三四五六七八九十][0-9十]*"
_UNITS = "项|处|点|条|句|字|词|分句|任务|要求|要点"

_COUNT = re.compile(
    rf"几次|{BLANK}(?:次|处)"
    # “二（二）各要点合计有____项任务”; not “新建幼儿园____所”
    rf"|{BLANK}(?:个|项|条)(?:任务|要点|要求|词|字|分句|部分)"
    rf"|(?:共|合计|一共|的|各)有(?:{BLANK}|几|多少)(?:个|{_UNITS})"
    rf"|(?:多少|几)个?(?:任务|要点|字|词|分句)"
    # “全文出现两次” as a statement to judge
    rf"|(?:出现|用|写)(?:到|了)?(?:过)?{_MANY}次|的(?:任务)?(?:共)?有{_FEW}(?:{_UNITS})"
    r"|任务数|任务(?:最多|最少|较多|较少)|(?:次数|项数)"
)
_WORDING = re.compile(
    r"(?:哪|什么|怎样)(?:一|两|几)?(?:个|种|些)?(?:动词|副词|量词|虚词|修饰[语词]|标点)"
    r"|(?:用|写|带|加|读作)(?:到|了)?的?(?:是|有)?(?:下列)?(?:哪|什么|怎样)(?:一|两|几)?(?:个|种|些)?(?:词|字|说法|的“)"
    r"|(?:动词|副词|修饰[语词])(?:都|也|各|依次)?(?:是|用|写)"
    r"|(?:一|两|二|三|四|五|六|几|各|个)(?:个)?(?:修饰词|修饰语|动词|副词)"
    r"|(?:前面|后面|之前|之后|前头|前|后)(?:的|紧接的?)?(?:[一两二三四五六七八]个字|[哪几]个[字词]|用的?是|写的?是|的说法)"
    r"|紧接(?:着|在|的)?(?:是|的|什么|哪|[一二两三四五六]个)"
    r"|用到(?:了)?下列|(?:引号|顿号|逗号|句号|分号|标点)"
    r"|(?:写|读|称)作“(?![^”]*____)|用的是“|[用作]作?动词|”(?:二字)?(?:只|都)?(?:用[在于]|在[^。？]*用[在于])"
    r"|开头的?[两二三四]个字|冠以“|用“[^”]{1,6}”[^。？]*用“|(?:冠以|起头|起首|开头)的(?:半句|一句|词|一项)"
    r"|(?:二字|一词|两个字|三个字|四个字)[^，。？“]{0,8}(?:没有|出现|写在|用在)"
)
_ORDER = re.compile(r"原文的?(?:先后|次序|顺序)|首次(?:写到|出现)的?先后|出现的?(?:先后|次序|顺序)")
_BEFORE = re.compile(
    r"先(?:写|说|讲)[^。？]{1,30}[，、]?(?:再|后|然后)(?:写|说|讲)"
    r"|(?:写|排|列)在[^。？，]{1,24}(?:之后|之前|后面|前面)"
    r"|紧接在|次序是|按原文(?:的)?次序|第(?:几|[一二三四五六七八九])项任务|(?:之后|之下|其中)的?第几"
    r"|是[^。？，]{0,16}第几(?:个|项|点|处)"
)
_PLACES = re.compile(
    r"(?:写|出现|用|位|处)(?:在|于)(?:报道|讲话|全文|原文|文中)?的?(?:哪里|哪儿|哪一?[段处句行节]|何处|第几)"
    r"|第几(?:自然)?段|(?:各|都|写)在(?:报道|讲话|全文|原文)?的?哪一?[处段]"
    r"|和位置连|与位置连|(?:词|词语|用词|用语|二字)[^。？]{0,12}(?:哪里|哪一?[处段点]|位置|一处连)"
    r"|写到(?:了)?“[^”]{1,4}”(?:二字|一词|两个字)"
)
_PLACE = re.compile(
    r"(?:讲话|报道|全文)?的?(?:开头|结尾|末尾|导语|第[0-9一二三四五六七八九十]+|[一二三四五六七八九十]+)"
    r"(?:[（(][^（）()]{1,8}[）)]|第?[一二三四五六七八九十0-9]+(?:段|部分|点|项|要|是)|段|部分|点|项|要|是|的|、)*"
)
_HAS_OBJECT = re.compile(r"(?![和与及的等、上中]|活动|工作)[“《\u4e00-\u9fff]")
"""What stands behind a blank for a verb or an adverb: 用“____建设”; not 必须勇于____。"""

_CODE = re.compile(
    r"领起|标题句|起头|本卷|本学习材料|本题库|动作类别|三二是"
    r"|由“[^”]*”(?:二字|一词)?(?:引|领)"
    r"|[讲写][^，。？“”《》、]{1,6}的一(?:项|句|处|点)(?!工作)"  # “讲努力的一项”
)


def asks_for_count(question: Question, speech: Speech) -> Finding | None:
    """问数目: how many words, clauses or tasks the speech has."""
    if question.count:
        return (
            f"问的是数目（计数：{question.count}）。",
            "数目记住了也用不上；请改问这几处各讲什么，或删去这道题。",
        )
    if match := _COUNT.search(question.plain_stem):
        return (
            f"问的是有几处、几项（“{match.group()}”）。",
            "数目记住了也用不上；请改问这几项各是什么、各归谁做，或删去这道题。",
        )
    return None


def asks_for_wording(question: Question, speech: Speech) -> Finding | None:
    """问用词: which verb, adverb or mark stood there."""
    reason = ""
    if match := _WORDING.search(question.plain_stem):
        reason = f"“{match.group()}”"
    elif question.kind in {"fill", "single", "multiple", "match"} and _only_words(question, speech):
        reason = "答案只是动词或修饰词"
    if not reason:
        return None
    return (
        f"问的是原文用了哪个词、哪个标点（{reason}）。",
        "请改问做什么、对谁、到什么程度；确须逐字掌握的，请写“> 层次：细读”。",
    )


def asks_for_order(question: Question, speech: Speech) -> Finding | None:
    """问次序: in which order loose words or clauses stand; the titles of parts are in order."""
    stem = question.plain_stem
    match = _BEFORE.search(stem)
    if question.kind == "order" and not match and not _are_titles(question.order, speech):
        match = _ORDER.search(stem)
    if not match:
        return None
    return (
        f"问的是词句的先后（“{match.group()}”）。",
        "没有因果、没有步骤的先后不必记；请改问各项的内容，或只排各部分的标题。",
    )


def asks_for_place(question: Question, speech: Speech) -> Finding | None:
    """问位置: in which paragraph a word or a fragment stands."""
    match = _PLACES.search(question.plain_stem)
    bare = question.kind == "match" and any(
        all(_PLACE.fullmatch(side) for side in sides) for sides in zip(*question.pairs, strict=True)
    )
    if not match and not bare:
        return None
    seen = f"“{match.group()}”" if match else "一边都是位置"
    return (
        f"问的是词句写在哪里（{seen}）。",
        "请改问这件事归哪一点管、由谁来做，选项写出那一点的内容，不要只写位置。",
    )


def private_code(question: Question, speech: Speech) -> Finding | None:
    """题干暗语: words that only the writer of the paper understands."""
    if match := _CODE.search(question.plain_stem):
        return (
            f"的题干里有“{match.group()}”这样的说法，没读过出题说明的人看不懂。",
            "请直接说出所问的事情。",
        )
    return None


def marks_in_stem(question: Question, speech: Speech) -> Finding | None:
    """题干记号: ``**`` in a stem, which a slide or a card may show as it is."""
    if "**" in question.stem:
        return (
            "的题干里有“**”，投影和卡片上会照样显示出来。",
            "请去掉它；要强调否定的，请改成从正面问。",
        )
    return None


STEM_CHECKS: dict[str, Check] = {
    "问数目": asks_for_count,
    "题干暗语": private_code,
    "题干记号": marks_in_stem,
}
"""Warnings about every stem."""

WORDING_CHECKS: dict[str, Check] = {
    "问用词": asks_for_wording,
    "问次序": asks_for_order,
    "问位置": asks_for_place,
}
"""Warnings about what only a close reading asks for: not given in the tier 细读."""


def _only_words(question: Question, speech: Speech) -> bool:
    """Tell whether all that is to be given or chosen are verbs and adverbs of the speech."""
    if question.kind == "match":
        return any(_all_manner(sides, speech) for sides in zip(*question.pairs, strict=True))
    if question.options:
        return _all_manner((option.text for option in question.options), speech)
    if not all(_HAS_OBJECT.match(rest) for rest in question.plain_stem.split(BLANK)[1:]):
        return False
    return _all_manner((accepted[0] for accepted in question.answers), speech)


def _all_manner(texts: Iterable[str], speech: Speech) -> bool:
    return all(is_manner(text, speech) for text in texts)


def is_manner(text: str, speech: Speech) -> bool:
    """Tell whether a text is made of verbs and adverbs alone: 强力推进, 着力, 持续深入开展."""
    return bool(_manner(speech).fullmatch(strip(text)))


@lru_cache(maxsize=2)
def _manner(speech: Speech) -> re.Pattern[str]:
    verbs = {verb for words in ACTIONS.values() for verb in words}
    verbs |= {task.verb for task in speech.tasks if task.verb}
    longest_first = sorted(map(re.escape, verbs), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(longest_first)}|{_MANNER})+")


@lru_cache(maxsize=512)
def _are_titles(items: tuple[str, ...], speech: Speech) -> bool:
    """Tell whether every item says the title of a part of the speech, or the greater half of it."""
    titles = [strip(node.title) for node in speech.nodes]
    return all(
        any(strip(item) in title and 2 * len(strip(item)) >= len(title) for title in titles)
        for item in items
    )
