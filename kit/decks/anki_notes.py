"""One note of Anki → a question: those of `kit.decks.anki`, two sides, gaps in a text.

A note of two sides is a short answer: Anki has no options, and what is on its back is one text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from string import ascii_uppercase

from kit.decks.deck import Draft, NotHeldError
from kit.decks.html_text import from_html, one_line, with_lost
from kit.decks.remarks import with_remarks
from kit.decks.texts import stem_of
from kit.quiz.answers import typed_kind
from kit.quiz.question import BLANK, KIND_NAMES, Option, Question

NOTE_TYPE = "精读自测"
"""The name of the kit's own note type: one card, fields 题目 and 答案."""

_KINDS = {f"{name}题": kind for kind, name in KIND_NAMES.items()}
_OWN = re.compile(r"<small>(\w+)</small><p>(.*?)</p>(.*)", re.DOTALL)
_HINT = re.compile(r"<details><summary>提示</summary>((?:(?!<details>).)*?)</details>", re.DOTALL)
_LIST = re.compile(r"<[ou]l\b[^<>]*>((?:(?!<[ou]l\b).)*?)</[ou]l>", re.DOTALL)
_ITEM, _PARAGRAPH, _BOLD = (
    re.compile(rf"<{name}>((?:(?!<{name}>).)*?)</{name}>", re.DOTALL) for name in ("li", "p", "b")
)
_ID = re.compile(r"<small>(.*?)</small>")
_LETTERED = re.compile(r"([A-Z]|[0-9]+)[　：](.*)", re.DOTALL)
_JUDGED = re.compile("(对|错)：(.*)", re.DOTALL)
_RANGE = re.compile(r"^(-?[0-9.]+) 到 (-?[0-9.]+)$")
_GAP = re.compile(r"\{\{c[0-9]+::((?:(?!\{\{|\}\}).)*)\}\}", re.DOTALL)
_FIELD_IN_CARD = re.compile(r"\{\{(?![#^/!])((?:[a-z]+:)*)([^{}]+)\}\}")
_CONDITION = re.compile(r"\{\{[#^/!][^{}]*\}\}")
_EXPLAINING = {"", "Extra", "Back Extra", "背面额外", "解析"}  # fields that need not be named
_SOUND = re.compile(r"\[(?:sound|anki:[a-z]+):?[^\]]*\]")


@dataclass(frozen=True, slots=True)
class AnkiNote:
    """A note as a package or a text file has it; ``fields`` are HTML, ``names`` theirs."""

    fields: tuple[str, ...]
    names: tuple[str, ...] = ()
    note_type: str = ""
    tags: tuple[str, ...] = ()
    typed: bool = False
    """Whether the answer is typed in."""
    cards: int = 1
    """How many cards are made of it; gaps do not count."""

    @property
    def name(self) -> str:
        """What messages call it: the beginning of its first field."""
        return (
            from_html(_SOUND.sub("", self.fields[0])).replace("**", "")[:16].rstrip("，。？！?")
            if self.fields
            else ""
        )


def as_asked(note: AnkiNote, front: str, back: str) -> AnkiNote:
    """Return a note whose first field is what its card asks, the next what only its back shows.

    ``front`` and ``back`` are the templates of the card; fields that stand on none of them follow.
    """
    values = dict(zip(note.names, note.fields, strict=False))
    asked = [
        name
        for how, name in _FIELD_IN_CARD.findall(front)
        if name in values and not {"type", "hint"} & set(how.split(":"))
    ]
    if not asked or note.note_type.startswith(NOTE_TYPE):
        return note
    told = [name for _, name in _FIELD_IN_CARD.findall(back) if name in values]
    rest = [name for name in dict.fromkeys((*told, *note.names)) if name not in asked]
    first = values[asked[0]]
    if len(set(asked)) > 1:
        first = _FIELD_IN_CARD.sub(
            lambda match: values[match[2]] if match[2] in asked else "", _CONDITION.sub("", front)
        )
    return replace(note, fields=(first, *(values[each] for each in rest)), names=(asked[0], *rest))


def read_note(note: AnkiNote) -> Draft:
    """Return the question of a note, and what of it is lost.

    Raises:
        NotHeldError: a paper cannot hold it.
    """
    raw = "\n".join(note.fields)
    lost = [
        *(["录音"] if _SOUND.search(raw) else []),
        *(["同一条笔记的其余卡片"] * (note.cards > 1)),
    ]
    fields = [_SOUND.sub("", each) for each in note.fields]
    if note.note_type.startswith(NOTE_TYPE) and len(fields) > 1:
        question = _own(fields[0], fields[1], note.tags)
    elif "image-occlusion:" in raw:
        raise NotHeldError("遮住图片一部分的卡片")
    else:
        question = _of_others(fields, note)
    return with_lost((question, tuple(lost)), raw)


