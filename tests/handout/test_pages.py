"""One page a lesson, one page of all: light, whole, with every link inside it leading somewhere."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

import pytest
from markupsafe import Markup

from kit.handout import EDITIONS, Handouts, write_handouts
from kit.handout.body import ExecutedLesson
from kit.handout.pages import bound_page, lesson_page, question_ids
from kit.library import StudySet
from kit.page.whole_page import Page
from kit.speech import Source

from .conftest import Write, notebook

LIGHT = 220_000
"""Bytes that a lesson may weigh, with its charts."""
LIGHT_BOOK = 900_000
NAMESPACES = {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
LEARNER = EDITIONS["learner"]


def lesson_of(name: str, title: str, *sources: str) -> ExecutedLesson:
    return ExecutedLesson(name, title, notebook(*(("md", source) for source in sources)))


def test_every_lesson_and_the_bound_edition_are_light(builtin: Handouts) -> None:
    assert builtin.bound is not None
    for page in builtin.pages:
        most = LIGHT_BOOK if page == builtin.bound else LIGHT
        assert page.stat().st_size <= most, page.name


def test_a_book_has_its_chapters_a_rank_lower_and_links_within_itself() -> None:
    first = lesson_of(
        "01_a",
        "01 甲",
        "# 01 甲\n\n见[乙](02_b.ipynb)和[小结](02_b.ipynb#小结)，[丙](03_c.ipynb)。\n\n## 小结",
    )
    second = lesson_of("02_b", "02 乙", "# 02 乙\n\n[本课小结](#小结)\n\n## 小结")
    page = bound_page(Source("讲话", "speech.txt"), [first, second], LEARNER)
    assert re.findall(r"<h(\d) [^>]*>(.*?)</h", page) == [
        ("2", "目录"),
        ("2", "01 甲"),
        ("3", "小结"),
        ("2", "02 乙"),
        ("3", "小结"),
    ]
    links = re.findall(r'<a href="([^"]*)">', unquote(page.partition("<main")[2]))
    assert "#02_b" in links
    assert links.count("#02_b--小结") == 2
    assert "03_c.html" in links
    assert '@page kit-2 { @top-left { content: "讲话　02 乙"; } }' in page


def test_the_bound_edition_is_one_sound_page(builtin: Handouts) -> None:
    assert builtin.bound is not None
    page = builtin.bound.read_text(encoding="utf-8")
    ids = Counter(re.findall(r'<[^>]* id="([^"]+)"', page))
    assert [name for name, count in ids.items() if count > 1] == []
    inside = set(re.findall(r'href="#([^"]+)"', unquote(page)))
    assert inside <= ids.keys() | {"answers"}  # which the page's script makes, for print alone
    assert page.count("<h1") == page.count("<main") == 1
    assert set(re.findall(r"https?://[^\s\"]*", page)) <= NAMESPACES
    for each in builtin.results:
        assert each.lesson.stem in ids
    mapped = re.findall(r'<section class="kit-chapter kit-mapped" id="([^"]+)"', page)
    assert mapped == ["00_index"]


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
    page, _ = lesson_page(lesson_of("01_a", "01 甲", "# 01 甲\n\n甲。"), EDITIONS[audience])
    assert f'content: "01 甲　{EDITIONS[audience].label}"' in page


def test_a_page_says_in_its_head_what_it_asks() -> None:
    page = Page().document(title="卷", body=Markup("<h1>卷</h1>"), asks=("aa01", "bb02"))
    assert question_ids(page) == ("aa01", "bb02")
    assert question_ids(Page().document(title="卷", body=Markup())) == ()
