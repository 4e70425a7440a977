"""A drafted lesson follows one frame, and says of the text only what the text says."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from kit.making.dividing import divide
from kit.making.lesson_drafts import draft_lessons, with_fixed
from kit.making.reading_drafts import key_sentences
from kit.making.talking_points import questions
from kit.speech import Passage, Speech, find_quote, parse
from kit.speech.work_lines import WorkLine, WorkLines, lines_of_parts
from tests.making.texts import SPEECH


def drafted(speech: Speech, work: WorkLines | None = None) -> dict[str, list[dict[str, Any]]]:
    lessons = with_fixed(divide(speech))
    asked = dict.fromkeys((lesson.stem for lesson in lessons), 3)
    drafts = draft_lessons(
        speech, lessons, asked, gradable=12, work=work or lines_of_parts(speech), todo=()
    )
    return {stem: list(json.loads(text)["cells"]) for stem, text in drafts.items()}


@pytest.fixture(scope="module")
def speech() -> Speech:
    return parse(SPEECH)


@pytest.fixture(scope="module")
def drafts(speech: Speech) -> dict[str, list[dict[str, Any]]]:
    return drafted(speech)


def text_of(cells: list[dict[str, Any]]) -> str:
    return "\n\n".join("".join(each["source"]) for each in cells)


def test_every_reading_lesson_has_the_same_sections_in_the_same_order(
    drafts: dict[str, list[dict[str, Any]]],
) -> None:
    sections = re.findall("(?m)^## (.*)", text_of(drafts["02_part_1"]))
    assert sections == [
        "为什么讲这一部分",
        "讲了什么",
        "怎么落到工作上",
        "记住",
        "讨论",
        "自测",
        "下一步",
    ]


def test_its_place_in_the_whole_is_shown_among_the_other_parts(
    drafts: dict[str, list[dict[str, Any]]],
) -> None:
    why = next(text_of([cell]) for cell in drafts["03_part_2"] if cell["id"] == "why")
    assert [line for line in why.splitlines() if line.startswith("- ")] == [
        "- 一、种好街边的树（第4—7段）",
        "- **二、办好小微公园**（第8—11段）",
        "- 三、加强组织保障（第12—14段）",
    ]


def test_what_is_to_be_known_by_heart_is_verbatim_and_says_its_paragraph(
    speech: Speech, drafts: dict[str, list[dict[str, Any]]]
) -> None:
    quoted = re.findall(
        "(?m)^> \\*\\*原文\\*\\*（第(\\d+)段）　“(.+)”$", text_of(drafts["02_part_1"])
    )
    assert [words for _, words in quoted] == ["种好街边的树", "选好树种", "管好浇水"]
    paragraphs = speech.whole().paragraphs
    for number, words in quoted:
        assert words in paragraphs[int(number) - 1].text


def test_a_headline_alone_is_followed_by_sentences_that_ask_for_something() -> None:
    speech = parse("一、主要任务\n天气晴好。制定养护计划，建立巡查队伍。情况不变。\n二、其他\n略。")
    sentences = key_sentences([speech["一"]])
    assert [each.text for each in sentences] == ["主要任务", "制定养护计划，建立巡查队伍。"]


def test_without_headlines_whole_sentences_are_to_be_known_by_heart() -> None:
    text = "某某办公厅\n各位代表：\n天气晴好，树都活了。\n一、回顾。去年种树三万株。\n二、其他"
    speech = parse(text)
    assert [each.text for each in key_sentences([speech["开头"]])] == ["天气晴好，树都活了。"]
    assert [each.text for each in key_sentences([speech["一"]])] == ["回顾", "去年种树三万株。"]


def test_a_paragraph_without_an_end_is_looked_through_once() -> None:
    speech = parse("一、大\n" + "天气晴好，" * 40_000)
    assert [each.text for each in key_sentences([speech["一"]])] == ["大"]


def test_a_lesson_that_demands_nothing_asks_for_no_demands() -> None:
    for number in range(12):
        for question in questions(number, ["回顾", "成绩"], demands=False):
            assert not re.search("要做|要求|放在一起抓|做到了", question)


def test_the_number_and_the_title_of_a_part_stand_apart_as_in_the_speech() -> None:
    said = text_of(drafted(parse("一是种好树。选好树种。\n二是管好水。定好计划。"))["01_text"])
    assert "- 一是　种好树" in said


def test_each_lesson_asks_two_other_things_and_has_a_box_for_each(
    drafts: dict[str, list[dict[str, Any]]],
) -> None:
    reading = [cells for stem, cells in drafts.items() if stem[3:].startswith(("opening", "part"))]
    asked = [
        text_of([cell]).rpartition("　")[2]
        for cells in reading
        for cell in cells
        if cell["id"].startswith("discuss-")
    ]
    assert len(set(asked)) == len(asked) == 2 * len(reading)
    boxes = re.findall(r'kit\.note\("(.*?)"\)', "".join(map(text_of, reading)))
    assert boxes == [f"{number:02}-{n}" for number in range(1, 5) for n in (1, 2)]


def test_tasks_stand_by_line_of_work_where_somebody_said_which(speech: Speech) -> None:
    task = speech.tasks[-1]
    work = WorkLines((WorkLine("养护科", (("三2", task),)),), edited=True)
    said = text_of(drafted(speech, work)["04_part_3"])
    assert "> **编者归纳**" in said
    assert f"- **养护科**：{task.text}。" in said


def test_who_does_it_and_by_when_is_told_where_the_text_says_so() -> None:
    text = (
        "一、办好公园\n推广先进办法，健全档案。（园林局负责，6月底前完成）\n二、种树\n引进新品种。"
    )
    said = text_of(drafted(parse(text))["01_text"])
    assert "原文写明由谁做的：\n\n- **园林局**：推广先进办法；健全档案。" in said
    assert "原文写明何时完成的：\n\n- **6月底前**：推广先进办法；健全档案。" in said


def test_no_lesson_shows_a_path_or_counts_tasks(drafts: dict[str, list[dict[str, Any]]]) -> None:
    for cells in drafts.values():
        seen = text_of([each for each in cells if each["cell_type"] == "markdown"])
        assert not re.search(r"导语|领起|动作类别|speech\.txt|共有? ?\d+ ?项|\d+ 道题", seen)


def test_the_index_shows_the_whole_on_three_pages_and_has_the_buttons(
    drafts: dict[str, list[dict[str, Any]]],
) -> None:
    code = [text_of([cell]) for cell in drafts["00_index"] if cell["cell_type"] == "code"]
    called = [line for text in code for line in text.splitlines() if line.startswith("kit.")]
    assert called == [
        "kit.one_page(speech)",
        "kit.full_text(speech)",
        "kit.checklist(speech)",
        "kit.tools()",
        "kit.back_to_top()",
    ]


def test_every_quotation_is_found_in_the_text(speech: Speech) -> None:
    for lesson in divide(speech):
        for each in key_sentences([block.passage for block in lesson.blocks]):
            assert isinstance(each, Passage)
            assert find_quote(speech, each.text)
