"""What the kit is about → what a cell shows of it: passages, charts and questions as records."""

from __future__ import annotations

import os
import re
from base64 import b64encode
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kit.page.cell_data import FigureData, QuestionData, QuotedLine, SelfTestData
from kit.page.passage_records import PassageData, PassageLine, PassagePiece, TermData, TermMark
from kit.quiz import Evidence, Question
from kit.speech import Passage, Speech, Term
from kit.speech.glossary import TermPlace, term_places, terms_in
from kit.speech.parts import part_label, part_of, parts

if TYPE_CHECKING:
    from kit.charts import ChartAxes

PlaceName = Callable[[str | None, Speech], str]

HANDOUT_VARIABLE = "KIT_HANDOUT"
"""Environment variable, set where a lesson is run for a page and nobody looks at its cells."""
FOR_CELLS = "cells"
"""Its value where what the cells show is wanted all the same."""


def for_handout() -> bool:
    """Return whether this process runs a lesson to make a page of it."""
    return HANDOUT_VARIABLE in os.environ


def shows_cells() -> bool:
    """Return whether what cells show is wanted: they are looked at, now or later."""
    return os.environ.get(HANDOUT_VARIABLE, FOR_CELLS) == FOR_CELLS


def passage_data(passage: Passage) -> PassageData:
    """Return a passage line by line; its pieces, joined, are ``passage.text``, unchanged.

    Each term is marked where it first stands, if it stands within one piece.
    """
    speech = passage.speech
    lines = tuple(_lines(passage, term_places(passage)))
    marked = {term.name for line in lines for piece in line.pieces for term in piece.terms}
    return PassageData(
        label=passage.label,
        path=speech.source.path,
        line=speech.line(passage.start),
        place=passage.place,
        tasks=len(passage.tasks),
        lines=lines,
        terms=tuple(term_data(term) for term in terms_in(passage) if term.name in marked),
    )


def term_data(term: Term) -> TermData:
    """Return a term with what is said of where its explanation comes from."""
    return TermData(term.name, term.explanation, _origin(term), term.pinyin, term.gloss)


def _origin(term: Term) -> str:
    match term.origin:
        case "speech":
            return "原文"
        case "editor":
            return "编者归纳"
        case "unexplained":
            return "报道没有写"
    kind = "背景" if term.sure else "背景，通常的理解"
    return f"{kind}：{term.source}" if term.source else kind


def figure_data(ax: ChartAxes) -> FigureData:
    """Return a chart with its words and numbers, its drawing, and for a cell its picture.

    JupyterLab shows no SVG in a notebook that is not trusted, so a cell has a PNG. A page says the
    counting rule in text, which is as large on a phone as everywhere; the drawing leaves it out.
    """
    from kit.charts import ChartNote, png, svg

    note = ax.note or ChartNote(title=ax.get_title(), rule="", alt=ax.get_title())
    figure = ax.get_figure(root=True)
    return FigureData(
        title=note.title,
        alt=note.alt,
        svg=svg(ax, rule=not note.rule),
        rule=note.rule,
        columns=note.columns,
        rows=note.rows,
        png=b64encode(png(ax)).decode("ascii") if shows_cells() else "",
        width=round(figure.get_figwidth() * 96) if figure else 0,
    )


def place_of(node: str | None, speech: Speech) -> str:
    """Return how the kit writes the place of a node, "" for the whole text."""
    return "" if node is None else speech.label(speech.node(node))


def self_test_data(
    questions: Sequence[Question],
    speech: Speech,
    *,
    title: str = "自测",
    intro: str = "",
    seed: int | str | None = None,
    minutes: float | None = None,
    sittings: Sequence[int] = (),
    place: PlaceName = place_of,
) -> SelfTestData:
    """Return questions as a test.

    Args:
        questions: in the order in which they are asked.
        speech: the text that their evidence quotes.
        title: the test's accessible name.
        intro: what is said before the questions; if a blank line parts it into paragraphs, a form
            folds it up.
        seed: shuffles the options; None leaves them as in the paper. What is to be put in order or
            matched is always shuffled, the same way for the same seed.
        minutes: makes it a mock test over that time; of these, none may be a recall question.
        sittings: how many are asked at a time; what is left behind them is asked by choice.
        place: how the place of a node is written.
    """
    belongs = [part_of(speech, question.node) for question in questions]
    asked = {part.id for part in belongs if part}
    about = [part for part in parts(speech) if part.id in asked]
    asked_about = [(part.id, part_label(speech, part)) for part in about]
    return SelfTestData(
        title=title,
        questions=tuple(
            QuestionData(
                question=question,
                place=place(question.node, speech),
                part=part.id if part else "",
                quoted=tuple(_quoted_lines(question.evidence, speech, place)),
            )
            for question, part in zip(questions, belongs, strict=True)
        ),
        intro=tuple(filter(None, (paragraph.strip() for paragraph in intro.split("\n\n")))),
        # What belongs to several parts, or to the whole text, comes last.
        parts=(*asked_about, *([("", "跨部分的题")] if None in belongs else [])),
        seed=seed,
        minutes=minutes,
        sittings=tuple(sittings),
    )


