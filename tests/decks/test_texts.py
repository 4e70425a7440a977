"""The bold of a paper as HTML and back."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given

from kit.decks.html_text import from_html, one_line, to_html
from tests.decks.samples import texts


@given(text=texts)
def test_a_text_comes_back_from_its_html(text: str) -> None:
    assert from_html(to_html(text)) == text


@given(text=texts)
def test_html_shows_the_text_and_has_no_tag_but_bold(text: str) -> None:
    tags: list[str] = []
    shown: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            tags.append(tag)

        def handle_data(self, data: str) -> None:
            shown.append(data)

    reader = Reader()
    reader.feed(to_html(text))
    reader.close()
    assert set(tags) <= {"strong"}
    assert "".join(shown).replace("**", "") == text.replace("**", "")


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>甲<br/>乙</p>\n<p>丙</p>", "甲 乙 丙"),
        ("哪一项<B>不</B>是", "哪一项**不**是"),
        ("<span style='x'>1 &lt; 2</span> &amp; 3", "1 < 2 & 3"),
        ("1 < 2 & 3", "1 < 2 & 3"),
        ("&#26816;察", "检察"),
        ("&#" + "1" * 5_000 + ";甲", "�甲"),
        ('甲<img alt="1>2">乙<!-- 丙 > <b> -->丁', "甲（图：1>2）乙丁"),
        ("甲<img src=a.png>乙<img alt=''>丙<IMG ALT = 丁 />", "甲乙丙（图：丁）"),
        ("<b><strong>甲</strong></b><b>乙</b>丙", "甲**乙**丙"),
        ("<style>p { x: 1 }</style>甲<script>a<b</script>乙<script>丙", "甲乙丙"),
        ("m<sup>2</sup>、CO<sub>2</sub>、10<sup>-3</sup>、x<sup>n</sup>", "m²、CO₂、10⁻³、xn"),
        ("甲<!-- 乙<b>丙</b>", "甲<!-- 乙**丙**"),
        ('甲<a "乙<b>丙</b>', "甲丙**"),
        ("甲<b 乙", "甲<b 乙"),
        ("<!DOCTYPE html><?xml version='1.0'?>甲", "甲"),
    ],
)
def test_what_others_write_becomes_one_line(markup: str, text: str) -> None:
    assert from_html(markup) == text


def test_control_characters_and_line_ends_do_not_get_through() -> None:
    assert one_line("甲\x00\n\t乙\x1f　丙 ") == "甲 乙　丙"
    assert to_html("甲\n\x0b乙") == "甲<br>乙"
