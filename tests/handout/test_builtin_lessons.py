from __future__ import annotations

import json
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from kit.course import Course, markdown_text
from kit.handout import Handouts, handout_lessons
from kit.handout.pages import question_ids
from kit.library import DEFAULT_SET, study_set
from kit.quiz import read_paper
from kit.speech import load_speech

SET = study_set(DEFAULT_SET)
LESSONS = [path.stem for path in handout_lessons(SET)]
PAPERS = [path.stem for path in SET.papers()]
MIXED = "08_self_test"


class Tags(HTMLParser):
    """What a page's tags are and name: ids, addresses, scripts, headings."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.ids: Counter[str] = Counter()
        self.addresses: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        for name, value in attrs:
            if name == "id":
                self.ids[value or ""] += 1
            if name in {"src", "href", "action", "poster", "srcset", "xlink:href"}:
                self.addresses.append(value or "")


def page_of(handouts: Handouts, name: str) -> str:
    return (handouts.index.parent / f"{name}.html").read_text(encoding="utf-8")


def test_every_lesson_has_its_page(builtin: Handouts) -> None:
    assert [str(error) for error in builtin.errors] == []
    written = sorted(path.name for path in builtin.index.parent.iterdir())
    assert written == sorted([*(f"{name}.html" for name in LESSONS), "bound.html", "index.html"])


def test_the_learners_own_review_is_no_page_and_no_link(builtin: Handouts) -> None:
    assert "09_my_review" in {path.stem for path in SET.lessons()} - set(LESSONS)
    for name in ("00_index", "08_self_test", "index"):
        assert "09_my_review" not in page_of(builtin, name)
    assert "09 我的复习" in page_of(builtin, "00_index")


@pytest.mark.parametrize("name", PAPERS)
def test_a_page_asks_every_question_of_its_paper(name: str, builtin: Handouts) -> None:
    paper = read_paper(SET.paper(name), load_speech(SET))
    asked = tuple(re.findall(r'data-id="(\w+)"', page_of(builtin, name)))
    assert sorted(asked) == sorted(each.id for each in paper.questions)
    assert question_ids(page_of(builtin, name)) == asked


def test_the_last_lesson_asks_twenty_mixed_questions_and_more_in_a_mock_test(
    builtin: Handouts,
) -> None:
    speech = load_speech(SET)
    bank = [each for path in SET.papers() for each in read_paper(path, speech).questions]
    rated = {each.id for each in bank if each.kind == "recall"}
    _, *forms = page_of(builtin, MIXED).split("<form ")
    mixed, mock = (re.findall(r'data-id="(\w+)"', form) for form in forms)
    assert question_ids(page_of(builtin, MIXED)) == (*mixed, *mock)
    assert len(mixed) == len(set(mixed)) == 20
    assert len(mock) == len(set(mock)) == 25
    assert {*mixed, *mock} <= {each.id for each in bank}
    assert not rated & set(mock)


def test_the_lesson_on_distribution_says_what_is_counted() -> None:
    course = Course(SET)
    (path,) = (each for each in SET.lessons() if each.stem == "07_distribution")
    text = markdown_text(json.loads(path.read_text(encoding="utf-8"))["cells"])
    parts = {key: course.speech[key] for key in ("一", "二（一）", "二（二）", "三", "四")}
    for key, part in parts.items():
        points = sum(node.kind == "point" for node in part.nodes) or "不分"
        row = rf"^\| {key}.* \| {points} \| {len(part.tasks)} \|$"
        assert re.search(row, text, re.MULTILINE), row
    for line in course.work_lines.lines:
        counts = Counter(key for _, task in line.tasks for key in parts if task in parts[key].tasks)
        places = "，".join(f"{key} {counts[key]}".replace("） ", "）") for key in counts)
        assert (f"| {line.name} | {places} | {len(line.tasks)} |" in text) == (len(counts) > 1)


@pytest.mark.parametrize("name", [*LESSONS, "index"])
def test_a_page_needs_nothing_but_itself(name: str, builtin: Handouts) -> None:
    page = page_of(builtin, name)
    found = Tags(page)
    pages = {f"{lesson}.html" for lesson in LESSONS}
    for address in found.addresses:
        place = address.partition("#")[0]
        assert address.startswith("data:") or place in {"", *pages}, address
        if not place and address:
            assert unquote(address[1:]) in found.ids
    assert not re.findall(r"url\((?!#|['\"]?data:)[^)]*\)|@import", page)
    assert found.tags["style"] + found.tags["link"] == 2  # one stylesheet; no icon is asked for
    # The script of the index gathers what was answered on the pages beside it.
    assert found.tags["script"] == (1 if question_ids(page) or name == "index" else 0)


@pytest.mark.parametrize("name", [*LESSONS, "index"])
def test_a_page_is_sound(name: str, builtin: Handouts) -> None:
    page = page_of(builtin, name)
    found = Tags(page)
    assert [each for each, count in found.ids.items() if count > 1] == []
    assert found.tags["h1"] == found.tags["main"] == found.tags["title"] == 1
    assert '<html lang="zh-CN">' in page
    assert "¶" not in page


@pytest.mark.parametrize("name", LESSONS)
def test_a_page_holds_no_code_no_widget_and_no_notes_for_the_leader(
    name: str, builtin: Handouts
) -> None:
    body = page_of(builtin, name).partition("<main")[2].partition("</main>")[0]
    for litter in ("import kit", "kit.load", "widget-view", "jp-", "Traceback", "commandlinker"):
        assert litter not in body
    for tool in ("JupyterLab", "开始学习", "kit handout", "kit study", "kit tasks"):
        assert tool not in body  # whoever reads a page has no program
    assert "带学提示</h" not in body
    assert "kit-notice" not in body


def test_the_index_lists_what_the_pages_hold(builtin: Handouts) -> None:
    index = builtin.index.read_text(encoding="utf-8")
    rows = re.findall(r'<a href="(\w+)\.html">.*?</a></th><td>(.*?)</td>', index)
    assert rows == [
        (name, str(len(question_ids(page_of(builtin, name))) or "—")) for name in LESSONS
    ]


def test_the_results_say_what_was_written(builtin: Handouts) -> None:
    for each in builtin.results:
        assert each.path == Path(builtin.index.parent, f"{each.lesson.stem}.html")
        assert each.bytes == each.path.stat().st_size
        assert each.seconds > 0
