r"""GIFT read again: files of `write_gift`, and those that people and platforms have written.

The rules are those of Moodle's documentation of the format. A question ends at a blank line; its
name stands between ``::``, its answers between braces; what stands after them turns the braces into
a blank of the sentence.

``\~ \= \# \{ \} \: \\ \n`` stand for a character without its meaning. While a question is taken
apart such a character is one of `_STAND_INS`, so that it is found by nobody who looks for the
character itself; texts of which that is still true are called escaped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kit.decks.deck import Imported, NotHeldError, explained, read_each
from kit.decks.texts import blanks_alike, clean, from_html, one_line, with_blank
from kit.quiz.answers import typed_kind
from kit.quiz.question import (
    BLANK,
    LEVEL_NAMES,
    TIER_NAMES,
    Evidence,
    KeptWarning,
    Kind,
    Option,
    Question,
    WrongAnswer,
)

_GAP = re.compile(r"\n[ \t]*\n")
_CATEGORY = "$CATEGORY:"
_STEPS = re.compile(r"(?<!/)/(?!/)")
_TEXTS = {
    **{"答": "model_answer", "解析": "explanation", "出处": "source"},
    **{"提示": "hint", "计数": "count"},
}
_LABELLED = re.compile(
    rf"({'|'.join(_TEXTS)}|依据|选项顺序|保留|得分点|常见错误)(?:（(.+?)）)?：(.*)"
)
_TAG = re.compile(r"\[tag:(.+?)\]")
_TIERS = {name: tier for tier, name in TIER_NAMES.items()}
_LEVELS = {name: level for level, name in LEVEL_NAMES.items()}
_PAIR = re.compile("“(.*)”配“(.*)”")
_KEPT = re.compile(r"(.+?)，(.+)")
_BREAKS = re.compile(r"<br ?/?>")
_WEIGHT = re.compile(r"%(-?[0-9]+(?:\.[0-9]*)?)%")
_TRUE, _FALSE = {"T", "TRUE"}, {"F", "FALSE"}
_EXACT = re.compile(r"([+-]?(?:[0-9]*\.)?[0-9]+)(?:[:\x07]0*(?:\.0*)?)?")
_WILD = re.compile(r"(?<!\\)\*")
_FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]")
_ESCAPE = re.compile(r"\\([\\~=#{}:n])")
_STAND_INS = "\x01\x02\x03\x04\x05\x06\x07\x08"  # `clean` leaves none of them in a text
_HIDE = dict(zip("\\~=#{}:n", _STAND_INS, strict=True))
_SHOW = str.maketrans(dict(zip(_STAND_INS, "\\~=#{}:\n", strict=True)))

_Draft = tuple[Question, str]
"""A question still without name and stem, and what of its answers a paper has no place for."""


@dataclass(frozen=True, slots=True)
class _Block:
    """One question as the file has it; all but its comments and its name escaped.

    ``braces`` is what stands between the braces, None without any, ``rest`` what stands after.
    """

    comments: tuple[str, ...]
    name: str
    stem: str
    braces: str | None
    rest: str


@dataclass(frozen=True, slots=True)
class _Answer:
    """One ``=`` or ``~``: its text and feedback, escaped, and its weight, None without one."""

    mark: str
    text: str
    feedback: str
    weight: float | None


def read_gift(text: str) -> Imported:
    """Read every question; what a paper cannot hold is named, by the question's name or number.

    The title is that of the file's category, if it has only one.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = map(str.strip, text.split("\n"))
    paths = [line.removeprefix(_CATEGORY) for line in lines if line.startswith(_CATEGORY)]
    categories = {_STEPS.split(path)[-1].strip().replace("//", "/") for path in paths}
    found = read_each(((each.name, each) for each in _blocks(text)), _question)
    return replace(found, title=categories.pop() if len(categories) == 1 else "")


def _blocks(text: str) -> Iterator[_Block]:
    """Yield what is between two blank lines, if it is more than comments."""
    for block in _GAP.split(text):
        lines = [line.strip() for line in block.split("\n")]
        comments = tuple(line[2:].strip() for line in lines if line.startswith("//"))
        rest = (line for line in lines if not line.startswith(("//", _CATEGORY)))
        if body := "\n".join(rest).strip():
            yield _block(comments, _ESCAPE.sub(lambda match: _HIDE[match[1]], clean(body)))


def _block(comments: tuple[str, ...], body: str) -> _Block:
    name = ""
    if body.startswith("::"):
        before, colons, after = body[2:].partition("::")
        if colons:
            name, body = one_line(_plain(before)), after.strip()
    start, end = body.find("{"), body.find("}")
    if start < 0 or end < start:
        return _Block(comments, name, body, None, "")
    return _Block(comments, name, body[:start], body[start + 1 : end].strip(), body[end + 1 :])


