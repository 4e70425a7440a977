"""GIFT read again: files of `write_gift`, and those that people and platforms have written.

The rules are those of Moodle's documentation of the format, and what people make of them: marks of
full width, 对 and 错, several ``=`` beside ``~``, braces at more than one place of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kit.decks.deck import Draft, Imported, NotHeldError, explained, read_each
from kit.decks.figures import digits_of, from_to, with_margin
from kit.decks.gift_blocks import CATEGORY, FALSE, TRUE, GiftBlock, narrow_marks, read_blocks, shown
from kit.decks.html_text import from_html, from_markdown, lost_of_html, one_line, see_words
from kit.decks.texts import blanks_alike, with_blank
from kit.quiz.answers import figures, typed_kind
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
_MARGIN = re.compile("[:：\x07]")  # the last is an escaped colon
_WILD = re.compile(r"(?<!\\)\*")
_FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]")


@dataclass(frozen=True, slots=True)
class _Answer:
    """One ``=`` or ``~``: its text and feedback, escaped, and its weight, None without one."""

    mark: str
    text: str
    feedback: str
    weight: float | None


def read_gift(text: str) -> Imported:
    """Read every question; what a paper cannot hold is named, by the question's name and line.

    The title is that of the file's category, if it has only one.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = map(str.strip, text.split("\n"))
    paths = [line.removeprefix(CATEGORY) for line in lines if line.startswith(CATEGORY)]
    categories = {_STEPS.split(path)[-1].strip().replace("//", "/") for path in paths}
    found = read_each(((each.name, each.line, each) for each in read_blocks(text)), _question)
    return replace(found, title=categories.pop() if len(categories) == 1 else "")


def _question(block: GiftBlock) -> Draft:
    """Return the question of a block, and what of it is lost."""
    if not block.whole:
        raise NotHeldError("花括号不成对的题目")
    if not block.braces:
        outside = any(line.startswith(("=", "~")) for line in block.texts[0].split("\n"))
        raise NotHeldError("答案没有写在花括号里的题目" if outside else "没有答案的说明文字")
    marked = [narrow_marks(each) for each in block.braces]
    cut = [body.rpartition("####") if "####" in body else (body, "", "") for body in marked]
    read = [_answers(body.strip()) for body, _, _ in cut]
    question, lost = read[0] if len(read) == 1 else _several(read)
    *before, after = block.texts
    stem = BLANK.join(before)
    stem = _marked(f"{stem}{BLANK}{after}" if after.strip() or len(before) > 1 else stem)
    stem = with_blank(stem) if question.answers else blanks_alike(stem)
    general = " ".join(filter(None, (said.strip() for _, _, said in cut)))
    notes = _notes(block.comments, general, question.kind == "recall")
    wrong = _wrong_pairs(question, notes.pop("mistakes"))
    question = replace(question, wrong=(*question.wrong, *wrong))
    if not notes.get("explanation"):
        question = explained(question)
    elif question.explanation:
        notes["explanation"] = f"{question.explanation} {notes['explanation']}"
    notes["explanation"] = notes["explanation"] or question.explanation
    raw = shown("\n".join((*block.texts, *block.braces)))
    lost = (*lost, *lost_of_html(raw))
    options = [each.text for each in question.options]
    see_words(stem, (*options, *sum(question.pairs, ())), pictures="图片" in lost)
    return replace(question, id=block.name, stem=stem, **notes), lost


def _several(read: Sequence[Draft]) -> Draft:
    """Return one question of several blanks.

    Raises:
        NotHeldError: not all of them are to be typed into.
    """
    if any(len(question.answers) != 1 for question, _ in read):
        raise NotHeldError("有几处答案、又不都是填空的题目")
    if any(figures(text) for question, _ in read for text in question.answers[0]):
        raise NotHeldError("有几个空、答案是一个范围的题目")
    question = Question(
        "",
        "fill",
        "",
        answers=tuple(question.answers[0] for question, _ in read),
        explanation=" ".join(filter(None, (question.explanation for question, _ in read))),
        wrong=tuple(
            replace(each, at=at) for at, (question, _) in enumerate(read) for each in question.wrong
        ),
    )
    return question, tuple(what for _, lost in read for what in lost)


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


def _answers(body: str) -> Draft:
    """Read what stands between the braces, without the general feedback.

    Raises:
        NotHeldError: it is no question, or one that a paper cannot hold.
    """
    if not body:
        return Question("", "recall", ""), ()
    if body.startswith(">"):
        raise NotHeldError("排序题（Moodle 插件的写法）")
    if body.startswith("#"):
        return _numerical(body[1:])
    if "~" in body:
        return _choice(body)
    if "=" in body and "->" in body:
        return _match(body)
    word, *feedback = body.split("#", 2)
    if word.strip().upper() in TRUE | FALSE:
        return _judge(word.strip().upper() in TRUE, feedback), ()
    return _short(body)


