"""What browser tests may ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.running import Lab, running_lab


@pytest.fixture(scope="module")
def lab(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """`kit study`, as a learner starts it, in an empty home; only where there is a browser."""
    with running_lab(tmp_path_factory.mktemp("home")) as lab:
        yield lab


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Page]:
    """A fresh tab, wide enough for a lesson."""
    context = chromium.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield page
    context.close()