def _question(block: _Block) -> _Draft:
    """Return the question of a block, and what of it is lost."""
    if block.braces is None:
        raise NotHeldError("没有答案的说明文字")
    before, hashes, after = block.braces.rpartition("####")
    body, general = (before, after) if hashes else (after, "")
    question, lost = _answers(body.strip())
    stem = _marked(f"{block.stem}{BLANK}{block.rest}" if block.rest.strip() else block.stem)
    stem = with_blank(stem) if question.answers else blanks_alike(stem)
    notes = _notes(block.comments, general.strip(), question.kind == "recall")
    wrong = _wrong_pairs(question, notes.pop("mistakes"))
    question = replace(question, wrong=(*question.wrong, *wrong))
    if not notes.get("explanation"):
        question = explained(question)
        notes["explanation"] = question.explanation
    return replace(question, id=block.name, stem=stem, **notes), lost


def _wrong_pairs(question: Question, mistakes: Sequence[tuple[str, str]]) -> Iterator[WrongAnswer]:
    """Yield the wrong pairs that general feedback names."""
    lefts, rights = ([pair[side] for pair in question.pairs] for side in (0, 1))
    for name, feedback in mistakes:
        match = _PAIR.fullmatch(name)
        if match and match[1] in lefts and match[2] in rights:
            yield WrongAnswer(feedback, lefts.index(match[1]), rights.index(match[2]))


def _notes(comments: Sequence[str], general: str, recall: bool) -> dict[str, Any]:
    """Return what comments and general feedback say of a question, as fields of it."""
    notes: dict[str, Any] = {"evidence": [], "kept": [], "points": [], "mistakes": []}
    for comment in comments:
        for tag in _TAG.findall(comment):
            if tag in _TIERS:
                notes["tier"] = _TIERS[tag]
            elif tag in _LEVELS:
                notes["level"] = _LEVELS[tag]
        if match := _LABELLED.fullmatch(comment):
            _note(notes, match)
    first, *lines = (_marked(each) for each in _BREAKS.split(general))
    field = "model_answer" if recall and not notes.get("model_answer") else "explanation"
    if first and not notes.get(field):
        notes[field] = first
    more: list[str] = []
    for line in lines:
        match = _LABELLED.fullmatch(line)
        if match and match[1] in {"依据", "出处", "常见错误"}:
            _note(notes, match)
        else:
            more.append(line)
    notes["explanation"] = " ".join(filter(None, (notes.get("explanation"), *more)))
    points = notes["points"] if recall else ()
    evidence, kept = tuple(notes["evidence"]), tuple(notes["kept"])
    return notes | {"evidence": evidence, "kept": kept, "points": tuple(points)}


def _note(notes: dict[str, Any], match: re.Match[str]) -> None:
    label, part, text = match[1], match[2], match[3].strip()
    if label in _TEXTS:
        notes[_TEXTS[label]] = text
    elif label == "依据":
        notes["evidence"].append(Evidence(text, 0, 0, part))
    elif label == "得分点":
        notes["points"].append(text)
    elif label == "常见错误":
        notes["mistakes"].append((part or "", text))
    elif label == "选项顺序":
        notes["fixed_order"] = text == "固定"
    elif kept := _KEPT.fullmatch(text):
        notes["kept"].append(KeptWarning(kept[1], kept[2], 0))


def _answers(body: str) -> _Draft:
    """Read what stands between the braces, without the general feedback.

    Raises:
        NotHeldError: it is no question, or one that a paper cannot hold.
    """
    if not body:
        return Question("", "recall", ""), ""
    if body.startswith(">"):
        raise NotHeldError("排序题（Moodle 插件的写法）")
    if body.startswith("#"):
        return _numerical(body[1:])
    if "~" in body:
        return _choice(body)
    if "=" in body and "->" in body:
        return _match(body)
    word, *feedback = body.split("#", 2)
    if word.strip().upper() in _TRUE | _FALSE:
        return _judge(word.strip().upper() in _TRUE, feedback), ""
    return _short(body)


def _judge(true: bool, feedback: list[str]) -> Question:
    wrong, right = ([_marked(each) for each in feedback] + ["", ""])[:2]
    options = (
        Option("对", true, right if true else wrong),
        Option("错", not true, wrong if true else right),
    )
    return Question("", "judge", "", options)


