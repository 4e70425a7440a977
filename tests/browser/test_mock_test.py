"""A learner in a mock test: from a file without a kernel, and in a real JupyterLab."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kit.library import DEFAULT_SET, study_set
from kit.page import page_script, self_test_data
from kit.quiz import Question, parse_paper
from kit.speech import load_speech
from tests.browser.running import Lab, start_lesson
from tests.page.reading import page_of
from tests.page.scripting import with_script

playwright = pytest.importorskip("playwright.sync_api")
from playwright.sync_api import Locator, Page, expect  # noqa: E402

pytestmark = pytest.mark.browser

PAPER = """# 样卷

## mk01 讲话要求用好12309检察服务中心驻哪里的工作站？

- [x] 各镇（街）
- [ ] 各监督领域
  > “各监督领域”说的是公益诉讼的办案尺度。

> 依据：用好12309检察服务中心驻各镇(街)工作站
> 解析：服务窗口延伸到镇街一级。
> 提示：想一想最靠近群众的一级。

## mk02 下列哪些是讲话列出的“工程”？

- [x] 办案质效提升工程
- [x] 作风建设深化工程
- [ ] 四大检察工程
  > 四大检察列在第四部分。

> 依据：办案质效提升工程
> 依据：作风建设深化工程
> 解析：三大工程列在第三部分。

## mk03 既是____，又是____。

= 首要党课
= 终身必修课

> 依据：作为首要党课和终身必修课
> 解析：两个“课”并列。

## mk04 按讲话的先后，排列三大工程。

1. 办案质效提升
2. 作风建设深化
3. 工作创新驱动

