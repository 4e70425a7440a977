"""Whether a slide has room is reckoned without a browser, and rather too high than too low."""

from __future__ import annotations

from dataclasses import replace

import pytest
from markupsafe import Markup

from kit.page import passage_data, self_test_data
from kit.page.slide_fit import fits, height
from kit.page.slide_view import answer_slides, asked_html, passage_slides
from kit.quiz import Question
from kit.speech import Speech


@pytest.mark.parametrize(
    ("less", "more"),
    [
        ("<p>字</p>", "<p>字</p><p>字</p>"),
        ("<p>字</p>", "<p>" + "字" * 60 + "</p>"),
        ("<p>字</p>", "<h2>字</h2>"),
        ("<p>字</p>", "<div>字<wbr><p>字</p></div>"),
        ("<p>字<small>字</small></p>", "<p>字<br>字</p>"),
        ("<ul><li>字</li></ul>", "<ul><li>字</li><li>字</li></ul>"),
        (
            "<table><tr><td>字</td></tr></table>",
            "<table><tr><td>" + "字" * 60 + "</td></tr></table>",
        ),
        ("<p>" + "字" * 44 + "</p>", '<div class="kit-kind"><p>' + "字" * 44 + "</p></div>"),
    ],
)
def test_what_takes_more_room_is_higher(less: str, more: str) -> None:
    assert 0 < height(less) < height(more)


def test_a_picture_takes_what_it_may_at_most() -> None:
    flat, high = (f'<svg viewBox="0 0 400 {tall}"></svg>' for tall in (100, 4000))
    assert height(flat) == 420
    assert height(high) == height("<svg></svg>") == 760
    assert height('<img src="data:,">') == 620


@pytest.mark.parametrize("unseen", ["<details><p>字</p></details>", "<template>字</template>", ""])
def test_what_nobody_sees_takes_no_room(unseen: str) -> None:
    assert height(unseen) == 0


def test_latin_is_narrower_than_chinese() -> None:
    assert height("<p>" + "字" * 70 + "</p>") > height("<p>" + "a" * 70 + "</p>")


def test_some_six_hundred_characters_have_room_and_a_thousand_have_not() -> None:
    assert fits("<h2>题</h2><p>" + "字" * 550 + "</p>")
    assert not fits("<h2>题</h2><p>" + "字" * 1000 + "</p>")


def test_a_short_passage_stands_below_its_heading(speech: Speech) -> None:
    (only,) = passage_slides(passage_data(speech["二（二）三"]), Markup("<h2>三要</h2>"))
    assert only.startswith(Markup("<h2>三要</h2>"))
    assert "二（二）三要　第14段" in only


def test_a_passage_goes_on_its_own_slide_where_there_is_no_room_below(speech: Speech) -> None:
    above = Markup("<p>" + "字" * 640 + "</p>")
    assert fits(above)
    first, second = passage_slides(passage_data(speech["二（二）三"]), above)
    assert first == above
    assert "第14段" in second
    assert "续" not in second


def test_a_question_without_its_key_does_not_depend_on_it(
    questions: tuple[Question, ...], speech: Speech
) -> None:
    question = next(each for each in questions if each.kind == "single")
    turned = tuple(replace(each, correct=not each.correct) for each in question.options)
    pair = (question, replace(question, options=turned))
    shown = [self_test_data([each], speech).questions[0] for each in pair]
    one, other = (asked_html(each, with_key=False) for each in shown)
    assert one == other
    assert "kit-right" not in one
    assert "正确答案" not in one
    assert "kit-right" in asked_html(shown[0])


@pytest.mark.parametrize("kind", ["single", "multiple", "fill", "match", "recall"])
def test_every_kind_of_question_is_put_and_answered(
    kind: str, questions: tuple[Question, ...], speech: Speech
) -> None:
    question = next(each for each in questions if each.kind == kind)
    data = self_test_data([question], speech).questions[0]
    asked, answer = asked_html(data), "".join(answer_slides(data))
    assert ("kit-fragment" in asked) == (kind != "recall")
    assert question.explanation in answer
    assert "<input" not in asked


def test_a_long_paragraph_is_cut_down_to_the_sentences_around_the_quotation(
    questions: tuple[Question, ...], speech: Speech
) -> None:
    data = self_test_data([questions[0]], speech).questions[0]
    around = "前面的话。" * 150 + "这一句里有"
    line = replace(data.quoted[0], pieces=(around, "引文", "。" + "后面的话。" * 150))
    (only,) = answer_slides(replace(data, quoted=(line,)))
    assert "……这一句里有<mark>引文</mark>。……" in only
