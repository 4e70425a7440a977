"""Records and their JSON: what is written is read again, and tells all that is to be shown."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit import chart
from kit.page import (
    ChecklistData,
    FigureData,
    FullTextData,
    Glossary,
    NoteData,
    Notice,
    OnePageData,
    OutputGroup,
    PassageData,
    Prose,
    Record,
    SelfTestData,
    Table,
    TakeAlong,
    ToolButtons,
    TopButton,
    cell_html,
    figure_data,
    flattened,
    passage_data,
    read_record,
    record_json,
    self_test_data,
)
from kit.page.cell_data import QuestionData, QuotedLine
from kit.page.passage_records import (
    ChecklistRow,
    MapEntry,
    MapPart,
    NumberedParagraph,
    PassageLine,
    PassagePiece,
    TermData,
    TermMark,
)
from kit.page.tables import task_table
from kit.page.whole_page import Page
from kit.quiz import Evidence, Option, Question
from kit.quiz.question import KeptWarning
from kit.speech import Speech

TEXTS = st.text(max_size=8)


def tuples(of: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(of, max_size=3).map(tuple)


QUESTIONS = st.builds(
    Question,
    options=tuples(st.builds(Option)),
    answers=tuples(tuples(TEXTS)),
    order=tuples(TEXTS),
    pairs=tuples(st.tuples(TEXTS, TEXTS)),
    evidence=tuples(st.builds(Evidence)),
    kept=tuples(st.builds(KeptWarning)),
)
PIECES = st.builds(PassagePiece, terms=tuples(st.builds(TermMark)))
LINES = st.builds(PassageLine, pieces=tuples(PIECES))
PARAGRAPHS = st.builds(NumberedParagraph, line=LINES, terms=tuples(st.tuples(TEXTS, TEXTS)))
MAP_PARTS = st.builds(MapPart, entries=tuples(st.builds(MapEntry, tasks=tuples(TEXTS))))
ROWS = tuples(st.builds(ChecklistRow))
QUOTED = st.builds(QuotedLine, quotes=tuples(TEXTS), pieces=tuples(TEXTS))
SINGLE: st.SearchStrategy[Record] = st.one_of(
    st.builds(Prose, tuples(TEXTS)),
    st.builds(Notice),
    st.just(TopButton()),
    st.builds(ToolButtons, st.text()),
    st.builds(NoteData),
    st.builds(Glossary, terms=tuples(st.builds(TermData))),
    st.builds(TakeAlong),
    st.builds(Table, header=tuples(TEXTS), rows=tuples(tuples(TEXTS))),
    st.builds(FigureData, columns=tuples(TEXTS), rows=tuples(tuples(TEXTS | st.integers()))),
    st.builds(PassageData, lines=tuples(LINES)),
    st.builds(OnePageData, parts=tuples(MAP_PARTS), size=st.just(8.5)),
    st.builds(FullTextData, paragraphs=tuples(PARAGRAPHS), size=st.just(8.5)),
    st.builds(ChecklistData, groups=tuples(st.tuples(TEXTS, ROWS))),
    st.builds(
        SelfTestData,
        questions=tuples(st.builds(QuestionData, QUESTIONS, quoted=tuples(QUOTED))),
        intro=tuples(TEXTS),
        parts=tuples(st.tuples(TEXTS, TEXTS)),
        minutes=st.none() | st.floats(0, 600),
    ),
)
RECORDS = st.recursive(SINGLE, lambda inner: st.builds(OutputGroup, tuples(inner)), max_leaves=4)


@given(RECORDS)
def test_a_record_written_as_json_is_read_as_the_same_record(record: Record) -> None:
    written = json.loads(json.dumps(record_json(record)))
    assert read_record(written) == record


def test_a_record_says_its_kind_first() -> None:
    assert next(iter(record_json(Notice("甲。")).items())) == ("kind", "notice")
    kinds = {record_json(each)["kind"] for each in (Prose(()), TopButton(), OutputGroup(()))}
    assert kinds == {"text", "top", "group"}


def test_every_kind_of_record_is_tried_above() -> None:
    assert {each for each in get_args(Record) if is_dataclass(each)} == {
        *(Prose, Notice, TopButton, Table, FigureData, PassageData, SelfTestData, NoteData),
        *(Glossary, OnePageData, FullTextData, ChecklistData, TakeAlong, OutputGroup),
        ToolButtons,
    }


def test_what_has_been_read_is_shown_as_it_was_before(
    speech: Speech, questions: tuple[Question, ...]
) -> None:
    test = self_test_data(questions, speech, intro="先看。\n\n再做。", seed="7", minutes=20)
    for record in (passage_data(speech["二"]), task_table(speech["一"]), test):
        again = read_record(json.loads(json.dumps(record_json(record))))
        assert cell_html(again) == cell_html(record)
    figure = figure_data(chart.by_part(speech))
    again = read_record(record_json(figure))
    assert Page().html(again) == Page().html(figure)


def test_the_picture_for_a_cell_is_no_part_of_the_data(speech: Speech) -> None:
    figure = figure_data(chart.by_part(speech))
    assert figure.png
    written = record_json(figure)
    left = {each.name for each in fields(figure)} - written.keys()
    assert left == {"png", "width"}


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"kind": "film"},
        {"kind": "table", "caption": "表"},
        {"kind": "group", "records": [{"kind": "notice"}]},
        {"kind": "passage", "label": "一", "path": "", "line": 1, "tasks": 0, "lines": 3},
        {"kind": "test", "title": "卷", "questions": [{"question": "甲"}]},
    ],
)
def test_what_is_no_record_is_refused(data: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="not a record of the kit"):
        read_record(data)


def test_groups_are_opened() -> None:
    notice, prose = Notice("甲。"), Prose(("乙。",))
    assert flattened(OutputGroup((notice, OutputGroup((prose,))))) == (notice, prose)
    assert flattened(notice) == (notice,)
