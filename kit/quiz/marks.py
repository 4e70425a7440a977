"""The marks of a paper, made alike whatever input method typed them; line by line.

Only what opens a line is touched (and white space around the line); the text stays. One line in,
one line out, so that line numbers remain those of the file.
"""

from __future__ import annotations

import re

LABELS = ("依据", "解析", "提示", "选项顺序", "保留", "出处", "计数", "生成")
"""What may open a ``> `` line of a question.

========  ===================================================================================
依据      a verbatim quotation of the speech; ``依据（二（二）二要）：`` names its part
解析      why the key is right
提示      a hint
选项顺序  ``固定``: the options stay where they are
保留      ``警告名，理由``: why a warning stays unanswered
出处      where a fact from outside the speech comes from
计数      ``任务，二（二）``, ``要点，二``, ``“必须”，一``: what the kit counts to check the key
生成      ``由规则生成``: nobody has reviewed the question; a teacher who has deletes the line
========  ===================================================================================
"""

_EDGE = re.compile(r"^[\s\ufeff\u200b]+|[\s\ufeff\u200b]+$")
_NEWLINE = re.compile(r"\r\n?|\n")
_HEADING = re.compile(r"([#＃]{1,6})\s*(?=[^#＃\s])(.*)")
_QUOTE = re.compile(r"[>＞]\s*(.*)")
_LABELLED = re.compile(rf"(?:{'|'.join(LABELS)})\s*(?:[（(].*?[)）]\s*)?[:：]")
_TICKS = "xXｘＸ✓✔√☑"  # not ×: it means wrong
_OPTION = re.compile(rf"[-－–—−‐*＊+＋•·●]?\s*[\[［【]\s*([{_TICKS}]?)\s*[\]］】]\s*(.*)")
_NUMBERED = re.compile(r"([0-9０-９]{1,2})\s*(?:[.．](?![0-9０-９])|[、)）])\s*(\S.*)")
_ITEM = re.compile(r"(?:[-－–]|[*＊+＋•·●](?=\s))\s*(?=[^\s\-－–—])(.*)")
_ANSWER = re.compile(r"[=＝]\s*(.*)")
_OPENING = re.compile(r"- \[[x ]\] |(?:  )?> ")
_INSIDE = re.compile(rf"[-－–—•]\s*[\[［【]\s*[{_TICKS}]?\s*[\]］】]|[>＞]\s*{_LABELLED.pattern}")
_MODEL = re.compile(r"(?:参考)?答案?\s*[:：]\s*(.*)")


def lines_of(text: str) -> list[str]:
    """Cut a text into lines at the line ends that Markdown knows: LF, CRLF, CR."""
    return _NEWLINE.split(text)


def unify(line: str) -> str:
    """Return a line with its opening mark in the one form that the paper's reader knows.

    >>> unify("－ ［√］ 甲：乙"), unify("-[]甲"), unify("　　＞ 依据：“甲”"), unify("２、甲")
    ('- [x] 甲：乙', '- [ ] 甲', '> 依据：“甲”', '2. 甲')

    An indented ``>`` keeps its indent, because it belongs to the option above it; one that opens
    with a label does not, because it belongs to the question.
    """
    text = _EDGE.sub("", line)
    if match := _HEADING.fullmatch(text):
        return f"{'#' * len(match[1])} {match[2]}"
    if match := _QUOTE.fullmatch(text):
        indented = line[:1] not in {">", "＞", "\ufeff"} and not _LABELLED.match(match[1])
        return f"{'  ' if indented else ''}> {match[1]}".rstrip()
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
    found = _INSIDE.search(text, opening.end() if opening else 1)
    if not found and (item := re.match(r"([0-9]+)\. ", text)):
        following = rf"(?<![0-9０-９]){int(item[1]) + 1}[.．、](?![0-9０-９])"
        found = re.compile(following).search(text, item.end() + 1)
    return found.group() if found else ""
