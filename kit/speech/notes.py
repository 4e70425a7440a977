"""Notes of who is to do something and by when: （责任单位：市教育局；完成时限：9月底前）.

A note stands in brackets behind a clause, a sentence, a paragraph or a heading, or it is labelled
and stands as a line or a sentence of its own (责任单位：市教育局). It is no part of any task.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kit.speech.deadlines import deadline_in, deadline_of
from kit.speech.wording import widened

_BRACKETED = re.compile(
    r"（((?:[^（）\r\n]|（[^（）\r\n]*）){2,400})）"
    r"|〔([^〔〕\r\n]{2,400})〕|【([^【】\r\n]{2,400})】|[［\[]([^［］\[\]\r\n]{2,400})[］\]]"
)
# 责任单位, 牵头部门, 具体责任人
_WHO = (
    "(?:主要|具体|第一|市级|县级|区级)?(?:责任|负责|牵头|配合|主办|协办|承办|主责|落实|参与|参加"
    "|协同|协助|实施|督办|督导|指导|主管|完成){1,2}"
    "(?:单位|部门|科室|处室|股室|机构|主体|领导|人|方)"
)
# 完成时限, 整改期限, 时限
_WHEN = (
    "(?:(?:完成|办理|办结|整改|推进|落实|工作|责任)(?:时限|期限|时间|节点)|时限|期限|时间节点)"
    "(?:要求|安排)?"
)
_LABEL = re.compile(rf"(?:(?P<who>{_WHO}|责任)|(?P<when>{_WHEN}))：\s*")
# 责任单位 says no more than that it is a note; 牵头单位 tells one unit from another
_PLAIN = re.compile("(?:主要|具体)?(?:责任|负责|落实|承办)(?!人|领导)")
# a line, or a sentence, 责任单位：……
_LINE = re.compile(
    rf"(?:^|(?<=[。；！]))[ \t\u3000]*"
    rf"(?P<all>(?:【(?:{_WHO}|{_WHEN})】：?|(?:{_WHO}|{_WHEN})：)[^。；\r\n]{{2,300}})",
    re.MULTILINE,
)
_LABEL_MARKS = re.compile("【([^】]*)】：?")

# the last word of what a unit is called: 市教育局, 各区政府, 有关部门
_UNIT = (
    "(?:[部委办局厅署院会处科社联组股室队所站校行台馆库省区县市州盟旗镇乡团]|各地|街道|中心|公司"
    "|集团|政府|单位|部门|海关|专班|机构|党委|支部|工商联|企业|园区|联通|移动|电信|电力|等)"
    "(?:（[^（）]*）)?"
)
# 按职责分工
_MANNER = "(?:均|按照?|依|各自|职[责能]|任务|分工|分别|共同|具体|主要|会同|结合实际|抓好?|组织)*"
# 市教育局牵头; 各区政府按职责分工负责
_HAS_DUTY = re.compile(
    rf".*?{_UNIT}{_MANNER}(?:牵头|负责|配合|承办|主办|协办|负总责|(?:结合实际)?落实)+"
)
# 物业公司指导; 有关部门参与
_HELPS = re.compile(rf".*?{_UNIT}{_MANNER}(?:参与|参加|指导|协助|协同|支持|实施|督促|监督)+")
_NAMED = re.compile(rf"[^，；。]+{_UNIT}")
# 市财政局, no 社区: what is meant as a unit without another word
_OFFICE = re.compile("[^，；。]+(?:[部委办局厅署]|法院|检察院|政府|海关|银行|单位|部门|等)")
# （以下简称……）, （含……）, （鼓励企业参与）, （政府主导、企业参与）
_NO_NOTE = re.compile(
    "以下|简称|统称|[包不]?含|包括|即|原|又称|注：|如|除|鼓励|支持|引导|动员|组织|邀请|吸引"
    "|.*(?:主导|为主体?)"
)
# 列第一位者为牵头单位; 下同; 适用范围：……
_REMARK = re.compile(".*第一位|下同|以下|.*不再|[^：]*：")
_ONLY_DUTY = re.compile(rf"{_MANNER}负责$")
_ROLES = re.compile("牵头|配合|主办|协办|承办|参与")
_STOPS = "，；。！？"
_PIECE = re.compile("[^，；。]+")


@dataclass(frozen=True, slots=True)
class TaskNote:
    """A note of a text: its span, and the units and the deadline that it names, or ""."""

    start: int
    end: int
    unit: str = ""
    deadline: str = ""


def find_notes(text: str) -> tuple[TaskNote, ...]:
    """Return the notes of a text in its order; those that follow one another are one.

    >>> find_notes("推进绿化（责任单位：市园林局；完成时限：9月底前）。")
    (TaskNote(start=4, end=25, unit='市园林局', deadline='9月底前'),)
    """
    text = widened(text)
    notes: list[TaskNote] = []
    for note in sorted([*_in_brackets(text), *_labelled(text)], key=lambda note: note.start):
        last = notes[-1] if notes else TaskNote(0, 0)
        if note.start < last.end:
            continue
        # …… （甲局负责）。（年内完成）: the stop is the clause's, the second note another one
        marks = " \t\u3000\r\n。；，" if _is_alone(text, last.start) else " \t\u3000\r\n"
        if notes and not text[last.end : note.start].strip(marks):
            unit = "；".join(filter(None, (last.unit, note.unit)))
            notes[-1] = TaskNote(last.start, note.end, unit, last.deadline or note.deadline)
        else:
            notes.append(note)
    return tuple(notes)


def without_notes(text: str, notes: Sequence[TaskNote]) -> str:
    """Return a text with blanks where its notes are, as long as before."""
    pieces, place = [], 0
    for note in notes:
        blank = re.sub(r"[^\r\n]", " ", text[note.start : note.end])
        pieces += [text[place : note.start], blank]
        place = note.end
    return "".join([*pieces, text[place:]])


def _is_alone(text: str, start: int) -> bool:
    """Return whether a note that begins here is behind no clause, but a mark or nothing."""
    before = text[start - 1 : start] if start else ""
    return not before.strip() or before in _STOPS


def _in_brackets(text: str) -> Iterator[TaskNote]:
    for match in _BRACKETED.finditer(text):
        after, alone = text[match.end() : match.end() + 1], _is_alone(text, match.start())
        if alone or not after.strip() or after in _STOPS:
            said = next(filter(None, match.groups()))
            if note := _read(said, alone=alone):
                yield replace(note, start=match.start(), end=match.end())


def _labelled(text: str) -> Iterator[TaskNote]:
    for match in _LINE.finditer(text):
        said = _LABEL_MARKS.sub(r"\1：", match["all"])
        if note := _read(said, alone=True):
            yield replace(note, start=match.start("all"), end=match.end())


def _read(said: str, *, alone: bool) -> TaskNote | None:
    """Return the note that words are, still without its place, or None where they are none.

    Units without a word of what they do count where they stand ``alone``, behind no clause, or
    where they are several offices.
    """
    if _NO_NOTE.match(said) or _LABEL.fullmatch(said + "："):
        return None
    units: list[str] = []
    times: list[str] = []
    label, has_duty = "", False
    for match in _PIECE.finditer(said):
        mark, piece = said[match.start() - 1 : match.start()], match.group().strip()
        kind, words = _sorted(piece, "remark" if label and mark == "。" else label)
        if not kind:
            return None
        if kind in {"who", "name"}:
            units += [mark, words] if units else [words]
        elif kind == "when":
            times += [mark, words] if times else [words]
        has_duty |= kind == "who"
        if kind in {"who", "remark"} or _LABEL.match(piece):
            label = kind
    offices = "、".join(units[::2]).split("、")
    are_offices = len(offices) > 1 and all(map(_OFFICE.fullmatch, offices))
    if units and not (has_duty or alone or are_offices):
        return None
    unit = "".join(units)
    if not _ROLES.search(unit):
        unit = _ONLY_DUTY.sub("", unit)
    return TaskNote(0, 0, unit, "".join(times)) if unit or times else None


def _sorted(piece: str, label: str) -> tuple[str, str]:
    """Return what a piece of a note tells, and the words that tell it.

    The kind is ``who``, ``when``, ``name`` (a unit without what it does), ``remark``, or "" where
    no note has such a piece. ``label`` is the kind of the pieces before it.
    """
    if labelled := _LABEL.match(piece):
        is_role = labelled["who"] and not _PLAIN.match(piece)
        return labelled.lastgroup or "", piece if is_role else piece[labelled.end() :]
    if _REMARK.match(piece):
        return "remark", piece
    span = deadline_of(piece) or deadline_in(piece)
    if span and not piece[: span[0]].strip("力争取确保于应在"):
        return "when", piece[slice(*span)]
    if _HAS_DUTY.fullmatch(piece):
        return "who", piece
    if label:
        return label, piece
    is_unit = _HELPS.fullmatch(piece) or all(map(_NAMED.fullmatch, piece.split("、")))
    return "name" if is_unit else "", piece
