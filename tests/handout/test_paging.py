"""One page a lesson, one page of all: light, whole, with every link inside it leading somewhere."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

import pytest

from kit.handout import EDITIONS, Handouts, write_handouts
from kit.handout.body import Body, lesson_body
from kit.handout.paging import Chapter, bound_page, lesson_page
from kit.handout.sources import Sources
from kit.library import StudySet

from .conftest import Write, notebook

LIGHT = 210_000
"""Bytes that a lesson may weigh, with its charts."""
LIGHT_BOOK = 700_000
LEARNER = EDITIONS["learner"]
TEST = (
    '<p>依据（<span data-at="7">一要</span>）：<q>甲</q></p>\n'
    '<details class="kit-context" data-line="7"><summary>看原文这一段</summary>\n'
    "<p>前<mark>甲</mark>后</p>\n</details>\n"
)


def body(*sources: str) -> Body:
    return lesson_body(notebook(*(("md", source) for source in sources)))


def test_every_lesson_and_the_bound_edition_are_light(builtin: Handouts) -> None:
    assert builtin.bound is not None
    for page in builtin.pages:
        most = LIGHT_BOOK if page == builtin.bound else LIGHT
        assert page.stat().st_size <= most, page.name


def test_evidence_leads_to_the_passage_on_the_page() -> None:
    sources = Sources()
    html = sources.linked('<p class="kit-point" data-at="7">前甲后</p>' + TEST)
    assert html.startswith('<p class="kit-point" id="at-7">前甲后</p>')
    assert '依据（<a href="#at-7">一要</a>）：<q>甲</q>' in html
    assert "kit-context" not in html
    assert sources.appendix() == ""


def test_a_paragraph_that_no_passage_shows_stands_in_an_appendix() -> None:
    sources = Sources()
    sources.linked(TEST)
    assert '<p id="at-7">前甲后</p>' in sources.appendix()


def test_a_passage_shown_twice_is_led_to_once() -> None:
    html = Sources().linked('<p class="kit-body" data-at="7">甲</p>' * 2)
    assert html == '<p class="kit-body" id="at-7">甲</p><p class="kit-body">甲</p>'


def test_a_book_has_its_chapters_a_rank_lower_and_links_within_itself() -> None:
    first = body(
        "# 01 甲\n\n见[乙](02_b.ipynb)和[小结](02_b.ipynb#小结)，[丙](03_c.ipynb)。\n\n## 小结"
    )
    second = body("# 02 乙\n\n[本课小结](#小结)\n\n## 小结")
    chapters = [Chapter("01_a", "01 甲", first), Chapter("02_b", "02 乙", second)]
    page = bound_page("讲话", "某人。", chapters, LEARNER)
    assert re.findall(r"<h(\d) [^>]*>(.*?)</h", page) == [
        ("2", "目录"),
        ("2", "01 甲"),
        ("3", "小结"),
        ("2", "02 乙"),
        ("3", "小结"),
    ]
    links = re.findall(r'<a href="?([^" >]*)"?>', unquote(page.partition("<main")[2]))
    assert "#02_b" in links
    assert links.count("#02_b--小结") == 2
    assert "03_c.html" in links
    assert '@page kit-2{@top-left{content:"讲话　02 乙"}}' in page


def test_the_bound_edition_is_one_sound_page(builtin: Handouts) -> None:
    assert builtin.bound is not None
    page = builtin.bound.read_text(encoding="utf-8")
    ids = Counter(re.findall(r'<[^>]* id="?([^" >]+)', page))
    assert [name for name, count in ids.items() if count > 1] == []
    inside = set(re.findall(r'href="?#([^" >]+)', unquote(page)))
    assert inside <= ids.keys()
    assert page.count("<h1") == page.count("<main") == 1
    assert not re.findall(r"https?://", page.replace("http://www.w3.org/2000/svg", ""))
    for each in builtin.results:
        assert each.lesson.stem in ids


def test_a_running_head_cannot_leave_its_rule() -> None:
    page = lesson_page('甲"}</style>\\', Body(body("# 甲").html), LEARNER)
    style = page.partition("<style>")[2].partition("</style>")[0]
    assert style.endswith('@page {@top-left{content:"甲\\22 \\7d \\3c /style\\3e \\5c "}}')


def test_no_bound_edition_is_written_where_a_lesson_is_missing(
    study_set: StudySet, lesson: Write, tmp_path: Path
) -> None:
    lesson("01_a", ("md", "# 01 甲"))
    lesson("02_b", ("md", "# 02 乙"), ("code", "1/0"))
    made = write_handouts(study_set, to=tmp_path, bound=True)
    assert made.bound is None
    assert not (tmp_path / "bound.html").exists()


@pytest.mark.parametrize("audience", ["paper", "teacher"])
def test_an_edition_says_what_it_is_on_paper(audience: str) -> None:
    page = lesson_page("01 甲", body("# 01 甲"), EDITIONS[audience])
    assert f'content:"01 甲　{EDITIONS[audience].label}"' in page
