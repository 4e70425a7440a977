"""Where a list begins, and where its last point ends because the text is about something else."""

from __future__ import annotations

import pytest

from kit.speech import parse

BODY = (
    "这里是一段比标题长得多的正文，说的是这件事情做得怎么样，还要怎么做，由谁来做，什么时候做完。"
)


def end_of(text: str, title: str) -> str:
    """Return the last four characters of a part."""
    speech = parse(text)
    node = next(node for node in speech.nodes if node.title.startswith(title))
    return speech.text[node.end - 4 : node.end]


def parents(text: str) -> dict[str, str]:
    """Return the title of what holds each part, by its own title."""
    speech = parse(text)
    return {n.title: speech.node(n.parent).title if n.parent else "" for n in speech.nodes}


@pytest.mark.parametrize(
    "turn",
    [
        "过去的一年，各级政府认真履行职责。",
        "一年来各方面的显著成就，是共同奋斗的结果。",
        "总结一年来的工作，我们有几点体会。",
        "我们也清醒地看到，问题还有不少。",
        "同时，我们必须清醒认识到，困难还很多。",
        "在此基础上再奋斗五年，实现更大的发展。",
        "认真做好上述工作，将有力地促进发展。",
        "上述成绩的取得，根本在于坚强领导。",
        "各位代表，支持国防和军队建设是应尽的责任。",
        "以上我重点讲了两个问题。",
        "最后，我再强调几点。",
    ],
)
def test_a_paragraph_on_the_whole_ends_the_last_part(turn: str) -> None:
    text = f"一、回顾\n（一）甲\n{BODY}\n{BODY}\n（二）乙\n{BODY}末。\n{turn}\n二、分\n{BODY}"
    assert end_of(text, "乙") == "完。末。"
    assert end_of(text, "回顾") == turn[-4:]


def test_lists_after_the_turn_lie_in_the_section_and_not_in_its_last_part() -> None:
    text = (
        f"一、回顾\n（一）甲\n{BODY}\n{BODY}\n（二）乙\n{BODY}\n一年来的成就，是奋斗的结果。"
        f"\n——必须坚持丙。\n{BODY}\n——必须坚持丁。\n{BODY}\n二、分\n{BODY}"
    )
    assert parents(text)["必须坚持丁"] == "回顾"


@pytest.mark.parametrize(
    "sentence",
    [
        "通过这些措施，优化结构。",
        "目前各地正在贯彻以上各项措施。",
        "以上十条，要长期坚持。",
        "以上我讲了两点。",
        "最后，我要强调的是，要长期坚持。",
        "在充分肯定成绩的同时，也要看到问题。",
    ],
)
def test_a_sentence_on_all_the_points_belongs_to_none(sentence: str) -> None:
    assert end_of(f"一、总\n一要甲。二要乙，抓到底。{sentence}\n二、分\n{BODY}", "乙") == "抓到底。"


def test_headings_that_repeat_a_refrain_hold_the_headings_below_them() -> None:
    refrains = [f"五年来，我们坚定不移做好第{n}件大事，取得新的重要成效。" for n in "甲乙丙"]
    text = "一、过去工作的回顾\n" + "\n".join(
        f"{line}\n{BODY}\n{name}持续改善。\n{BODY}\n{name}大幅提升。\n{BODY}"
        for line, name in zip(refrains, ("经济", "改革", "民生"), strict=True)
    )
    text += f"\n我们做好了其他各项工作。{BODY}\n二、分\n{BODY}"
    assert parents(text)["改革持续改善"].startswith("五年来，我们坚定不移做好第乙")
    assert parents(text)[refrains[0][:-1]] == "过去工作的回顾"
    assert end_of(text, refrains[2][:-1]) == BODY[-4:]


def test_a_longer_line_that_begins_as_the_headings_do_is_one_of_them() -> None:
    lines = [
        "这五年，我们全力推动发展，实力迈上新台阶。",
        "这五年，我们扩大高水平开放，建设取得新突破。",
        "这五年，我们有形有感有效铸牢中华民族共同体意识，民族团结进步示范区建设结出更多新硕果。",
    ]
    text = (
        "一、过去工作的回顾\n"
        + "\n".join(f"{line}\n{BODY * 2}" for line in lines)
        + f"\n二、分\n{BODY}"
    )
    assert [node.title for node in parse(text).nodes if node.kind == "heading"] == [
        line[:-1] for line in lines
    ]


