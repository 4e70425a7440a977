"""The lines of a paper: opening marks made alike, labelled notes, and faults by line.

Marks are made alike whatever input method typed them. Only what opens a line is touched (and white
space around the line); the text stays. One line in, one line out, so that line numbers remain those
of the file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from kit.errors import Fault
from kit.speech.wording import EDGES, NEWLINE

LABELS = (
    *("依据", "解析", "提示", "层次", "能力", "选项顺序"),
    *("保留", "出处", "计数", "生成", "每组"),
)
"""What may open a ``> `` line of a question; 保留 and 每组 also one below a paper's title.

========  ===================================================================================
依据      a verbatim quotation of the speech; ``依据（二（二）二要）：`` names its part
解析      why the key is right
提示      a hint
层次      ``必会`` (where it is left out), ``进阶`` or ``细读``
能力      ``记忆`` (where it is left out), ``理解`` or ``应用``
选项顺序  ``固定``: the options stay where they are
保留      ``警告名，理由``: why a warning stays unanswered
出处      where a fact from outside the speech comes from
计数      ``任务，二（二）``, ``要点，二``, ``“必须”，一``: what the kit counts to check the key
生成      ``由规则生成``: nobody has reviewed the question; a teacher who has deletes the line
每组      how many questions of the paper are asked at a time
========  ===================================================================================
"""

_ANY_LABEL = "|".join(LABELS)
_TICKS = "xXｘＸ✓✔√☑"  # not ×: it means wrong
_BOX = rf"[\[［【]\s*(?:([{_TICKS}])\s*)?[\]］】]"
# Opening marks as people type them; what each pattern takes:
# ＃＃　ms05 甲
_HEADING = re.compile(r"([#＃]{1,6})\s*(?=[^#＃\s])(.*)")
# ＞ 依据：甲
_QUOTE = re.compile(r"[>＞]\s*(.*)")
# －［√］甲   [x] 甲   •【】甲
_OPTION = re.compile(rf"[-－–—−‐*＊+＋•·●]?\s*{_BOX}\s*(.*)")
# ２、甲   2) 甲   but not: 8.6个百分点
_NUMBERED = re.compile(r"([0-9０-９]{1,2})\s*(?:[.．](?![0-9０-９])|[、)）])\s*(\S.*)")
# －甲 = 乙   * 甲   but not: ——甲   **甲**
_ITEM = re.compile(r"(?:[-－–]|[*＊+＋•·●](?=\s))\s*(?=[^\s\-－–—])(.*)")
# ＝ 甲 | 乙
_ANSWER = re.compile(r"[=＝]\s*(.*)")
# ！甲 ＞ 乙   but not a picture: ![甲](乙)
_WRONG = re.compile(r"[!！]\s*(?!\[)(\S.*)")
# - 得分点1: 甲   得分点：甲
_POINT = re.compile(
    r"(?:[-－–•·●*＊+＋]\s*)?得分点\s*[0-9０-９一二三四五六七八九十]*\s*[:：]\s*(.*)"
)
# 参考答案: 甲
_MODEL = re.compile(r"(?:参考)?答案?\s*[:：]\s*(.*)")
# Labels behind “>”: 依据（二（二）二要）：甲   then a label without a colon, and an unknown one.
_NOTE = re.compile(rf"({_ANY_LABEL})\s*(?:[（(](.+?)[)）]\s*)?[:：]\s*(.*)")
_LABELLED = re.compile(rf"(?:{_ANY_LABEL})\s*(?:[（(].*?[)）]\s*)?[:：]")
_LABEL_ALONE = re.compile(rf"({_ANY_LABEL})")
# What a text, standing behind a mark of its own, would itself be taken for; and it escaped.
_MARK = (
    r"(?:[-+*]|#{1,6})(?=\s|$)|>|-{3}|\*{3}|_{3}|\[[x ]\]"
    rf"|(?:{_ANY_LABEL}|得分点)\s*(?:[（(].*?[)）]\s*)?[:：]"
)
_NUMBER_MARK = r"[.)](?:\s|$)"
_NEEDS_ESCAPE = re.compile(rf"(?=\\*(?:{_MARK}))|[0-9]{{1,9}}(?=\\*{_NUMBER_MARK})")
_ESCAPED = re.compile(rf"^(?:\\(?=\\*(?:{_MARK}))|([0-9]{{1,9}})\\(?=\\*{_NUMBER_MARK}))")
_LOOKS_LABELLED = re.compile(r"([\u4e00-\u9fff]{2,4})\s*(?:[（(].*?[)）]\s*)?[:：]")
# An opening mark at its place, and one inside a line: 甲- [ ] 乙   甲。> 提示：乙
_OPENING = re.compile(r"- \[[x ]\] |(?:  )?> ")
_INSIDE = re.compile(
    rf"[-－–—•]\s*{_BOX}|[>＞]\s*(?:{_ANY_LABEL})\s*(?:[（(][^>＞]*?[)）]\s*)?[:：]"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file: its 1-based number and what stands there."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class LabelledNote:
    """One labelled line with the lines that continue it; ``place`` is what brackets named."""

    label: str
    place: str
    text: str
    line: int


@dataclass(slots=True)
class Report:
    """What is wrong with a question, or with what stands outside the questions of a paper.

    ``subject`` opens a sentence about the question (``ms05 `` with a blank, or 这道题); ``line`` is
    that of its heading.
    """

    path: str
    line: int = 1
    subject: str = ""
    faults: list[Fault] = field(default_factory=list)

    def at(self, line: int, what: str, remedy: str, rule: str) -> None:
        """Note what is wrong with a line."""
        self.faults.append(Fault(self.path, line, what, remedy, rule=rule))

    def fault(self, what: str, remedy: str, rule: str, line: int | None = None) -> None:
        """Note what is wrong with the question; ``没有答案。`` becomes “ms05 没有答案。”."""
        self.at(line or self.line, f"{self.subject}{what}", remedy, rule)


def lines_of(text: str) -> list[str]:
    """Cut a text into lines at the line ends that Markdown knows: LF, CRLF, CR."""
    return NEWLINE.split(text)


def unify(line: str) -> str:
    """Return a line with its opening mark in the one form that the paper's reader knows.

    >>> unify("－ ［√］ 甲：乙"), unify("-[]甲"), unify("　　＞ 依据：“甲”"), unify("２、甲")
    ('- [x] 甲：乙', '- [ ] 甲', '> 依据：“甲”', '2. 甲')

    An indented ``>`` keeps its indent, because it belongs to the option above it; one that opens
    with a label does not, because it belongs to the question.
    """
    text = line.strip(EDGES)
    if match := _HEADING.fullmatch(text):
        return f"{'#' * len(match[1])} {match[2]}"
    if match := _QUOTE.fullmatch(text):
        indented = line[:1] not in {">", "＞", "\ufeff"} and not _LABELLED.match(match[1])
        return f"{'  ' if indented else ''}> {match[1]}".rstrip()
    if match := _POINT.fullmatch(text):
        return f"- 得分点：{match[1]}"
    if match := _WRONG.fullmatch(text):
        return f"! {match[1]}"
    if match := _OPTION.fullmatch(text):
        return f"- [{'x' if match[1] else ' '}] {match[2]}"
    if match := _NUMBERED.fullmatch(text):
        return f"{int(match[1])}. {match[2]}"
    if match := _ITEM.fullmatch(text):
        return f"- {match[1]}"
    if match := _ANSWER.fullmatch(text):
        return f"= {match[1]}".rstrip()
    if match := _MODEL.fullmatch(text):
        return f"答：{match[1]}"
    return text


def run_on(line: str) -> str:
    """Return an opening mark that stands in the middle of a line, for want of a line break, or "".

    >>> run_on("- [x] 甲- [ ] 乙"), run_on("> 解析：甲。> 提示：乙。"), run_on("1. 甲2. 乙")
    ('- [ ]', '> 提示：', '2.')
    """
    text = unify(line)
    opening = _OPENING.match(text)
    mark = _INSIDE.search(text, opening.end() if opening else 1)
    if not mark and (item := re.match(r"([0-9]{1,9})\. ", text)):
        following = rf"(?<![0-9０-９]){int(item[1]) + 1}[.．、](?![0-9０-９])"
        mark = re.compile(following).search(text, item.end() + 1)
    return mark.group() if mark else ""


def split_at(marks: str, text: str) -> list[str]:
    r"""Cut a text at marks, but not where a backslash stands before one; that then goes.

    >>> split_at("|｜", r"甲 | 乙\|丙")
    ['甲', '乙|丙']
    """
    pieces = re.split(rf"(?<!\\)[{marks}]", text)
    return [re.sub(rf"\\(?=[{marks}])", "", piece).strip() for piece in pieces]


def without_escape(text: str) -> str:
    r"""Return a text without the backslash that keeps its beginning from being a mark.

    >>> without_escape(r"\- 甲"), without_escape(r"1\. 甲"), without_escape(r"\(a\)")
    ('- 甲', '1. 甲', '\\(a\\)')
    """
    return _ESCAPED.sub(lambda match: match[1] or "", text)


def escaped(text: str) -> str:
    r"""Return a text with a backslash where its beginning would be taken for a mark.

    >>> escaped("- 甲"), escaped("1. 甲"), escaped("解析：甲"), escaped("甲 - 乙")
    ('\\- 甲', '1\\. 甲', '\\解析：甲', '甲 - 乙')
    """
    match = _NEEDS_ESCAPE.match(text)
    at = match.end() if match else 0
    return f"{text[:at]}\\{text[at:]}" if match else text


def folded(text: str) -> str:
    """Return a text without what makes no difference between two: width and white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def join(texts: Iterable[str]) -> str:
    """Join the lines of a sentence; a space goes only between two Latin words or numbers.

    >>> join(["检察", "工作", "2021", "2022"])
    '检察工作2021 2022'
    """
    joined = ""
    for text in texts:
        latin = joined[-1:].isascii() and joined[-1:].isalnum()
        gap = " " if latin and text[:1].isascii() and text[:1].isalnum() else ""
        joined += gap + text
    return joined


