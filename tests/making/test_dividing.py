"""A speech is divided into lessons without loss, and its cells name what they show."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.exercises import material
from kit.making.dividing import ENOUGH, LONG, SHOWN, divide, plain, short
from kit.making.paper_drafts import draft_papers
from kit.speech import Speech, parse
from tests.making.texts import SPEECH

LINES = [
    "一、甲",
    "二、乙",
    "（一）丙。做好丁。",
    "（二）戊，推进己。",
    "1.庚",
    "一是辛，落实壬。",
    "",
    "癸" * 500 + "。",
]


@pytest.mark.parametrize(
    "said",
    [
        "",
        "没有编号的一句话。",
        "一、甲。一是乙，二是丙。二、丁。",
        "开头。\n一、甲\n" + "推进乙，落实丙。\n" * 600 + "二、丁\n做好戊。\n完。",
        "\n".join(f"{mark}、甲\n（一）乙。做好丙。\n1.丁。\n（一）戊。" for mark in "一二三四"),
    ],
)
def test_any_text_is_divided_without_loss_and_named_as_its_cells_say(said: str) -> None:
    speech = parse(said)
    blocks = [block for lesson in divide(speech) for block in lesson.blocks]
    shown = sorted(blocks, key=lambda each: each.passage.start)
    assert "".join("".join(b.passage.text.split()) for b in shown) == "".join(said.split())
    assert len({block.id for block in shown}) == len(shown)
    for block in shown:
        passage = eval(block.code, {"speech": speech})
        assert (passage.start, passage.end) == (block.passage.start, block.passage.end)
        assert len(block.passage.text) <= SHOWN or len(block.passage.paragraphs) == 1


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=40), st.sampled_from(["\n", "\r\n", ""]))
def test_no_order_of_lines_loses_one(lines: list[str], between: str) -> None:
    test_any_text_is_divided_without_loss_and_named_as_its_cells_say(between.join(lines))


def test_a_long_part_is_divided_at_its_subsections() -> None:
    parts = "\n".join(f"（{mark}）{mark}。" + "做好这件事。" * 150 for mark in "一二三四五六七八")
    lessons = divide(parse(f"开头。\n一、甲\n{parts}\n二、乙\n做好丙。"))
    assert [each.stem for each in lessons] == [
        "01_opening",
        "02_part_1_1",
        "03_part_1_2",
        "04_part_1_3",
        "05_part_2",
    ]
    assert all(each.size <= 1.3 * LONG for each in lessons)
    assert lessons[1].title == "甲（之一）"


def test_of_very_many_parts_neighbours_share_a_lesson() -> None:
    text = "".join(f"第{mark}，做好工作。\n" for mark in "一二三四五六七八九十")
    text += "".join(f"第十{mark}，做好工作。\n" for mark in "一二三四五六七八九")
    assert [each.title for each in divide(parse(text))] == ["全文"]


def test_parts_too_small_for_a_sitting_share_a_lesson_with_their_neighbours() -> None:
    text = "".join(
        f"{mark}、做好{mark}\n" + "办好这件事。" * 12 + "\n" for mark in "一二三四五六七"
    )
    lessons = divide(parse(text))
    assert [each.title for each in lessons] == [
        "做好一、做好二、做好三",
        "做好四、做好五、做好六、做好七",
    ]
    assert all(each.size >= ENOUGH for each in lessons)


def test_a_small_opening_goes_with_the_first_part_and_a_closing_with_the_last() -> None:
    parts = "".join(f"{mark}、做好{mark}\n" + "办好这件事。" * 40 + "\n" for mark in "一二")
    lessons = divide(parse(f"同志们。\n{parts}谢谢大家。\n"))
    assert [each.title for each in lessons] == ["做好一", "做好二"]
    assert lessons[0].blocks[0].label == "开头"


def test_titles_are_shortened_and_never_read_as_markdown() -> None:
    assert short("铸牢民生检察品牌，践行以人民为中心的发展思想") == "铸牢民生检察品牌"
    assert plain("a*b_[c](d) <e>\n# f") == r"a\*b\_\[c\](d) \<e\> \# f"


def test_what_a_speech_offers_is_gathered_once_for_all_its_lessons(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    speech = parse(SPEECH)
    asked: list[str] = []
    said_once = material.said_once

    def counted(text: str, of: Speech) -> bool:
        asked.append(text)
        return said_once(text, of)

    monkeypatch.setattr(material, "said_once", counted)
    assert draft_papers(speech, divide(speech))
    tasks = [task.text for task in speech.tasks]
    assert 0 < sum(text in tasks for text in asked) <= len(tasks)
