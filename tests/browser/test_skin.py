"""JupyterLab as a reading room: what a learner sees, finds, and goes back to."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.running import (
    READY,
    Lab,
    open_lesson,
    run_by_itself,
    start_lesson,
    violations,
)
from tests.browser.running_room import until

pytestmark = pytest.mark.browser
LESSON = "06_four_functions"
PANEL = ".jp-NotebookPanel:visible"


def beside(tab: Page) -> Locator:
    return tab.get_by_role("navigation", name="课文", exact=True)


def test_the_lesson_has_the_page_and_nothing_is_a_programmers(lab: Lab, tab: Page) -> None:
    start_lesson(tab, lab.lesson(LESSON))
    for name in ("jp-top-panel", "jp-menu-panel", "jp-main-statusbar"):
        expect(tab.locator(f"#{name}")).not_to_be_visible()
    for name in ("NotebookPanel-toolbar", "InputPrompt", "SideBar", "cell-toolbar"):
        expect(tab.locator(f".jp-{name}:visible")).to_have_count(0)
    expect(tab.locator(".kit-teacher:visible")).to_have_count(0)
    assert tab.locator(".kit-teacher").count() > 0
    text = tab.locator(".jp-MarkdownCell p").nth(3)
    size = text.evaluate("p => parseFloat(getComputedStyle(p).fontSize)")
    assert 17 <= size <= 18
    assert 30 <= text.evaluate("p => p.clientWidth") / size <= 38
    assert violations(tab) == []
    tab.emulate_media(color_scheme="dark")
    expect(tab.locator("body[data-jp-theme-light=false]")).to_be_attached()
    tab.wait_for_timeout(1500)  # the style sheet of the theme
    assert violations(tab) == []


def test_on_a_narrow_window_the_lesson_has_the_width(lab: Lab, tab: Page) -> None:
    tab.set_viewport_size({"width": 800, "height": 900})
    start_lesson(tab, lab.lesson(LESSON))
    expect(beside(tab)).not_to_be_visible()
    box = tab.locator(PANEL).bounding_box()
    assert box is not None
    assert box["width"] >= 780
    assert violations(tab) == []
    tab.get_by_role("button", name="课文目录").click()
    assert tab.locator(PANEL).bounding_box() == box  # the list lies over the lesson
    expect(tab.get_by_role("button", name="打印本课")).to_be_in_viewport(ratio=1)
    assert violations(tab) == []
    beside(tab).get_by_role("link", name="怎么落到工作上").click()
    expect(tab.get_by_role("heading", name="怎么落到工作上")).to_be_in_viewport()
    expect(beside(tab)).not_to_be_visible()
    button = tab.get_by_role("button", name="课文目录")
    button.click()
    tab.keyboard.press("Escape")
    expect(beside(tab)).not_to_be_visible()
    expect(button).to_be_focused()
    button.click()
    beside(tab).get_by_role("searchbox").click()
    expect(beside(tab)).to_be_visible()
    tab.mouse.click(600, 400)
    expect(beside(tab)).not_to_be_visible()


def test_back_and_forward_go_from_lesson_to_lesson_and_reloading_changes_nothing(
    lab: Lab, tab: Page
) -> None:
    shown = tab.locator(f"{PANEL} h1")
    current = beside(tab).locator("[aria-current=page]")

    def stands(name: str) -> None:
        expect(shown).to_contain_text(name, timeout=60_000)
        expect(current).to_contain_text(name)
        expect(tab).to_have_title(re.compile(f"^{name} [^.]+$"))  # not that of its file
        tab.wait_for_function(f"decodeURIComponent(location).includes('/{name}_')")

    open_lesson(tab, lab.lesson("05_three_projects"))
    stands("05")
    before = tab.evaluate("history.length")
    for name in ("06", "07"):
        beside(tab).get_by_role("link", name=re.compile(f"^{name} ")).click()
        stands(name)
    assert tab.evaluate("history.length") == before + 2
    tab.go_back()
    stands("06")
    tab.reload()
    stands("06")
    tab.go_back()
    stands("05")
    for name in ("06", "07"):
        tab.go_forward()
        stands(name)
    tab.evaluate("history.go(-2)")
    stands("05")
    assert tab.evaluate("history.length") == before + 2


def test_the_list_stays_under_the_pointer_and_has_the_parts_at_once(lab: Lab, tab: Page) -> None:
    tab.set_viewport_size({"width": 1366, "height": 768})
    start_lesson(tab, lab.lesson("02_one_goal"))
    expect(beside(tab).get_by_role("button", name="切换到完整界面")).to_be_in_viewport(ratio=1)
    link = beside(tab).get_by_role("link", name=re.compile("^06 "))
    before = link.bounding_box()
    link.dblclick()
    expect(link).to_have_attribute("aria-current", "page", timeout=60_000)
    assert link.bounding_box() == before
    expect(beside(tab).get_by_role("link", name="怎么落到工作上")).not_to_have_count(0)
    run_by_itself(tab)
    assert link.bounding_box() == before
    assert "06_four" in tab.url
    tab.locator(PANEL).hover()
    expect(beside(tab).locator(".kit-contents:visible")).to_have_count(1)


def test_an_answer_is_counted_in_the_list(lab: Lab, tab: Page) -> None:
    start_lesson(tab, lab.lesson("03_party_brand"))
    test = tab.locator(".kit-live").first
    single = test.locator(".kit-question[data-kind=single]:visible")
    while not single.count():
        test.get_by_role("button", name="跳过").locator("visible=true").click()
    single.locator("input[type=radio]").first.check()
    test.locator(".kit-main:visible").click()
    expect(beside(tab).get_by_role("link", name=re.compile("^03 "))).to_contain_text("做过 1/")


def test_a_text_is_found_in_the_speech_and_in_the_lessons(lab: Lab, tab: Page) -> None:
    start_lesson(tab, lab.lesson("02_one_goal"))
    tab.keyboard.press("Control+f")
    expect(tab.locator(".jp-DocumentSearch-overlay")).to_have_count(0)
    beside(tab).get_by_role("searchbox").fill("公开听证常态化")
    hit = beside(tab).get_by_role("link", name="第26段，06 做优四大检察")
    hit.first.click()
    run_by_itself(tab)
    passage = tab.locator(f"{PANEL} .kit-text", has_text="公开听证常态化").first
    expect(passage).to_be_in_viewport()
    beside(tab).get_by_role("searchbox").fill("检察")
    expect(beside(tab).get_by_text("超过 60 处，先列出前 60 处。")).to_be_visible()


def test_a_lesson_comes_back_as_it_came_and_what_was_written_stays(lab: Lab, tab: Page) -> None:
    path = lab.lessons / "03_party_brand.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    before = [cell["id"] for cell in notebook["cells"]]
    note = {"cell_type": "markdown", "id": "mine", "metadata": {}, "source": "我写的一句话"}
    notebook["cells"] = [*notebook["cells"][:4], note, *notebook["cells"][6:]]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    open_lesson(tab, lab.lesson("03_party_brand"))
    run_by_itself(tab)
    tab.on("dialog", lambda dialog: dialog.accept())
    beside(tab).get_by_role("button", name="恢复本课").click()
    expect(beside(tab).get_by_role("status")).to_have_text("本课已恢复。")
    run_by_itself(tab)
    expect(tab.locator("p", has_text="我写的一句话")).to_be_attached()
    after = [cell["id"] for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]]
    assert [each for each in after if each != "mine"] == before
    assert "mine" in after


def test_check_and_next_stay_at_one_place_on_a_small_screen(lab: Lab, tab: Page) -> None:
    tab.set_viewport_size({"width": 1280, "height": 720})
    start_lesson(tab, lab.lesson("04_livelihood_brand"))
    test = tab.locator(".kit-live").first
    test.scroll_into_view_if_needed()
    places = []
    main = test.locator(".kit-main:visible")
    single = test.locator(".kit-question[data-kind=single]:visible")
    while len(places) < 3:
        if not single.count():
            test.get_by_role("button", name="跳过").locator("visible=true").click()
            continue
        main.focus()
        expect(main).to_be_in_viewport(ratio=1)
        places.append(main.bounding_box())
        single.locator("input[type=radio]").first.check()
        main.click()
        expect(main).to_have_text("下一题")
        expect(main).to_be_in_viewport(ratio=1)
        main.click()
    assert len({place and round(place["y"]) for place in places}) == 1


def test_a_folder_leads_to_the_first_lesson(lab: Lab, tab: Page) -> None:
    open_lesson(tab, lab.address)
    tab.goto(lab.address.replace("/00_index.ipynb", ""))
    expect(tab.locator(f"{PANEL} h1")).to_contain_text("00 学习导引", timeout=60_000)


def test_help_is_the_kits_own_page(lab: Lab, tab: Page) -> None:
    open_lesson(tab, lab.lesson(LESSON))
    with tab.context.expect_page() as opened:
        beside(tab).get_by_role("link", name="帮助").click()
    page = opened.value
    expect(page.get_by_role("heading", level=1)).to_have_text("怎么用")
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert violations(page) == []
    page.set_viewport_size({"width": 800, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 800


def test_the_whole_interface_leads_back_and_to_the_same_help(lab: Lab, tab: Page) -> None:
    open_lesson(tab, lab.lesson(LESSON))
    beside(tab).get_by_role("button", name="切换到完整界面").click()
    tab.wait_for_url("**/lab/**")
    tab.wait_for_function(READY, timeout=60_000)
    tab.get_by_role("menuitem", name="帮助", exact=True).click()
    expect(
        tab.locator(".lm-Menu-item", has_text=re.compile("Reference|参考文档|论坛"))
    ).to_have_count(0)
    with tab.context.expect_page() as opened:
        tab.locator(".lm-Menu-item", has_text="怎么用这些课").click()
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("怎么用")
    tab.locator("#kit-bar-above").get_by_role("button", name="返回阅读界面").click()
    tab.wait_for_url("**/doc/**")
    expect(tab.locator(f"{PANEL} h1")).to_contain_text("06 做优四大检察", timeout=60_000)
    expect(beside(tab)).to_be_visible()


def test_no_key_opens_what_is_a_programmers(lab: Lab, tab: Page) -> None:
    open_lesson(tab, lab.lesson(LESSON))
    expect(beside(tab)).to_be_visible()
    for place in ("body", ".kit-beside a", ".jp-Notebook"):
        for key in ("b", "Shift+c", "Shift+h", "Shift+f", "Shift+l", "k", ",", "Shift+d"):
            tab.locator(place).first.press(f"Control+{key}")
    expect(tab.locator(".jp-Dialog, .lm-CommandPalette:visible, .lm-Menu")).to_have_count(0)
    expect(beside(tab)).to_be_visible()


def test_a_place_to_write_is_put_where_one_reads_and_stays(lab: Lab, tab: Page) -> None:
    start_lesson(tab, lab.lesson(LESSON))
    heading = tab.get_by_role("heading", name="为什么讲这一部分")
    heading.hover()
    offer = heading.locator("+ .kit-write")
    expect(offer).to_have_css("opacity", "1")
    offer.dblclick()  # makes one box
    box = tab.get_by_role("textbox", name="我的笔记 自加 1")
    expect(box).to_be_focused()
    tab.keyboard.type("ddx主旨是重质量")
    expect(tab.locator(".kit-note", has=box).locator(".kit-note-state")).to_contain_text("已保存")
    assert violations(tab) == []
    start_lesson(tab, lab.lesson(LESSON))
    expect(box).to_have_value("ddx主旨是重质量")
    note = tab.locator(".kit-note", has=box)
    note.get_by_role("button", name="去掉这个框").click()
    expect(note).to_contain_text("先清空，再去掉")
    box.fill("")
    note.get_by_role("button", name="去掉这个框").click()
    expect(note).to_have_count(0)
    stored = lab.lessons / f"{LESSON}.ipynb"
    until(lambda: "06-w1" not in stored.read_text(encoding="utf-8"), tab)
    start_lesson(tab, lab.lesson(LESSON))
    expect(note).to_have_count(0)