def _quoted_lines(
    evidence: Sequence[Evidence], speech: Speech, place: PlaceName
) -> Iterator[QuotedLine]:
    """Gather quotations by the line they begin on, and mark them in it."""
    lines: dict[int, list[Evidence]] = {}
    for quotation in evidence:
        start = speech.text.rfind("\n", 0, quotation.start) + 1
        lines.setdefault(start, []).append(quotation)
    for start, quotations in lines.items():
        end = speech.text.find("\n", max(quotation.end for quotation in quotations))
        line = slice(start, end if end >= 0 else len(speech.text))
        places = dict.fromkeys(place(quotation.node, speech) for quotation in quotations)
        yield QuotedLine(
            start=start,
            place="、".join(filter(None, places)),
            quotes=tuple(quotation.quote for quotation in quotations),
            pieces=tuple(_around(quotations, speech, line)),
            paragraph=Passage(speech, line.start, line.stop).place,
        )


def _around(quotations: Sequence[Evidence], speech: Speech, line: slice) -> Iterator[str]:
    """Cut a line at the quotations in it: text, quotation, text, …, text."""
    at = line.start
    for quotation in sorted(quotations, key=lambda quotation: quotation.start):
        start = max(quotation.start, at)
        if start < quotation.end:
            yield speech.text[at:start]
            yield speech.text[start : quotation.end]
            at = quotation.end
    yield speech.text[at : line.stop].rstrip()


def _lines(passage: Passage, places: Sequence[TermPlace]) -> Iterator[PassageLine]:
    for match in re.finditer(r"[^\r\n]*\S[^\r\n]*|\s+", passage.text):
        start, end = passage.start + match.start(), passage.start + match.end()
        if match.group().isspace():
            yield PassageLine("", (PassagePiece("", match.group()),))
            continue
        line = Passage(passage.speech, start, end, passage.node)
        whole = _is_whole_line(line)
        yield PassageLine(_level(line), tuple(_pieces(line, places)), start if whole else -1)


def _is_whole_line(line: Passage) -> bool:
    text = line.speech.text
    after = text[line.end : line.end + 1]
    return (line.start == 0 or text[line.start - 1] == "\n") and after in {"", "\r", "\n"}


def _level(line: Passage) -> str:
    """Return the kind of the part that begins on this line, else ``body``."""
    first = next((segment for segment in line.segments if segment.kind != "space"), None)
    if first is None or first.kind == "body":
        return "body"
    return line.speech.node(first.node).kind


def _pieces(line: Passage, places: Sequence[TermPlace]) -> Iterator[PassagePiece]:
    text = line.speech.text
    starts = [start for start, _, _ in places]
    for role, start, end in _spans(line):
        first, last = (bisect_left(starts, edge) for edge in (start, end))
        marks = (
            TermMark(left - start, right - start, term.name)
            for left, right, term in places[first:last]
            if right <= end
        )
        yield PassagePiece(role, text[start:end], tuple(marks))


def _spans(line: Passage) -> Iterator[tuple[str, int, int]]:
    """Cut a line where a marker, a title or a task begins and ends: role, start, end."""
    for segment in line.segments:
        stretch = replace(line, start=segment.start, end=segment.end)
        role = segment.kind if segment.kind in {"marker", "title"} else ""
        place = segment.start
        for start, end in stretch.task_spans:
            if place < start:
                yield role, place, start
            yield "task", start, end
            place = end
        if place < segment.end:
            yield role, place, segment.end
