"""The contents of a bound PDF: the numbers of the sheets, read from a first print."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit.handout import EDITIONS
from kit.handout.body import ExecutedLesson
from kit.handout.page_numbers import asks_for_numbers, numbered, sheets_of_places
from kit.handout.pages import bound_page
from kit.handout.printing import print_pdf
from kit.speech import Source
from tests.conftest import executable

from .conftest import notebook

PDF = b"""%PDF-1.4
2 0 obj
<</Type /Page
/Parent 9 0 R>>
endobj
9 0 obj
<</Type /Pages
/Count 2
/Kids [2 0 R 12 0 R]
/Parent 11 0 R>>
endobj
10 0 obj
<</Type /Pages
/Count 1
/Kids [3 0 R]
/Parent 11 0 R>>
endobj
11 0 obj
<</Type /Pages
/Count 3
/Kids [9 0 R 10 0 R]>>
endobj
13 0 obj
<</01_a [12 0 R /XYZ 0 824 0]
/#25E4#25B9#2599 [3 0 R /XYZ 0 824 0]>>
endobj
14 0 obj
<</Type /Catalog
/Pages 11 0 R
/Dests 13 0 R>>
endobj
"""


def test_places_are_found_on_their_sheets_whatever_they_are_called() -> None:
    assert sheets_of_places(PDF) == {"01_a": 2, "乙": 3}


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7\n/Dests 13 0 R\n", b"no PDF /Dests x"])
def test_a_pdf_that_tells_no_places_gives_none(pdf: bytes) -> None:
    assert sheets_of_places(pdf) == {}


def test_the_numbers_stand_where_the_contents_ask_for_them() -> None:
    page = '<a>甲</a><span class="kit-sheet-number" data-at="%E4%B9%99"></span>'
    assert asks_for_numbers(page)
    assert not asks_for_numbers("<p>甲")
    assert numbered(page, {"乙": 7}).endswith('data-at="%E4%B9%99">7</span>')
    assert numbered(page, {}) == page


@pytest.mark.browser
def test_the_bound_pdf_says_on_which_sheet_a_lesson_begins(tmp_path: Path) -> None:
    browser = executable()
    if browser is None:
        pytest.skip("no Chromium")
    long = "正文。\n\n" * 80
    lessons = [
        ExecutedLesson(name, name, notebook(("md", f"# {name}\n\n{long}"))) for name in "甲乙丙"
    ]
    page = tmp_path / "bound.html"
    html = bound_page(Source("讲话", "speech.txt"), lessons, EDITIONS["teacher"])
    page.write_text(html, encoding="utf-8")
    sheets = sheets_of_places(print_pdf(page, browser).read_bytes())
    each = sheets["乙"] - sheets["甲"]
    assert each > 1
    assert (sheets["甲"], sheets["丙"]) == (2, 2 + 2 * each)
