"""Fewer bytes, the same page: as a browser reads it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from markupsafe import Markup

from kit import chart
from kit.charts import svg
from kit.page import (
    figure_html,
    light_html,
    page_style,
    passage_html,
    self_test_html,
    table_html,
    task_table,
)
from kit.page.drawings import light_svg
from kit.page.packing import packed_style
from kit.page.terse import RESTORE
from kit.quiz import Question
from kit.speech import Speech

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHARTS = ("structure", "by_part", "by_point", "part_by_action", "verbs", "key_terms")

# What is left of a document when white space between blocks and the order of attributes mean
# nothing; RESTORE puts back what a test's script completes.
_READ = """([html, restore]) => {
  document.body.innerHTML = html;
  if (restore) new Function(restore)();
  const plain = (json) => JSON.stringify(JSON.parse(json));
  const said = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/\\s+/g, " ").trim();
    const inherited = ["autocapitalize", "spellcheck"];
    const attributes = [...node.attributes]
      .filter(({ name }) => !inherited.includes(name))
      .map(({ name, value }) => `${name}=${name === "data-question" ? plain(value) : value}`);
    const children = [...node.childNodes].map(said).filter(Boolean);
    return [node.localName, attributes.sort().join(" "), children];
  };
  return [...document.body.children].map((node) => JSON.stringify(said(node)));
}"""


@pytest.mark.browser
def test_a_light_page_is_read_as_the_same_document(
    offline_page: Page, speech: Speech, questions: tuple[Question, ...]
) -> None:
    passage = speech["二（二）"]
    html = Markup("\n").join(
        [
            Markup('<h1 id="甲 乙">样课</h1>\n<p>甲 <b>乙</b>\n<a href="a/b.html">丙</a></p>\n'),
            passage_html(passage),
            table_html(task_table(passage)),
            figure_html(chart.by_part(speech), page=True),
            self_test_html(questions, speech),
            Markup('<pre>  一\n\n  <b>二</b> </pre><input value=""><img src="data:," alt="">'),
        ]
    )
    light = light_html(str(html))
    assert len(light) < 0.93 * len(html)
    before, after = (
        offline_page.evaluate(_READ, [each, restore])
        for each, restore in ((str(html), ""), (light, RESTORE))
    )
    assert [len(each) for each in after] == [len(each) for each in before]
    assert after == before


@pytest.mark.parametrize("name", CHARTS)
def test_a_light_drawing_has_the_same_words_in_half_the_bytes(name: str, speech: Speech) -> None:
    drawing = svg(getattr(chart, name)(speech))
    light = light_svg(drawing)
    words = [sorted(re.findall(r"<text[^>]*>([^<]*)<", each)) for each in (drawing, light)]
    assert words[0] == words[1]
    assert len(light) < 0.5 * len(drawing)
    assert re.search(r'role="img" aria-label="[^"]{20,}"', light)
    assert "font-family" not in light


def test_a_page_has_the_rules_for_what_is_on_it_and_the_script_those_for_what_it_adds() -> None:
    static, added = packed_style(page_style(), '<p class="kit-source">', "'kit-bar' 'kit-source'")
    assert ".kit-source{" in static
    assert ".kit-bar" not in static
    assert ".kit-bar" in added
    assert ".kit-source{" not in added
    assert ".kit-leader{" not in static + added
    assert re.findall(r"var\((--[\w-]+)", static + added)
    assert set(re.findall(r"var\((--[\w-]+)", static + added)) <= set(
        re.findall(r"(?<=[{;])(--[\w-]+):", static)
    )