def test_points_with_a_number_are_no_refrain_however_they_begin() -> None:
    points = [f"——坚持不懈地做好第{n}件大事，取得新的成效。" for n in "甲乙丙"]
    text = "一、总\n" + "\n".join(f"{point}\n{BODY}" for point in points) + f"\n二、分\n{BODY}"
    assert [node.kind for node in parse(text).nodes if node.parent == "1"] == ["point"] * 3


def test_notes_below_the_speech_stand_beside_its_parts() -> None:
    text = (
        f"一、总\n（一）甲\n{BODY}\n（二）乙\n{BODY}\n二、分\n（一）丙\n{BODY}\n（二）丁\n{BODY}末。\n"
        f"各位代表！让我们奋斗！\n注释\n［1］某词：\n它的意思。"
    )
    assert parents(text)["注释"] == ""
    assert end_of(text, "分") == "完。末。"


def test_a_list_may_begin_after_a_comma_with_first() -> None:
    points = "搞建设，首先要全面规划，选好项目。其次，必须保证质量。第三，严禁挪用。"
    text = f"一、总\n{points}\n二、分\n{BODY}"
    assert [node.marker for node in parse(text).nodes if node.parent == "1"] == [
        "首先",
        "其次，",
        "第三，",
    ]


def test_a_marker_broken_by_a_line_end_still_counts() -> None:
    text = f"一、总\n（一）甲。\n{BODY}\n（\n二）乙。\n{BODY}\n（三）丙。\n{BODY}\n二、分\n{BODY}"
    assert [node.title for node in parse(text).nodes if node.parent == "1"] == ["甲", "乙", "丙"]


def test_an_appendix_begins_after_the_closing_of_the_speech() -> None:
    text = (
        f"一、总\n（一）甲\n{BODY}\n（二）乙\n{BODY}末。\n各位代表！让我们奋斗！\n"
        f"附件1\n某某清单\n{BODY}"
    )
    assert end_of(text, "总") == "完。末。"


def test_titled_dashes_over_several_paragraphs_are_one_list() -> None:
    heads = ["扎实抓好三项任务", "着力深化改革", "切实加强建设"]
    bodies = "\n".join([BODY] * 4)
    points = "\n".join(f"——{head}。\n{bodies}" for head in heads)
    text = f"一、总\n{BODY}\n{points}\n二、分\n{BODY}"
    assert [node.title for node in parse(text).nodes if node.parent == "1"] == heads


def test_titled_dashes_do_not_go_on_with_those_run_into_their_paragraphs() -> None:
    text = (
        f"一、总\n——甲提升。{BODY}\n——乙提升。{BODY}末。\n还有其他工作。{BODY}\n"
        f"——丙夯实。\n{BODY}\n{BODY}\n——丁增强。\n{BODY}\n{BODY}\n二、分\n{BODY}"
    )
    assert end_of(text, "乙提升") == "完。末。"


def test_a_short_list_lies_in_the_part_whose_last_words_lead_it_in() -> None:
    text = (
        f"计划的措施\n{BODY}\n第一，加强企业\n{BODY * 2}\n{BODY}\n{BODY}\n第二，加快改革\n{BODY}\n"
        f"今年重点是做三件事：\n一、推行甲；\n二、发挥乙；\n三、改革丙。\n结束语\n{BODY}"
    )
    assert parents(text)["发挥乙"] == "加快改革"


def test_a_list_of_points_may_begin_after_a_comma_if_semicolons_divide_it() -> None:
    text = f"一、总\n问题在于，一是人们乐意去做；二是收益要大。\n二、分\n{BODY}"
    assert [node.marker for node in parse(text).nodes if node.parent == "1"] == ["一是", "二是"]
    text = f"一、总\n问题在于，一是人们乐意去做，二是收益要大。\n二、分\n{BODY}"
    assert [node for node in parse(text).nodes if node.parent == "1"] == []


def test_a_line_that_a_link_broke_off_is_no_heading() -> None:
    broken = "今年是我国与\n印度\n、缅甸倡议的周年。", "一九八五年的\n工资改革，"
    text = f"一、总\n{BODY}\n{broken[0]}{BODY}\n{broken[1]}\n{BODY}"
    assert [node for node in parse(text).nodes if node.kind == "heading"] == []


def test_what_first_begins_may_go_on_with_another_way_of_counting() -> None:
    text = f"一、总\n首先要增加投入。二是保护耕地。三是搞好开发。\n二、分\n{BODY}"
    assert [node.marker for node in parse(text).nodes if node.parent == "1"] == [
        "首先",
        "二是",
        "三是",
    ]


