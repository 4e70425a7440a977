"""Pages as PDF, by a browser that is on the machine; without one, a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit.errors import KitError
from kit.handout import EDITIONS, Handouts
from kit.handout.body import ExecutedLesson
from kit.handout.pages import bound_page
from kit.handout.printing import BROWSER_VARIABLE, find_browser, print_pdf
from kit.speech import Source
from tests.conftest import executable

from .conftest import notebook

ROOT = "/nowhere"


def test_without_a_browser_a_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    with pytest.raises(KitError, match=r"没有找到 Chromium、Chrome 或 Edge.*KIT_CHROMIUM"):
        find_browser()


def test_the_browser_may_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}")
    monkeypatch.setenv(BROWSER_VARIABLE, "mine")
    assert find_browser() == "/bin/mine"


def test_a_browser_that_fails_leaves_no_file(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text("<p>甲", encoding="utf-8")
    with pytest.raises(KitError, match="浏览器没有印成 PDF"):
        print_pdf(page, f"{ROOT}/chromium")
    assert [each.name for each in tmp_path.iterdir()] == ["a.html"]


@pytest.mark.browser
def test_a_lesson_becomes_a_tagged_pdf_on_a4_the_same_every_time(
    builtin: Handouts, tmp_path: Path
) -> None:
    browser = executable()
    if browser is None:
        pytest.skip("no Chromium")
    page = tmp_path / "02_one_goal.html"
    page.write_bytes((builtin.index.parent / page.name).read_bytes())
    first = print_pdf(page, browser).read_bytes()
    assert first.startswith(b"%PDF")
    assert b"/MarkInfo <</Type /MarkInfo\n/Marked true" in first
    assert b"/Outlines" in first
    assert b"/MediaBox [0 0 594.95996 841.91998]" in first
    assert 5 <= first.count(b"/Type /Page\n") <= 12
    assert print_pdf(page, browser).read_bytes() == first


@pytest.mark.browser
def test_the_foot_of_the_bound_edition_takes_no_sheet_of_its_own(tmp_path: Path) -> None:
    browser = executable()
    if browser is None:
        pytest.skip("no Chromium")
    lessons = [
        ExecutedLesson(name, name, notebook(("md", f"# {name}\n\n正文。"))) for name in "甲乙"
    ]
    source = Source("讲话", "speech.txt", rights="公开的报道。")
    page = tmp_path / "bound.html"
    html = bound_page(source, lessons, EDITIONS["learner"])
    page.write_text(html, encoding="utf-8")
    assert print_pdf(page, browser).read_bytes().count(b"/Type /Page\n") == 3
