"""Nothing that a learner does by accident in a real JupyterLab harms a lesson."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import psutil
import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.running import RUN, Lab, open_lesson, run_by_itself, start_lesson

pytestmark = pytest.mark.browser
LESSON = "02_one_goal"
CELLS = """() => [...jupyterapp.shell.currentWidget.content.widgets].map(cell =>
  [cell.model.id, cell.model.type, cell.model.sharedModel.getSource(), cell.rendered ?? null,
   cell.inputHidden ?? null, cell.outputHidden ?? null])"""
DIRTY = "jupyterapp.shell.currentWidget.context.model.dirty"

# What the lesson says of itself, from now on.
SAID = """() => {
  const [said, panel] = [[], jupyterapp.shell.currentWidget.node];
  const hear = () => said.push(panel.querySelector(":scope > .kit-state").textContent);
  new MutationObserver(hear).observe(panel, { attributeFilter: ["data-kit-lesson"] });
  return said;
}"""


@pytest.fixture
def lesson(lab: Lab, tab: Page) -> Page:
    """A lesson that has run by itself."""
    start_lesson(tab, lab.lesson(LESSON))
    return tab


def test_a_lesson_runs_when_it_is_opened_and_says_so(lab: Lab, tab: Page) -> None:
    open_lesson(tab, lab.lesson(LESSON))
    state = tab.locator(".jp-NotebookPanel > .kit-state[role=status]")
    expect(state).to_have_text("正在准备……")
    expect(state).to_have_text("本课准备好了。", timeout=60_000)
    run_by_itself(tab)
    expect(tab.locator(".jp-Dialog")).to_have_count(0)
    assert tab.evaluate("document.querySelector('.jp-WindowedPanel-outer').scrollTop") == 0
    assert tab.evaluate(DIRTY) is False


def test_the_button_runs_it_again_without_a_jump(lesson: Page) -> None:
    lesson.evaluate(
        "jupyterapp.shell.currentWidget.content.widgets.map(c => c.model.clearExecution?.())"
    )
    lesson.get_by_role("button", name="重新运行本课").click()
    lesson.wait_for_function(RUN, timeout=60_000)
    run_by_itself(lesson)
    assert lesson.evaluate("document.querySelector('.jp-WindowedPanel-outer').scrollTop") == 0


@pytest.mark.parametrize("where", ["a cell", "a question", "a note"])
def test_the_letters_of_command_mode_do_nothing(lesson: Page, where: str) -> None:
    before = lesson.evaluate(CELLS)
    if where == "a cell":
        lesson.locator(".jp-MarkdownCell h2").first.click()
    elif where == "a question":
        option = lesson.locator(".kit-live input:enabled:visible, .kit-live button:visible").first
        option.scroll_into_view_if_needed()
        option.focus()
    else:
        lesson.get_by_role("textbox", name="我的笔记").first.focus()
    for key in (*"abcddxcvvmyrz126ohlfjk", "Shift+A", "Shift+M", "Shift+O", "Enter"):
        lesson.keyboard.press(key)
    for key in ("Shift+Enter", "Control+Enter", "Alt+Enter", "Control+Shift+Minus", "Escape"):
        lesson.keyboard.press(key)
    assert lesson.evaluate(CELLS) == before
    expect(lesson.locator(".jp-DocumentSearch-overlay")).to_have_count(0)
    if where == "a note":
        lesson.get_by_role("textbox", name="我的笔记").first.fill("")


def test_clicks_open_no_source_and_close_no_output(lesson: Page) -> None:
    before = lesson.evaluate(CELLS)
    lesson.locator(".jp-MarkdownCell h2").first.dblclick()
    lesson.locator(".jp-MarkdownCell p:not(:has(a))").first.dblclick()  # a link leads away
    for handle in (".jp-Placeholder", ".jp-Collapser", ".jp-InputPrompt", ".jp-OutputPrompt"):
        for each in lesson.locator(f".kit-ours {handle}").all():
            each.dispatch_event("click")
    assert lesson.evaluate(CELLS) == before


COMMANDS = (
    *("delete-cell", "cut-cell", "merge-cells", "merge-cell-below", "split-cell-at-cursor"),
    *("move-cell-down", "change-cell-to-code", "change-cell-to-raw", "duplicate-below"),
    *("show-all-cell-code", "show-cell-code", "hide-all-cell-outputs", "clear-all-cell-outputs"),
    *("enter-edit-mode", "collapse-all-headings"),
)


def test_no_command_of_a_menu_touches_a_cell_of_ours(lesson: Page) -> None:
    before = lesson.evaluate(CELLS)
    for place in (3, 4):
        lesson.evaluate(f"jupyterapp.shell.currentWidget.content.activeCellIndex = {place}")
        for command in COMMANDS:
            lesson.evaluate(f"jupyterapp.commands.execute('notebook:{command}').then(() => null)")
            assert lesson.evaluate(CELLS) == before, command


@pytest.mark.parametrize("text", ["今天学了一个目标", "while True: pass", "input()", "1/0"])
def test_what_a_learner_adds_never_stops_the_lesson(lab: Lab, tab: Page, text: str) -> None:
    path = lab.lessons / "03_party_brand.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    added = {"cell_type": "code", "id": "added", "metadata": {}, "source": text, "outputs": []}
    notebook["cells"][3:3] = [{**added, "execution_count": None}]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    open_lesson(tab, lab.lesson("03_party_brand"))
    lesson = tab.locator(".jp-NotebookPanel:visible")
    expect(lesson).to_have_attribute("data-kit-lesson", "ready", timeout=60_000)
    expect(tab.locator(".kit-live").first).to_be_attached()
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["id"] != "added"]
    path.write_text(json.dumps(notebook), encoding="utf-8")


def test_in_the_whole_interface_an_added_cell_is_run_last(lab: Lab, tab: Page) -> None:
    open_lesson(tab, lab.lesson("03_party_brand"))
    tab.get_by_role("button", name="切换到完整界面").click()
    tab.wait_for_url("**/lab/**")
    run_by_itself(tab)
    tab.evaluate("jupyterapp.shell.currentWidget.content.activeCellIndex = 2")
    add = "notebook:insert-cell-below"
    tab.evaluate(f"jupyterapp.commands.execute('{add}').then(() => null)")
    tab.evaluate(
        "jupyterapp.shell.currentWidget.content.activeCell.model.sharedModel"
        ".setSource('今天学了一个品牌')"
    )
    tab.evaluate("jupyterapp.commands.execute('notebook:run-all-cells').then(() => null)")
    run_by_itself(tab)  # the lesson's own cells, all of them
    added = tab.locator(".jp-CodeCell:not(.kit-ours)")
    expect(added).to_contain_text("NameError")
    delete = "jupyterapp.shell.currentWidget.content.model.sharedModel.deleteCell(3)"
    tab.evaluate(f"{delete} && null")
    tab.evaluate("jupyterapp.shell.currentWidget.context.save()")


def test_a_lesson_opened_again_shows_where_one_was(lesson: Page, lab: Lab) -> None:
    heading = lesson.get_by_role("heading", name="讨论", exact=True)
    heading.evaluate("heading => heading.scrollIntoView()")
    before = heading.bounding_box()
    assert before is not None
    index = lab.home / "data" / "speech-study-kit" / "places"
    for _ in range(100):
        if any('"heading": "讨论"' in each.read_text(encoding="utf-8") for each in index.iterdir()):
            break
        lesson.wait_for_timeout(50)
    lesson.goto(lab.address)
    lesson.get_by_role("link", name="上次学到：02 · 讨论").click()
    run_by_itself(lesson)
    expect(heading).to_be_in_viewport()
    after = heading.bounding_box()
    assert after is not None
    assert after["y"] == pytest.approx(before["y"], abs=3)


@contextmanager
def without_a_kernel(lab: Lab, tab: Page, name: str) -> Iterator[Locator]:
    """Open a lesson, of which all was made beforehand, that gets a kernel only at the end."""
    open_lesson(tab, lab.address)
    tab.evaluate("jupyterapp.serviceManager.sessions.shutdownAll().then(() => null)")
    for _ in range(300):
        if any(lab.home.rglob(f"beforehand/*/{name}.json")):
            break
        tab.wait_for_timeout(200)
    held: list[Route] = []

    def hold(route: Route) -> None:
        """Let no session begin, and so no kernel."""
        held.append(route) if route.request.method == "POST" else route.continue_()

    tab.route("**/api/sessions*", hold)
    tab.goto(lab.lesson(name))
    lesson = tab.locator(".jp-NotebookPanel:visible")
    expect(lesson.locator("[data-kit-coming]").first).to_be_attached(timeout=60_000)
    expect(lesson).to_have_attribute("data-kit-lesson", "waiting")
    yield lesson
    for route in held:
        route.continue_()
    tab.unroute("**/api/sessions*")
    run_by_itself(tab)


def test_a_reader_is_told_what_to_do_where_no_question_comes(lab: Lab, tab: Page) -> None:
    said = """wrapper => {
      const said = getComputedStyle(wrapper, "::before");
      return [said.content, parseFloat(said.width) / wrapper.clientWidth];
    }"""
    with without_a_kernel(lab, tab, LESSON) as lesson:
        place = lesson.locator("[data-kit-coming]:not([data-kit-coming=note])").first
        output = place.locator(".jp-Cell-outputWrapper")
        assert output.evaluate(said)[0] == '"题目马上就好……"'
        expect(lesson.locator("[data-kit-late]").first).to_be_attached(timeout=30_000)
        text, share = output.evaluate(said)
        assert "重新打开本页" in text
        assert "重新运行 kit study" in text
        assert share > 0.8
    expect(lesson.locator("[data-kit-late]")).to_have_count(0)


def test_passages_are_read_before_the_kernel_is_there_and_nothing_jumps(
    lab: Lab, tab: Page
) -> None:
    with without_a_kernel(lab, tab, LESSON) as lesson:
        passage = lesson.locator(".kit-text").first
        expect(passage).to_contain_text("第一方阵")
        expect(lesson.locator(".kit-live, .kit-note")).to_have_count(0)
        tab.mouse.wheel(
            0, 1
        )  # from now on the reader, not the place of another day, says what is shown
        passage.evaluate("passage => { window.before = passage; passage.scrollIntoView(); }")
        place = passage.bounding_box()
    assert passage.evaluate("passage => passage === window.before")
    assert passage.bounding_box() == place
    assert tab.evaluate(DIRTY) is False


# Lesson 08 has all three: a mixed test, a mock test and a box for notes.
@pytest.mark.parametrize("name", ["08_self_test"])
@pytest.mark.parametrize("height", [720, 900])
def test_the_place_that_is_kept_for_a_live_part_is_as_high_as_it(
    lab: Lab, tab: Page, name: str, height: int
) -> None:
    tab.set_viewport_size({"width": 1280, "height": height})
    with without_a_kernel(lab, tab, name) as lesson:
        frames = lesson.locator("[data-kit-coming] > .jp-Cell-outputWrapper")
        frames.evaluate_all(
            "all => (window.kept = all.map(frame => ({ frame, height: frame.offsetHeight })))"
        )
    expect(lesson.locator("[data-kit-coming]")).to_have_count(0)
    # What sticks to the edge of the window is given the way to do so in the next frame.
    as_high = "kept.every(({ frame, height }) => Math.abs(frame.offsetHeight - height) <= 4)"
    tab.wait_for_function(f"kept.length === 3 && {as_high}")


def kernel_of(lesson: Page) -> int:
    """Return the process of the open lesson's kernel."""
    kernel = lesson.evaluate("jupyterapp.shell.currentWidget.sessionContext.session.kernel.id")
    running = psutil.process_iter(["cmdline"])
    return next(each.pid for each in running if kernel in " ".join(each.info["cmdline"] or ()))


