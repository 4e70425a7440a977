"""GIFT read again: files of `write_gift`, and those that people and platforms have written.

The rules are those of Moodle's documentation of the format, and what people make of them: marks of
full width, 对 and 错, several ``=`` beside ``~``, braces at more than one place of a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kit.decks.blanks import TypedAnswer, one_blank, several_blanks, without_star
from kit.decks.deck import Draft, Imported, NotHeldError, beside, choice_of, explained, read_each
from kit.decks.figures import digits_of, from_to, with_margin
from kit.decks.gift_blocks import (
    CATEGORY,
    FALSE,
    TRUE,
    GiftBlock,
    narrow_figures,
    narrow_marks,
    read_blocks,
    shown,
    without_numbers,
)
from kit.decks.html_text import from_html, from_markdown, lost_of_html, one_line, see_words
from kit.decks.remarks import read_remarks, tags_of_others, with_mistakes
from kit.decks.texts import blanks_alike, with_blank
from kit.quiz.question import (
    BLANK,
    Option,
    Question,
)

_ASKED = ("？", "?", "：", ":")
_STEPS = re.compile(r"(?<!/)/(?!/)")
_TAG = re.compile(r"\[tag:(.+?)\]")
_BREAKS = re.compile(r"<br ?/?>")
_WEIGHT = re.compile(r"%(-?[0-9]+(?:\.[0-9]*)?)%")
_MARGIN = re.compile("[:：\x07]")  # the last is an escaped colon
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
    categories = [_STEPS.split(path)[-1].strip().replace("//", "/") for path in paths]
    blocks = tuple(without_numbers(tuple(read_blocks(text))))
    found = read_each(((each.name, each.line, each) for each in blocks), _question)
    tags = (tag for block in blocks for tag in tags_of_others(_tags(block)))
    return replace(
        found,
        title=categories[0] if len(set(categories)) == 1 else "",
        beside=beside(categories, "分类", tags),
    )


def _tags(block: GiftBlock) -> list[str]:
    return [tag for comment in block.comments for tag in _TAG.findall(comment)]


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
    question, lost = read[0] if len(read) == 1 else several_blanks(read)
    *before, after = block.texts
    blank = "" if question.kind in {"judge", "match", "recall"} else BLANK
    if question.kind in {"single", "multiple"} and before[-1].rstrip().endswith(_ASKED):
        blank = ""
    stem = blank.join(before)
    stem = _marked(f"{stem}{blank}{after}" if after.strip() or len(before) > 1 else stem)
    stem = with_blank(stem) if question.answers else blanks_alike(stem)
    general = " ".join(filter(None, (said.strip() for _, _, said in cut)))
    lines = map(_marked, _BREAKS.split(general))
    notes = read_remarks(block.comments, lines, _tags(block), recall=question.kind == "recall")
    question = with_mistakes(question, notes.pop("mistakes"))
    if not notes.get("explanation"):
        question = explained(question)
    elif question.explanation:
        notes["explanation"] = f"{question.explanation} {notes['explanation']}"
    notes["explanation"] = notes["explanation"] or question.explanation
    raw = shown("\n".join((*block.texts, *block.braces)))
    lost = (*lost, *lost_of_html(raw, markdown="[markdown]" in raw))
    options = [each.text for each in question.options]
    see_words(stem, (*options, *sum(question.pairs, ())), pictures="图片" in lost)
    return replace(question, id=block.name, stem=stem, **notes), lost


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
    answers = _split(body.replace("~=", "="), "~")
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
    return choice_of(options), tuple(lost)


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
    return one_blank(_typed(each, _number(each)) for each in answers)


def _number(answer: _Answer) -> str:
    """Return what a paper accepts for a number or a range, "" if it is none."""
    text = narrow_figures(one_line(shown(answer.text))).replace("…", "..")
    least, dots, greatest = text.partition("..")
    if dots:
        return from_to(least, greatest)
    number, *margin = _MARGIN.split(text, maxsplit=1)
    return with_margin(number, margin[0]) if margin else digits_of(number)


def _short(body: str) -> Draft:
    return one_blank(_typed(each, without_star(_untagged(each.text)[0])) for each in _split(body))


def _typed(answer: _Answer, text: str) -> TypedAnswer:
    worth = 0.0 if answer.mark == "~" else 100.0 if answer.weight is None else answer.weight
    return TypedAnswer(text, _marked(answer.feedback), worth)


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
