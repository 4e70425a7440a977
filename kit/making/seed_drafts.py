"""The seeds of a new set: what the text itself says of its title and date, and likely terms."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from kit.speech import Lexicon, Speech, cut

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_QUOTED = re.compile("“([\u4e00-\u9fff0-9]{2,10})”")
_DAY = re.compile(r"((?:19|20)\d\d)年\s*(\d{1,2})月\s*(\d{1,2})日")
_TITLE = re.compile(
    "报告|讲话|致辞|意见|规划|纲要|通知|决定|决议|会议|计划|要点|方案|办法|部署|汇报|发言"
)
_ENDS = "。，,；;：:！!？?、"
_FIRST_LINES = 15
_SHORT = 60
_TIMES = 3
_MOST = 60
_LOOSE = frozenset(
    "的了在和与及并为以把对是有个着过地得要不也都就从到向将被让使等之其这那我们你他上下中"
)

SOURCE = """\
# 讲话的来历。speech.txt 是原文，不在这里改动；sha256 用来核对。
# title 和 date 是程序从原文里认出来的，请核对；讲话人和著作权请补上。
title = {title}
speaker = {speaker}
date = {date}
sha256 = "{sha256}"
rights = ""

# 程序认错了结构时（用 kit outline --unsure 查看），在这里订正，一行一表：
# [[outline]]
# line = 12            # speech.txt 的行号
# kind = "point"       # section、subsection、item、subitem、point 或 heading
"""

TERMS = """\
# 术语表。程序不知道词义，所以这里一个也没有写；请照下面的样子补上（去掉行首的“# ”）。
#
# [[term]]
# name = "原文中的写法"
# aliases = []
# explanation = "解释，一两句话。"
# gloss = ""
# origin = "background"    # speech：讲话本身说明了；background：背景知识；unexplained：没有说明
# sure = true
"""


def found_title(text: str) -> str:
    """Return the title that a text begins with, "" where none can be told.

    >>> found_title("来源：某报\\n某市2026年政府工作报告\\n各位代表：\\n现在……")
    '某市2026年政府工作报告'
    """
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()][:_FIRST_LINES]
    short = [line for line in lines if 4 <= len(line) <= 40 and line[-1] not in _ENDS]
    named = [
        line
        for line in short
        if _TITLE.search(line) and not re.match("来源|时间|作者|编辑|字号", line)
    ]
    return named[0] if named else ""


def found_date(text: str) -> str:
    """Return the date that a text gives at its head as ISO writes it, or "".

    It stands on a short line or begins a paragraph; any other date may be that of something told.

    >>> found_date("某市工作报告\\n（2026年1月5日在大会上）"), found_date("上月1日" + "，" * 60)
    ('2026-01-05', '')
    """
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()][:_FIRST_LINES]
    for line in lines:
        match = _DAY.search(line) if len(line) <= _SHORT else _DAY.match(line)
        try:
            if match:
                return date(*map(int, match.groups())).isoformat()
        except ValueError:
            continue
    return ""


def source_toml(*, title: str, day: str, sha256: str) -> str:
    """Return a source file with what is known, and room for what is not."""
    return SOURCE.format(
        title=_quoted(title), speaker=_quoted(""), date=_quoted(day), sha256=sha256
    )


def likely_terms(speech: Speech) -> tuple[str, ...]:
    """Return strings that are likely terms of this text, for a person to prune.

    These are what it puts in quotation marks, and words that it has side by side again and again
    and that jieba's dictionary does not hold together; the most frequent first.
    """
    text = speech.text
    counts: Counter[str] = Counter()
    for match in _QUOTED.finditer(text):
        if not match.group(1).isdigit():
            counts[match.group(1)] = text.count(match.group(1))
    words = cut(text, Lexicon())
    counts.update(
        {term: number for term, number in _pairs(words) if number >= _TIMES and term not in counts}
    )
    kept = (term for term, _ in sorted(counts.items(), key=lambda each: (-each[1], each[0])))
    return tuple(kept)[:_MOST]


def words_txt(terms: Sequence[str]) -> str:
    """Return a dictionary for jieba, one word a line."""
    return "".join(f"{term} 100000 n\n" for term in terms)


def _pairs(words: Sequence[str]) -> Iterator[tuple[str, int]]:
    counts: Counter[tuple[str, str]] = Counter()
    for left, right in pairwise(words):
        if _holds(left) and _holds(right) and 3 <= len(left + right) <= 8:
            counts[left, right] += 1
    return iter((left + right, number) for (left, right), number in counts.items())


def _holds(word: str) -> bool:
    """Tell whether a word may be a piece of a term: Chinese, a noun's length, not a usual verb."""
    from kit.speech.tasks import kind_of_action

    return (
        bool(_HAN.fullmatch(word))
        and not _LOOSE & set(word)
        and len(word) > 1
        and kind_of_action(word) == "其他"
    )


def _quoted(text: str) -> str:
    clean = "".join(each for each in " ".join(text.split()) if each.isprintable())
    return json.dumps(clean, ensure_ascii=False)
