"""Warnings about one question: what gives its key away, or makes it hard to read.

Each check returns (what, remedy), or None; ``what`` continues the question's id.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from kit.quiz.answers import number, quantity, strip
from kit.quiz.question import BLANK, Question
from kit.speech import Speech

Finding = tuple[str, str]
Check = Callable[[Question, Speech], Finding | None]

LONGER = 1.25
"""A key longer than this many times the mean of all options stands out."""

STEM = (8, 80)
"""Fewest and most characters of a stem."""

RARE = 2
"""A word that stands in the speech at most this often is rare."""

_ABSOLUTE = ("一律", "绝不", "必然", "所有", "永远", "从不", "毫无")
_ALL = re.compile(
    r"(以上|上述|前述|前面)(各|几|两|三|四|所有)?(项|个|点|者|说法|选项)*(都|均|皆|全|无)"
)
_BOLD = re.compile(r"\*\*.*?\*\*")
_QUOTED = re.compile(r"“[^“”]*”|「[^「」]*」|《[^《》]*》")
_NEGATION = re.compile(r"没有|不")
_NOT_NEGATION = re.compile(
    r"(.)[不没]\1|有没有|不断|不同|不仅|不只|不但|不少|不论|不管|不亚于|不得不|无不|不动产|不法"
)
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_PRAISE = ("对", "正确", "没错")
_ENDS = ("。", "！", "？", "…", ".", "!", "?", "”", "）", ")", "》", "」", "』")
_COMMON = frozenset(
    ["属于", "关于", "下列", "以下", "其中", "哪一", "哪项", "哪些", "一项", "一个", "一处", "一点"]
)


def key_longest(question: Question, speech: Speech) -> Finding | None:
    """正确项最长: the keys are on average longer than `LONGER` × the mean of the options."""
    lengths = [len(strip(option.text)) for option in question.options]
    keys = [lengths[index] for index in question.keys]
    mean, key = sum(lengths) / len(lengths), sum(keys) / len(keys)
    others = [length for index, length in enumerate(lengths) if index not in question.keys]
    if key <= LONGER * mean or key < max(others) + 2:
        return None
    return (
        f"的正确项有 {key:.0f} 个字，各项平均 {mean:.0f} 个字：正确项明显最长。",
        "请把各项写得一样长。",
    )


def all_of_them(question: Question, speech: Speech) -> Finding | None:
    """以上都是: an option that only points at the others."""
    for option in question.options:
        if _ALL.match(option.text):
            return f"有“{option.text}”这样的选项。", "请换成一个具体的选项，或改成多选题。"
    return None


def unmarked_negation(question: Question, speech: Speech) -> Finding | None:
    """未标否定: a 不 or 没有 of the question itself (not of a quotation) that is not bold."""
    own = _NOT_NEGATION.sub("", _QUOTED.sub("", _BOLD.sub("", question.stem)))
    if match := _NEGATION.search(own):
        return f"的题干里有“{match.group()}”，没有加粗。", f"请写成“**{match.group()}**”。"
    return None


def absolute(question: Question, speech: Speech) -> Finding | None:
    """绝对化: a sweeping word that only wrong options have (and not in the speech's own words)."""
    keys = "".join(option.text for option in question.options if option.correct)
    for option in question.options:
        for word in _ABSOLUTE:
            sweeping = word in option.text and word not in keys
            if not option.correct and sweeping and strip(option.text) not in plain(speech.text):
                return f"只有错误选项里有“{word}”。", "请去掉它，或让正确项也一样绝对。"
    return None


def stem_tells(question: Question, speech: Speech) -> Finding | None:
    """题干泄题: stem and key share a rare word that no other option has."""
    stem = question.plain_stem.replace(BLANK, "")[: STEM[1]]
    wrong = [option.text for option in question.options if not option.correct]
    for index in question.keys:
        for word in shared_words(stem, question.options[index].text):
            if not any(word in text for text in wrong) and speech.text.count(word) <= RARE:
                return (
                    f"的题干和正确项都有“{word}”，别的选项没有。",
                    "请改写题干，或让错误选项也有这个词。",
                )
    return None


def contained(question: Question, speech: Speech) -> Finding | None:
    """选项包含: one option's text is part of another's."""
    texts = [strip(option.text) for option in question.options]
    for shorter in texts:
        for longer in texts:
            inside = len(shorter) > 1 and shorter != longer and shorter in longer
            if inside and not number(shorter):
                return f"的一个选项包含另一个（“{shorter}”）。", "请使各项互不包含。"
    return None


def stem_length(question: Question, speech: Speech) -> Finding | None:
    """题干长度: fewer or more characters than `STEM`."""
    length = len(re.sub(r"\s", "", question.plain_stem.replace(BLANK, "")))
    fewest, most = STEM
    if length < fewest:
        return f"的题干只有 {length} 个字。", f"请写成完整的问句，不少于 {fewest} 个字。"
    if length > most:
        return f"的题干有 {length} 个字。", f"请精简到 {most} 个字以内。"
    return None


def same_head(question: Question, speech: Speech) -> Finding | None:
    """选项同头: all options begin with the same two characters (a count aside)."""
    heads = {strip(option.text)[:2] for option in question.options}
    head = next(iter(heads))
    if len(heads) > 1 or len(head) < 2 or quantity(head):
        return None
    return f"的各项都以“{head}”开头。", "请把相同的开头移到题干里。"


def same_passage(question: Question, speech: Speech) -> Finding | None:
    """干扰项同段: a wrong option stands in the part that the evidence is taken from.

    Only leaves of the outline count (a section holds too much), and only questions that ask for
    what is there (a bold negation asks for the opposite). An option that names another part of the
    outline is none of the leaf's own words.
    """
    if _BOLD.search(question.stem) and _NEGATION.search(question.stem):
        return None
    nodes = {each.node for each in question.evidence if each.node}
    leaves = [node for node in map(speech.node, nodes) if not node.children]
    passages = [(node, plain(speech.text[node.start : node.end])) for node in leaves]
    for option in question.options:
        text = strip(option.text)
        if option.correct or len(text) < 3 or number(text):
            continue
        for node, passage in passages:
            own = plain(node.title).count(text)
            if text in passage and _plain_titles(speech).count(text) == own:
                return (
                    f"的错误选项“{option.text}”也在依据所在的“{speech.label(node)}”里。",
                    "请确认它确实不对；最好换成别处的说法。",
                )
    return None


def feedback_on_key(question: Question, speech: Speech) -> Finding | None:
    """正确项反馈: a right option whose feedback does not say so: a tick by mistake?"""
    for option in question.options:
        if option.correct and option.feedback and not option.feedback.startswith(_PRAISE):
            return (
                f"的正确项“{option.text}”下面有反馈，反馈没有说它对。",
                "它若是错的，请把勾去掉；若是对的，反馈请以“对”或“正确”开头。",
            )
    return None


def unfinished(question: Question, speech: Speech) -> Finding | None:
    """句末标点: an explanation, a hint or feedback that breaks off."""
    texts = {"解析": question.explanation, "提示": question.hint}
    texts |= {f"选项“{option.text}”的反馈": option.feedback for option in question.options}
    for name, text in texts.items():
        if text and not text.endswith(_ENDS):
            return f"的{name}没有写完，或者末尾少了句号。", "请写成完整的句子。"
    return None


CHOICE_CHECKS: dict[str, Check] = {
    "正确项最长": key_longest,
    "以上都是": all_of_them,
    "绝对化": absolute,
    "题干泄题": stem_tells,
    "选项包含": contained,
    "选项同头": same_head,
    "干扰项同段": same_passage,
    "正确项反馈": feedback_on_key,
}
"""Warnings about single and multiple choices."""

CHECKS: dict[str, Check] = {
    "未标否定": unmarked_negation,
    "题干长度": stem_length,
    "句末标点": unfinished,
}
"""Warnings about questions of every kind."""


def findings(question: Question, speech: Speech) -> Iterable[tuple[str, str, str]]:
    """Yield (rule, what, remedy) for every warning that one question earns."""
    checks = dict(CHECKS)
    if question.kind in {"single", "multiple"}:
        checks |= CHOICE_CHECKS
    for rule, check in checks.items():
        if finding := check(question, speech):
            yield rule, *finding


def shared_words(first: str, second: str, shortest: int = 2) -> tuple[str, ...]:
    """Return the longest runs of Chinese characters that stand in both texts, longest first."""
    shared: set[str] = set()
    for run in _HAN.findall(second):
        end = 0
        for start in range(len(run)):
            end = max(end, start)
            while end < len(run) and run[start : end + 1] in first:
                end += 1
            if end - start >= shortest:
                shared.add(run[start:end])
    whole = {word for word in shared if not any(word != each and word in each for each in shared)}
    return tuple(sorted(whole - _COMMON, key=lambda word: (-len(word), word)))


@lru_cache(maxsize=2)
def _plain_titles(speech: Speech) -> str:
    """Return the titles of all parts, stripped, one a line."""
    return "\n".join(strip(node.title) for node in speech.nodes)


@lru_cache(maxsize=512)
def plain(text: str) -> str:
    """Return `strip` of a piece of the speech, which every question of a paper asks for."""
    return strip(text)