def test_a_lesson_whose_kernel_is_killed_says_so_and_goes_on(lesson: Page, lab: Lab) -> None:
    box = lesson.get_by_role("textbox", name="我的笔记").first
    box.fill("写在内核被杀之前")
    expect(lesson.locator(".kit-note-state").first).to_contain_text("已保存")
    panel = lesson.locator(".jp-NotebookPanel:visible")
    pid = kernel_of(lesson)
    said = lesson.evaluate_handle(SAID)
    os.kill(pid, signal.SIGKILL)
    expect(panel).to_have_attribute("data-kit-lesson", "died", timeout=30_000)
    expect(panel).to_have_attribute("data-kit-lesson", "ready", timeout=60_000)
    assert "后台程序意外停止，正在重新准备本课……" in said.json_value()
    expect(lesson.locator(".jp-Dialog")).to_have_count(0)
    expect(box).to_be_editable()
    expect(box).to_have_value("写在内核被杀之前")
    assert kernel_of(lesson) != pid
    box.fill("")
    expect(lesson.locator(".kit-note-state").first).to_contain_text("已保存")


WRITE = """text => jupyterapp.shell.currentWidget.content.model.sharedModel.insertCell(
  4, {id: text, cell_type: "markdown", source: text}) && null"""
TAKE_OUT = """(ids => {
  const cells = jupyterapp.shell.currentWidget.content.model.sharedModel;
  for (const id of ids) {
    const at = cells.cells.findIndex(cell => cell.id === id);
    if (at >= 0) cells.deleteCell(at);
  }
})"""
SAVE = "jupyterapp.commands.execute('docmanager:save').then(() => null)"


