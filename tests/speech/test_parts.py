"""Where parts begin and end that have no number, and where the last of a sequence ends."""

from __future__ import annotations

import pytest

from kit.speech import parse

BODY = (
    "这里是一段比标题长得多的正文，说的是这件事情做得怎么样，还要怎么做，由谁来做，什么时候做完。"
)


def ends(text: str) -> dict[str, str]:
    """Return the last six characters of every part by its title."""
    speech = parse(text)
    return {node.title: speech.text[node.end - 6 : node.end] for node in speech.nodes}


def headings(text: str) -> list[str]:
    return [node.title for node in parse(text).nodes if node.kind == "heading"]


def test_lines_without_a_stop_between_paragraphs_are_headings() -> None:
    text = f"各位代表：\n我报告工作。\n过去的工作\n{BODY}\n今后的任务\n{BODY}\n结束语\n{BODY}"
    assert headings(text) == ["过去的工作", "今后的任务", "结束语"]


def test_short_sentences_that_long_paragraphs_carry_out_are_headings() -> None:
    text = f"一、总\n{BODY}\n大力提振消费。\n{BODY}\n扩大有效投资。\n{BODY}\n二、分\n{BODY}"
    assert headings(text) == ["大力提振消费", "扩大有效投资"]
    assert [node.id for node in parse(text).nodes] == ["1", "1.1", "1.2", "2"]


def test_in_a_report_of_a_meeting_short_sentences_tell_what_happened() -> None:
    text = f"某地开会。\n某甲在报告中指出，{BODY}\n某甲主持会议。\n{BODY}\n某乙出席会议。\n{BODY}"
    assert headings(text) == ["某甲主持会议", "某乙出席会议"]
    assert not headings(f"{text}\n某甲强调，{BODY}")


@pytest.mark.parametrize(
    "line",
    [
        "市场是最稀缺的资源。",
        "今年要抓好以下工作：",
        "各位代表！",
        "某某省人民政府",
        "2026年1月8日",
        "《某某条例》",
        "这项工作很要紧，",
    ],
)
def test_one_short_line_alone_is_no_heading(line: str) -> None:
    assert headings(f"一、总\n{BODY}\n{line}\n{BODY}\n二、分\n{BODY}") == []


def test_titles_before_the_address_are_no_headings() -> None:
    assert headings(f"政府工作报告\n某某市市长\n某某\n各位代表：\n{BODY}\n一、总\n{BODY}") == []


def test_the_last_run_in_part_takes_as_many_paragraphs_as_its_sisters() -> None:
    text = f"一、总\n（一）甲。{BODY}\n（二）乙。{BODY}末。\n{BODY}\n二、分\n{BODY}"
    assert ends(text)["乙"].endswith("末。")
    assert parse(text)["一"].text.endswith(BODY)


def test_the_last_run_in_part_holds_the_parts_that_follow_it_at_once() -> None:
    text = f"一、总\n（一）甲。{BODY}\n（二）乙。\n1.丙。{BODY}\n2.丁。{BODY}\n二、分\n{BODY}"
    speech = parse(text)
    assert [node.id for node in speech.nodes] == ["1", "1.1", "1.2", "1.2.1", "1.2.2", "2"]


def test_the_last_point_within_a_paragraph_ends_with_it() -> None:
    text = f"一、总\n抓几件事。一是甲。二是乙。{BODY}末。\n{BODY}\n二、分\n{BODY}"
    assert ends(text)["乙"].endswith("末。")


def test_the_last_part_under_a_heading_ends_where_the_audience_is_addressed() -> None:
    text = (
        f"一、总\n（一）甲\n{BODY}\n（二）乙\n{BODY}末。\n各位代表！成绩来之不易。\n二、分\n{BODY}"
    )
    assert ends(text)["乙"].endswith("末。")
    assert parse(text)["一"].text.endswith("成绩来之不易。")


def test_what_follows_an_ended_list_lies_in_what_held_the_list() -> None:
    text = (
        f"一、总\n（一）甲。{BODY}\n（二）乙。{BODY}\n"
        f"做成了几件事：一是丙。二是丁。\n二、分\n{BODY}"
    )
    speech = parse(text)
    assert [
        speech.node(n.parent).title for n in speech.nodes if n.kind == "point" and n.parent
    ] == [
        "总",
        "总",
    ]


def test_the_closing_begins_at_the_last_address_after_numbered_parts() -> None:
    text = (
        f"一、总\n（一）甲\n{BODY}\n（二）乙\n{BODY}\n各位代表！还有一事。\n各位代表！让我们奋斗！"
    )
    speech = parse(text)
    assert speech["结尾"].text == "各位代表！让我们奋斗！"
    assert speech["一"].text.endswith("还有一事。")


def test_the_closing_begins_at_the_first_address_after_plain_text() -> None:
    text = f"一、总\n{BODY}\n二、自身建设\n{BODY}\n各位代表！另一件事。\n各位代表！让我们奋斗！"
    assert parse(text)["结尾"].text.startswith("各位代表！另一件事。")


@pytest.mark.parametrize("line", ["相关报道：", "责任编辑：某某", "（新华社北京9月11日电）"])
def test_what_a_site_put_below_belongs_to_no_part(line: str) -> None:
    assert parse(f"一、总\n{BODY}\n二、分\n{BODY}\n{line}")["二"].text.endswith(BODY)


def test_articles_of_a_law_are_named_as_outside_what_is_read() -> None:
    text = (
        "某办法\n第一章 总则\n第一条 为了甲。\n"
        "第二条 适用乙。\n第三条 坚持丙：\n（一）丁；\n（二）戊。"
    )
    speech = parse(text)
    assert [node.id for node in speech.nodes] == ["opening"]
    assert "法规条文" in speech.unsure[0].reason
    assert speech.unsure[0].start == text.index("第一章")


