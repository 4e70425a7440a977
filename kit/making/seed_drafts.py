"""The seeds of a new set: what the text itself says of its title and date, and likely terms."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from itertools import pairwise

from kit.speech import Lexicon, Speech
from kit.speech.verbs import VERBS
from kit.speech.words import CUT_AT, cut

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_QUOTED = re.compile("“([\u4e00-\u9fff0-9]{2,10})”")
_DAY = re.compile(r"((?:19|20)\d\d)年\s*(\d{1,2})月\s*(\d{1,2})日(?!\s*[至到—－~～-])")
_TITLE = re.compile(
    "报告|讲话|致辞|意见|规划|纲要|通知|决定|决议|会议|计划|要点|方案|办法|部署|汇报|发言"
)
_ABOUT = re.compile("来源|时间|作者|编辑|字号|[—-]|[（(].*[)）]$")  # or a subtitle
_SPACED = re.compile(r"\S(?:\s+\S)+")
_SHA256 = re.compile(r"(?m)^sha256\s*=.*$")
_HEADINGS = re.compile(r"(?ms)^headings = \[\n.*?^\]\n")
_ENDS = "。，,；;：:！!？?、"
_FIRST_LINES = 15  # in which title and date are looked for
_SHORT = 60  # characters of a line that may hold the date anywhere
_TIMES = 3  # that two words must stand side by side to be a likely term
_MOST = 60  # likely terms
_LOOSE = frozenset(
    "的了在和与及并为以把对是有个着过地得要不也都就从到向将被让使等之其这那我们你他上下中"
)

ID = """\
# id 是这套学习集自己的编号，学习记录凭它认出这一套，请不要改。
id = {id}
"""

SOURCE = """\
# 讲话的来历。speech.txt 是原文，不在这里改动；sha256 用来核对。
# title 和 date 是程序从原文里认出来的，请核对；讲话人和著作权请补上。
title = {title}
speaker = {speaker}
date = {date}
sha256 = "{sha256}"
rights = ""
{headings}{id}
# 程序认错了结构时（用 kit outline --unsure 查看），在这里订正，一行一表：
# [[outline]]
# line = 12            # speech.txt 的行号
# kind = "point"       # section、subsection、item、subitem、point 或 heading
"""

HEADINGS = """\
# 文件自己标明的标题，“#”的个数是级别；标错了的可以删去。
headings = [
{lines}]
"""

TERMS = """\
# 术语表。程序不知道词义，所以这里一个也没有写；请照下面的样子补上（去掉行首的“# ”）。
#
# [[term]]
# name = "原文中的写法"
# aliases = []
# pinyin = ""              # 拼音，可以不写
# gloss = ""               # 英文，可以不写
# explanation = "解释，一两句话。"
# source = "发文机关《名称》，日期"
# origin = "background"    # speech 讲话本身，background 背景，editor 编者归纳，unexplained 没有说明
# sure = true              # 拿不准的写 false
"""


def found_title(text: str) -> str:
    """Return the title that a text begins with, "" where none can be told.

    >>> found_title("来源：某报\\n某市2026年政府工作报告\\n各位代表：\\n现在……")
    '某市2026年政府工作报告'
    >>> found_title("政 府 工 作 报 告\\n——2026年1月5日在第三次会议上")
    '政府工作报告'
    """
    lines = _first_lines(text)
    lines = ["".join(line.split()) if _SPACED.fullmatch(line) else line for line in lines]
    short = (line for line in lines if 4 <= len(line) <= 40 and line[-1] not in _ENDS)
    return next((line for line in short if _TITLE.search(line) and not _ABOUT.match(line)), "")


def found_date(text: str) -> str:
    """Return the date that a text gives at its head as ISO writes it, or "".

    It stands on a short line or begins a paragraph; any other date may be that of something told,
    as days that last on are.

    >>> found_date("某市工作报告\\n（2026年1月5日在大会上）"), found_date("上月1日" + "，" * 60)
    ('2026-01-05', '')
    """
    for line in _first_lines(text):
        match = _DAY.search(line) if len(line) <= _SHORT else _DAY.match(line)
        with suppress(ValueError):  # 2月30日
            if match:
                return date(*map(int, match.groups())).isoformat()
    return ""


def source_toml(
    *,
    title: str,
    day: str,
    sha256: str,
    speaker: str = "",
    identifier: str = "",
    headings: Sequence[str] = (),
) -> str:
    """Return a source file with what is known, and room for what is not."""
    return SOURCE.format(
        title=_toml(title),
        speaker=_toml(speaker),
        date=_toml(day),
        sha256=sha256,
        id=ID.format(id=_toml(identifier)) if identifier else "",
        headings=headings_toml(headings),
    )


def headings_toml(headings: Sequence[str]) -> str:
    """Return what a source file says of the headings that the file itself declares."""
    lines = "".join(f"  {_toml(heading)},\n" for heading in headings)
    return HEADINGS.format(lines=lines) if headings else ""


def with_new_text(mine: str, new: str) -> str:
    """Return a source that a person wrote, with what a ``new`` one says of the file itself."""
    line = next(line for line in new.splitlines() if line.startswith("sha256"))
    headings = _HEADINGS.search(new)
    mine = _SHA256.sub(line, mine, count=1)
    return _HEADINGS.sub(lambda _: headings[0] if headings else "", mine, count=1)


def likely_terms(speech: Speech) -> tuple[str, ...]:
    """Return strings that are likely terms of this text, for a person to prune.

    These are what it puts in quotation marks, and words that it has side by side again and again
    and that jieba's dictionary does not hold together; the most frequent first. None is without
    effect in the dictionary.
    """
    quoted = set(_QUOTED.findall(speech.text))
    counts = {term: speech.text.count(term) for term in quoted if not CUT_AT.search(term)}
    for (left, right), number in Counter(pairwise(cut(speech.text, Lexicon()))).items():
        if number >= _TIMES and 3 <= len(left + right) <= 8 and _is_noun(left) and _is_noun(right):
            counts.setdefault(left + right, number)
    terms = sorted(counts, key=lambda term: (-counts[term], term))[:_MOST]
    whole = set(cut(speech.text, Lexicon(tuple(words_txt(terms).splitlines()))))
    return tuple(term for term in terms if term in whole)


def words_txt(terms: Sequence[str]) -> str:
    """Return a dictionary for jieba, one word a line."""
    return "".join(f"{term} 100000 n\n" for term in terms)


def _first_lines(text: str) -> list[str]:
    """Return the first lines that are not blank, without the white space around them."""
    return [line.strip() for line in text.splitlines() if line.strip()][:_FIRST_LINES]


def _is_noun(word: str) -> bool:
    """Tell whether a word may be a piece of a term: Chinese, a noun's length, not a usual verb."""
    return (
        bool(_HAN.fullmatch(word))
        and not _LOOSE & set(word)
        and len(word) > 1
        and word not in VERBS
    )


def _toml(text: str) -> str:
    """Return a text on one line as TOML writes it."""
    clean = "".join(sign for sign in " ".join(text.split()) if sign.isprintable())
    return json.dumps(clean, ensure_ascii=False)
