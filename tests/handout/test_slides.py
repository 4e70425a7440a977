"""A session's cells become slides, as JupyterLab's own slideshow says."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from kit import chart
from kit.errors import KitError
from kit.handout import EDITIONS
from kit.handout.lesson_links import Chapters
from kit.handout.pages import lesson_page
from kit.handout.slides import session_slides
from kit.page import Notice, figure_data, passage_data, self_test_data
from kit.page.slide_fit import EASY, fits
from kit.page.slide_view import Slide
from kit.page.whole_page import Page
from kit.quiz import Question
from kit.speech import Speech
from kit.speech.wording import full_width

from .sessions import cell, session

TITLE = cell("title", "slide", "# 第一次学习会", minutes=5)


def slides_of(*cells: object) -> tuple[Slide, ...]:
    return session_slides(session(*cells), Page("projector"), Chapters())[0]


def notices_of(*cells: object) -> tuple[str, ...]:
    return session_slides(session(*cells), Page("projector"), Chapters())[1].notices


def test_what_says_nothing_goes_on_with_the_slide_above() -> None:
    first, second = slides_of(
        TITLE,
        cell("more", "", "同一屏。"),
        cell("b", "subslide", "另一屏。"),
        cell("c", "-", "续。"),
    )
    assert (first.id, second.id) == ("s-title", "s-b")
    assert "同一屏" in first.html
    assert "续。" in second.html


def test_minutes_belong_to_the_slide_that_begins_the_step() -> None:
    first, second = slides_of(TITLE, cell("b", "slide", "## 乙"))
    assert (first.minutes, second.minutes) == (5, 0)


@pytest.mark.parametrize("minutes", ["5", 2.5, 0, -3, True])
def test_minutes_that_are_none_are_told(minutes: object) -> None:
    (told,) = notices_of(cell("b", "slide", "## 乙", minutes=minutes))
    assert told.startswith("10_session_1.ipynb：单元“b”的 minutes 不是整分钟数。")


def test_an_answer_waits_and_notes_are_on_no_screen() -> None:
    (slide,) = slides_of(
        cell("b", "slide", "## 乙"),
        cell("c", "fragment", "答案。"),
        cell("d", "notes", "先问后翻。"),
        cell("e", "", "慢些。", tags=("teacher",)),
        cell("f", "skip", "不投屏。", tags=("pack",)),
    )
    assert '<div class="kit-fragment">\n<p>答案。</p>' in slide.html
    assert "先问后翻。" in slide.notes
    assert "慢些。" in slide.notes
    assert not re.search("先问|慢些|不投屏", slide.html)
    assert "不投屏" not in slide.notes


def test_a_passage_that_is_too_long_goes_on_on_the_next_slide(speech: Speech) -> None:
    passage = passage_data(speech["二（二）"])
    slides = slides_of(cell("b", "slide", "## 民生检察品牌", minutes=4), cell("c", "", passage))
    assert [slide.id for slide in slides] == ["s-b", "s-b-2"]
    assert [slide.minutes for slide in slides] == [4, 0]
    text = "".join(re.sub(r"<[^>]+>|\s", "", slide.html.split("</p>", 1)[1]) for slide in slides)
    assert text == re.sub(r"\s", "", full_width(speech["二（二）"].text))
    assert "（续）" in slides[1].html


def asked(questions: tuple[Question, ...], speech: Speech, name: str) -> object:
    question = next(each for each in questions if each.id == name)
    return self_test_data([question], speech)


def test_a_question_is_followed_by_its_answer(
    questions: tuple[Question, ...], speech: Speech
) -> None:
    ask, answer, last = slides_of(
        cell("q", "slide", asked(questions, speech, "ms61"), minutes=3),
        cell("n", "notes", "给一分钟。"),
        cell("z", "slide", "## 下一步"),
    )
    question = next(each for each in questions if each.id == "ms61")
    assert (ask.question, ask.minutes, answer.question) == ("ms61", 3, "")
    assert all(option.text in ask.html for option in question.options)
    assert last.html == '<h2 id="下一步">下一步</h2>\n'
    assert re.search(r'<p class="kit-fragment kit-key">正确答案：[A-D]</p>', ask.html)
    assert question.explanation in answer.html
    assert question.explanation not in ask.html
    assert f"<mark>{full_width(question.evidence[0].quote)}</mark>" in answer.html
    assert ask.notes.startswith("<p>给一分钟。</p>")
    assert question.options[question.keys[0]].text in ask.notes
    assert answer.notes == ask.notes


def test_every_question_and_its_answer_have_room(
    questions: tuple[Question, ...], speech: Speech
) -> None:
    cells = [
        cell(question.id, "slide", self_test_data([question], speech)) for question in questions
    ]
    assert notices_of(*cells) == ()


def test_how_a_chart_counts_is_told_to_the_leader(speech: Speech) -> None:
    data = figure_data(chart.by_part(speech))
    (slide,) = slides_of(cell("a", "slide", "## 分布"), cell("b", "", data))
    assert data.rule in slide.notes
    assert "<svg" in slide.html


def test_what_has_no_room_is_told_with_its_cell_and_a_remedy() -> None:
    told = notices_of(TITLE, cell("long", "slide", "## 太长\n\n" + "字" * 1200))
    assert len(told) == 1
    assert re.match(
        r"10_session_1\.ipynb：单元“long”起的一屏大约超出屏幕 \d+%，.+请删短，或者在中间新起一屏。",
        told[0],
    )


def test_what_a_cell_tells_is_told(speech: Speech) -> None:
    assert notices_of(cell("a", "slide", Notice("没有题号为“zz99”的题目。"))) == (
        "没有题号为“zz99”的题目。",
    )


def test_a_notebook_without_slides_says_how_to_make_one() -> None:
    with pytest.raises(KitError, match="这个笔记本里没有幻灯片。请在 JupyterLab"):
        slides_of(cell("a", "", "# 甲"))


def test_the_leader_gets_the_pack_each_part_on_a_page_of_its_own() -> None:
    lesson = session(
        TITLE,
        cell("n", "notes", "备注。"),
        cell("a", "skip", "## 时间表", tags=("pack",)),
        cell("b", "skip", "接着的话。", tags=("pack",)),
        cell("c", "skip", "## 卡片", tags=("slips",)),
        cell("d", "skip", "## 工作页\n\n___", tags=("worksheet",)),
    )
    html, _ = lesson_page(lesson, EDITIONS["teacher"])
    parts = re.findall(r'<section class="kit-part kit-(\w+)">\n(.*?)</section>', html, re.DOTALL)
    assert [tag for tag, _ in parts] == ["pack", "pack", "slips", "worksheet"]
    assert "接着的话。" in parts[0][1]
    assert "<h1>第一次学习会</h1>" in html
    told = re.sub(r"<[^>]+>|\n", " ", parts[1][1]).split()
    assert told == ["逐屏备注", "屏", "1", "第一次学习会", "备注。"]


def test_a_session_without_a_pack_has_no_page_for_the_leader() -> None:
    _, body = lesson_page(session(TITLE), EDITIONS["teacher"])
    assert body.html == ""


def test_slides_lead_to_no_page_that_is_not_written() -> None:
    lesson = session(cell("a", "slide", "# 甲\n\n见[第四课](04_livelihood_brand.ipynb)。"))
    html, _ = lesson_page(replace(lesson, folder="notebooks/zhanjiang2021"), EDITIONS["projector"])
    assert "第四课" in html
    assert ".html" not in html


def test_a_match_has_a_line_for_each_of_its_pairs(
    questions: tuple[Question, ...], speech: Speech
) -> None:
    question = next(each for each in questions if each.kind == "match")
    shown = slides_of(cell("q", "slide", self_test_data([question], speech)))
    answer = next(slide for slide in shown if slide.question == "")
    lines = re.findall("<li>(.*?)</li>", answer.html)
    assert len(lines) == len(question.pairs)
    assert all(left in line for line, (left, _) in zip(lines, question.pairs, strict=True))


def test_most_answers_are_easy_to_read_with_less_of_a_long_paragraph(
    questions: tuple[Question, ...], speech: Speech
) -> None:
    smaller = []
    for question in questions:
        _, *answers = slides_of(cell("q", "slide", self_test_data([question], speech)))
        smaller += [question.id for slide in answers if not fits(slide.html, EASY)]
        quotes = [full_width(each.quote) for each in question.evidence]
        text = re.sub("<[^>]+>", "", "".join(slide.html for slide in answers))
        assert all(quote in text or len(quotes) > 1 for quote in quotes), question.id
    assert len(smaller) < len(questions) / 4


def test_the_number_of_a_paragraph_stays_on_one_line_and_a_heading_stands_flush() -> None:
    (slide,) = slides_of(cell("b", "slide", "## “答卷人”\n\n见（第13段）。"))
    assert '（<span class="kit-whole">第13段</span>）' in slide.html
    assert 'class="kit-hung">“答卷人”' in slide.html


def test_without_keys_no_slide_tells_an_answer(
    speech: Speech, questions: tuple[Question, ...]
) -> None:
    asked = self_test_data(questions[:1], speech)
    lesson = session(cell("title", "slide", "# 课"), cell("ask", "slide", asked))
    slides, _ = session_slides(lesson, Page("projector"), Chapters(), with_keys=False)
    assert [slide.question for slide in slides] == ["", questions[0].id]
    assert "正确答案" not in "".join(slide.html for slide in slides)
    assert "正确答案" in slides[-1].notes


def test_slides_are_numbered_alike_with_and_without_answers(
    speech: Speech, questions: tuple[Question, ...]
) -> None:
    test = self_test_data(questions[:1], speech)
    cells = [
        each
        for length in range(20, 620, 40)
        for each in (cell(f"n{length}", "slide", "字" * length), cell(f"q{length}", "", test))
    ]
    cells += [
        cell(question.id, "slide", self_test_data([question], speech)) for question in questions
    ]
    lesson = session(*cells)
    numbers = {slide.id: at for at, slide in enumerate(slides_of(*cells), 1)}
    slides, _ = session_slides(lesson, Page("projector"), Chapters(), with_keys=False)
    at = 1
    for slide in slides:
        assert numbers[slide.id] == at
        at += slide.screens
    assert at == len(numbers) + 1
