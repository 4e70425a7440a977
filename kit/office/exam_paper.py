"""Self-tests → a question paper in Word: to be written on, and for a teacher with its key."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Cm, Length, Pt

from kit.office.word_blocks import NumberedList, add_form_line, add_lines
from kit.office.word_styles import HANG, new_document, packed, text_width, write
from kit.page.cell_data import QuestionData, SelfTestData
from kit.page.question_view import (
    AnswerView,
    LetteredText,
    QuestionView,
    answer_view,
    marks_told,
    paper_view,
)
from kit.quiz import BLANK

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

KEY = "答案与解析"
_LINES = 4
_ROOM = "\u00a0" * 12  # of a blank; spaces that no line ends at


def exam_document(title: str, tests: Sequence[SelfTestData], *, answered: bool) -> bytes:
    """Return a paper as a Word file: its questions, and, ``answered``, its key at the end.

    Letters and order are those of the paper edition's page.
    """
    document = new_document(f"{title}　试卷" + ("（附答案）" if answered else ""))
    write(document.add_paragraph(style="Title"), title)
    add_form_line(document, "姓名", "日期", "得分")
    write(document.add_paragraph(), marks_told(sum(len(test.questions) for test in tests)))
    several = len(tests) > 1
    for test in tests:
        if several:
            write(document.add_paragraph(style="Heading 1"), test.title)
        for paragraph in test.intro:
            write(document.add_paragraph(), paragraph)
        numbers = NumberedList(document)
        for data in test.questions:
            _add_question(document, numbers.item(), paper_view(data.question, test.seed), data)
    if answered:
        _add_key(document, tests)
    return packed(document)


def _add_question(
    document: WordDocument, stem: Paragraph, view: QuestionView, data: QuestionData
) -> None:
    """Write a question: the bracket in front of it, where none is left alone on a line."""
    if view.options:
        write(stem, "（　　）")
    _write_stem(stem, data.question.stem)
    told = "，".join(filter(None, (view.kind_name, view.standing)))
    write(stem, f"（{told}）", small=True)
    if view.options:
        _add_choices(document, stem, view.options)
    elif view.items:
        _add_choices(document, stem, view.items)
        stem.paragraph_format.keep_with_next = True
        line = document.add_paragraph()
        line.paragraph_format.left_indent = HANG
        write(line, "顺序：" + " → ".join("____" for _ in view.items))
    elif view.lefts:
        _add_pairs(document, stem, view)
    elif view.kind == "recall":
        stem.paragraph_format.keep_with_next = True
        add_lines(document, _LINES)


def _write_stem(paragraph: Paragraph, stem: str) -> None:
    alone = stem.count(BLANK) < 2
    number = 0
    for piece in re.split(rf"(\*\*.+?\*\*|{BLANK})", stem):
        if piece == BLANK:
            number += 1
            write(paragraph, "" if alone else f"（{number}）")
            paragraph.add_run(_ROOM).underline = True
        elif piece.startswith("**") and len(piece) > 4:
            write(paragraph, piece[2:-2], bold=True, dots=True)
        elif piece:
            write(paragraph, piece, bold=False)


def _add_choices(document: WordDocument, above: Paragraph, choices: Sequence[LetteredText]) -> None:
    """Write what may be chosen, short texts beside each other."""
    above.paragraph_format.keep_with_next = True
    longest = max(len(str(choice)) for choice in choices)
    beside = 4 if longest <= 9 and len(choices) > 2 else 2 if longest <= 20 else 1
    rows = [choices[at : at + beside] for at in range(0, len(choices), beside)]
    share = (text_width(document) - HANG) / beside
    for number, row in enumerate(rows, 1):
        line = document.add_paragraph()
        layout = line.paragraph_format
        layout.left_indent = HANG
        layout.keep_with_next = number < len(rows)
        for place in range(1, beside):
            stop = Length(int(HANG + share * place))
            layout.tab_stops.add_tab_stop(stop, WD_TAB_ALIGNMENT.LEFT)
        if beside == 1 and row[0].letter:  # a long text goes on below itself
            layout.left_indent, layout.first_line_indent = HANG + Cm(0.6), Cm(-0.6)
        write(line, "\t".join(map(str, row)))


def _add_pairs(document: WordDocument, above: Paragraph, view: QuestionView) -> None:
    """Write what is to be matched in two columns, which Word's users can still change."""
    above.paragraph_format.keep_with_next = True
    count = max(len(view.lefts), len(view.rights))
    table = document.add_table(rows=count, cols=2)
    for number in range(count):
        left, right = table.rows[number].cells
        if number < len(view.lefts):
            write(left.paragraphs[0], f"____ {view.lefts[number]}")
        if number < len(view.rights):
            write(right.paragraphs[0], str(view.rights[number]))
        for cell in (left, right):
            cell.paragraphs[0].paragraph_format.keep_with_next = number < count - 1


def _add_key(document: WordDocument, tests: Sequence[SelfTestData]) -> None:
    heading = document.add_paragraph(style="Heading 1")
    heading.paragraph_format.page_break_before = True
    write(heading, KEY)
    for test in tests:
        if len(tests) > 1:
            write(document.add_paragraph(style="Heading 2"), test.title)
        numbers = NumberedList(document)
        for data in test.questions:
            answer = answer_view(data, paper_view(data.question, test.seed), sheet=True)
            _add_answer(document, numbers.item(), answer)


def _add_answer(document: WordDocument, first: Paragraph, answer: AnswerView) -> None:
    """Write what is said of an answer, in smaller type, its evidence in one paragraph."""
    first.paragraph_format.keep_with_next = True
    if answer.kind == "recall":
        write(first, "参考答案：", bold=True, small=True)
        write(first, answer.key, small=True)
    else:
        write(first, f"正确答案：{answer.key}", bold=True, small=True)
    for name, text in _told(answer):
        line = _below(document, "Normal")
        write(line, name, bold=True, small=True)
        write(line, text, small=True)
    quotes = (f"（{line.place or '原文'}）{'；'.join(line.quotes)}" for line in answer.quoted)
    if told := "。".join(quotes):
        write(_below(document, "Quote"), f"依据：{told}。", small=True)


def _below(document: WordDocument, style: str) -> Paragraph:
    """Return a new paragraph that stands below the text of a list."""
    paragraph = document.add_paragraph(style=style)
    layout = paragraph.paragraph_format
    layout.left_indent, layout.space_after, layout.line_spacing = HANG, Pt(1), 1.15
    return paragraph


def _told(answer: AnswerView) -> Iterator[tuple[str, str]]:
    """Yield what is said of an answer, each under its name."""
    if answer.points:
        yield f"{answer.points_told}：", "；".join(answer.points) + "。"
    for reason in answer.reasons:
        yield "", f"{reason.name}：{reason.text}"
    if answer.hint:
        yield "提示：", answer.hint
    yield "解析：", answer.explanation
    if answer.source:
        yield "出处（讲话以外）：", answer.source
