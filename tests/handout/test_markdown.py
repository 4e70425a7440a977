from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

from kit.errors import KitError
from kit.handout.markdown import LessonMarkdown, handout_link
from kit.handout.navigation import split_navigation

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("05_three_projects.ipynb", "05_three_projects.html"),
        ("./05_three_projects.ipynb", "05_three_projects.html"),
        ("05_three_projects.ipynb#小结", "05_three_projects.html#小结"),
        ("#小结", "#小结"),
        ("other/05_three_projects.ipynb", "other/05_three_projects.ipynb"),
        ("https://example.org/a.ipynb", "https://example.org/a.ipynb"),
    ],
)
def test_a_link_to_a_lesson_leads_to_its_page(url: str, page: str) -> None:
    assert handout_link(url) == page


def test_a_heading_has_its_text_as_id_and_nothing_beside_it() -> None:
    assert LessonMarkdown()("## 学完本课 **您** 能回答") == (
        '<h2 id="学完本课-您-能回答">学完本课 <strong>您</strong> 能回答</h2>\n'
    )


def test_the_same_heading_in_two_cells_has_two_ids() -> None:
    to_html = LessonMarkdown()
    assert 'id="小结"' in to_html("## 小结")
    assert 'id="小结-2"' in to_html("## 小结")


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("甲 <script>alert(1)</script> & 乙", "甲 &lt;script&gt;alert(1)&lt;/script&gt; &amp; 乙"),
        ("<script>\nalert(1)\n</script>", "&lt;script&gt;\nalert(1)\n&lt;/script&gt;"),
        ("`<b>`", "<code>&lt;b&gt;</code>"),
        ("甲<!-- 备注 -->乙", "甲乙"),
        ("[甲](javascript:alert(1))", '<a href="#harmful-link">甲</a>'),
    ],
)
def test_markup_in_the_text_is_text(source: str, html: str) -> None:
    assert LessonMarkdown()(source) == f"<p>{html}</p>\n"


def test_a_comment_of_its_own_leaves_nothing() -> None:
    assert LessonMarkdown()("<!-- 备注 -->") == ""


def test_code_in_the_text_is_plain() -> None:
    html = LessonMarkdown()("```python\nprint('<')\n```")
    assert html == "<pre><code>print('&lt;')\n</code></pre>\n"


def test_a_picture_beside_the_lesson_is_carried_in_the_page(tmp_path: Path) -> None:
    (tmp_path / "map.png").write_bytes(PIXEL)
    html = LessonMarkdown(str(tmp_path))("![一张 “图”](map.png)")
    data = base64.b64encode(PIXEL).decode()
    assert html == f'<p><img src="data:image/png;base64,{data}" alt="一张 “图”"></p>\n'


@pytest.mark.parametrize("url", ["gone.png", "https://example.org/a.png", "../above.png"])
def test_a_picture_that_is_not_there_is_named(url: str, tmp_path: Path) -> None:
    (tmp_path / "above.png").write_bytes(PIXEL)
    with pytest.raises(KitError, match=url):
        LessonMarkdown(str(tmp_path / "lessons"))(f"![图]({url})")


def test_the_line_of_links_is_lifted_out_of_the_title() -> None:
    source = (
        "# 02 乙\n\n[上一课：01 甲](01_a.ipynb) · [目录](00_index.ipynb) · "
        "[下一课：03 丙](03_c.ipynb)\n\n约 40 分钟，见 [目录](00_index.ipynb)。"
    )
    rest, nav = split_navigation(source)
    assert rest == "# 02 乙\n\n\n约 40 分钟，见 [目录](00_index.ipynb)。"
    assert [(link.text, link.href, link.rel) for link in nav] == [
        ("上一课：01 甲", "01_a.html", "prev"),
        ("目录", "00_index.html", "contents"),
        ("下一课：03 丙", "03_c.html", "next"),
    ]


def test_a_lesson_without_a_page_is_named_and_not_linked(tmp_path: Path) -> None:
    own = {"cells": [], "metadata": {"kit": {"handout": False}}}
    (tmp_path / "09_own.ipynb").write_text(json.dumps(own), encoding="utf-8")
    folder = str(tmp_path)
    html = LessonMarkdown(folder)("见[09 我的](09_own.ipynb#甲)和[02 乙](02_b.ipynb)。")
    assert html == '<p>见09 我的和<a href="02_b.html">02 乙</a>。</p>\n'
    line = "# 08 辛\n\n[上一课：07 庚](07_g.ipynb) · [下一课：09 我的](09_own.ipynb)\n"
    rest, nav = split_navigation(line, folder)
    assert rest == "# 08 辛\n\n"
    assert [link.href for link in nav] == ["07_g.html"]


@pytest.mark.parametrize("source", ["# 01 甲", "# 01 甲\n\n见[目录](00_index.ipynb)。", ""])
def test_text_with_a_link_in_it_is_not_a_line_of_links(source: str) -> None:
    assert split_navigation(source) == (source, ())