def _judge(true: bool, feedback: list[str]) -> Question:
    wrong, right = ([_marked(each) for each in feedback] + ["", ""])[:2]
    options = (
        Option("对", true, right if true else wrong),
        Option("错", not true, wrong if true else right),
    )
    return Question("", "judge", "", options)


def _choice(body: str) -> Draft:
    """Read options; every ``=``, or every weight above 0, is a right one."""
    answers = _split(body, "~")
    lost: list[str] = []
    equals = sum(each.mark == "=" for each in answers)
    weighed = [(each.weight or 0) > 0 for each in answers]
    correct = [each.mark == "=" for each in answers] if equals else weighed
    if not any(correct):
        raise NotHeldError("没有正确答案的题目")
    if equals > 1:
        lost.append("选中一个正确项就得满分的规定")
    if equals and any(each.weight is not None and 0 < each.weight < 100 for each in answers):
        lost.append("选项的部分得分")
    options = tuple(
        Option(_marked(each.text), right, _marked(each.feedback))
        for each, right in zip(answers, correct, strict=True)
    )
    kind: Kind = "multiple" if sum(correct) > 1 else "single"
    return Question("", kind, "", options), tuple(lost)


def _match(body: str) -> Draft:
    pairs: list[tuple[str, str]] = []
    for each in _split(body, ""):
        left, arrow, right = each.text.partition("->")
        if not arrow:
            raise NotHeldError("看不懂的配对题")
        pairs.append((_marked(left), one_line(shown(right))))
    real = tuple((left, right) for left, right in pairs if left)
    lost = ("多余的右项",) if len(real) < len(pairs) else ()
    return Question("", "match", "", pairs=real), lost


def _numerical(body: str) -> Draft:
    """Read ``6``, ``6:0.5``, ``5..7`` and lists of them."""
    answers = _split(body if body.lstrip().startswith(("=", "~")) else f"={body}")
    right = [each for each in answers if each.mark == "=" and each.weight in {None, 100}]
    values = [_number(each) for each in right]
    if not all(values):
        raise NotHeldError("看不懂的数字题")
    return _typed(tuple(values), right, answers, _number)


def _number(answer: _Answer) -> str:
    """Return what a paper accepts for a number or a range, "" if it is none."""
    text = one_line(shown(answer.text))
    least, dots, greatest = text.partition("..")
    if dots:
        return from_to(least, greatest)
    number, *margin = _MARGIN.split(text, maxsplit=1)
    return with_margin(number, margin[0]) if margin else digits_of(number)


def _short(body: str) -> Draft:
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
) -> Draft:
    """Return what is typed into a blank; wrong answers stay if something is said to them."""
    if not accepted or not all(accepted):
        raise NotHeldError("没有正确答案的题目")
    said = dict.fromkeys(_marked(each.feedback) for each in right if each.feedback)
    wrong: dict[str, list[str]] = {}
    lost: list[str] = []
    for each in answers:
        if each in right:
            continue
        if each.weight:
            lost.append("只得部分分的答案")
        elif not each.feedback:
            lost.append("没有说明的错答")
        elif text := text_of(each):
            wrong.setdefault(_marked(each.feedback), []).append(text)
        else:
            lost.append("对其余答案的说明")
    question = Question(
        "",
        typed_kind([accepted]),
        "",
        answers=(accepted,),
        explanation=" ".join(said),
        wrong=tuple(WrongAnswer(told, 0, texts=tuple(texts)) for told, texts in wrong.items()),
    )
    return question, tuple(lost)


def _split(body: str, weighed: str = "=") -> list[_Answer]:
    """Cut the answers apart; only after a mark of ``weighed`` can there be a weight.

    Raises:
        NotHeldError: there is none, or text before the first that belongs to none.
    """
    answers: list[_Answer] = []
    for match in re.finditer(r"([=~])([^=~]*)", body):
        text, _, feedback = match[2].strip().partition("#")
        weight = _WEIGHT.match(text) if match[1] in weighed else None
        if weight:
            text = text[weight.end() :]
        value = float(weight[1]) if weight else None
        answers.append(_Answer(match[1], text.strip(), feedback.strip(), value))
    if not answers or not body.lstrip().startswith(("=", "~")):
        raise NotHeldError("看不懂的答案")
    return answers


def _untagged(text: str) -> tuple[str, str]:
    """Return the text that an escaped one stands for, without its format, and the format."""
    match = _FORMAT.match(text)
    return (shown(text[match.end() :]), match[1]) if match else (shown(text), "")


def _marked(text: str) -> str:
    """Return a text as a paper writes it; HTML, unless its format says otherwise."""
    rest, form = _untagged(text)
    if form == "markdown":
        return from_markdown(rest)
    return one_line(rest) if form == "plain" else from_html(rest)
