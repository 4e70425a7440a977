"""The text of a lesson and what its cells show, between the head and the foot of a page."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path
from typing import Any

import pytest

from kit.course import lesson_title
from kit.errors import KitError
from kit.handout.body import (
    WIDGET_MIME,
    ExecutedLesson,
    caption,
    foreign_html,
    lesson_body,
)
from kit.handout.lesson_links import Chapters, address, split_navigation
from kit.handout.markdown import LessonMarkdown
from kit.page import DATA_MIME, Notice, OutputGroup, Prose, TopButton, record_json
from kit.page.whole_page import Page

from .conftest import notebook

DATA = {
    "text/html": "<p>网</p>",
    "image/svg+xml": "<svg></svg>",
    "image/png": "aGk=\n",
    "text/plain": "<文>",
}


@pytest.mark.parametrize(
    ("first", "html"),
    [
        (0, "<p>网</p>"),
        (1, '<img src="data:image/svg+xml;base64,PHN2Zz48L3N2Zz4=" alt="图">'),
        (2, '<img src="data:image/png;base64,aGk=" alt="图">'),
        (3, "<pre>&lt;文&gt;</pre>"),
    ],
)
def test_the_best_form_of_an_output_is_taken(first: int, html: str) -> None:
    assert shown(dict(list(DATA.items())[first:])) == html


def shown(data: dict[str, Any], metadata: dict[str, Any] | None = None) -> str:
    output = {"output_type": "display_data", "data": data, "metadata": metadata or {}}
    return foreign_html(output, alt="图", text=LessonMarkdown())


def test_a_picture_says_what_its_maker_says_of_it() -> None:
    html = shown({"image/png": "aGk="}, {"image/png": {"alt": '"甲"'}})
    assert 'alt="&#34;甲&#34;"' in html


@pytest.mark.parametrize(
    ("data", "html"),
    [
        ({WIDGET_MIME: {"model_id": "1"}, "text/html": "<p>网</p>"}, "<p>网</p>"),
        (
            {WIDGET_MIME: {"model_id": "1"}, "text/plain": "VBox()"},
            "<p>这里是一件互动部件，只能在 JupyterLab 中使用。</p>",
        ),
        ({"application/javascript": "alert(1)"}, ""),
    ],
)
def test_a_widget_or_a_script_never_gets_onto_the_page(data: dict[str, Any], html: str) -> None:
    assert shown(data) == html


def body_of(*outputs: dict[str, Any], page: Page | None = None) -> Any:
    """Return the body of a lesson with one code cell that shows all that."""
    nb = notebook(("code", "# 图\nshow()"))
    nb.cells[0].outputs = [
        {"output_type": "display_data", "data": data, "metadata": {}} for data in outputs
    ]
    return lesson_body(ExecutedLesson("01_a", "01 甲", nb), page or Page())


def test_of_what_the_kit_shows_the_data_are_taken_whatever_else_there_is() -> None:
    data = {DATA_MIME: record_json(Prose(("甲<",))), "text/html": "<p>网</p>", WIDGET_MIME: {}}
    assert body_of(data).html == "<p>甲&lt;</p>\n"


def test_what_only_a_notebook_needs_is_nothing_on_a_page() -> None:
    data = {DATA_MIME: record_json(TopButton()), "text/plain": "Top()"}
    assert body_of(data).html == ""


def test_a_fault_that_is_told_is_gathered_wherever_it_stands() -> None:
    group = OutputGroup((Prose(("甲。",)), OutputGroup((Notice("乙 & 丙。"),))))
    assert body_of({DATA_MIME: record_json(group)}).notices == ("乙 & 丙。",)


def test_data_that_are_not_whole_are_named_with_their_cell() -> None:
    with pytest.raises(KitError, match="单元“cell-0”：输出的数据不完整。"):
        body_of({DATA_MIME: {"kind": "table"}})


def test_an_output_in_markdown_is_text_of_the_page() -> None:
    data = {"text/markdown": "**加粗** $x^2$", "text/plain": "<Markdown object>"}
    assert "<strong>加粗</strong> <svg " in shown(data)
    assert "<svg " in shown({"text/latex": "$\\displaystyle x^2$"})
    assert "data:image/jpeg" in shown({"image/jpeg": "aGk="})


def test_what_is_written_to_stderr_is_not_for_the_reader() -> None:
    output = {"output_type": "stream", "name": "stderr", "text": "慢"}
    assert foreign_html(output, alt="", text=LessonMarkdown()) == ""


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
    assert Chapters().target(url) == page


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
        ("5 < 6 & 7 > 3", "5 &lt; 6 &amp; 7 &gt; 3"),
        ("`<b>`", "<code>&lt;b&gt;</code>"),
        ("甲<!-- 备注 -->乙", "甲乙"),
        ("[甲](javascript:alert(1))", '<a href="#harmful-link">甲</a>'),
    ],
)
def test_signs_of_markup_in_the_text_are_text(source: str, html: str) -> None:
    assert LessonMarkdown()(source) == f"<p>{html}</p>\n"


def test_a_comment_of_its_own_leaves_nothing() -> None:
    assert LessonMarkdown()("<!-- 备注 -->") == ""


def test_equal_headings_have_ids_of_their_own() -> None:
    to_html = LessonMarkdown()
    html = to_html("## 甲\n\n## 甲\n\n## 甲-2\n\n## 甲\n\n## 甲-2")
    assert re.findall('id="([^"]+)"', html) == ["甲", "甲-2", "甲-2-2", "甲-3", "甲-2-3"]


def test_a_formula_is_an_outline_that_can_be_read_aloud() -> None:
    html = LessonMarkdown()("占比 $x^2$，又：\n\n$$\\frac{甲}{乙}$$\n\n价格 5$ 和 \\$6。")
    assert re.findall('aria-label="([^"]+)"', html) == ["公式：x^2", r"公式：\frac{甲}{乙}"]
    assert html.count("<svg ") == html.count("<path ") == 2
    assert "价格 5$ 和 $6。" in html


@pytest.mark.parametrize(
    "tex",
    [r"x\le\frac12", r"\sqrt2", r"\frac{a_{1}}2\implies\lvert x\rvert", r"\big(\bm{x}\big)", r"\,"],
)
def test_short_and_other_names_of_what_can_be_set_are_set_and_so_is_mere_space(tex: str) -> None:
    markdown = LessonMarkdown()
    assert "<svg" in markdown(f"${tex}$")
    assert not markdown.left_out


def test_chinese_among_other_words_of_a_formula_is_drawn(caplog: pytest.LogCaptureFixture) -> None:
    assert "<svg" in LessonMarkdown()(r"$\text{增长率 (%)}=\mathrm{第 5 项}$")
    assert not caplog.records, "matplotlib warns of a character that it has no shape for"


def test_a_formula_that_cannot_be_set_is_shown_as_it_is_typed_and_named() -> None:
    text = r"\begin{align} x $y$ < 1 \end{align}"
    markdown = LessonMarkdown()
    shown = text.replace("<", "&lt;")
    assert f"<code>{shown}</code>" in markdown(text)
    assert markdown.left_out == [f"公式 {text}"]


def test_many_formulas_without_an_end_take_no_longer_than_their_text() -> None:
    text = "\n".join([r"\\\\( 甲", "$$ 乙", r"\begin{cases} 丙", "$ 丁"] * 300)
    assert "丙" in LessonMarkdown()(text)


def test_code_in_the_text_is_plain() -> None:
    html = LessonMarkdown()("```python\nprint('<')\n```")
    assert html == "<pre><code>print('&lt;')\n</code></pre>\n"


def test_a_picture_beside_the_lesson_is_carried_in_the_page(tmp_path: Path) -> None:
    (tmp_path / "map.png").write_bytes(PIXEL)
    html = LessonMarkdown(str(tmp_path))("![一张 “图”](map.png)")
    data = base64.b64encode(PIXEL).decode()
    assert html == f'<p><img src="data:image/png;base64,{data}" alt="一张 “图”"></p>\n'


@pytest.mark.parametrize(
    "picture",
    [{"image/png": 'x" onerror="alert(1)'}, {'image/png" onload="alert(1)': "x"}],
)
def test_a_picture_that_a_cell_carries_stays_inside_its_quotation_marks(
    picture: dict[str, str],
) -> None:
    html = LessonMarkdown()("![图](attachment:a.png)", {"a.png": picture})
    assert html.count('"') == 4, "those around the picture and its text"
    assert "alert(1)" in html


@pytest.mark.parametrize(
    "url", ["gone.png", "attachment:a", "https://example.org/a.png", "../above.png"]
)
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


def test_marks_in_a_title_are_read_without_their_backslashes() -> None:
    title = r"02 增长5\~6%、\[试点\]、C\#"
    line = f"# 01 甲\n\n[目录](00_index.ipynb) · [下一课：{title}](02_b.ipynb)\n"
    rest, nav = split_navigation(line)
    assert rest == "# 01 甲\n\n"
    assert nav[1].text == "下一课：02 增长5~6%、[试点]、C#"
    assert lesson_title(f"# {title} ##\n") == "02 增长5~6%、[试点]、C#"


@pytest.mark.parametrize(
    ("name", "href"),
    [("12_\\d", "12_%5Cd"), ("13_a b#c%20", "13_a%20b%23c%2520"), ('14_">', "14_%22%3E")],
)
def test_a_lesson_s_file_name_is_text_in_every_link(name: str, href: str) -> None:
    assert address(name) == href
    assert Chapters().target(f"{href}.ipynb#甲") == f"{href}.html#甲"
    assert Chapters(frozenset({name}), "01").target(f"{href}.ipynb") == f"#{href}"


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


@pytest.mark.parametrize(("rows", "look"), [(11, "kit-table"), (12, "kit-table kit-long")])
def test_a_table_scrolls_by_itself_and_says_when_it_is_long(rows: int, look: str) -> None:
    html = LessonMarkdown()("| 甲 | 乙 |\n| --- | --- |\n" + "| 一 | 二 |\n" * rows)
    assert html.startswith('<div class="kit-scroll" role="group" aria-label="表格" tabindex="0">')
    assert f'<table class="{look}">' in html


def test_sections_are_the_headings_of_the_second_rank_in_plain_words() -> None:
    markdown = LessonMarkdown()
    markdown("# 01 甲\n\n## 原文 & <u>**导读**</u>\n\n### 一\n\n## 原文 & 导读")
    assert [(link.text, link.href) for link in markdown.sections] == [
        ("原文 & 导读", "#原文-&-导读"),
        ("原文 & 导读", "#原文-&-导读-2"),
    ]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("# 图：甲\nplot()", "图：甲"),
        ("#图", "图"),
        ("\n# 图", "图"),
        ("plot()  # 图", ""),
        ("", ""),
    ],
)
def test_a_cell_says_what_it_shows(source: str, said: str) -> None:
    assert caption({"source": source}) == said


KINDS = {
    "> **背景**（国务院《条例》，2019-10-22）　甲。": 'div class="kit-kind kit-background"',
    "> **编者归纳**　甲。\n>\n> - 乙": 'div class="kit-kind kit-editor"',
    "> **原文**（第7段）　“甲。”": 'blockquote class="kit-kind kit-original"',
    "> 甲，**背景**。": "blockquote",
    "> **注意**　甲。": "blockquote",
    "> # 背景": "blockquote",
    ">": "blockquote",
}


@pytest.mark.parametrize("text", KINDS)
def test_a_kind_of_sentence_is_told_by_the_bold_word_it_begins_with(text: str) -> None:
    html = LessonMarkdown()(text)
    tag = KINDS[text]
    assert html.startswith(f"<{tag}>")
    assert html.rstrip().endswith(f"</{tag.split()[0]}>")