def read_notes(lines: Iterable[Line], report: Report) -> list[LabelledNote]:
    """Return the notes of one block quote; a line without label continues the one above."""
    notes: list[LabelledNote] = []
    texts: list[list[str]] = []  # of each note, its lines
    lost = False  # the label above was refused: what continues it is refused with it
    for line in lines:
        if match := _NOTE.fullmatch(line.text):
            label, place, text = match.groups()
            notes.append(LabelledNote(label, (place or "").strip(), "", line.number))
            texts.append([text.strip()])
            lost = False
        elif refusal := _refused_label(line.text):
            report.at(line.number, *refusal, "标签")
            lost = True
        elif notes and not lost:
            texts[-1].append(line.text)
        elif not lost:
            remedy = "若是选项的反馈，请在“>”前空两格；否则请以“依据：”“解析：”等标签开头。"
            report.at(line.number, "这一行引文没有标签。", remedy, "标签")
            lost = True
    return [replace(note, text=join(said)) for note, said in zip(notes, texts, strict=True)]


def _refused_label(text: str) -> tuple[str, str] | None:
    """Return what is wrong with a line that opens with something like a label, and the remedy."""
    joined = "若是续写上一行，请与上一行并成一行。"
    if match := _LOOKS_LABELLED.match(text):
        known = f"可用的标签有：{'、'.join(LABELS)}；{joined}"
        return f"不认识“{match[1]}”这个标签。", known
    if match := _LABEL_ALONE.match(text):
        return f"“{match[1]}”后面没有冒号。", f"请写成“> {match[1]}：……”；{joined}"
    return None