def test_of_two_windows_on_one_lesson_none_loses_what_the_other_wrote(
    lesson: Page, lab: Lab
) -> None:
    other = lesson.context.new_page()
    start_lesson(other, lab.lesson(LESSON))
    path = lab.lessons / f"{LESSON}.ipynb"
    for window, text in ((lesson, "first"), (other, "second"), (lesson, "third")):
        window.evaluate(WRITE, text)
        window.evaluate(SAVE)
        expect(window.locator(".jp-Dialog")).to_have_count(0)
    written = [cell["id"] for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]]
    assert {"first", "second", "third"} <= set(written)
    assert len(written) == len(set(written))
    for window in (lesson, other):  # what is taken out in one window stays out
        window.evaluate(f"{TAKE_OUT}(['first', 'second', 'third'])")
        window.evaluate(SAVE)
    assert "third" not in path.read_text(encoding="utf-8")


def test_a_server_that_is_gone_is_told_of_once_and_so_is_its_return(lesson: Page) -> None:
    told = lesson.get_by_role("alert")
    lesson.context.set_offline(True)
    lesson.evaluate(
        "jupyterapp.shell.currentWidget.sessionContext.session.kernel.reconnect()"
        ".catch(() => null) && null"
    )
    expect(told).to_have_text("学习程序停了。写过的都在；请再运行 kit study。", timeout=4000)
    box = lesson.get_by_role("textbox", name="我的笔记").first
    box.fill("程序停了以后写的")
    expect(lesson.locator(".kit-note-fault").first).to_contain_text("学习程序停了", timeout=20_000)
    expect(lesson.locator(".jp-Dialog")).to_have_count(0)
    lesson.context.set_offline(False)
    expect(told).to_contain_text("学习程序又运行了。")
    told.get_by_role("button", name="重新打开本课").click()
    run_by_itself(lesson)
    expect(box).to_have_value("程序停了以后写的")
    box.fill("")
    expect(lesson.locator(".kit-note-state").first).to_contain_text("已保存")


def test_closing_the_last_lesson_shows_the_list(lesson: Page) -> None:
    lesson.evaluate("jupyterapp.shell.currentWidget.close()")
    expect(lesson.locator(".jp-NotebookPanel:visible h1")).to_contain_text("00")
    expect(lesson.locator(".jp-Dialog")).to_have_count(0)
