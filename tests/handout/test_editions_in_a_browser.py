"""Every page of every edition in a real browser: by ear, by keyboard, without a script, printed."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kit.handout import EDITIONS, Handouts

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

_HEADINGS = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
  .filter((each) => each.checkVisibility())
  .map((each) => Number(each.localName[1]))"""
_BEYOND = """() => [...document.querySelectorAll("main *, figure .kit-scroll > *")]
  .filter((each) => !each.closest(".kit-scroll") || each.matches("figure > .kit-scroll > *"))
  .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
  .map((each) => each.outerHTML.slice(0, 99))"""
_REACHED = """() => [...document.querySelectorAll("a[href], summary, input, select, textarea")]
  .every((each) => each.tabIndex >= 0)"""


@pytest.fixture(scope="session")  # so that lessons are run before a browser is started
def editions(edition: Callable[[str], Handouts]) -> dict[str, Path]:
    """The folder of each edition."""
    return {audience: edition(audience).index.parent for audience in EDITIONS}


@pytest.mark.parametrize("audience", EDITIONS)
def test_axe_finds_nothing_in_any_lesson_light_or_dark(
    audience: str, editions: dict[str, Path], offline_page: Page
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    pages = sorted(editions[audience].iterdir())
    assert len(pages) >= (4 if audience == "projector" else 9)
    found: list[str] = []
    for path in pages:
        offline_page.goto(path.as_uri())
        if offline_page.locator("form.kit-test").count():
            offline_page.locator(".kit-live").first.wait_for()
        schemes: tuple[Any, ...] = ("light", "dark")
        for scheme in schemes:
            offline_page.emulate_media(color_scheme=scheme)
            violations = axe.run(offline_page).response["violations"]
            found += [
                f"{path.name} {scheme} {each['id']}: {node['html'][:100]}"
                for each in violations
                for node in each["nodes"]
            ]
    assert found == []


def test_without_a_script_every_answer_opens_by_itself(
    editions: dict[str, Path], chromium: Browser
) -> None:
    context = chromium.new_context(java_script_enabled=False, offline=True)
    tab = context.new_page()
    tab.goto((editions["learner"] / "04_livelihood_brand.html").as_uri())
    cards = tab.locator(".kit-question")
    assert cards.count() > 12
    for card in cards.all()[:12]:
        answer = card.locator("details.kit-answer")
        assert not answer.get_by_text("解析：").is_visible()
        answer.locator("summary").click()
        assert answer.get_by_text("解析：").first.is_visible()
    tab.locator(".kit-answer a[href^='#at-']").first.click()
    assert tab.locator(".kit-text p:target").count() == 1
    context.close()


@pytest.mark.parametrize("audience", EDITIONS)
def test_headings_go_down_one_rank_at_a_time(
    audience: str, editions: dict[str, Path], offline_page: Page
) -> None:
    for path in sorted(editions[audience].iterdir()):
        offline_page.goto(path.as_uri())
        ranks = offline_page.evaluate(_HEADINGS)
        assert ranks[0] == 1
        assert ranks.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(ranks))
        assert offline_page.evaluate(_REACHED)


def test_a_dark_page_is_dark_to_its_edges(editions: dict[str, Path], offline_page: Page) -> None:
    offline_page.emulate_media(color_scheme="dark")
    offline_page.set_viewport_size({"width": 1200, "height": 800})
    offline_page.goto((editions["learner"] / "02_one_goal.html").as_uri())
    grounds = "[document.documentElement, document.body].map((each) => getComputedStyle(each)"
    html, body = offline_page.evaluate(f"{grounds}.backgroundColor)")
    assert html == body == "rgb(23, 26, 30)"


@pytest.mark.parametrize("width", [320, 390])
def test_on_a_phone_no_chart_and_no_text_is_cut(
    width: int, editions: dict[str, Path], offline_page: Page
) -> None:
    offline_page.set_viewport_size({"width": width, "height": 800})
    for path in sorted(editions["learner"].iterdir()):
        offline_page.goto(path.as_uri())
        assert offline_page.evaluate("document.documentElement.scrollWidth") == width
        assert offline_page.evaluate(_BEYOND) == []


def test_a_chart_is_dark_on_a_dark_page(editions: dict[str, Path], offline_page: Page) -> None:
    offline_page.emulate_media(color_scheme="dark")
    offline_page.goto((editions["learner"] / "07_distribution.html").as_uri())
    ground = offline_page.locator(".kit-chart path").first
    assert ground.evaluate("each => getComputedStyle(each).fill") == "rgb(23, 26, 30)"