def _choice(body: str) -> _Draft:
    answers = _split(body, "~")
    equals = sum(each.mark == "=" for each in answers)
    if equals > 1:
        raise NotHeldError("有几个正确项、只选其一的选择题")
    weighed = [(each.weight or 0) > 0 for each in answers]
    correct = [each.mark == "=" for each in answers] if equals else weighed
    if not any(correct):
        raise NotHeldError("没有正确答案的题目")
    options = tuple(
        Option(_marked(each.text), right, _marked(each.feedback))
        for each, right in zip(answers, correct, strict=True)
    )
    lost = equals and any(weighed)
    kind: Kind = "multiple" if sum(correct) > 1 else "single"
    return Question("", kind, "", options), "选项的部分得分" if lost else ""


def _match(body: str) -> _Draft:
    pairs: list[tuple[str, str]] = []
    for each in _split(body, ""):
        left, arrow, right = each.text.partition("->")
        if not arrow:
            raise NotHeldError("看不懂的配对题")
        pairs.append((_marked(left), one_line(_plain(right))))
    real = tuple((left, right) for left, right in pairs if left)
    return Question("", "match", "", pairs=real), "多余的右项" if len(real) < len(pairs) else ""


def _numerical(body: str) -> _Draft:
    """Read ``6``, ``6:0`` and lists of them; a range or a margin is not held."""
    answers = _split(body if body.lstrip().startswith(("=", "~")) else f"={body}")
    right = [each for each in answers if each.mark == "=" and each.weight in {None, 100}]
    values = [_exact(each) for each in right]
    if not all(values):
        raise NotHeldError("答案是一个范围的题目")
    return _typed(tuple(values), right, answers, _exact)


def _exact(answer: _Answer) -> str:
    """Return the number that an answer is, "" if it is none or has a margin."""
    match = _EXACT.fullmatch(one_line(answer.text))
    return match[1].removeprefix("+") if match else ""


def _short(body: str) -> _Draft:
    answers = _split(body)
    right = [each for each in answers if each.weight in {None, 100}]
    if any(_WILD.search(_untagged(each.text)[0]) for each in right):
        raise NotHeldError("答案里有通配符的题目")
    return _typed(tuple(map(_whole, right)), right, answers, _whole)


def _whole(answer: _Answer) -> str:
    """Return the text of an answer, "" if a star in it stands for anything."""
    text = one_line(_untagged(answer.text)[0])
    return "" if _WILD.search(text) else text.replace(r"\*", "*")


def _typed(
    accepted: tuple[str, ...],
    right: list[_Answer],
    answers: list[_Answer],
    text_of: Callable[[_Answer], str],
) -> _Draft:
    """Return what is typed into a blank; wrong answers stay if something is said to them."""
    if not accepted:
        raise NotHeldError("没有正确答案的题目")
    said = next((_marked(each.feedback) for each in right if each.feedback), "")
    wrong: dict[str, list[str]] = {}
    for each in answers:
        if each.mark == "=" and each.weight == 0 and each.feedback and text_of(each):
            wrong.setdefault(_marked(each.feedback), []).append(text_of(each))
    question = Question(
        "",
        typed_kind([accepted]),
        "",
        answers=(accepted,),
        explanation=said,
        wrong=tuple(WrongAnswer(told, 0, texts=tuple(texts)) for told, texts in wrong.items()),
    )
    lost = len(answers) > len(right) + sum(map(len, wrong.values()))
    return question, "不完全正确的答案" if lost else ""


def _split(body: str, weighed: str = "=") -> list[_Answer]:
    """Cut the answers apart; text before the first ``=`` or ``~`` belongs to none.

    Only after a mark of ``weighed`` can there be a weight.
    """
    answers: list[_Answer] = []
    for match in re.finditer(r"([=~])([^=~]*)", body):
        text, _, feedback = match[2].strip().partition("#")
        weight = _WEIGHT.match(text) if match[1] in weighed else None
        if weight:
            text = text[weight.end() :]
        value = float(weight[1]) if weight else None
        answers.append(_Answer(match[1], text.strip(), feedback.strip(), value))
    if not answers:
        raise NotHeldError("看不懂的答案")
    return answers


def _plain(text: str) -> str:
    """Return the text that an escaped one stands for."""
    return text.translate(_SHOW)


def _untagged(text: str) -> tuple[str, str]:
    """Return the text that an escaped one stands for, without its format, and the format."""
    match = _FORMAT.match(text)
    return (_plain(text[match.end() :]), match[1]) if match else (_plain(text), "")


def _marked(text: str) -> str:
    """Return a text as a paper writes it; HTML, unless its format says otherwise."""
    rest, form = _untagged(text)
    return one_line(rest) if form in {"plain", "markdown"} else from_html(rest)
