"""What stands below a text and is none of it: signature, date, list of attachments, remarks.

It closes the text; what is attached below it is a part of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kit.speech.families import APPENDIX
from kit.speech.paragraphs import MARKER, Paragraph
from kit.speech.wording import FINISHED, YEAR

_MOST_SIGNATURES = 4
_LONGEST_SIGNATURE = 30

# 特此通知。 以上汇报，请批评指正。 （此件公开发布） （这是某某讲话的节选） （根据录音整理）
_REMARK = re.compile(
    r"特此[^，。]{2,4}[。！]?$|[^。]{0,30}(?:批评指正|完毕|谢谢(?:大家)?)[。！]$"
    r"|[（【](?:此[件文]|本[文件]|这是|根据[^（）]*整理|有删[减节]|节选|未完)[^（）【】]*[）】]$"
)
# 2024年3月5日; 云溪街道办事处　2024年3月5日
_DATED = re.compile(
    rf"（?[^，。；：！？]{{0,30}}{YEAR}\s?[\d一二三四五六七八九十]+\s?月.{{1,5}}日）?$"
)
# 抄送：某某局。 出席：某某、某某。 注：①……
_LABELLED = re.compile(
    r"(?:抄送|主送|分送|报送|印发|签发|联系(?:人|电话|方式)|出席|列席|参会|请假|缺席|记录|整理|撰稿)"
    r"(?:人员?|单位|机关)?：|[附备]?注：|说明：\s?\S"
)
# 附件：1.任务分解表
_ATTACHED = re.compile(r"附件：$|附件?\d{0,2}：\s?\S")
# 2.问题整改台账; ②同意率按户数计算。
_LISTED = re.compile(r"\d{1,2}[.．、][^。；！？]{2,50}$")
_FOOTNOTE = re.compile(r"[①-⑳]|[\[［〔]\d{1,2}[\]］〕]")
_REFERENCE = re.compile(rf"(?<=[\w”》])(?:{_FOOTNOTE.pattern})")
_CERTAIN = re.compile(
    "|".join(f"(?:{each.pattern})" for each in (_REMARK, _DATED, _LABELLED, _ATTACHED))
)
_SIGNATURE = re.compile(r"[^，。；：！？…]+$")
_OFFICE = re.compile(
    r".{2,}(?:委员会|政府|办公[室厅]|办事处|指挥部|领导小组|[居村]委会|[局厅]|党[委组]|支部|检察院|法院|学会|协会|公司|总工会)$"
)


@dataclass(frozen=True, slots=True)
class Tail:
    """A run of paragraphs below a text, from ``first`` to before ``after``."""

    first: int
    after: int


def find_tails(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Tail, ...]:
    """Return the tails of a text and of what is attached to it, in text order."""
    lines = [text[each.start : each.end] for each in paragraphs]
    referred = _referred(lines)
    tails: list[Tail] = []
    after = len(lines)
    while after:
        first = _first(lines, after, referred)
        if first < after:
            tails.append(Tail(first, after))
        after = next((i for i in range(first - 1, 0, -1) if APPENDIX.pattern.match(lines[i])), 0)
    return tuple(reversed(tails))


def _first(lines: Sequence[str], after: int, referred: frozenset[str]) -> int:
    """Return the first line of the tail that ends before a line; ``after`` where there is none."""
    first, signatures = after, 0
    signed = annotated = False  # whether the line below signs the text, or is one of its notes
    for place in range(after - 1, 0, -1):
        line = lines[place]
        note = _FOOTNOTE.match(line)
        annotated = note is not None and (annotated or note.group() in referred)
        if _is_signature(line, lines[place - 1], below=signed):
            signatures += 1
            if signatures > _MOST_SIGNATURES:
                break
            first = place
            continue
        signed = _DATED.match(line) is not None
        if annotated or _CERTAIN.match(line):
            first = place
        elif not (note or _LISTED.match(line)):
            break
    return first


def _referred(lines: Sequence[str]) -> frozenset[str]:
    """Return the signs that stand behind a word somewhere: 城市更新①, 据统计〔2〕."""
    return frozenset(sign for line in lines for sign in _REFERENCE.findall(line))


def _is_signature(line: str, above: str, *, below: bool) -> bool:
    """Return whether a line signs what is above it; one alone does if it names an office."""
    if len(line) > _LONGEST_SIGNATURE or MARKER.match(line) or not _SIGNATURE.match(line):
        return False
    return below or (_OFFICE.match(line) is not None and above[-1] in FINISHED)
