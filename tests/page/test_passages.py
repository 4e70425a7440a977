"""A passage is shown character by character as in the text, with full-width marks."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kit.page import cell_html, passage_data
from kit.page.whole_page import Page
from kit.speech import Passage, Speech, parse
from kit.speech.wording import full_width
from tests.page.reading import text_in


def passage_html(passage: Passage) -> str:
    return cell_html(passage_data(passage))


def as_shown(text: str) -> list[set[str]]:
    """Return for each character of a text what may stand for it: itself, or its full-width form."""
    return [{sign, full_width(sign)} for sign in text]


def is_shown(shown: str, text: str) -> bool:
    return len(shown) == len(text) and all(map(set.__contains__, as_shown(text), shown))


TEXTS = st.text(alphabet="一二三、是要(（）)。，,;；\n\r\t 　抓好推进甲<&>\"'“”1.", max_size=60)


def test_the_text_of_every_part_is_the_speechs_own(speech: Speech) -> None:
    for passage in (speech.whole(), *(speech[node.id] for node in speech.nodes)):
        assert text_in(passage_html(passage), "blockquote") == full_width(passage.text)


@given(TEXTS)
def test_whatever_the_text_nothing_is_added_or_lost(text: str) -> None:
    assert is_shown(text_in(passage_html(parse(text).whole()), "blockquote"), text)


def test_one_paragraph_can_be_shown(speech: Speech) -> None:
    paragraph = speech["开头"].paragraph(2)
    html = passage_html(paragraph)
    assert text_in(html, "blockquote") == full_width(paragraph.text)
    assert html.count("<p ") == 1
    assert "原文第2段" in html


def test_markers_titles_and_tasks_are_set_apart(speech: Speech) -> None:
    html = passage_html(replace(speech, terms=())["二（二）三要"])
    assert '<p class="kit-point"><span class="kit-marker">三要</span>' in html
    assert '<span class="kit-title">当好营商环境“' in html
    assert "”</span>。<u>" in html
    assert html.count("<u>") == len(speech["二（二）三要"].tasks) + 1  # and one in the caption
    assert "<u>坚持依法平等保护各类企业</u>" in html


def test_headings_and_points_are_told_from_running_text(speech: Speech) -> None:
    html = passage_html(speech.whole())
    kinds = re.findall(r'<p class="kit-(\w+)"', html)
    assert kinds[:3] == ["body"] * 3
    assert kinds.count("section") == 4
    assert kinds.count("subsection") == 2
    assert kinds.count("point") == 16


def test_its_paragraphs_are_named_and_no_file(speech: Speech) -> None:
    caption = text_in(passage_html(speech["二（二）"]), "figcaption")
    assert caption == "原文第11—17段；下加虚线的是任务，共 27 项。"


def test_a_passage_without_tasks_does_not_explain_a_mark_it_lacks(speech: Speech) -> None:
    assert text_in(passage_html(speech["结尾"]), "figcaption") == "原文第27—28段。"


def test_on_a_page_a_whole_line_can_be_led_to_by_where_it_begins(speech: Speech) -> None:
    starts = re.findall(r'id="at-(\d+)"', Page().html(passage_data(speech.whole())))
    assert len(starts) == len(speech.whole().paragraphs)
    for start in starts:
        assert speech.text[int(start) - 1 : int(start)] in {"", "\n"}
    assert "id=" not in Page().html(passage_data(Passage(speech, 3, 20, None)))


def test_a_passage_shown_twice_on_a_page_is_led_to_once(speech: Speech) -> None:
    page, passage = Page(), passage_data(speech["二（二）"])
    assert 'id="at-1127"' in page.html(passage)
    assert "id=" not in page.html(passage)
    assert "id=" not in cell_html(passage)
