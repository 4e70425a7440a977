"""Tasks by line of work: their keys, and what may be wrong with the file that groups them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit.library import DEFAULT_SET, StudySet, study_set
from kit.speech import Speech, load_speech, parse
from kit.speech.work_lines import (
    LEFT_OVER,
    WorkLines,
    lines_of_parts,
    read_work_lines,
    task_keys,
)

TEXT = "一、甲甲\n推进质量，提升改革。\n二、乙乙\n加强管理。"


@pytest.fixture
def small(tmp_path: Path) -> StudySet:
    made = StudySet("small", tmp_path)
    made.seeds.mkdir(parents=True)
    return made


def read(small: StudySet, text: str) -> WorkLines:
    small.lines_file.write_text(text, encoding="utf-8")
    return read_work_lines(small, parse(TEXT))


def names(work: WorkLines) -> list[tuple[str, list[str]]]:
    return [(line.name, [key for key, _ in line.tasks]) for line in work.lines]


def test_a_task_is_called_by_its_place_and_its_number_there() -> None:
    assert task_keys(parse(TEXT)) == ("一1", "一2", "二1")


def test_a_dot_parts_the_number_from_a_label_that_ends_in_a_digit() -> None:
    text = "一、甲甲\n1. 做好工作。推进质量，推进改革。\n2. 抓好乙。推进丙事。"
    assert task_keys(parse(text)) == ("一1·1", "一1·2", "一2·1")


def test_no_two_tasks_have_one_name() -> None:
    twice = "一、甲甲\n推进质量。\n一、甲甲\n推进改革。"
    assert task_keys(parse(twice)) == ("一1", "一2")


def test_without_a_file_the_parts_are_the_lines(small: StudySet) -> None:
    work = read_work_lines(small, parse(TEXT))
    assert names(work) == [("一、甲甲", ["一1", "一2"]), ("二、乙乙", ["二1"])]
    assert (work.edited, work.faults) == (False, ())


def test_a_part_of_a_part_is_told_from_its_like(speech: Speech) -> None:
    found = [line.name for line in lines_of_parts(speech).lines]
    assert found[1] == "二（一）铸牢党建品牌，形成示范引领"


def test_lines_are_read_in_their_order_and_tasks_in_that_of_the_text(small: StudySet) -> None:
    work = read(
        small,
        '[[line]]\nname = "管理"\ntasks = ["二1"]\n'
        '[[line]]\nname = "质量"\ntasks = ["一2", "一1"]\n',
    )
    assert names(work) == [("管理", ["二1"]), ("质量", ["一1", "一2"])]
    assert (work.edited, work.faults) == (True, ())


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ('[[line]]\nname = "甲"\ntasks = ["一1", "一2"]', 1, "有任务没有归入条线：二1。"),
        (
            '[[line]]\nname = "甲"\ntasks = [\n"一1", "一2", "二1",\n"三1"]',
            5,
            "“三1”不是讲话中的任务",
        ),
        ('[[line]]\nname = "甲"\ntasks = ["一1", "一2", "二1",\n"一2"]', 3, "“一2”在这里已经写过"),
        (
            '[[line]]\nname = "甲"\ntasks = ["一1", "一2", "二1"]\n\n[[line]]\nname = "乙"\n'
            'tasks = ["一2"]',
            7,
            "“一2”在条线“甲”已经写过",
        ),
        ('[[line]]\ntasks = ["一1", "一2", "二1"]', 1, "没有写 name"),
        ('[[line]]\nname = "甲"\ntasks = "一1"', 1, "不是一列文字"),
        ("[[line]\n", 1, ""),
    ],
)
def test_a_fault_names_its_line_and_what_is_wrong(
    small: StudySet, text: str, line: int, what: str
) -> None:
    fault, *_ = read(small, text).faults
    assert fault.path == "seeds/small/lines.toml"
    assert fault.line == line
    assert what in fault.what
    assert fault.remedy


def test_no_task_is_lost_to_a_fault(small: StudySet) -> None:
    work = read(small, '[[line]]\nname = "甲"\ntasks = ["一2", "一2", "九9"]\n')
    assert names(work) == [("甲", ["一2"]), (LEFT_OVER, ["一1", "二1"])]


def test_half_width_brackets_name_a_task_as_well(small: StudySet) -> None:
    small.lines_file.write_text('[[line]]\nname = "甲"\ntasks = ["一(一)1"]\n', encoding="utf-8")
    assert read_work_lines(small, parse("一、甲甲\n（一）乙乙\n推进质量。")).faults == ()


def test_the_built_in_grouping_has_every_task_once() -> None:
    chosen = study_set(DEFAULT_SET)
    work = read_work_lines(chosen, load_speech(chosen))
    assert (work.edited, work.faults) == (True, ())
    assert sum(len(line.tasks) for line in work.lines) == 76