def _of_others(fields: Sequence[str], note: AnkiNote) -> Question:
    front, *backs = fields or [""]
    if _GAP.search(front):
        question = _gaps(front)
    elif "{{c" in front:
        raise NotHeldError("看不懂的填空卡片")
    else:
        answer = from_html(backs.pop(0)) if backs else ""
        if not answer:
            raise NotHeldError("没有文字答案的卡片")
        question = _two_sides(from_html(front), answer, typed=note.typed)
    names = note.names[len(fields) - len(backs) :] or [""] * len(backs)
    said = (
        f"{name}：{text}" if name not in _EXPLAINING else text
        for name, text in zip(names, map(from_html, backs), strict=False)
        if text
    )
    return replace(question, explanation=" ".join(said))


def _two_sides(stem: str, answer: str, *, typed: bool) -> Question:
    stem = stem_of(stem, typed=typed)
    if not typed:
        return Question("", "recall", stem, model_answer=answer)
    return Question("", typed_kind([(answer,)]), stem, answers=((answer,),))


def _gaps(text: str) -> Question:
    """Return the question of a text with gaps, each gap a blank."""
    answers: list[tuple[str, ...]] = []
    hints: list[str] = []

    def blank(match: re.Match[str]) -> str:
        answer, _, hint = match[1].partition("::")
        answers.append((from_html(answer),))
        hints.append(from_html(hint))
        return BLANK

    stem = from_html(_GAP.sub(blank, text.replace(BLANK, "")))
    if "{{" in stem or not all(answer for (answer,) in answers):
        raise NotHeldError("看不懂的填空卡片")
    hint = "；".join(filter(None, hints))
    return Question("", typed_kind(answers), stem, answers=tuple(answers), hint=hint)


def _own(front: str, back: str, tags: Sequence[str]) -> Question:
    """Return the question that `kit.decks.anki` has made a note of."""
    match = _OWN.fullmatch(front)
    kind = _KINDS.get(match[1]) if match else None
    if match is None or kind is None:
        raise NotHeldError("改动过、看不懂的卡片")
    lists = [_ITEM.findall(each) for each in _LIST.findall(match[3])]
    right = [_ITEM.findall(each) for each in _LIST.findall(back)]
    first = next(iter(_PARAGRAPH.findall(back)), "")
    lines = list(map(from_html, _PARAGRAPH.findall(_LIST.sub("", back))))
    question = Question("", kind, from_html(match[2]))
    if kind in {"single", "multiple"}:
        keys = {_number(each) for each in (right or [[]])[0]}
        options = [
            Option(from_html(each), at in keys) for at, each in enumerate((lists or [[]])[0])
        ]
        question, lines = _told(replace(question, options=tuple(options)), lines)
    elif kind == "judge":
        options = [Option(name, lines[:1] == [f"**{name}**"]) for name in ("对", "错")]
        question, lines = _told(replace(question, options=tuple(options)), lines[1:])
    elif kind == "order":
        question = replace(question, order=tuple(map(from_html, (right or [[]])[0])))
    elif kind == "match":
        question = replace(question, pairs=_pairs((lists or [[]])[0], (right or [[]])[0]))
    elif kind == "recall":
        points = tuple(map(from_html, (right or [[]])[0]))
        lines = [each for each in lines[1:] if each != "得分点："]
        question = replace(question, model_answer=from_html(first), points=points)
    else:
        blanks = [_BOLD.findall(f"<b>{each}</b>") for each in first[3:-4].split("</b>；<b>")]
        answers = tuple(tuple(_accepted(each) for each in accepted) for accepted in blanks)
        question, lines = replace(question, answers=answers), lines[1:]
    hint = _HINT.search(match[3])
    name = _ID.search(back)
    lines = lines[:-1] if name else lines
    question = replace(
        question,
        id=one_line(name[1]) if name else "",
        hint=from_html(hint[1]) if hint else "",
    )
    return with_remarks(question, [], lines, tags)


def _accepted(text: str) -> str:
    """Return an accepted answer as a paper has it: 1 到 5 is a range again."""
    words = from_html(text)
    return _RANGE.sub(r"\1 … \2", words)


def _number(item: str) -> int:
    match = _LETTERED.match(from_html(item))
    if match is None:
        return -1
    return ascii_uppercase.index(match[1]) if match[1].isalpha() else int(match[1]) - 1


def _told(question: Question, lines: Sequence[str]) -> tuple[Question, list[str]]:
    """Return a question with what is said to its options, and the lines that are left."""
    options = list(question.options)
    rest = list(lines)
    pattern = _JUDGED if question.kind == "judge" else _LETTERED
    while rest and (match := pattern.fullmatch(rest[0])):
        names = [each.text for each in options]
        at = names.index(match[1]) if question.kind == "judge" else _number(rest[0])
        if not 0 <= at < len(options) or options[at].feedback:
            break
        options[at] = replace(options[at], feedback=match[2])
        rest.pop(0)
    return replace(question, options=tuple(options)), rest


def _pairs(lefts: Sequence[str], right: Sequence[str]) -> tuple[tuple[str, str], ...]:
    pairs: list[tuple[str, str]] = []
    for left, pair in zip(map(from_html, lefts), map(from_html, right), strict=False):
        if not pair.startswith(f"{left} — "):
            raise NotHeldError("改动过、看不懂的卡片")
        pairs.append((left, pair.removeprefix(f"{left} — ")))
    return tuple(pairs)
