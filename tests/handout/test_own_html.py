"""What a lesson's author writes as HTML is shown as in JupyterLab, and can do no harm."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from kit.errors import KitError
from kit.handout.lesson_links import Chapters
from kit.handout.markdown import LessonMarkdown

PIXEL = b"\x89PNG\r\n\x1a\n" + b"0" * 8


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("甲<u>乙</u>丙", "<p>甲<u>乙</u>丙</p>"),
        ("甲<br>乙<br/>丙", "<p>甲<br>乙<br>丙</p>"),
        ("H<sub>2</sub>O", "<p>H<sub>2</sub>O</p>"),
        (
            "<details><summary>提示</summary>\n\n**内容**\n\n</details>",
            "<details><summary>提示</summary>\n<p><strong>内容</strong></p>\n</details>",
        ),
        (
            '<table border="1"><tr><td colspan="2">甲</td></tr></table>',
            '<table border="1"><tbody><tr><td colspan="2">甲</td></tr></tbody></table>',
        ),
        (
            '<span style="color: red; position: fixed">甲</span>',
            '<p><span style="color: red;">甲</span></p>',
        ),
        ('<font color="red">甲</font>', '<p><font color="red">甲</font></p>'),
        ("<center>甲</center>", "<center>甲</center>"),
        ("<div>甲", "<div>甲\n</div>"),
    ],
)
def test_what_jupyterlab_shows_is_shown(source: str, html: str) -> None:
    markdown = LessonMarkdown()
    assert markdown(source).strip() == html
    assert markdown.left_out == []


@pytest.mark.parametrize(
    ("source", "left_out"),
    [
        ("甲<script>alert(1)</script>乙", ["<script>"]),
        ("<script>\nalert(1)\n</script>\n\n甲乙", ["<script>"]),
        ("<!-- 备注 --><script>alert(1)</script>\n\n甲乙", ["<script>"]),
        ("甲<style>p { alert(1) }</style>乙", ["<style>"]),
        ('<iframe src="https://example.org"></iframe>甲乙', ["<iframe>"]),
        ("<svg onload=alert(1)><path/></svg>甲乙", ["<svg>", "<path>"]),
        ('<form action="/alert(1)"><input name="甲"></form>甲乙', ["<form>"]),
        ('<b onclick="alert(1)">甲</b>乙', []),
        ('<a href="javascript:alert(1)">甲</a>乙', []),
        ('<a href="data:text/html,alert(1)">甲</a>乙', []),
        ('<b style="background:url(//alert(1))">甲</b>乙', []),
        ("```mermaid\ngraph TD\n```\n\n甲乙", ["mermaid 图"]),
    ],
)
def test_what_can_do_harm_is_left_out(source: str, left_out: list[str]) -> None:
    markdown = LessonMarkdown()
    html = markdown(source)
    assert "alert(1)" not in html
    assert "甲" in html
    assert "乙" in html
    assert markdown.left_out == left_out


def test_markup_of_ones_own_is_placed_on_the_page_as_markdown_is(tmp_path: Path) -> None:
    (tmp_path / "map.png").write_bytes(PIXEL)
    (tmp_path / "09_i.ipynb").write_text('{"cells": [], "metadata": {"kit": {"handout": false}}}')
    own = (
        '<a id="甲"></a><a href="03_c.ipynb">下一课</a><a href="#甲">甲</a>'
        '<a href="09_i.ipynb">我的复习</a><img src="map.png" width="300" alt="图">'
    )
    html = LessonMarkdown(str(tmp_path), Chapters(frozenset({"03_c"}), "02_b"))(f"## 乙\n\n{own}")
    assert '<h3 id="02_b--乙">乙</h3>' in html
    assert '<a id="02_b--甲">' in html
    assert '<a href="#03_c">下一课</a><a href="#02_b--甲">' in html
    assert "<a>我的复习</a>" in html
    assert f'src="data:image/png;base64,{base64.b64encode(PIXEL).decode()}"' in html


@pytest.mark.parametrize("url", ["gone.png", "https://example.org/a.png", ""])
def test_a_picture_that_is_not_there_is_named(url: str) -> None:
    with pytest.raises(KitError, match="找不到图片"):
        LessonMarkdown()(f'<img src="{url}">')


def test_what_is_markdown_stays_as_it_is_beside_markup() -> None:
    source = "- [ ] 待办\n\n| 甲 | 乙 |\n| :-: | --- |\n| $x$ | `<u>` |\n\n> **背景**　丙。\n\n[丁](https://example.org)"
    plain = LessonMarkdown()(source)
    beside = LessonMarkdown()(f"{source}\n\n<u>戊</u>")
    for piece in ("<svg ", "&lt;u&gt;", 'class="kit-table"', "kit-background", "text-align"):
        assert piece in plain
        assert piece in beside
    assert 'type="checkbox"' in beside
    assert 'href="https://example.org"' in beside


def test_a_box_that_jupyterlab_frames_is_framed() -> None:
    html = LessonMarkdown()('<div class="alert alert-info">提示</div><p class="alerts">甲</p>')
    assert '<div class="alert alert-info kit-kind">' in html
    assert html.count("kit-kind") == 1
