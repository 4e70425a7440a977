"""The texts of a paper in other formats: bold words as HTML and back, blanks, what is said after.

HTML is what most formats show; ``**bold**`` is the one inline mark that a paper has.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from kit.decks.deck import Left
from kit.quiz.answers import quantity
from kit.quiz.question import BLANK, KIND_NAMES, LEVEL_NAMES, TIER_NAMES, Kind, Paper, Question
from kit.quiz.wrong_answers import wrong_name
from kit.speech import Speech

BREAK = "<br>"
"""What stands between two lines of one text."""

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_SPACE = re.compile(r"[ \t\r\n\f\v\xa0]+")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_BLANKS = re.compile("[_＿]{2,}")
_NAME = re.compile("</?[a-zA-Z]")
_TAG = re.compile(r"""</?([a-zA-Z][^\s/>]*+)(?:[^"'>]++|"[^"]*+"|'[^']*+')*+>""")
_PLAIN_TAG = re.compile(r"</?([a-zA-Z][^\s/>]*+)[^>]*+>")
_BEYOND = re.compile("&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{8,});?")  # numbers of no character
_BOLD_TAGS = {"b", "strong"}
_BLOCKS = {"br", "p", "div", "li", "ul", "ol", "tr", "td", "pre", "h1", "h2", "h3", "h4"}


def clean(text: str) -> str:
    """Return a text without what neither XML nor any of the formats can carry: control characters.

    >>> clean("甲\\x00乙\\u2028丙")
    '甲乙\\u2028丙'
    """
    return _CONTROL.sub("", text)


def to_html(text: str) -> str:
    """Return a paper's text as HTML that shows exactly it; line ends become ``<br>``.

    >>> to_html("哪一项**不**是 1 < 2 & “甲”？")
    '哪一项<strong>不</strong>是 1 &lt; 2 &amp; “甲”？'
    """
    escaped = html.escape(clean(text), quote=False)
    return _BOLD.sub(r"<strong>\1</strong>", escaped).replace("\n", BREAK)


def from_html(text: str) -> str:
    """Return HTML as a paper's text in one line; tags other than bold ones are dropped.

    >>> from_html("<p>哪一项<b>不</b>是&nbsp;1 &lt; 2？</p>")
    '哪一项**不**是 1 < 2？'
    """
    return one_line("".join(_pieces(clean(text))))


def one_line(text: str) -> str:
    """Return a text with white space, but not the full-width blank, made single blanks.

    >>> one_line(" 甲\\n  乙　丙 ")
    '甲 乙　丙'
    """
    return _SPACE.sub(" ", clean(text)).strip(" ")


def kind_name(question: Question) -> str:
    """Return what a question of this kind is called, e.g. 单选题."""
    return f"{KIND_NAMES[question.kind]}题"


def unfit(question: Question, *kinds: Kind) -> str:
    """Return the sort of a question of these kinds or with several blanks, "" for all others."""
    if question.kind in kinds:
        return kind_name(question)
    return "不止一个空的填空题" if len(question.answers) > 1 else ""


def numbers(question: Question) -> tuple[str, ...]:
    """Return the numbers that are right in the blank of a numeric question, in digits, each once.

    六 and 6 are one number.
    """
    return tuple(dict.fromkeys(filter(None, map(quantity, question.answers[0]))))


def blanks_alike(stem: str) -> str:
    """Return a stem with every blank, however long, written as a paper does.

    >>> blanks_alike("做到_______个必须")
    '做到____个必须'
    """
    return _BLANKS.sub(BLANK, stem)


def with_blank(stem: str) -> str:
    """Return a stem that shows a blank; one that has none gets it at its end.

    >>> with_blank("二加二等于几？")
    '二加二等于几？____'
    """
    stem = blanks_alike(stem)
    return stem if BLANK in stem else f"{stem}{BLANK}"


def reasons(question: Question, speech: Speech) -> tuple[str, ...]:
    """Return the lines to show after an answer: 解析 (bare), 依据 with its part, 出处."""
    lines = [question.explanation] if question.explanation else []
    for evidence in question.evidence:
        part = part_name(evidence.node, speech)
        lines.append(f"依据（{part}）：{evidence.quote}" if part else f"依据：{evidence.quote}")
    if question.source:
        lines.append(f"出处：{question.source}")
    return tuple(lines)


def mistakes(question: Question) -> tuple[str, ...]:
    """Return a line for each likely wrong answer: 常见错误（“甲”配“乙”）：what is said to it."""
    return tuple(
        f"常见错误（{wrong_name(question, each)}）：{each.feedback}" for each in question.wrong
    )


def standing(question: Question) -> tuple[str, str]:
    """Return what the tier and the level of a question are called: 必会, 记忆."""
    return TIER_NAMES[question.tier], LEVEL_NAMES[question.level]


def wrong_numbers(question: Question) -> tuple[tuple[str, str], ...]:
    """Return the likely wrong numbers of a numeric question, in digits, with what is said."""
    return tuple(
        (digits, each.feedback)
        for each in question.wrong
        for digits in dict.fromkeys(filter(None, map(quantity, each.texts)))
    )


def unnumbered(held: Iterable[tuple[Paper, Question]]) -> Iterator[Left]:
    """Yield the numeric questions with a likely wrong answer that is no number: it has no place."""
    for _, question in held:
        numeric = question.kind == "numeric"
        if numeric and any(
            quantity(text) is None for each in question.wrong for text in each.texts
        ):
            yield Left(question.id, "填数字的题里不是数字的错答没有写进去")


def part_name(node: str | None, speech: Speech) -> str:
    """Return what a node is called, e.g. 二（二）三要; "" for the whole text."""
    if node is None:
        return ""
    return speech.label(speech.node(node)) or node


def _pieces(text: str) -> Iterator[str]:
    """Yield the text of HTML, with marks for bold words and blanks for new blocks.

    What begins like a tag or a comment but does not end is text.
    """
    tag = _TAG
    done, at = 0, text.find("<")
    last, last_comment = text.rfind(">"), text.rfind("-->")
    while 0 <= at < last:
        end, mark = at, ""
        if text.startswith("<!--", at):
            end = text.find("-->", at + 4) + 3 if at + 4 <= last_comment else at
        elif text.startswith(("<!", "<?"), at):
            end = text.find(">", at) + 1
        elif _NAME.match(text, at):
            match = tag.match(text, at)
            if match is None:  # a quotation mark is not closed: from here on they close nothing
                tag = _PLAIN_TAG
                match = tag.match(text, at)
            if match is not None:
                end, mark = match.end(), _mark(match[1].lower())
        if end > at:
            yield _characters(text[done:at])
            yield mark
            done = end
        at = text.find("<", max(end, at + 1))
    yield _characters(text[done:])


def _mark(tag: str) -> str:
    """Return what stands in a paper for the beginning or the end of an element."""
    return "**" if tag in _BOLD_TAGS else " " if tag in _BLOCKS else ""


def _characters(text: str) -> str:
    """Return a text with its character references read; a number of no character gives �."""
    return html.unescape(_BEYOND.sub("\ufffd", text))
