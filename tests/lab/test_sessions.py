"""The sessions of the built-in set: a run sheet that adds up, slides that say one thing."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kit.course import Course
from kit.lab.notebooks import Cell, source
from kit.library import DEFAULT_SET, study_set
from kit.quiz import Question

MINUTES = 90
LETTERS_A_LINE, LINES = 36, 11
"""What the last row of a room reads from a wall of 1920 × 1080."""
MOST_LETTERS = 60
"""Of a slide's own words: a passage, a question or a table has a slide to itself."""
ROWS = 6


def read(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text(encoding="utf-8")))


def sessions() -> list[Path]:
    lessons = study_set(DEFAULT_SET).lessons()
    return [path for path in lessons if "session" in read(path)["metadata"].get("kit", {})]


@pytest.fixture(params=sessions(), ids=lambda path: path.stem)
def cells(request: pytest.FixtureRequest) -> list[Cell]:
    return list(read(request.param)["cells"])


def kind(cell: Cell) -> str:
    return str(cell["metadata"].get("slideshow", {}).get("slide_type", "-"))


def slides(cells: list[Cell]) -> Iterator[list[Cell]]:
    """Yield the cells of each slide that the room sees, fragments included."""
    shown: list[Cell] = []
    for cell in cells:
        if kind(cell) in {"notes", "skip"}:
            continue
        if kind(cell) == "slide" and shown:
            yield shown
            shown = []
        shown.append(cell)
    yield shown


def tagged(cells: list[Cell], tag: str) -> list[Cell]:
    return [cell for cell in cells if tag in cell["metadata"].get("tags", [])]


