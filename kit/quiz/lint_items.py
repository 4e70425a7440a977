"""Warnings about one question: what gives its key away, or makes its stem hard to read.

Each check returns (what, remedy), or None; ``what`` continues the question's id.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from kit.quiz.answers import number, strip
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
_HAN = re.compile(r"[\u4e00-\u9fff]+")
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


CHOICE_CHECKS: dict[str, Check] = {
    "正确项最长": key_longest,
    "以上都是": all_of_them,
    "绝对化": absolute,
    "题干泄题": stem_tells,
    "选项包含": contained,
}
"""Warnings about single and multiple choices."""


def shared_words(first: str, second: str) -> tuple[str, ...]:
    """Return the longest runs of Chinese characters that stand in both texts, longest first."""
    shared: set[str] = set()
    for run in _HAN.findall(second):
        end = 0
        for start in range(len(run)):
            end = max(end, start)
            while end < len(run) and run[start : end + 1] in first:
                end += 1
            if end - start > 1:
                shared.add(run[start:end])
    whole = {word for word in shared if not any(word != each and word in each for each in shared)}
    return tuple(sorted(whole - _COMMON, key=lambda word: (-len(word), word)))


@lru_cache(maxsize=512)
def plain(text: str) -> str:
    """Return `strip` of a piece of the speech, which every question of a paper asks for."""
    return strip(text)
