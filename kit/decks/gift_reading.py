"""GIFT read again: files of `write_gift`, and those that people and platforms have written.

The rules are those of Moodle's documentation of the format, and what people make of them: marks of
full width, 对 and 错, several ``=`` beside ``~``, braces at more than one place of a sentence.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kit.decks.deck import Draft, Imported, NotHeldError, read_each
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
from kit.decks.html_text import from_format, one_line, with_lost
from kit.decks.remarks import grouped, with_remarks
from kit.decks.texts import category_name, stem_of
from kit.decks.weighed import (
    WeighedAnswer,
    choice,
    matching,
    one_blank,
    several_blanks,
    without_star,
)
from kit.quiz.question import BLANK, Option, Question

_ASKED = ("？", "?", "：", ":")
_TAG = re.compile(r"\[tag:(.+?)\]")
_BREAKS = re.compile(r"<br ?/?>")
_WEIGHT = re.compile(r"%(-?[0-9]+(?:\.[0-9]*)?)%")
_MARGIN = re.compile("[:：\x07]")  # the last is an escaped colon
_FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]")


def read_gift(text: str) -> Imported:
    """Read every question; what a paper cannot hold is named, by the question's name and line.

    The title is that of the file's category, if it has only one.
    """
    lines = map(str.strip, text.split("\n"))
    paths = [line.removeprefix(CATEGORY) for line in lines if line.startswith(CATEGORY)]
    blocks = tuple(without_numbers(tuple(read_blocks(text))))
    found = read_each(((each.name, each.line, each) for each in blocks), _question)
    return grouped(found, "分类", map(category_name, paths), map(_tags, blocks))


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
    general = " ".join(filter(None, (said.strip() for _, _, said in cut)))
    question = with_remarks(
        replace(question, id=block.name, stem=_stem(block, question)),
        block.comments,
        map(_marked, _BREAKS.split(general)),
        _tags(block),
    )
    raw = shown("\n".join((*block.texts, *block.braces)))
    return with_lost((question, lost), raw, markdown="[markdown]" in raw)


def _stem(block: GiftBlock, question: Question) -> str:
    *before, after = block.texts
    blank = "" if question.kind in {"judge", "match", "recall"} else BLANK
    if question.kind in {"single", "multiple"} and before[-1].rstrip().endswith(_ASKED):
        blank = ""
    stem = blank.join(before)
    stem = f"{stem}{blank}{after}" if after.strip() or len(before) > 1 else stem
    return stem_of(_marked(stem), typed=bool(question.answers))


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
    """Read options: among ``=`` one can be ticked, among ``~`` with weights several."""
    answers = _split(body.replace("~=", "="), "~")
    return choice([replace(each, text=_marked(each.text)) for each in answers], single="=" in body)


def _match(body: str) -> Draft:
    pairs: list[tuple[str, str]] = []
    for each in _split(body, ""):
        left, arrow, right = each.text.partition("->")
        if not arrow:
            raise NotHeldError("看不懂的配对题")
        pairs.append((_marked(left), one_line(shown(right))))
    return matching(pairs)


def _numerical(body: str) -> Draft:
    """Read ``6``, ``6:0.5``, ``5..7`` and lists of them."""
    answers = _split(body if body.lstrip().startswith(("=", "~")) else f"={body}")
    return one_blank(replace(each, text=_number(each.text)) for each in answers)


def _number(escaped: str) -> str:
    """Return what a paper accepts for a number or a range, "" if it is none."""
    text = narrow_figures(one_line(shown(escaped))).replace("…", "..")
    least, dots, greatest = text.partition("..")
    if dots:
        return from_to(least, greatest)
    number, *margin = _MARGIN.split(text, maxsplit=1)
    return with_margin(number, margin[0]) if margin else digits_of(number)


def _short(body: str) -> Draft:
    return one_blank(
        replace(each, text=without_star(_untagged(each.text)[0])) for each in _split(body)
    )


def _split(body: str, weighed: str = "=") -> list[WeighedAnswer]:
    """Cut the answers apart, their texts escaped; only a mark of ``weighed`` can have a weight.

    Raises:
        NotHeldError: there is none, or text before the first that belongs to none.
    """
    answers: list[WeighedAnswer] = []
    for match in re.finditer(r"([=~])([^=~]*)", body):
        text, _, feedback = match[2].strip().partition("#")
        worth = 100.0 if match[1] == "=" else 0.0
        if match[1] in weighed and (weight := _WEIGHT.match(text)):
            text, worth = text[weight.end() :], float(weight[1])
        answers.append(WeighedAnswer(text.strip(), _marked(feedback.strip()), worth))
    if not answers or not body.lstrip().startswith(("=", "~")):
        raise NotHeldError("看不懂的答案")
    return answers


def _untagged(text: str) -> tuple[str, str]:
    """Return the text that an escaped one stands for, without its format, and the format."""
    match = _FORMAT.match(text)
    return (shown(text[match.end() :]), match[1]) if match else (shown(text), "")


def _marked(text: str) -> str:
    """Return a text as a paper writes it; HTML, unless its format says otherwise."""
    return from_format(*_untagged(text))
