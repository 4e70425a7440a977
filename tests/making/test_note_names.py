"""What a learner wrote in a box stays in that box, whatever number its lesson gets."""

from __future__ import annotations

from kit.making.dividing import Lesson
from kit.making.note_names import note_names
from tests.small_set import code_cell, lesson


def stored(first: str, second: str) -> str:
    return lesson(
        code_cell("note-1", f'# 写下您的想法\nkit.note("{first}")'),
        code_cell("mine", '# 我加的\nkit.note("mine-1")'),
        code_cell("note-2", f'# 写下您的想法\nkit.note("{second}")'),
    )


def test_boxes_of_a_new_set_go_by_the_number_of_their_lesson() -> None:
    lessons = [Lesson(1, "opening", "开头", ()), Lesson(2, "part_1", "甲", ())]
    assert note_names(lessons, {}) == {
        "01_opening": ("01-1", "01-2"),
        "02_part_1": ("02-1", "02-2"),
    }


def test_a_lesson_that_moved_keeps_its_boxes_and_the_new_one_in_its_place_has_others() -> None:
    lessons = [Lesson(2, "part_1", "新", ()), Lesson(3, "part_2", "甲", ())]
    names = note_names(lessons, {"03_part_2": stored("02-1", "02-2")})
    assert names == {"02_part_1": ("02-3", "02-4"), "03_part_2": ("02-1", "02-2")}


def test_a_box_that_somebody_took_out_gets_a_name_of_its_own_again() -> None:
    text = lesson(code_cell("note-2", '# 写下您的想法\nkit.note("01-2")'))
    names = note_names([Lesson(1, "part_1", "甲", ())], {"01_part_1": text})
    assert names == {"01_part_1": ("01-1", "01-2")}


def test_what_is_no_notebook_has_no_boxes() -> None:
    assert note_names([Lesson(1, "text", "全文", ())], {"01_text": "{"}) == {
        "01_text": ("01-1", "01-2")
    }