> 依据：实施办案质效提升、作风建设深化、工作创新驱动三大工程
> 解析：先后与第三部分一致。
"""


@pytest.fixture(scope="module")
def questions() -> tuple[Question, ...]:
    paper = parse_paper(PAPER, load_speech(study_set(DEFAULT_SET)), name="样卷", shown="样卷.md")
    assert paper.faults == ()
    return paper.questions


Open = Callable[..., Page]


@pytest.fixture
def open_mock(offline_page: Page, tmp_path: Path, questions: tuple[Question, ...]) -> Open:
    """Open a mock test as a page in a file of its own, with a clock that the test moves."""

    def opened(*, minutes: float = 30, live: bool = True) -> Page:
        test = self_test_data(questions, load_speech(study_set(DEFAULT_SET)), minutes=minutes)
        whole = page_of(replace(test, study_set="small"), lesson="08_self_test")
        page = whole if live else whole.replace(page_script(), "")
        path = tmp_path / "page.html"
        path.write_text(page, encoding="utf-8")
        offline_page.clock.install()
        offline_page.goto(path.as_uri())
        return offline_page

    return opened


@pytest.fixture
def mock(open_mock: Open) -> Page:
    """A mock test of four questions and 30 minutes, begun."""
    page = open_mock()
    press(page, "开始计时")
    return page


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).locator("visible=true").first.click()


def hand_in(page: Page) -> None:
    press(page, "交卷")
    press(page, "确认交卷")


def card(page: Page, name: str) -> Locator:
    return page.locator(f".kit-question[data-id={name}]")


def answer_three_of_four(page: Page) -> None:
    """Answer wrong and sure, half right, right and guessed; leave the last open."""
    card(page, "mk01").get_by_label("各监督领域").check()
    card(page, "mk01").get_by_label("很确定").check()
    press(page, "下一题")
    card(page, "mk02").get_by_label("办案质效提升工程").check()
    press(page, "下一题")
    card(page, "mk03").get_by_role("textbox", name="第 1 空").fill("首要党课")
    card(page, "mk03").get_by_role("textbox", name="第 2 空").fill("终身必修课")
    card(page, "mk03").get_by_label("猜的").check()
    press(page, "下一题")


def summary(page: Page) -> str:
    return page.locator(".kit-summary").inner_text()


def clock(page: Page) -> str:
    return page.get_by_role("timer").inner_text()


def focused_id(page: Page) -> str:
    return str(page.evaluate("document.activeElement.closest('.kit-question')?.dataset.id ?? ''"))


def test_it_waits_until_the_learner_begins(open_mock: Open) -> None:
    page = open_mock()
    page.clock.fast_forward("40:00")
    assert "共 4 题，限时 30 分钟，只能交一次。" in summary(page)
    for hidden in (".kit-question", ".kit-bar", ".kit-clock"):
        expect(page.locator(hidden).locator("visible=true")).to_have_count(0)
    press(page, "开始计时")
    assert clock(page) == "剩余 30 分钟"
    assert page.locator(".kit-question:visible").get_attribute("data-id") == "mk01"
    assert focused_id(page) == "mk01"


def test_it_tells_nothing_before_it_is_handed_in(mock: Page) -> None:
    answer_three_of_four(mock)
    press(mock, "全部显示")
    for kept_back in (".kit-hint", ".kit-answer", ".kit-tag", ".kit-verdict:not(:empty)"):
        expect(mock.locator(kept_back).locator("visible=true")).to_have_count(0)
    expect(mock.get_by_role("button", name="检查")).to_have_count(0)
    assert mock.locator(".kit-bar").inner_text().startswith("已答 3 / 4 题\n")
    press(mock, "交卷")
    assert "第 4 题" in summary(mock)
    assert "（" not in summary(mock)  # where a question belongs may be its answer


def test_handed_in_it_tells_the_score_by_part_and_everything_else(mock: Page) -> None:
    answer_three_of_four(mock)
    mock.clock.fast_forward("12:00")
    hand_in(mock)
    told = summary(mock)
    assert told.startswith("结果\n\n已交卷，用时约 13 分钟。\n\n")
    assert "共 4 题：答对 1 题，部分答对 1 题，答错 1 题，未作答 1 题。得分率 38%。" in told
    rows = mock.get_by_role("table", name="各部分的得分").get_by_role("row").all_inner_texts()
    assert [row.split("\t") for row in rows] == [
        ["部分", "题数", "答对", "得分率"],
        ["开头", "1", "0", "0%"],
        ["二（一）党建品牌", "1", "1", "100%"],
        ["二（二）民生检察品牌", "1", "0", "0%"],
        ["三、实施三大工程", "1", "0", "50%"],
    ]
    assert "其中选了“很确定”的，最值得弄清原因：\n\n第 1 题（二（二）五要）" in told
    assert "猜对的题，也请看一看依据：\n\n第 3 题" in told
    expect(mock.locator(".kit-question:visible")).to_have_count(4)
    verdicts = [each.inner_text() for each in mock.locator(".kit-verdict").all()]
    assert [each.partition("。")[0] for each in verdicts] == [
        "答错了",
        "部分答对",
        "答对了",
        "没有作答",
    ]
    assert "“各监督领域”说的是公益诉讼的办案尺度。" in verdicts[0]
    assert "正确答案：办案质效提升 → 作风建设深化 → 工作创新驱动。" in verdicts[3]
    expect(mock.get_by_text("解析：").locator("visible=true")).to_have_count(4)


def test_it_is_handed_in_once(mock: Page) -> None:
    hand_in(mock)
    for _ in range(2):
        expect(mock.locator(".kit-question fieldset:not(:disabled)")).to_have_count(0)
        for name in ("交卷", "确认交卷", "开始计时", "只重做错题", "全部重做", "接着作答"):
            expect(mock.get_by_role("button", name=name).locator("visible=true")).to_have_count(0)
        assert "已交卷，用时约 1 分钟。" in summary(mock)
        mock.clock.fast_forward("45:00")  # the deadline comes and changes nothing
        mock.reload()
        mock.locator(".kit-live").wait_for()


def test_what_is_open_or_flagged_is_named_before_it_is_handed_in(mock: Page) -> None:
    press(mock, "标记")
    answer_three_of_four(mock)
    press(mock, "交卷")
    assert "还有 1 题没有作答：\n\n第 4 题\n" in summary(mock)
    assert "标记了要回头再看的：\n\n第 1 题\n" in summary(mock)
    assert mock.evaluate("document.activeElement.textContent") == "交卷前"
    press(mock, "第 1 题")
    assert focused_id(mock) == "mk01"
    press(mock, "取消标记")
    press(mock, "交卷")
    assert "标记" not in summary(mock)
    press(mock, "继续作答")
    assert focused_id(mock) == "mk01"


def test_the_time_is_said_at_half_time_and_five_and_one_minute_before_the_end(mock: Page) -> None:
    mock.evaluate("""() => {
      window.said = [];
      const region = document.querySelector(".kit-unseen");
      new MutationObserver(() => said.push(region.textContent)).observe(region, {childList: true});
    }""")
    mock.clock.pause_at(mock.evaluate("Date.now()") / 1000 + 1)
    shown = []
    for _ in range(30 * 6):
        shown += [now] if (now := clock(mock)) not in shown else []
        mock.clock.run_for(10_000)
    assert mock.evaluate("said") == ["时间过半，剩余 15 分钟。", "剩余 5 分钟。", "剩余 1 分钟。"]
    assert shown == [
        *(f"剩余 {minute} 分钟" for minute in range(30, 1, -1)),
        *(f"剩余 {second} 秒" for second in (60, 50, 40, 30, 20, 10)),
    ]


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(10, ["时间过半，剩余 5 分钟。", "剩余 1 分钟。"]), (2, ["时间过半，剩余 1 分钟。"])],
)
def test_a_short_test_says_no_time_twice(open_mock: Open, minutes: int, said: list[str]) -> None:
    page = open_mock(minutes=minutes)
    press(page, "开始计时")
    heard = []
    for _ in range(minutes * 6 - 1):
        page.clock.run_for(10_000)
        now = page.locator(".kit-unseen").text_content()
        heard += [now] if now and now not in heard else []
    assert heard == said


def test_it_hands_itself_in_when_the_time_is_over(mock: Page) -> None:
    answer_three_of_four(mock)
    mock.clock.fast_forward("30:01")
    assert summary(mock).startswith("结果\n\n时间到，已自动交卷。\n\n共 4 题：答对 1 题，")
    assert mock.evaluate("document.activeElement.textContent") == "结果"
    expect(mock.get_by_role("timer")).to_be_hidden()


def test_whoever_reads_elsewhere_is_not_torn_away_when_the_time_is_over(mock: Page) -> None:
    mock.evaluate("document.activeElement.blur()")
    mock.clock.fast_forward("30:01")
    assert "时间到，已自动交卷。" in summary(mock)
    assert mock.evaluate("document.activeElement === document.body")


def test_a_page_loaded_again_goes_on_with_the_time_that_is_left(mock: Page) -> None:
    answer_three_of_four(mock)
    mock.clock.fast_forward("20:30")
    mock.reload()
    assert clock(mock) == "剩余 10 分钟"
    assert card(mock, "mk04").is_visible()
    press(mock, "全部显示")
    assert card(mock, "mk01").get_by_label("各监督领域").is_checked()
    assert mock.locator(".kit-unseen").text_content() == ""  # half time is not said again
    mock.clock.fast_forward("10:00")
    assert "时间到，已自动交卷。" in summary(mock)


def test_it_is_over_for_a_page_that_comes_back_too_late(mock: Page) -> None:
    answer_three_of_four(mock)
    mock.clock.run_for(1000)  # typed answers are kept after a moment
    url = mock.url
    mock.goto("about:blank")
    mock.clock.fast_forward("31:00")
    mock.goto(url)
    assert "时间到，已自动交卷。\n\n共 4 题：答对 1 题，" in summary(mock)


def test_a_browser_that_keeps_nothing_can_hold_it_all_the_same(open_mock: Open) -> None:
    page = open_mock(live=False)
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no'); }})"
    )
    page = open_mock()
    press(page, "开始计时")
    answer_three_of_four(page)
    hand_in(page)
    assert "答对 1 题" in summary(page)


def test_all_at_once_shows_the_time_beside_each_question(mock: Page) -> None:
    press(mock, "全部显示")
    expect(mock.locator(".kit-question:visible")).to_have_count(4)
    assert card(mock, "mk03").locator(".kit-clock").inner_text() == "剩余 30 分钟"
    mock.clock.fast_forward("01:00")
    assert card(mock, "mk03").locator(".kit-clock").inner_text() == "剩余 29 分钟"
    assert card(mock, "mk04").get_by_role("button", name="标记").is_visible()


def test_the_whole_test_can_be_taken_by_keyboard(open_mock: Open) -> None:
    page = open_mock()

    def tab_to(name: str) -> None:
        for _ in range(25):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.textContent") == name:
                return
        raise AssertionError(name)

    tab_to("开始计时")
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")  # in a field, Enter leads on
    assert focused_id(page) == "mk02"
    page.keyboard.press("Space")
    tab_to("下一题")
    page.keyboard.press("Enter")
    page.keyboard.type("首要党课")
    page.keyboard.press("Enter")
    assert focused_id(page) == "mk04"
    tab_to("交卷")  # after the last question
    page.keyboard.press("Enter")
    tab_to("确认交卷")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "结果"
    assert "共 4 题：答对 1 题，部分答对 2 题" in summary(page)


_RECORDED = """
window.attempts = [];
window.state = null;
enhance(document.querySelector(".kit-test"), {
  onState: (state) => (window.state = state),
  onAttempt: (attempt) => attempts.push(attempt),
});
"""


def test_answers_are_told_once_and_not_before_it_is_handed_in(open_mock: Open) -> None:
    page = open_mock(live=False)
    page.evaluate(with_script(_RECORDED))
    press(page, "开始计时")
    answer_three_of_four(page)
    assert page.evaluate("attempts") == []
    hand_in(page)
    page.clock.fast_forward("31:00")
    told: list[dict[str, Any]] = page.evaluate("attempts")
    assert [
        (each["id"], each["outcome"], each["confidence"], each["seconds"]) for each in told
    ] == [
        ("mk01", "wrong", "sure", None),
        ("mk02", "partly", None, None),
        ("mk03", "right", "guess", None),
    ]
    state = page.evaluate("state")
    assert state["handed"] < state["deadline"]


def violations(page: Page, context: str | None = None) -> list[str]:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found: list[dict[str, Any]] = axe.run(page, context).response["violations"]
    return [f"{each['id']}: {node['html'][:120]}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(open_mock: Open, scheme: Any) -> None:
    page = open_mock()
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 320, "height": 640})

    def is_sound() -> bool:
        wide = page.evaluate("document.documentElement.scrollWidth")
        return wide == 320 and violations(page) == []

    assert is_sound()
    press(page, "开始计时")
    assert is_sound()
    press(page, "标记")
    answer_three_of_four(page)
    press(page, "全部显示")
    assert is_sound()
    press(page, "交卷")
    assert is_sound()
    press(page, "确认交卷")
    assert is_sound()


def test_in_jupyterlab_the_clock_runs_on_through_a_reload_and_ends_the_test(
    lab: Lab, tab: Page
) -> None:
    begun = datetime.now()
    tab.clock.set_fixed_time(begun)
    start_lesson(tab, lab.lesson("08_self_test"))
    test = tab.locator(".kit-live[data-minutes]")
    test.get_by_role("button", name="开始计时").click()
    expect(test.get_by_role("timer")).to_have_text("剩余 25 分钟")
    test.get_by_role("button", name="全部显示").click()
    choice = test.locator("[data-kind=single] .kit-options input").first
    choice.check()
    assert violations(tab, ".kit-live[data-minutes]") == []
    tab.clock.set_fixed_time(begun + timedelta(minutes=16))
    expect(test.get_by_role("timer")).to_have_text("剩余 9 分钟")
    # The kernel answers in order: when it answers this, it has what was done before.
    tab.evaluate(
        "jupyterapp.shell.currentWidget.sessionContext.session.kernel.requestKernelInfo()"
        ".then(() => null)"
    )

    start_lesson(tab, lab.lesson("08_self_test"))
    expect(test.get_by_role("timer")).to_have_text("剩余 9 分钟")
    expect(choice).to_be_checked()
    tab.clock.set_fixed_time(begun + timedelta(minutes=25))
    expect(test.locator(".kit-summary")).to_contain_text("时间到，已自动交卷。")
    expect(test.locator(".kit-summary")).to_contain_text("未作答 24 题")
    expect(choice).to_be_disabled()
    expect(test.get_by_role("timer")).to_be_hidden()