def test_a_notice_before_a_law_is_read() -> None:
    text = "一、甲\n文。\n二、乙\n文。\n第一条 为了甲。\n第二条 适用乙。\n第三条 坚持丙。"
    assert [node.id for node in parse(text).nodes] == ["1", "2", "closing"]


def test_a_marker_out_of_sequence_is_passed_over_and_said_so() -> None:
    speech = parse("一、甲\n文。\n二、乙\n文。\n七、庚\n文。")
    assert [(d.node, d.start) for d in speech.unsure] == [(None, speech.text.index("七、"))]


def test_an_end_that_nothing_marks_is_said_to_be_unsure() -> None:
    text = (
        f"一、总\n一是甲。\n{BODY}\n二是乙。\n{BODY}\n"
        f"{BODY}\n三是丙。\n{BODY}\n{BODY}\n二、分\n{BODY}"
    )
    assert [doubt.node for doubt in parse(text).unsure] == ["1.3"]


def test_headings_without_numbers_do_not_reach_past_an_address() -> None:
    text = (
        f"一、总\n甲类工作稳步推进。\n{BODY}\n乙类工作稳步推进。\n{BODY}末。\n各位代表！{BODY}\n"
        f"丙类工作稳步推进。\n{BODY}\n丁类工作稳步推进。\n{BODY}\n二、分\n{BODY}"
    )
    assert ends(text)["乙类工作稳步推进"].endswith("末。")


def test_a_line_broken_off_by_a_link_is_one_paragraph_with_the_next() -> None:
    broken = "——甲类。颗粒物（PM\n2.5\n）浓度下降。"
    text = f"一、总\n{broken}\n——乙类。{BODY}\n——丙类。{BODY}末。\n{BODY}\n二、分\n{BODY}"
    assert ends(text)["丙类"].endswith("末。")
    assert parse(f"一、总\n通过了《\n某某条例\n》等法规。\n{BODY}\n二、分\n{BODY}")["一"].node


def test_a_list_goes_on_after_the_caption_of_a_photograph() -> None:
    text = f"一、总\n一是甲。{BODY}新华社记者 某某/摄二是乙。三是丙。\n二、分\n{BODY}"
    assert list(ends(text)) == ["总", "甲", "乙", "丙", "分"]


@pytest.mark.parametrize(
    "line",
    [
        "图为会议现场。通讯员 张华/摄",
        "新华社记者 李明 摄",
        "（新华社记者　李明摄）",
        "张华/摄",
        "图/张华",
        "（此处放照片两张，要有全景）",
        "【图片：要补拍】",
        "（资料图片）",
    ],
)
def test_a_caption_ends_nothing_and_has_no_task(line: str) -> None:
    parts = f"（一）甲。\n{BODY}\n（二）乙。\n{BODY}\n{line}\n{BODY}末。"
    text = f"一、总\n{BODY}\n{parts}\n二、分\n{BODY}"
    assert ends(text)["总"].endswith("末。")
    assert [task for task in parse(text).tasks if task.text in line] == []
    assert len(parse(text).nodes) == len(parse(text.replace(f"{line}\n", "")).nodes)


@pytest.mark.parametrize("line", ["现场一律不得拍摄。", "图书馆要开放。", "记者要采访。"])
def test_what_only_looks_like_a_caption_is_text(line: str) -> None:
    assert parse(f"一、总\n{line}\n二、分\n{BODY}").tasks[0].text in line


@pytest.mark.parametrize("number", ["一", "01", "1", "（一）", "一、", "第一部分", "Ⅰ", "PART 1"])
def test_a_number_alone_on_its_line_has_its_title_below(number: str) -> None:
    following = {"01": "02", "1": "2", "Ⅰ": "Ⅱ", "PART 1": "PART 2"}.get(
        number, number.replace("一", "二")
    )
    text = f"开会。\n{number}\n甲的事\n{BODY}\n{following}\n乙的事\n{BODY}"
    assert list(ends(text)) == ["", "甲的事", "乙的事"]


@pytest.mark.parametrize(
    "text",
    [
        f"开会。\n{BODY}这一句还没有\n1\n说完。{BODY}\n{BODY}这一句也没有\n2\n说完。{BODY}",
        f"开会。\n序号\n1\n甲社区\n张三\n2\n乙社区\n李四\n{BODY}",
    ],
)
def test_the_number_of_a_page_or_of_a_row_is_none(text: str) -> None:
    assert parse(text).leaves() == ()


def test_headings_that_a_table_of_contents_names_are_read_once() -> None:
    contents = "目　录\n1　甲\n1.1　乙\n2　丙\n"
    text = f"某某预案\n{contents}1　甲\n1.1　乙\n{BODY}\n1.2　丁\n{BODY}\n2　丙\n{BODY}"
    assert list(ends(text)) == ["", "甲", "乙", "丁", "丙"]


@pytest.mark.parametrize("text", [f"某某讲话\n{BODY}", f"开会。\n过去\n{BODY}\n今后\n{BODY}"])
def test_a_text_without_numbers_is_said_to_have_none(text: str) -> None:
    assert ["没有找到分部分的编号" in doubt.reason for doubt in parse(text).unsure] == [True]


@pytest.mark.parametrize("text", [f"一、总\n{BODY}\n二、分\n{BODY}", "一是甲。二是乙。", ""])
def test_nothing_is_said_of_a_text_with_numbers(text: str) -> None:
    assert parse(text).unsure == ()
