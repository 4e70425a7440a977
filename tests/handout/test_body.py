from __future__ import annotations

from typing import Any

import pytest

from kit.handout.body import WIDGET_MIME, output_html
from kit.page import PAGE_MIME

DATA = {
    PAGE_MIME: "<p>页</p>",
    "text/html": "<p>网</p>",
    "image/svg+xml": "<svg></svg>",
    "image/png": "aGk=\n",
    "text/plain": "<文>",
}


@pytest.mark.parametrize(
    ("first", "html"),
    [
        (0, "<p>页</p>"),
        (1, "<p>网</p>"),
        (2, '<img src="data:image/svg+xml;base64,PHN2Zz48L3N2Zz4=" alt="图">'),
        (3, '<img src="data:image/png;base64,aGk=" alt="图">'),
        (4, "<pre>&lt;文&gt;</pre>"),
    ],
)
def test_the_best_form_of_an_output_is_taken(first: int, html: str) -> None:
    forms = dict(list(DATA.items())[first:])
    assert output_html(forms, {}, alt="图") == html


def test_a_picture_says_what_its_maker_says_of_it() -> None:
    html = output_html({"image/png": "aGk="}, {"image/png": {"alt": '"甲"'}}, alt="图")
    assert 'alt="&quot;甲&quot;"' in html


@pytest.mark.parametrize(
    ("data", "html"),
    [
        ({WIDGET_MIME: {"model_id": "1"}, PAGE_MIME: "<p>页</p>"}, "<p>页</p>"),
        (
            {WIDGET_MIME: {"model_id": "1"}, "text/plain": "VBox()"},
            "<p>这里是一件互动部件，只能在 JupyterLab 中使用。</p>",
        ),
        ({PAGE_MIME: "", "text/plain": "Top()"}, ""),
        ({"application/javascript": "alert(1)"}, ""),
    ],
)
def test_a_widget_or_a_script_never_gets_onto_the_page(data: dict[str, Any], html: str) -> None:
    assert output_html(data, {}) == html
