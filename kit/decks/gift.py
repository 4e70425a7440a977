r"""GIFT, the text format that Moodle and others read.

What a learner never sees has its place in comments above a question: ``// [id:…] [tag:…]``, which
Moodle understands, and the lines of a paper that GIFT has nothing for (``// 提示：…``). After the
answers stands the general feedback: 解析, 依据, 出处, each in a line of its own.

Of a recall question the general feedback stands in comments too: there are readers that know an
essay only as ``{}``. Texts are HTML there, but typed answers and the right sides of pairs are not;
``\ ~ = # { } :`` are escaped. In feedback ``~ = { }`` are numeric entities, because the same
readers end a feedback even at an escaped one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kit.decks.inline import BREAK, clean, to_html
from kit.decks.records import Deck, Exported, Left
from kit.decks.weights import weights
from kit.decks.wording import KINDS, SEVERAL_BLANKS, reasons
from kit.quiz.answers import quantity
from kit.quiz.question import Question
from kit.speech import Speech

_SPECIAL = re.compile(r"[\\~=#{}:]")
_ENTITIES = str.maketrans({each: f"&#{ord(each)};" for each in "~={}"})


def write_gift(deck: Deck) -> Exported:
    """Write every question that GIFT can hold, each paper in a category of its own."""
    blocks: list[str] = []
    left: list[Left] = []
    partly: list[Left] = []
    category = ""
    for paper, question in deck.questions():
        if what := _unfit(question):
            left.append(Left(question.id, what))
            continue
        here = "/".join(_step(each) for each in (deck.title, paper.title))
        if here != category:
            blocks.append(f"$CATEGORY: {here}\n")
            category = here
        blocks.append(_block(question, paper.name, deck.speech))
        if question.kind == "recall":
            partly.append(Left(question.id, "参考答案和解析只写在注释里，学习平台不显示"))
    return Exported("\n".join(blocks).encode(), tuple(left), tuple(partly))


def _unfit(question: Question) -> str:
    if question.kind == "order":
        return KINDS["order"]
    if question.kind == "fill" and len(question.answers) > 1:
        return SEVERAL_BLANKS
    if question.kind == "fill" and any("->" in each for each in question.answers[0]):
        return "答案里有“->”的填空题"
    if question.kind == "multiple" and weights(question) is None:
        return "正确项超过十个的多选题"
    return ""


def _block(question: Question, paper: str, speech: Speech) -> str:
    comments = "".join(f"// {line}\n" for line in _comments(question, paper, speech))
    name = f"::{_plain(question.id)}::" if question.id else ""
    return f"{comments}{name}{_markup(question.stem)}{_answers(question, speech)}\n"


def _comments(question: Question, paper: str, speech: Speech) -> Iterator[str]:
    if question.id:
        yield f"[id:{question.id}] [tag:{paper}]"
    if question.kind == "recall":
        yield _line(f"答：{question.model_answer}")
        lines = list(reasons(question, speech))
        if question.explanation:
            lines[0] = f"解析：{lines[0]}"
        yield from map(_line, lines)
    for label, text in (
        ("提示", question.hint),
        ("选项顺序", "固定" if question.fixed_order else ""),
        ("计数", question.count),
    ):
        if text:
            yield _line(f"{label}：{text}")
    for kept in question.kept:
        yield _line(f"保留：{kept.rule}，{kept.reason}")


def _answers(question: Question, speech: Speech) -> str:
    """Return the answers in their braces."""
    after = "" if question.kind == "recall" else _general(question, speech)
    match question.kind:
        case "recall":
            return "{}"
        case "judge":
            return _judge(question, after)
        case "numeric":
            return _numbers(question, after)
        case "single":
            lines = [
                f"{'=' if each.correct else _weighed(each.text)}{_markup(each.text)}"
                f"{_feedback(each.feedback)}"
                for each in question.options
            ]
        case "multiple":
            lines = [
                f"~%{weight}%{_markup(each.text)}{_feedback(each.feedback)}"
                for each, weight in zip(question.options, weights(question) or (), strict=True)
            ]
        case "match":
            lines = [f"={_markup(left)} -> {_plain(right)}" for left, right in question.pairs]
        case _:
            lines = [f"={_accepted(each)}" for each in question.answers[0]]
    if after:
        lines.append(after)
    return "{\n" + "".join(f"\t{line}\n" for line in lines) + "}"


def _judge(question: Question, after: str) -> str:
    """Return ``{TRUE#feedback if wrong#feedback if right####…}``."""
    right = next(each for each in question.options if each.correct)
    wrong = next(each for each in question.options if not each.correct)
    said = _feedback(wrong.feedback)
    if right.feedback:
        said = (said or "#") + _feedback(right.feedback)
    return f"{{{'TRUE' if right.text == '对' else 'FALSE'}{said}{after}}}"


def _numbers(question: Question, after: str) -> str:
    values = dict.fromkeys(each for each in map(quantity, question.answers[0]) if each)
    if len(values) == 1:
        return f"{{#{next(iter(values))}{after}}}"
    return "{#\n" + "".join(f"\t={each}\n" for each in values) + f"\t{after}\n}}"


def _general(question: Question, speech: Speech) -> str:
    lines = reasons(question, speech)
    return f"####{BREAK.join(_said(each) for each in lines)}" if lines else ""


def _feedback(text: str) -> str:
    return f"#{_said(text)}" if text else ""


def _said(text: str) -> str:
    """Return a feedback: HTML in which no character but ``#`` and ``:`` needs its backslash."""
    return _tagged(_plain(to_html(text).translate(_ENTITIES)))


def _markup(text: str) -> str:
    """Return the text of a stem, an option or a left side."""
    return _tagged(_plain(to_html(text)))


def _accepted(text: str) -> str:
    """Return a typed answer: no HTML, but ``*`` would stand for anything."""
    return ("%100%" if text.startswith("%") else "") + _tagged(_plain(text.replace("*", r"\*")))


def _weighed(text: str) -> str:
    """Return the mark of a wrong option; what begins like a weight gets a real one before it."""
    return "~%0%" if text.startswith("%") else "~"


def _tagged(text: str) -> str:
    """Return a text with a format before it, where its beginning would be taken for one."""
    return f"[moodle]{text}" if text.startswith("[") else text


def _plain(text: str) -> str:
    """Return a text with its special characters escaped, in one line."""
    escaped = _SPECIAL.sub(lambda match: f"\\{match.group()}", clean(text))
    return escaped.replace("\n", r"\n")


def _step(title: str) -> str:
    """Return one step of a category's path."""
    return _line(title).replace("/", "//")


def _line(text: str) -> str:
    return " ".join(clean(text).split("\n"))
