"""A learner at the live self-test, in a real browser, from a file, with no network."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kit.page import page_script, self_test_data
from kit.quiz import Question
from kit.speech import Speech
from tests.page.reading import page_of
from tests.page.scripting import with_script

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    Open = Callable[..., Page]

pytestmark = pytest.mark.browser


def question(page: Page, name: str) -> Locator:
    return page.locator(f".kit-question[data-id={name}]")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).locator("visible=true").first.click()


def verdict(page: Page, name: str) -> str:
    return question(page, name).get_by_role("status").inner_text()


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent || document.activeElement.name"))


def answer(page: Page, name: str, *, right: bool) -> None:
    """Answer a choice and go on."""
    keys = {"sa01": ("各镇（街）", "各监督领域"), "sa03": ("对", "错")}
    question(page, name).get_by_label(keys[name][0 if right else 1]).check()
    press(page, "检查")


def test_a_wrong_choice_is_told_why_and_what_is_right(open_test: Open) -> None:
    page = open_test("sa01")
    answer(page, "sa01", right=False)
    assert verdict(page, "sa01") == (
        "答错了。选 C：“各监督领域”说的是公益诉讼的办案尺度。正确答案：B. 各镇（街）。"
    )
    shown = question(page, "sa01").inner_text()
    assert "解析：服务窗口延伸到镇街一级。" in shown
    assert "依据（二（二）五要）：" in shown
    assert "用好12309检察服务中心驻各镇（街）工作站" in shown
    assert question(page, "sa01").locator(".kit-tag").all_inner_texts() == ["正确答案", "不正确"]


def test_right_and_wrong_differ_in_colour_too(open_test: Open) -> None:
    page = open_test("sa01")
    answer(page, "sa01", right=False)
    tags = page.locator(".kit-tag").all()
    colours = [tag.evaluate("each => getComputedStyle(each).backgroundColor") for tag in tags]
    assert len(set(colours)) == 2
    assert "rgba(0, 0, 0, 0)" not in colours


def test_the_quotation_leads_to_its_paragraph(open_test: Open) -> None:
    page = open_test("sa01")
    answer(page, "sa01", right=False)
    page.get_by_role("link", name="二（二）五要").click()
    paragraph = page.locator(".kit-cited p:target")
    assert paragraph.inner_text().startswith("五要当好社会治理“调度员”。")
    assert "用好12309检察服务中心驻各镇（街）工作站" in paragraph.inner_text()


def test_nothing_chosen_is_neither_right_nor_wrong(open_test: Open) -> None:
    page = open_test()
    page.get_by_role("button", name="全部显示").click()
    for name in ("sa01", "sa02", "sa03", "sa04", "sa05", "sa06", "sa07"):
        question(page, name).get_by_role("button", name="检查").click()
        assert verdict(page, name).startswith("还没有作答")
    assert "已答 0 / 8 题" in page.locator(".kit-bar").inner_text()


def test_ticking_all_earns_nothing_and_half_earns_half(open_test: Open) -> None:
    page = open_test("sa02")
    for box in page.get_by_role("checkbox").all():
        box.check()
    press(page, "检查")
    assert verdict(page, "sa02").startswith("答错了。选 C：")
    press(page, "看结果")
    press(page, "只重做错题")
    page.get_by_role("checkbox").first.check()
    press(page, "检查")
    assert verdict(page, "sa02").startswith("部分答对。")
    assert "漏选" in question(page, "sa02").locator(".kit-tag").all_inner_texts()


@pytest.mark.parametrize("typed", ["6", "６", "六", " 六个。", "第6"])
def test_a_number_may_be_typed_in_either_script(open_test: Open, typed: str) -> None:
    page = open_test("sa05")
    page.get_by_label("答案").fill(typed)
    page.keyboard.press("Enter")
    assert verdict(page, "sa05").startswith("答对了。")


def test_each_blank_is_marked_by_itself(open_test: Open) -> None:
    page = open_test("sa04")
    page.get_by_role("textbox", name="第 1 空").fill("终身必修课")
    page.get_by_role("textbox", name="第 2 空").fill("“必修课”")
    press(page, "检查")
    assert verdict(page, "sa04").startswith("部分答对。正确答案：首要党课；终身必修课 或 必修课。")
    assert page.locator(".kit-tag").all_inner_texts() == ["不正确", "正确"]


def test_enter_that_ends_an_input_methods_composition_checks_nothing(open_test: Open) -> None:
    page = open_test("sa04")
    page.get_by_role("textbox", name="第 1 空").fill("党课")
    page.get_by_role("textbox", name="第 1 空").dispatch_event(
        "keydown", {"key": "Enter", "isComposing": True}
    )
    assert verdict(page, "sa04") == ""


def test_items_are_put_in_order_by_keyboard_and_keep_the_focus(open_test: Open) -> None:
    page = open_test("sa06")
    items = page.locator(".kit-item")
    first = items.first.inner_text()
    page.get_by_role("button", name=f"下移：{first}").focus()
    page.keyboard.press("Enter")
    assert items.nth(1).inner_text() == first
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == f"下移：{first}"
    assert verdict(page, "sa06") == f"“{first}”现在排第 2。"
    for wanted in ("作风建设深化", "办案质效提升"):
        while items.first.inner_text() != wanted:
            page.get_by_role("button", name=f"上移：{wanted}").click()
    press(page, "检查")
    assert verdict(page, "sa06").startswith("答对了。")


def test_the_printed_key_of_pairs_is_the_letters_of_the_printed_list(open_test: Open) -> None:
    page = open_test("sa07")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    printed = page.locator(".kit-printed").text_content() or ""
    listed = {text: letter for letter, text in re.findall(r"([A-Z])\. (.+?)[；。]", printed)}
    shown = page.locator("form.kit-test .kit-question .kit-key li").all_text_contents()
    rights = [pair.partition(" → ")[2].rstrip("；。") for pair in shown]
    assert len(rights) > 2
    key = page.locator(".kit-answers .kit-key").text_content()
    assert key == "、".join(listed[right] for right in rights) + "。"
    assert page.locator(".kit-answers").get_by_text("解析：").count() == 1


def test_pairs_are_chosen_from_lists(open_test: Open) -> None:
    page = open_test("sa07")
    for left, right in (
        ("压舱石", "社会稳定"),
        ("护航员", "营商环境"),
        ("调度员", "营商环境"),
    ):
        page.get_by_label(left).select_option(right)
    press(page, "检查")
    assert verdict(page, "sa07").splitlines() == [
        "部分答对。正确的配对：",
        "✓压舱石 → 社会稳定",
        "✓护航员 → 营商环境",
        "✗调度员 → 社会治理。您选的是“营商环境”。",
    ]
    assert page.locator(".kit-tag").all_inner_texts() == ["正确", "正确", "不正确"]


def test_what_is_answered_in_part_is_asked_of_once_before_it_is_marked(open_test: Open) -> None:
    page = open_test("sa04", "sa07")
    page.get_by_role("textbox", name="第 1 空").fill("首要党课")
    press(page, "检查")
    assert verdict(page, "sa04") == "还有 1 空没有填。再按一次“检查”就算交。"
    press(page, "检查")
    assert verdict(page, "sa04").startswith("部分答对。")
    press(page, "下一题")
    page.get_by_label("压舱石").select_option("社会稳定")
    press(page, "检查")
    assert verdict(page, "sa07") == "还有 2 行没有选。再按一次“检查”就算交。"
    page.get_by_label("护航员").select_option("营商环境")
    press(page, "检查")
    assert verdict(page, "sa07") == "还有 1 行没有选。再按一次“检查”就算交。"
    assert page.get_by_label("护航员").is_enabled()
    press(page, "检查")
    assert verdict(page, "sa07").endswith("调度员 → 社会治理（没有选）")


def test_a_recalled_answer_is_rated_after_the_model_answer_is_seen(open_test: Open) -> None:
    page = open_test("sa08")
    page.get_by_label("您的回答").fill("进入第一方阵")
    assert not page.get_by_text("参考答案：").is_visible()
    press(page, "看参考答案")
    assert page.get_by_text(
        "推动湛江整体检察工作进入全省第一方阵。", exact=False
    ).first.is_visible()
    press(page, "记下自评")
    assert verdict(page, "sa08").startswith("请对照参考答案")
    page.get_by_label("答出了一部分").check()
    press(page, "记下自评")
    assert verdict(page, "sa08") == "已记下：答出了一部分。"
    press(page, "看结果")
    assert "部分答对 1 题" in page.locator(".kit-summary").inner_text()


def test_a_likely_mistake_in_a_blank_is_answered(open_test: Open) -> None:
    page = open_test("sb01")
    page.get_by_label("第 1 空：").fill("一号检察建议")
    page.get_by_label("第 2 空：").fill("“教育”")
    press(page, "检查")
    said = "第 2 空填“教育”或“保护”：帮教是帮助和教育两件事。"
    assert verdict(page, "sb01") == (f"部分答对。{said}正确答案：一号检察建议；帮教。")
    answered = question(page, "sb01").inner_text()
    assert answered.count("帮教是帮助和教育两件事。") == 1
    assert "第 1 空填“检察建议”：少了“一号”" in answered


def test_a_likely_wrong_pair_is_answered(open_test: Open) -> None:
    page = open_test("sb03")
    for left, right in (
        ("压舱石", "社会治理"),
        ("护航员", "营商环境"),
        ("调度员", "社会稳定"),
    ):
        page.get_by_label(left).select_option(right)
    press(page, "检查")
    assert verdict(page, "sb03").splitlines() == [
        "部分答对。正确的配对：",
        "✗压舱石 → 社会稳定。您选的是“社会治理”：治理是“调度”，稳定才是“压舱”。",
        "✓护航员 → 营商环境",
        "✗调度员 → 社会治理。您选的是“社会稳定”。",
    ]
    assert question(page, "sb03").inner_text().count("治理是“调度”") == 1


def test_a_likely_wrong_order_is_answered(open_test: Open) -> None:
    page = open_test("sb02")
    texts = page.locator(".kit-items li .kit-item")
    while texts.all_inner_texts()[0] != "工作创新驱动":
        page.get_by_role("button", name="上移：工作创新驱动").click()
    page.get_by_role("button", name="上移：办案质效提升").click()
    while texts.all_inner_texts()[0] != "工作创新驱动":
        page.get_by_role("button", name="上移：工作创新驱动").click()
    press(page, "检查")
    assert "“工作创新驱动”排在“办案质效提升”前：先有质效，再谈创新。" in verdict(page, "sb02")


def test_a_short_answer_is_marked_point_by_point(open_test: Open) -> None:
    page = open_test("sb04")
    page.get_by_label("您的回答").fill("质效和作风")
    assert not page.get_by_label("办案质效提升工程").is_visible()
    press(page, "看参考答案")
    assert page.get_by_text("得分点（共 3 点，按答出的点数给分）").is_visible()
    page.get_by_label("办案质效提升工程").check()
    page.get_by_label("作风建设深化工程").check()
    press(page, "记下自评")
    assert verdict(page, "sb04") == "已记下：答出 2 / 3 点。"
    assert page.get_by_label("作风建设深化工程").is_checked()
    assert page.get_by_label("工作创新驱动工程").is_disabled()
    press(page, "看结果")
    assert "部分答对 1 题" in page.locator(".kit-summary").inner_text()
    assert "得分率 67%" in page.locator(".kit-summary").inner_text()


def test_that_no_point_was_made_is_asked_back_once(open_test: Open) -> None:
    page = open_test("sb04")
    press(page, "看参考答案")
    press(page, "记下自评")
    assert verdict(page, "sb04").startswith("您还没有勾选得分点。")
    page.get_by_label("办案质效提升工程").check()
    page.get_by_label("办案质效提升工程").uncheck()
    press(page, "记下自评")
    assert verdict(page, "sb04").startswith("您还没有勾选得分点。")
    press(page, "记下自评")
    assert verdict(page, "sb04") == "已记下：答出 0 / 3 点。"
    press(page, "看结果")
    assert "答错 1 题" in page.locator(".kit-summary").inner_text()


def test_a_hint_is_there_for_whoever_opens_it(open_test: Open) -> None:
    page = open_test("sa01")
    hint = page.get_by_text("想一想最靠近群众的一级。")
    assert not hint.is_visible()
    page.get_by_text("提示", exact=True).click()
    assert hint.is_visible()


def test_the_focus_stays_on_the_button_and_enter_leads_to_the_next_question(
    open_test: Open,
) -> None:
    page = open_test("sa01", "sa03")
    page.get_by_label("各镇（街）").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    assert verdict(page, "sa01").startswith("答对了。")
    assert focused(page) == "下一题"
    page.keyboard.press("Enter")
    assert focused(page) == "sa03"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert verdict(page, "sa03").startswith("答错了。")


def test_a_double_click_does_not_skip_the_feedback(open_test: Open) -> None:
    page = open_test("sa01", "sa03")
    page.get_by_label("各镇（街）").check()
    page.get_by_role("button", name="检查").locator("visible=true").dblclick()
    assert question(page, "sa01").is_visible()
    assert verdict(page, "sa01").startswith("答对了。")


def test_questions_are_shown_one_by_one_or_all_at_once(open_test: Open) -> None:
    page = open_test()
    shown = page.locator(".kit-question:visible")
    assert shown.count() == 1
    press(page, "跳过")
    assert shown.get_attribute("data-id") == "sa02"
    press(page, "上一题")
    assert shown.get_attribute("data-id") == "sa01"
    press(page, "全部显示")
    assert shown.count() == 8
    press(page, "逐题显示")
    assert shown.count() == 1


def test_the_end_counts_names_the_confident_errors_and_offers_the_wrong_ones_again(
    open_test: Open,
) -> None:
    page = open_test("sa01", "sa02", "sa03")
    page.locator("[data-id=sa01]").get_by_label("很确定").check()
    answer(page, "sa01", right=False)
    press(page, "下一题")
    press(page, "跳过")
    page.locator("[data-id=sa03]").get_by_label("猜的").check()
    answer(page, "sa03", right=True)
    press(page, "看结果")
    summary = page.locator(".kit-summary")
    told = summary.inner_text()
    assert "共 3 题：答对 1 题，部分答对 0 题，答错 1 题，未作答 1 题。得分率 33%。" in told
    assert "其中选了“很确定”的，最值得弄清原因：\n\n第 1 题（二（二）五要）" in told
    assert "猜对的题，也请看一看依据：\n\n第 3 题" in told
    assert focused(page) == "结果"
    press(page, "只重做错题")
    assert page.locator(".kit-question:visible").get_attribute("data-id") == "sa01"
    assert page.get_by_label("各监督领域").is_enabled()
    assert page.locator("input:checked").locator("visible=true").count() == 0
    assert "重做：已答 0 / 1 题" in page.locator(".kit-bar").inner_text()
    answer(page, "sa01", right=True)
    press(page, "看结果")
    assert "全部答对。" in summary.inner_text()
    press(page, "全部重做")
    assert "已答 0 / 3 题，答对 0 题" in page.locator(".kit-bar").inner_text()


def sitting(page: Page) -> tuple[str, str]:
    """Return the question in sight and what the bar says of the sitting."""
    asked = page.locator(".kit-question:visible").get_attribute("data-id")
    return str(asked), page.locator(".kit-bar p").first.inner_text()


def test_a_sitting_ends_and_another_is_offered_until_all_have_been_asked(open_test: Open) -> None:
    page = open_test("sa01", "sa03", "sa05", sittings=(1, 1))
    assert sitting(page) == ("sa01", "第 1 组（共 2 组）：已答 0 / 1 题，答对 0 题")
    answer(page, "sa01", right=False)
    press(page, "看结果")
    assert "共 1 题" in page.locator(".kit-summary").inner_text()
    press(page, "再来一组（1 题）")
    assert sitting(page) == ("sa03", "第 2 组（共 2 组）：已答 0 / 1 题，答对 0 题")
    assert page.evaluate("document.activeElement.name") == "sa03"
    answer(page, "sa03", right=True)
    press(page, "看结果")
    assert page.get_by_role("button", name="再来一组").count() == 0
    press(page, "重做这一组")
    assert sitting(page) == ("sa03", "第 2 组（共 2 组）：已答 0 / 1 题，答对 0 题")
    answer(page, "sa03", right=True)
    press(page, "看结果")
    press(page, "细读题（选做，1 题）")
    assert sitting(page) == ("sa05", "细读：已答 0 / 1 题，答对 0 题")


def test_what_was_wrong_is_asked_again_before_the_next_sitting_and_that_still_comes(
    open_test: Open,
) -> None:
    page = open_test("sa01", "sa03", "sa05", sittings=(2, 1))
    answer(page, "sa01", right=False)
    press(page, "下一题")
    answer(page, "sa03", right=True)
    press(page, "看结果")
    press(page, "只重做错题")
    assert sitting(page) == ("sa01", "重做：已答 0 / 1 题，答对 0 题")
    answer(page, "sa01", right=True)
    press(page, "看结果")
    press(page, "再来一组（1 题）")
    assert sitting(page)[0] == "sa05"
    assert page.get_by_role("button", name="细读题").count() == 0


def test_all_shown_at_once_are_those_of_the_sitting_and_all_are_printed(open_test: Open) -> None:
    page = open_test("sa01", "sa03", "sa05", sittings=(2,))
    press(page, "全部显示")
    assert page.locator(".kit-question:visible").count() == 2
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".kit-question:visible").count() == 3


def options(page: Page, name: str) -> list[str]:
    return question(page, name).locator(".kit-options li label").all_text_contents()


def retry(page: Page, name: str, option: str) -> None:
    """Answer a choice wrongly, and have it asked again."""
    question(page, name).get_by_label(option).check()
    press(page, "检查")
    press(page, "看结果")
    press(page, "只重做错题")


def test_options_asked_again_are_shuffled_and_the_letters_follow_them(open_test: Open) -> None:
    page = open_test("sa01")
    first = options(page, "sa01")
    assert first == ["A.各县（市、区）", "B.各镇（街）", "C.各监督领域"]
    orders = []
    for _ in range(5):
        retry(page, "sa01", "各监督领域")
        shown = options(page, "sa01")
        assert [each[:2] for each in shown] == ["A.", "B.", "C."]
        letters = {each[2:]: each[0] for each in shown}
        assert sorted(letters) == sorted(each[2:] for each in first)
        orders.append(tuple(letters))
        question(page, "sa01").get_by_label("各监督领域").check()
        press(page, "检查")
        assert verdict(page, "sa01") == (
            f"答错了。选 {letters['各监督领域']}：“各监督领域”说的是公益诉讼的办案尺度。"
            f"正确答案：{letters['各镇（街）']}. 各镇（街）。"
        )
        left = f"选 {letters['各县（市、区）']}：“各县（市、区）”说的是参会的检察院。"
        assert question(page, "sa01").locator(".kit-reasons li:visible").inner_text() == left
        press(page, "看结果")
        press(page, "全部重做")
    assert len(set(orders)) > 1


@pytest.mark.parametrize(("number", "wrong"), [(0, "各监督领域"), (2, "错")])
def test_options_that_must_keep_their_place_keep_it_when_asked_again(
    offline_page: Page,
    tmp_path: Path,
    speech: Speech,
    questions: tuple[Question, ...],
    number: int,
    wrong: str,
) -> None:
    kept = replace(questions[number], fixed_order=questions[number].kind != "judge")
    path = tmp_path / "page.html"
    path.write_text(page_of(self_test_data([kept], speech)), encoding="utf-8")
    offline_page.goto(path.as_uri())
    shown = options(offline_page, kept.id)
    for _ in range(5):
        retry(offline_page, kept.id, wrong)
        assert options(offline_page, kept.id) == shown


def test_all_asked_again_come_in_another_order_which_is_the_same_for_everyone(
    open_test: Open,
) -> None:
    orders = []
    for _ in range(2):
        page = open_test()
        press(page, "全部显示")
        question(page, "sa01").get_by_label("各镇（街）").check()
        question(page, "sa01").get_by_role("button", name="检查").click()
        press(page, "看结果")
        shown = page.locator(".kit-question").evaluate_all(
            "all => all.map(each => each.dataset.id)"
        )
        press(page, "全部重做")
        again = page.locator(".kit-question").evaluate_all(
            "all => all.map(each => each.dataset.id)"
        )
        assert sorted(again) == shown != again
        orders.append(again)
    assert orders[0] == orders[1]


_ORDERS = """const [list, seed] = given;
return [shuffled(list, seed), interleaved(list, (name) => name[0], seed), disordered(list, seed)];
"""


@pytest.mark.parametrize("seed", ["1", "2 sa01", "种子"])
def test_a_seed_decides_every_order_and_parts_take_turns(offline_page: Page, seed: str) -> None:
    names = [f"{part}{number}" for part in "甲乙丙" for number in range(4)] + ["丁0"]
    script = with_script(_ORDERS)
    orders = offline_page.evaluate(script, [names, seed])
    assert orders == offline_page.evaluate(script, [names, seed])
    assert orders != offline_page.evaluate(script, [names, seed + "a"])
    assert all(sorted(each) == sorted(names) for each in orders)
    assert all(one[0] != other[0] for one, other in pairwise(orders[1]))
    for short in (["甲0"], ["甲0", "甲1"]):
        plain, mixed, other = offline_page.evaluate(script, [short, seed])
        assert sorted(plain) == sorted(mixed) == sorted(other) == short
        assert other != short or len(short) == 1


def test_where_several_parts_are_asked_about_the_end_has_a_line_for_each(open_test: Open) -> None:
    page = open_test("sa01", "sa03", "sa06")
    answer(page, "sa01", right=True)
    press(page, "下一题")
    answer(page, "sa03", right=False)
    press(page, "看结果")
    rows = page.get_by_role("table", name="各部分的得分").get_by_role("row").all_inner_texts()
    assert [row.split("\t") for row in rows] == [
        ["部分", "题数", "答对", "得分率"],
        ["开头", "1", "0", "0%"],
        ["二（二）民生检察品牌", "1", "1", "100%"],
        ["三、实施三大工程", "1", "0", "0%"],
    ]


def test_two_tests_on_a_page_do_not_mix_their_answers(open_test: Open) -> None:
    page = open_test("sa01")
    page.evaluate("""() => {
      const test = document.querySelector(".kit-test");
      test.after(test.cloneNode(true));
    }""")
    first, second = page.locator(".kit-test").all()
    first.get_by_label("各镇（街）").check()
    second.get_by_label("各监督领域").check()
    assert first.get_by_label("各镇（街）").is_checked()


def test_what_is_printed_is_the_questions_alone_and_answers_come_back_after(
    open_test: Open,
) -> None:
    page = open_test("sa01", "sa03")
    answer(page, "sa01", right=True)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("input:checked").count() == 0
    assert page.locator(".kit-question:visible").count() == 2
    for hidden in (".kit-answer", ".kit-verdict", ".kit-tag", ".kit-button", ".kit-bar"):
        assert page.locator(".kit-test").locator(hidden).locator("visible=true").count() == 0, (
            hidden
        )
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert page.get_by_label("各镇（街）").is_checked()
    assert verdict(page, "sa01").startswith("答对了。")


def test_a_teachers_print_has_the_answers(
    offline_page: Page, tmp_path: Path, speech: Speech, questions: tuple[Question, ...]
) -> None:
    path = tmp_path / "teacher.html"
    page = page_of(self_test_data(questions, speech), edition="teacher")
    path.write_text(page, encoding="utf-8")
    offline_page.goto(path.as_uri())
    offline_page.emulate_media(media="print")
    assert offline_page.locator(".kit-answer").locator("visible=true").count() == len(questions)


def test_a_page_loaded_again_starts_afresh(open_test: Open) -> None:
    page = open_test("sa01")
    page.get_by_label("各镇（街）").check()
    page.reload()
    page.locator(".kit-live").wait_for()
    assert page.locator("input:checked").count() == 0


def test_without_a_script_every_question_can_be_answered_and_checked(
    open_test: Open, chromium: object
) -> None:
    address = open_test().url
    context = chromium.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto(address)
    assert page.locator(".kit-question:visible").count() == 8
    page.get_by_label("各镇（街）").check()
    page.locator("[data-id=sa01] summary", has_text="答案与解析").click()
    shown = page.locator("[data-id=sa01] .kit-answer").inner_text()
    assert "正确答案：B. 各镇（街）。" in shown
    assert "选 A：“各县（市、区）”说的是参会的检察院。" in shown
    context.close()


def test_without_the_script_enter_in_the_only_field_sends_nothing(
    offline_page: Page, speech: Speech, questions: tuple[Question, ...]
) -> None:
    html = page_of(self_test_data([questions[4]], speech)).replace(page_script(), "")
    offline_page.set_content(html)
    offline_page.evaluate("addEventListener('submit', () => (window.sent = true))")
    offline_page.get_by_label("答案").fill("六")
    offline_page.get_by_label("答案").press("Enter")  # an event of sending comes with the key
    assert offline_page.evaluate("window.sent") is None
    assert offline_page.get_by_label("答案").input_value() == "六"
