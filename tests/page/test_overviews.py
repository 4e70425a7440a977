"""A whole speech at a glance: the map, the numbered text and the checklist."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given

from kit.course import LessonFacts
from kit.page import Prose, cell_html
from kit.page.overviews import checklist_data, full_text_data, one_page_data
from kit.page.whole_page import Page as HandoutPage
from kit.speech import Speech, parse
from kit.speech.wording import full_width
from kit.speech.work_lines import lines_of_parts
from tests.page.reading import page_of, text_in
from tests.page.test_accessibility import violations
from tests.page.test_passages import TEXTS

if TYPE_CHECKING:
    from playwright.sync_api import Page


def made(parts: int, points: int, tasks: int, words: int = 10) -> Speech:
    """Return a speech of so many parts, with so many points each, and so many tasks each."""
    numbers = "一二三四五六七八九十"
    clause = "推进" + ("甲乙丙丁戊己庚辛壬癸" * 9)[:words]
    lines = ["开头一段话，说明情况。"]
    for part in range(parts):
        lines.append(f"{numbers[part]}、抓好各项重点工作")
        for point in range(points):
            body = "，".join([clause] * tasks)
            lines.append(f"{numbers[point]}是走在前列。{body}。")
    return parse("\n".join(lines))


def lesson(name: str, *passages: tuple[str, str, str], page: bool = True) -> LessonFacts:
    return LessonFacts(Path(f"{name}.ipynb"), f"{name} 课", None, page, passages, "自测 一")


def test_the_map_has_every_part_point_and_task_in_the_texts_own_words(speech: Speech) -> None:
    data = one_page_data(speech)
    assert [part.count for part in data.parts] == [6, 38, 13, 19]
    entries = [entry for part in data.parts for entry in part.entries]
    assert [entry.title for entry in entries if entry.title] == [
        full_width(node.title) for node in speech.nodes if node.parent is not None
    ]
    told = [task for entry in entries for task in entry.tasks]
    assert told == [full_width(task.text) for task in speech.tasks]
    assert data.note == ""


def test_the_map_says_in_which_paragraph_a_point_begins(speech: Speech) -> None:
    places = {e.title: e.place for part in one_page_data(speech).parts for e in part.entries}
    paragraphs = speech.whole().paragraphs
    number = int(places["坚持政治建检"][1:-1])
    assert paragraphs[number - 1].text.startswith("一要坚持政治建检")


def test_a_map_without_room_for_the_tasks_counts_them_and_says_so() -> None:
    data = one_page_data(made(6, 6, 5, 16))
    entries = [entry for part in data.parts for entry in part.entries]
    assert {entry.tasks for entry in entries} == {()}
    assert sum(entry.count for entry in entries) == 180
    assert "任务较多" in data.note
    assert "<small>5 项</small>" in cell_html(data)


def test_a_map_without_room_for_the_points_names_the_parts() -> None:
    data = one_page_data(made(10, 10, 8, 30))
    assert [(part.count, part.entries) for part in data.parts] == [(80, ())] * 10
    assert "要点较多" in data.note


def test_a_text_without_numbers_is_mapped_by_its_paragraphs() -> None:
    (part,) = one_page_data(parse("今天讲三件事，都要紧。后面。\n\n再讲一件！")).parts
    told = [(entry.mark, entry.title) for entry in part.entries]
    assert told == [("第1段", "今天讲三件事，都要紧"), ("第2段", "再讲一件")]


def test_one_part_can_be_shown_alone_and_many_parts_only_together(speech: Speech) -> None:
    assert cell_html(one_page_data(speech)).count('type="radio"') == 5
    assert 'type="radio"' not in cell_html(one_page_data(made(1, 2, 2)))


def test_two_maps_on_a_page_have_names_of_their_own(speech: Speech) -> None:
    data = one_page_data(speech)
    ids = re.findall(r' id="([^"]+)"', page_of(data, data))
    assert len(ids) == len(set(ids)) > 10


@given(TEXTS)
def test_any_text_has_its_overviews(text: str) -> None:
    speech = parse(text)
    cell_html(one_page_data(speech))
    cell_html(checklist_data(speech, lines_of_parts(speech)))
    numbered = full_text_data(speech).paragraphs
    assert [each.number for each in numbered] == list(range(1, len(numbered) + 1))
    told = ["".join(piece.text for piece in each.line.pieces) for each in numbered]
    assert list(map(full_width, told)) == [full_width(p.text) for p in speech.whole().paragraphs]


def test_a_paragraph_leads_to_the_lesson_that_is_about_it(speech: Speech) -> None:
    lessons = [
        lesson("01", ("开头", "", ""), ("结尾", "", "")),
        lesson("02", ("开头", "3", ""), ("一", "", "")),
        lesson("03", ("二", "", ""), ("二（一）", "", "")),
        lesson("04", *((f"二（二）{number}要", "", "") for number in "一二三四五六")),
        lesson("07", ("二（二）三要", "", ""), ("没有这一部分", "", "")),
        lesson("09", ("三", "", ""), page=False),
    ]
    led = [each.lesson for each in full_text_data(speech, lessons).paragraphs]
    assert led == ["01"] * 3 + ["02"] * 2 + ["03"] * 6 + ["04"] * 6 + [""] * 9 + ["01"] * 2


def test_a_paragraph_tells_its_questions_and_terms(
    speech: Speech, questions: tuple[Any, ...]
) -> None:
    paragraphs = full_text_data(speech, (), questions).paragraphs
    assert sum(each.questions for each in paragraphs) >= len(
        {question.id for question in questions if question.evidence}
    )
    terms = {name for each in paragraphs for name, _ in each.terms}
    assert terms == {term.name for term in speech.terms}


def test_links_lead_to_pages_from_a_page_and_to_notebooks_from_a_cell(speech: Speech) -> None:
    data = full_text_data(speech, [lesson("02 b", ("一", "", ""))])
    start = speech["一"].start
    assert f'href="02%20b.html#at-{start}"' in page_of(data)
    assert 'href="02%20b.ipynb"' in cell_html(data)
    assert f'href="#at-{start}"' in HandoutPage("learner", {"02 b"}).html(data)


def test_questions_are_led_to_where_the_lesson_tests(
    speech: Speech, questions: tuple[Any, ...]
) -> None:
    data = full_text_data(
        speech, [lesson("02", ("一", "", "")), lesson("04", ("二", "", ""))], questions
    )
    test = "%E8%87%AA%E6%B5%8B-%E4%B8%80"
    assert f'href="04.html#{test}"' in page_of(data)
    assert f'href="04.ipynb#{test}"' in cell_html(data)
    assert f'href="#04--{test}"' in HandoutPage("learner", {"04"}).html(data)


def test_a_checklist_has_every_task_once_and_room_to_write(speech: Speech) -> None:
    html = cell_html(checklist_data(speech, lines_of_parts(speech)))
    rows = re.findall(r'<tr><td>(.*?)</td><th scope="row">(.*?)</th>(.*?)</tr>', html)
    assert [task for _, task, _ in rows] == [full_width(task.text) for task in speech.tasks]
    assert {rest.count('<td class="kit-empty"></td>') for *_, rest in rows} == {3}
    assert "编者归纳" not in html


def test_a_checklist_says_whose_grouping_it_is(speech: Speech) -> None:
    edited = replace(lines_of_parts(speech), edited=True)
    assert "编者归纳" in text_in(cell_html(checklist_data(speech, edited)), "p")


def test_units_and_deadlines_of_the_text_are_filled_in() -> None:
    speech = parse("一、总\n一是抓甲，推进乙（甲局负责，年内完成）。\n二是抓丙，推进丁。\n")
    html = cell_html(checklist_data(speech, lines_of_parts(speech)))
    assert "<td>甲局</td><td>年内</td>" in html
    assert "原文写明的责任单位和时限已经填上" in html


@pytest.mark.browser
@pytest.mark.parametrize(
    "shape", [None, (2, 3, 4), (4, 4, 5, 20), (6, 6, 5, 16), (10, 10, 8, 30), (4, 1, 19, 15)]
)
def test_a_map_fills_one_sheet_of_paper(
    offline_page: Page, tmp_path: Path, speech: Speech, shape: tuple[int, ...] | None
) -> None:
    given = made(*shape) if shape else speech
    assert sheets(offline_page, tmp_path, one_page_data(given)) == 2  # the other has the heading


@pytest.mark.browser
def test_the_whole_text_takes_two_sheets_with_the_beginning_of_its_lesson(
    offline_page: Page, tmp_path: Path, speech: Speech
) -> None:
    about = Prose(("先是一页纸，再是全文。" * 9,) * 3)
    assert sheets(offline_page, tmp_path, about, full_text_data(speech)) == 2


@pytest.mark.browser
def test_a_map_is_the_first_sheet_wherever_it_stands_on_a_page(
    offline_page: Page, tmp_path: Path, speech: Speech
) -> None:
    about, map_ = Prose(("先是一页纸，再是全文。",)), one_page_data(speech)
    assert sheets(offline_page, tmp_path, about, map_, about) == 2
    box = "document.querySelector('.kit-map').getBoundingClientRect().top"
    offline_page.emulate_media(media="print")
    assert offline_page.evaluate(
        f"{box} < document.querySelector('h1').getBoundingClientRect().top"
    )


def sheets(page: Page, folder: Path, *records: Any) -> int:
    """Return how many sheets records take below a heading."""
    path = folder / "page.html"
    path.write_text(page_of(*records), encoding="utf-8")
    page.goto(path.as_uri())
    return page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_overviews_can_be_read_by_everybody_at_any_width(
    offline_page: Page, tmp_path: Path, speech: Speech, scheme: Any
) -> None:
    lessons = [lesson("01", ("开头", "", "")), lesson("04", ("二（二）", "", ""))]
    checklist = checklist_data(speech, lines_of_parts(speech))
    path = tmp_path / "page.html"
    html = page_of(one_page_data(speech), full_text_data(speech, lessons), checklist)
    path.write_text(html, encoding="utf-8")
    offline_page.emulate_media(color_scheme=scheme)
    offline_page.goto(path.as_uri())
    assert violations(offline_page) == []
    offline_page.get_by_label("三", exact=True).check()
    offline_page.evaluate("document.querySelectorAll('details').forEach((e) => (e.open = true))")
    assert violations(offline_page) == []
    offline_page.set_viewport_size({"width": 320, "height": 640})
    assert offline_page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.browser
def test_a_chosen_part_is_shown_alone_and_paper_has_all(
    offline_page: Page, tmp_path: Path, speech: Speech
) -> None:
    path = tmp_path / "page.html"
    path.write_text(page_of(one_page_data(speech)), encoding="utf-8")
    offline_page.goto(path.as_uri())
    parts = offline_page.locator(".kit-map-part")
    shown = [part.is_visible() for part in parts.all()]
    offline_page.get_by_label("二", exact=True).check()
    alone = [part.is_visible() for part in parts.all()]
    offline_page.emulate_media(media="print")
    printed = [part.is_visible() for part in parts.all()]
    assert (shown, alone, printed) == ([True] * 4, [False, True, False, False], [True] * 4)
