r"""GIFT, the text format that Moodle and others read.

What a learner never sees has its place in comments above a question: ``// [id:…] [tag:…]``, which
Moodle understands (the tags: the paper, 层次, 能力), and the lines of a paper that GIFT has nothing
for (``// 提示：…``). A likely wrong answer that is typed is worth ``%0%``. After the answers stands
the general feedback: 解析, 依据, 出处, 常见错误, each in a line of its own.

Of a recall question the general feedback stands in comments too: there are readers that know an
essay only as ``{}``. Texts are HTML there, but typed answers and the right sides of pairs are not;
``\ ~ = # { } :`` are escaped. In feedback ``~ = { }`` are numeric entities, because the same
readers end a feedback even at an escaped one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kit.decks.deck import Deck, Exported, Left
from kit.decks.figures import margin_of
from kit.decks.html_text import BREAK, clean, one_line, to_html
from kit.decks.texts import category, mistakes, reasons, standing, unfit, unnumbered
from kit.decks.weighed import WeighedAnswer, typed_answers, unweighed, weights
from kit.quiz.answers import figures
from kit.quiz.question import Question
from kit.speech import Speech

_SPECIAL = re.compile(r"[\\~=#{}:]")
_ENTITIES = str.maketrans({each: f"&#{ord(each)};" for each in "~={}"})


def write_gift(deck: Deck) -> Exported:
    """Write every question that GIFT can hold, each paper in a category of its own."""
    held, left = deck.held(_unfit)
    blocks: list[str] = []
    last = ""
    for paper, question in held:
        here = category(deck, paper)
        if here != last:
            blocks.append(f"$CATEGORY: {here}\n")
            last = here
        blocks.append(_block(question, paper.name, deck.speech))
    partly = [
        Left(question.id, "参考答案和解析只写在注释里，学习平台不显示")
        for _, question in held
        if question.kind == "recall"
    ]
    partly += unnumbered(held)
    return Exported("\n".join(blocks).encode(), left, tuple(partly))


def _unfit(question: Question) -> str:
    wrong = [text for each in question.wrong for text in each.texts]
    if question.kind == "fill" and any("->" in each for each in (*question.answers[0], *wrong)):
        return unfit(question) or "答案里有“->”的填空题"
    return unfit(question, "order") or unweighed(question)


def _block(question: Question, paper: str, speech: Speech) -> str:
    comments = "".join(f"// {line}\n" for line in _comments(question, paper, speech))
    name = f"::{_plain(question.id)}::" if question.id else ""
    return f"{comments}{name}{_markup(question.stem)}{_answers(question, speech)}\n"


def _comments(question: Question, paper: str, speech: Speech) -> Iterator[str]:
    tags = "".join(f" [tag:{each}]" for each in (paper, *standing(question)))
    yield f"[id:{question.id}]{tags}" if question.id else tags.strip()
    if question.kind == "recall":
        yield one_line(f"答：{question.model_answer}")
        yield from (one_line(f"得分点：{point}") for point in question.points)
        lines = list(reasons(question, speech))
        if question.explanation:
            lines[0] = f"解析：{lines[0]}"
        yield from map(one_line, lines)
    for label, text in (
        ("提示", question.hint),
        ("选项顺序", "固定" if question.fixed_order else ""),
        ("计数", question.count),
    ):
        if text:
            yield one_line(f"{label}：{text}")
    for kept in question.kept:
        yield one_line(f"保留：{kept.rule}，{kept.reason}")


def _answers(question: Question, speech: Speech) -> str:
    """Return the answers in their braces."""
    if question.kind == "recall":
        return "{}"
    after = _general(question, speech)
    match question.kind:
        case "judge":
            return _judge(question, after)
        case "numeric":
            return _numbers(question, after)
        case "single" | "multiple":
            lines = [
                f"{mark}{_markup(each.text)}{_feedback(each.feedback)}"
                for mark, each in zip(_marks(question), question.options, strict=True)
            ]
        case "match":
            lines = [f"={_markup(left)} -> {_plain(right)}" for left, right in question.pairs]
        case _:
            lines = [_typed(each, _accepted(each.text)) for each in typed_answers(question)]
    if after:
        lines.append(after)
    return "{\n" + "".join(f"\t{line}\n" for line in lines) + "}"


def _marks(question: Question) -> Iterator[str]:
    """Yield the mark of each option; a wrong one that begins like a weight gets a real one."""
    if question.kind == "multiple":
        yield from (f"~%{weight}%" for weight in weights(question) or ())
    else:
        for option in question.options:
            yield "=" if option.correct else "~%0%" if option.text.startswith("%") else "~"


def _judge(question: Question, after: str) -> str:
    """Return ``{TRUE#feedback if wrong#feedback if right####…}``."""
    right = next(each for each in question.options if each.correct)
    wrong = next(each for each in question.options if not each.correct)
    said = _feedback(wrong.feedback)
    if right.feedback:
        said = (said or "#") + _feedback(right.feedback)
    return f"{{{'TRUE' if right.text == '对' else 'FALSE'}{said}{after}}}"


def _numbers(question: Question, after: str) -> str:
    values = [_typed(each, _number(each.text)) for each in typed_answers(question)]
    if len(values) == 1:
        return f"{{#{values[0][1:]}{after}}}"
    return "{#\n" + "".join(f"\t{each}\n" for each in values) + f"\t{after}\n}}"


def _typed(answer: WeighedAnswer, written: str) -> str:
    """Return an answer that is typed; one that begins like a weight gets a real one."""
    if answer.worth:
        return f"{'=%100%' if answer.text.startswith('%') else '='}{written}"
    return f"=%0%{written}{_feedback(answer.feedback)}"


def _number(text: str) -> str:
    """Return ``6:0``, ``3.5:0.1`` or ``1..5``."""
    found = figures(text)
    return f"{found[0]}..{found[2]}" if found and found[1] == "…" else ":".join(margin_of(text))


def _general(question: Question, speech: Speech) -> str:
    lines = reasons(question, speech)
    if question.pairs:
        lines += mistakes(question)
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
    """Return the text of a typed answer: no HTML, but ``*`` would stand for anything."""
    return _tagged(_plain(text.replace("*", r"\*")))


def _tagged(text: str) -> str:
    """Return a text with a format before it, where its beginning would be taken for one."""
    return f"[moodle]{text}" if text.startswith("[") else text


def _plain(text: str) -> str:
    """Return a text with its special characters escaped, in one line."""
    escaped = _SPECIAL.sub(lambda match: f"\\{match.group()}", clean(text))
    return escaped.replace("\n", r"\n")
