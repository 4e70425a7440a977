"""A learner's answers over lessons: kept at once, seen in the progress, or said not to be kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from kit.progress import Attempt, Store
from tests.browser.running import Lab, running_lab, show_all, start_lesson

pytestmark = pytest.mark.browser
LESSON, REVIEW = "05_three_projects", "09_my_review"
VERDICT = re.compile(r"^(答对了|部分答对|答错了)。")


def attempts(file: Path) -> tuple[Attempt, ...]:
    with Store(f"sqlite:///{file}") as store:
        return store.attempts()


def answer(lesson: Page) -> Locator:
    """Answer the first open question that is chosen or typed; return it."""
    test = lesson.locator(".kit-live")
    show_all(test)
    kinds = ("single", "judge", "multiple", "fill", "numeric")
    wanted = ", ".join(f"[data-kind={kind}]:not(:has(:disabled))" for kind in kinds)
    card = test.locator(
        f"[data-id={test.locator(wanted).locator('visible=true').first.get_attribute('data-id')}]"
    )
    field = card.locator("fieldset").first.locator("input").first
    if field.get_attribute("type") == "text":
        field.fill("六")
    else:
        field.click()
    card.get_by_role("button", name="检查").click()
    expect(card.locator(".kit-verdict")).to_have_text(VERDICT)
    return card


def wait_for(tab: Page, file: Path, number: int) -> None:
    """Wait until so many answers are on the disk."""
    for _ in range(100):
        if file.exists() and len(attempts(file)) == number:
            return
        tab.wait_for_timeout(100)
    raise AssertionError(f"not {number} answers in {file}")


def test_an_answer_in_a_lesson_is_in_the_progress_and_no_longer_new(lab: Lab, tab: Page) -> None:
    start_lesson(tab, lab.lesson(LESSON))
    name = answer(tab).get_attribute("data-id")
    file = lab.home / "data" / "speech-study-kit" / "progress.sqlite3"
    wait_for(tab, file, 1)
    assert [each.question for each in attempts(file)] == [name]

    start_lesson(tab, lab.lesson(REVIEW))
    expect(tab.get_by_text("今天没有待复习的题，有 4 道新题。")).to_be_visible()
    expect(tab.get_by_text(re.compile("做过 1 题，其中最近一天首次答对"))).to_be_visible()
    expect(tab.get_by_alt_text(re.compile("^(条形图|结构图|日历图|柱形图)："))).to_have_count(4)
    expect(tab.locator(".kit-notice:visible")).to_have_count(0)
    assert tab.locator(f".kit-live [data-id={name}]").count() == 0

    answer(tab)
    wait_for(tab, file, 2)
    assert attempts(file)[-1].session == "review"
    tab.get_by_role("button", name="重新运行本课").click()
    expect(tab.get_by_text(re.compile("做过 2 题"))).to_be_visible(timeout=60_000)


@pytest.fixture(scope="module")
def read_only(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A JupyterLab whose learner's records can be read and not be written."""
    file = tmp_path_factory.mktemp("records") / "progress.sqlite3"
    with Store(f"sqlite:///{file}") as store:
        store.add([Attempt("zhanjiang2021", "pj10", "0", "x", 0, "right", 1, datetime.now(UTC))])
    address = {"KIT_DATABASE_URL": f"sqlite:///file:{file}?mode=ro&uri=true"}
    with running_lab(tmp_path_factory.mktemp("home"), variables=address) as lab:
        yield lab


def test_records_that_cannot_be_written_are_said_once_and_the_test_goes_on(
    read_only: Lab, tab: Page
) -> None:
    start_lesson(tab, read_only.lesson(LESSON))
    first = answer(tab)
    notice = tab.locator(".kit-live .kit-notice")
    expect(notice).to_have_text(re.compile(r"^作答没有保存。记录文件是只读的。.*自测可以继续"))
    expect(first.locator(".kit-notice")).to_be_visible()  # below the answer it is about
    second = answer(tab)
    expect(second.locator(".kit-verdict")).to_have_text(VERDICT)
    tab.wait_for_timeout(500)
    expect(notice).to_have_count(1)
    expect(second.locator(".kit-notice")).to_have_count(0)
    start_lesson(tab, read_only.lesson(REVIEW))
    expect(tab.get_by_text(re.compile("做过 1 题"))).to_be_visible()


def test_without_a_kernel_the_test_goes_on_and_says_what_to_do(read_only: Lab, tab: Page) -> None:
    start_lesson(tab, read_only.lesson("03_party_brand"))
    tab.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.restartKernel()")
    tab.clock.install()
    card = answer(tab)
    tab.clock.run_for(20_000)
    expect(card.locator(".kit-notice")).to_have_text(re.compile("后台程序没有回应"))
    answer(tab)