def rows(text: str) -> list[list[str]]:
    """Return the rows of a Markdown table, its head left out."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[part.strip() for part in line.strip("|").split("|")] for line in lines[2:]]


def run_sheet(cells: list[Cell]) -> list[list[str]]:
    return rows(source(next(cell for cell in cells if cell["id"] == "run-sheet")))


def minutes(cell: Cell) -> int | None:
    found = cell["metadata"].get("kit", {}).get("minutes")
    assert found is None or isinstance(found, int)
    return found


@cache
def questions() -> dict[str, Question]:
    return {question.id: question for question in Course(study_set(DEFAULT_SET)).questions}


def asked(cells: list[Cell]) -> list[str]:
    """Return the ids of the questions that a session asks."""
    calls = [
        node
        for cell in cells
        if cell["cell_type"] == "code"
        for node in ast.walk(ast.parse(source(cell)))
    ]
    return [
        str(constant.value)
        for call in calls
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)
        for constant in call.args
        if call.func.attr == "ask" and isinstance(constant, ast.Constant)
    ]


def test_the_sessions_are_numbered_in_their_order() -> None:
    numbers = [read(path)["metadata"]["kit"]["session"] for path in sessions()]
    assert numbers == [*range(1, len(numbers) + 1)]
    assert numbers


def test_a_session_is_told_by_what_it_says_of_itself_and_has_no_page_of_a_lesson() -> None:
    course = Course(study_set(DEFAULT_SET))
    without_page = {facts.path for facts in course.lessons if not facts.has_page}
    assert set(sessions()) <= without_page


def test_the_rows_of_a_run_sheet_follow_each_other_and_fill_the_time(cells: list[Cell]) -> None:
    clock = 0
    for time, length, *_ in run_sheet(cells):
        begins, ends = (
            int(hours) * 60 + int(mins) for hours, mins in re.findall(r"(\d):(\d\d)", time)
        )
        assert (begins, ends) == (clock, clock + int(length))
        clock = ends
    assert clock == MINUTES


def test_each_step_of_the_run_sheet_begins_with_a_slide_of_its_minutes(cells: list[Cell]) -> None:
    firsts = [cell for cell in cells if minutes(cell) is not None]
    sheet = run_sheet(cells)
    assert [minutes(cell) for cell in firsts] == [int(row[1]) for row in sheet]
    inner = str.maketrans("“”", "‘’")
    headings = [source(cell).splitlines()[0].lstrip("# ").translate(inner) for cell in firsts]
    assert headings[1:] == [re.findall(r"^“(.*)”：", row[3])[0] for row in sheet[1:]]


def test_only_the_first_cell_of_a_slide_tells_minutes(cells: list[Cell]) -> None:
    assert all(kind(cell) == "slide" for cell in cells if minutes(cell) is not None)


def test_what_is_said_at_the_slides_of_a_step_takes_its_minutes(cells: list[Cell]) -> None:
    of_steps: list[float] = []
    for cell in cells:
        if minutes(cell) is not None:
            of_steps.append(0)
        if kind(cell) == "notes":
            found = re.match(r"\*\*用时 ([\d.]+) 分钟\*\*", source(cell))
            assert found, cell["id"]
            of_steps[-1] += float(found[1])
    assert of_steps == [int(row[1]) for row in run_sheet(cells)]


def test_every_slide_has_the_leader_s_notes(cells: list[Cell]) -> None:
    kinds = [kind(cell) for cell in cells if kind(cell) in {"slide", "notes"}]
    assert kinds == ["slide", "notes"] * (len(kinds) // 2)


def test_a_question_of_the_papers_stands_on_a_slide_of_its_own(cells: list[Cell]) -> None:
    assert set(asked(cells)) <= questions().keys()
    assert 5 <= len(asked(cells)) <= 8
    for shown in slides(cells):
        assert len(shown) == 1 or not asked(shown)


def test_the_leader_s_notes_name_the_right_answer(cells: list[Cell]) -> None:
    notes = {cell["id"]: source(cell) for cell in cells if kind(cell) == "notes"}
    for question in asked(cells):
        data = questions()[question]
        assert "**正解**：" in notes[f"ask-{question}-notes"]
        if data.kind == "single":
            (right,) = (option.text for option in data.options if option.correct)
            assert f"**正解**：{right}。" in notes[f"ask-{question}-notes"]


def test_no_question_is_asked_in_two_sessions() -> None:
    every = [question for path in sessions() for question in asked(read(path)["cells"])]
    assert len(every) == len(set(every))


def test_what_a_slide_quotes_stands_in_the_paragraph_it_names(cells: list[Cell]) -> None:
    text = "\n".join(source(cell) for cell in cells)
    quotes = re.findall(r"\*\*原文\*\* “(.*)”（第(\d+)段）", text)
    assert len(quotes) == text.count("**原文**") > 0
    for quote, number in quotes:
        paragraph = Course(study_set(DEFAULT_SET)).speech.whole().paragraph(int(number))
        assert quote.translate(str.maketrans("‘’", "“”")) in paragraph.text


def test_a_slide_is_read_from_the_last_row(cells: list[Cell]) -> None:
    for shown in slides(cells):
        texts = [source(cell) for cell in shown if cell["cell_type"] == "markdown"]
        tables = [rows(text) for text in texts]
        assert all(len(table) <= ROWS for table in tables), shown[0]["id"]
        assert sum(map(_lines, texts)) <= LINES, shown[0]["id"]
        own = [
            line
            for cell, text in zip(shown, texts, strict=False)
            if kind(cell) != "fragment"
            for line in text.splitlines()
            if not line.startswith(("|", "#", ">"))
        ]
        assert len("".join(own)) <= MOST_LETTERS, shown[0]["id"]


def _lines(text: str) -> int:
    """Return how many lines a text fills on the wall, a heading among them."""
    filled = [line for line in text.splitlines() if line.strip("|- :>")]
    return sum(-(-len(line) // LETTERS_A_LINE) for line in filled)


def test_a_slide_shows_at_most_one_passage_question_or_table(cells: list[Cell]) -> None:
    for shown in slides(cells):
        tables = [cell for cell in shown if kind(cell) != "fragment" and rows(source(cell))]
        assert len(tables) + sum(cell["cell_type"] == "code" for cell in shown) <= 1


@pytest.mark.parametrize("tag", ["pack", "slips", "worksheet"])
def test_the_pages_to_print_stand_on_no_slide(cells: list[Cell], tag: str) -> None:
    assert tagged(cells, tag)
    assert all(kind(cell) == "skip" for cell in tagged(cells, tag))


def test_the_pack_has_what_a_leader_needs(cells: list[Cell]) -> None:
    needed = {"before", "run-sheet", "words", "answers", "likely-questions", "variants"}
    assert {cell["id"] for cell in tagged(cells, "pack")} >= needed


def test_the_words_to_say_are_those_under_the_slides(cells: list[Cell]) -> None:
    words = source(next(cell for cell in cells if cell["id"] == "words"))
    notes = "\n".join(source(cell) for cell in cells if kind(cell) == "notes")
    sentences = [line for line in words.splitlines() if line and not line.startswith("#")]
    assert sentences
    assert all(f"> {line}" in notes for line in sentences)


def test_each_likely_question_has_an_answer_and_its_source(cells: list[Cell]) -> None:
    found = rows(source(next(cell for cell in cells if cell["id"] == "likely-questions")))
    assert 6 <= len(found) <= 10
    assert all(len(row) == 3 and all(row) for row in found)


def test_nobody_changes_a_session_s_cells_by_mistake(cells: list[Cell]) -> None:
    locked = {"editable": False, "deletable": False}
    assert all(cell["metadata"].items() >= locked.items() for cell in cells)
