"""The question card: where its buttons are, its keys, and what is done with what was wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

    Open = Callable[..., Page]

pytestmark = pytest.mark.browser
SCREEN = {"width": 1280, "height": 720}
PHONE = {"width": 390, "height": 844}


def card(page: Page) -> Locator:
    return page.locator(".kit-question:visible")


def main(page: Page) -> Locator:
    return card(page).locator(".kit-main")


def answer_anyhow(page: Page) -> None:
    """Give the question in sight some answer, and check it."""
    match card(page).get_attribute("data-kind"):
        case "fill" | "numeric":
            for box in page.get_by_role("textbox").locator("visible=true").all():
                box.fill("甲")
        case "order":
            card(page).get_by_role("button", name="下移").first.click()
        case "match":
            for box in card(page).locator("select").all():
                box.select_option(index=1)
        case "recall":
            main(page).click()
            card(page).locator(".kit-sure input:visible").first.check()
        case _:
            page.keyboard.press("b")
    main(page).click()


def test_check_and_next_are_at_one_place_in_sight_for_every_kind_of_question(
    open_test: Open,
) -> None:
    page = open_test()
    page.set_viewport_size(SCREEN)
    page.locator(".kit-bar").evaluate("bar => bar.scrollIntoView()")
    places = []
    for _ in range(8):
        places.append(main(page).bounding_box())
        answer_anyhow(page)
        places.append(main(page).bounding_box())
        assert card(page).get_by_role("status").locator("visible=true").count() == 1
        main(page).click()
    tops = {round(place["y"]) for place in places if place}
    lefts = {round(place["x"]) for place in places if place}
    assert len(places) == 16
    assert len(lefts) == 1
    assert max(tops) - min(tops) <= 4
    assert max(tops) + 44 <= SCREEN["height"]


@pytest.mark.parametrize(("key", "letter"), [("1", "A"), ("2", "B"), ("b", "B"), ("C", "C")])
def test_a_digit_or_a_letter_chooses_and_enter_checks_and_goes_on(
    open_test: Open, key: str, letter: str
) -> None:
    page = open_test("sa01", "sa03")
    card(page).locator("legend").first.click()
    page.keyboard.press(key)
    assert card(page).locator("li", has=page.locator(":checked")).inner_text().startswith(letter)
    page.keyboard.press("Enter")
    assert "答" in card(page).locator(".kit-verdict").inner_text()
    page.keyboard.press("Enter")
    assert card(page).get_attribute("data-id") == "sa03"


def test_a_key_chooses_several_and_takes_one_back(open_test: Open) -> None:
    page = open_test("sa02")
    card(page).locator("legend").first.click()
    for key in ("1", "2", "1"):
        page.keyboard.press(key)
    chosen = card(page).locator("input").evaluate_all("all => all.map((one) => one.checked)")
    assert chosen[:2] == [False, True]


def test_with_control_or_in_a_field_a_key_chooses_nothing(open_test: Open) -> None:
    page = open_test("sa01", "sa05")
    card(page).locator("legend").first.click()
    page.keyboard.press("Control+1")
    assert card(page).locator(":checked").count() == 0
    card(page).get_by_role("button", name="跳过").click()
    page.keyboard.type("1a")
    assert card(page).get_by_label("答案").input_value() == "1a"


def test_the_explanation_is_open_where_it_is_needed_and_folded_after_a_right_answer(
    open_test: Open,
) -> None:
    page = open_test("sa01", "sa03")
    card(page).get_by_label("各监督领域").check()
    main(page).click()
    assert card(page).get_by_text("解析：").is_visible()
    main(page).click()
    card(page).get_by_label("对").check()
    main(page).click()
    assert card(page).locator(".kit-verdict").inner_text().startswith("答对了。")
    assert not card(page).get_by_text("解析：").is_visible()
    card(page).get_by_text("答案与解析").click()
    assert card(page).get_by_text("解析：").is_visible()


@pytest.mark.parametrize("phone", [False, True])
def test_what_was_recalled_stands_beside_the_model_answer_or_above_it_on_a_phone(
    open_test: Open, phone: bool
) -> None:
    page = open_test("sa08")
    page.set_viewport_size(PHONE if phone else SCREEN)
    card(page).get_by_role("textbox").fill("我的话")
    main(page).click()
    own, model = (page.locator(css).bounding_box() for css in (".kit-own", ".kit-model"))
    assert page.locator(".kit-own").inner_text() == "您的回答：我的话"
    assert own
    assert model
    if phone:
        assert own["y"] + own["height"] <= model["y"]
    else:
        assert own["y"] == model["y"]
        assert own["x"] + own["width"] <= model["x"]


def test_items_are_drawn_into_order(open_test: Open) -> None:
    page = open_test("sa06")
    items = card(page).locator(".kit-item")
    first = items.first.inner_text()
    start = card(page).locator(".kit-grip").first.bounding_box()
    end = card(page).locator(".kit-items li").last.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 20, start["y"] + 20)
    page.mouse.down()
    page.mouse.move(start["x"] + 20, end["y"] + end["height"] - 2, steps=12)
    page.mouse.up()
    assert items.last.inner_text() == first
    assert card(page).locator(".kit-verdict").inner_text().startswith(f"“{first}”现在排第 ")
    main(page).click()
    assert card(page).get_attribute("data-outcome")


@pytest.mark.parametrize("name", ["sa01", "sa02", "sa04", "sa06", "sa07", "sa08"])
def test_what_a_finger_hits_is_large_enough(open_test: Open, name: str) -> None:
    page = open_test(name)
    page.set_viewport_size(PHONE)
    for _ in range(2):
        targets = card(page).locator(
            "button:visible, label:visible, select:visible, summary:visible, "
            "input[type=text]:visible"
        )
        for target in targets.all():
            box = target.bounding_box()
            assert box
            assert box["height"] >= 43.9, target.evaluate("each => each.outerHTML")
        if not card(page).get_attribute("data-outcome"):
            answer_anyhow(page)


def test_the_end_names_what_was_wrong_with_its_stem_and_goes_through_it(open_test: Open) -> None:
    page = open_test("sa01", "sa03", "sa05")
    for wrong in ("各监督领域", "错", None):
        if wrong:
            card(page).locator("label", has_text=wrong).check()
        else:
            card(page).get_by_label("答案").fill("六")
        main(page).click()
        main(page).click()
    told = page.locator(".kit-stems").inner_text()
    assert "第 1 题" in told
    assert "第 2 题" in told
    assert "第 3 题" not in told
    stem = page.locator("[data-id=sa01] legend").first.text_content() or ""
    assert stem.partition("（")[0].strip().lstrip("1. ")[:8] in told
    page.get_by_role("button", name="逐题看错题").click()
    assert "看错题：第 1 / 2 题" in page.locator(".kit-bar").inner_text()
    assert card(page).get_attribute("data-id") == "sa01"
    main(page).click()
    assert card(page).get_attribute("data-id") == "sa03"
    assert main(page).inner_text() == "看结果"
    main(page).click()
    assert page.get_by_role("heading", name="结果").is_visible()


def test_what_was_wrong_is_saved_as_a_page_to_print(open_test: Open, tmp_path: Path) -> None:
    page = open_test("sa01", "sa03")
    for wrong in ("各监督领域", "对"):
        card(page).locator("label", has_text=wrong).check()
        main(page).click()
        main(page).click()
    form = page.locator("form.kit-test")
    form.evaluate("form => form.setAttribute('aria-label', '自测<$&>')")
    with page.expect_download() as download:
        page.get_by_role("button", name="导出错题（可打印）").click()
    assert download.value.suggested_filename == "错题.html"
    path = tmp_path / "mistakes.html"
    download.value.save_as(path)
    page.goto(path.as_uri())
    assert page.title() == "错题：自测<$&>"
    assert page.locator(".kit-question").count() == 1
    assert page.locator("input:checked").count() == page.locator("button").count() == 0
    page.emulate_media(media="print")
    asked, told = page.locator(".kit-question"), page.locator(".kit-answers")
    assert "正确答案" not in asked.inner_text()
    assert "正确答案：B. 各镇（街）。" in told.inner_text()
    assert "服务窗口延伸到镇街一级" in told.inner_text()


@pytest.mark.parametrize("width", [390, 520, 560, 720, 1280])
def test_a_question_stands_where_it_stood_before_the_first_answer(
    open_test: Open, width: int
) -> None:
    page = open_test("sa01", "sa03")
    page.set_viewport_size({"width": width, "height": 800})
    page.get_by_role("button", name="全部显示").click()
    assert page.get_by_role("button", name="看结果").count() == 0
    view, bar = page.get_by_role("button", name="逐题显示"), page.locator(".kit-bar")
    above, whole = (
        each.evaluate("each => each.offsetTop + each.offsetHeight") for each in (view, bar)
    )
    assert whole - above < 32  # no empty row for buttons that are to come
    first = page.locator(".kit-question").first
    before = first.evaluate("card => card.offsetTop")
    first.locator("input").first.check()
    first.get_by_role("button", name="检查").click()
    assert page.get_by_role("button", name="看结果").count() == 1
    assert first.evaluate("card => card.offsetTop") == before


def test_enter_checks_pairs_once_each_has_its_match(open_test: Open) -> None:
    page = open_test("sa07")
    boxes = card(page).locator("select")
    boxes.first.select_option(index=1)
    for _ in range(3):
        boxes.first.press("Enter")
        assert card(page).locator(".kit-verdict").inner_text().startswith("还有 2 行没有选。")
    for at in range(boxes.count()):
        boxes.nth(at).select_option(index=1)
    boxes.first.press("Enter")
    assert card(page).get_attribute("data-outcome") in {"right", "partly", "wrong"}


def test_ctrl_enter_shows_the_model_answer_of_what_was_recalled(open_test: Open) -> None:
    page = open_test("sa08")
    box = card(page).locator("textarea")
    box.fill("一")
    box.press("Enter")
    assert not card(page).locator(".kit-model").is_visible()
    assert box.input_value() == "一\n"
    box.press("Control+Enter")
    assert card(page).locator(".kit-model").is_visible()


def test_on_a_phone_a_mark_does_not_move_the_words_beside_it(open_test: Open) -> None:
    page = open_test("sa01")
    page.set_viewport_size(PHONE)
    words = "all => all.map((one) => [one.offsetWidth, one.offsetHeight])"
    before = card(page).locator(".kit-options label").evaluate_all(words)
    card(page).get_by_role("radio").first.check()
    main(page).click()
    assert card(page).locator(".kit-tag").count() > 0
    assert card(page).locator(".kit-options label").evaluate_all(words) == before


@pytest.mark.parametrize("touched", [False, True])
def test_a_keyboard_on_the_screen_is_not_raised_before_the_question_is_read(
    open_test: Open, chromium: Browser, touched: bool
) -> None:
    address = open_test("sa01", "sa08").url
    page = chromium.new_page(viewport=PHONE, is_mobile=touched, has_touch=touched)
    try:
        page.goto(address)
        card(page).get_by_role("button", name="跳过").click()
        assert card(page).get_attribute("data-id") == "sa08"
        focused = page.evaluate("document.activeElement.tagName")
        assert focused == ("LEGEND" if touched else "TEXTAREA")
    finally:
        page.close()