def test_first_is_no_point_of_a_list_that_has_its_own_first() -> None:
    text = f"一、总\n首先要增加投入。抓两点：一是保护耕地。二是搞好开发。\n二、分\n{BODY}"
    assert [node.marker for node in parse(text).nodes if node.parent == "1"] == ["一是", "二是"]


def test_an_aspect_that_is_only_spoken_of_is_no_point() -> None:
    text = f"一、总\n{BODY}第一个方面的改革，目的是甲；第二个方面的改革，目的是乙。\n二、分\n{BODY}"
    assert [node for node in parse(text).nodes if node.parent == "1"] == []


def test_the_closing_follows_headings_without_numbers_that_hold_numbered_parts() -> None:
    text = (
        f"各位代表：\n我报告工作。\n过去的工作\n{BODY}\n今年的重点工作\n{BODY}\n"
        f"（一）甲\n{BODY}\n（二）乙\n{BODY}末。\n各位代表！让我们奋斗！"
    )
    assert end_of(text, "今年的重点工作") == "完。末。"


@pytest.mark.parametrize("leads_in", ["", "这方面要抓好以下两个环节：\n"])
def test_a_short_sentence_over_a_list_heads_it_beside_another_that_heads_its_text(
    leads_in: str,
) -> None:
    text = (
        f"一、总\n{BODY}\n加强农业基础地位。\n{BODY * 2}\n加大工业调整力度。\n{leads_in}"
        f"一是甲。{BODY}\n二是乙。{BODY}\n二、分\n{BODY}"
    )
    assert parents(text)["甲"] == "加大工业调整力度"
    assert parents(text)["加大工业调整力度"] == "总"


@pytest.mark.parametrize("line", ["现在，我讲两点意见。", "今年要抓好以下工作。"])
def test_what_leads_a_list_in_is_no_heading(line: str) -> None:
    text = (
        f"一、总\n{BODY}\n加强农业基础地位。\n{BODY * 2}\n{line}\n一是甲。{BODY}\n二是乙。{BODY}\n"
        f"二、分\n{BODY}"
    )
    assert [node for node in parse(text).nodes if node.kind == "heading"] == []


def test_a_sentence_that_heads_its_text_before_the_parts_does_not_hold_them() -> None:
    text = (
        f"各位代表：\n我报告工作。\n经济平稳发展。\n{BODY * 2}\n生活继续改善。\n{BODY * 2}\n"
        f"一、总\n{BODY}\n二、分\n{BODY}"
    )
    assert parents(text)["总"] == parents(text)["经济平稳发展"] == ""


def test_a_heading_alone_of_its_kind_in_a_part_has_its_text() -> None:
    text = (
        f"一、总\n{BODY}\n经济平稳发展。\n{BODY * 2}\n各位代表！还有一件事。\n"
        f"生活继续改善。\n{BODY}末。\n"
        f"我们还做了别的工作。{BODY}\n二、分\n{BODY}"
    )
    assert end_of(text, "生活继续改善") == "完。末。"


@pytest.mark.parametrize("above", ["一、总。情况不少。", "一、总\n"])
def test_a_list_below_a_part_that_runs_in_lies_in_it(above: str) -> None:
    below = "1.抓丙。要办。\n2.抓丁。要管。\n二、分\n要落实。\n"
    text = f"{above}（一）抓甲。要学。（二）抓乙，做到两点：\n{below}"
    held = parents(text)
    assert [title for title in held if held[title].startswith("抓乙")] == ["抓丙", "抓丁"]
    assert held["抓甲"] == "总" == held["抓乙，做到两点"]


@pytest.mark.parametrize("wish", ["祝大家节日快乐！", "我就讲这些，谢谢大家。", "谢谢大家！"])
def test_a_wish_or_thanks_below_the_points_close_the_text(wish: str) -> None:
    speech = parse(f"首先，希望大家学。\n其次，希望大家干。\n最后，希望大家好。\n{wish}\n")
    assert speech["结尾"].text == wish


def test_what_follows_the_last_part_and_is_in_none_closes_the_text() -> None:
    speech = parse("一、抓甲\n二、抓乙\n三、抓丙\n各部门要抓好落实。\n要按时报告。")
    closing = speech.nodes[-1]
    assert (closing.kind, speech.text[closing.start : closing.start + 3]) == ("closing", "各部门")
    assert [task.text for task in speech.tasks if task.node == "closing"] == [
        "各部门要抓好落实",
        "要按时报告",
    ]
