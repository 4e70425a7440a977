"""All the ways in which official texts are numbered, and what only looks like them."""

from __future__ import annotations

import pytest

from kit.speech import Speech, parse


def shape(text: str) -> list[str]:
    """Return ``id kind`` of every numbered part."""
    return [f"{node.id} {node.kind}" for node in parse(text).nodes if node.kind not in EDGES]


def under(text: str) -> list[tuple[str, str]]:
    """Return the title of every part with the title of the part it lies in."""
    speech = parse(text)
    return [
        (node.title, speech.node(node.parent).title if node.parent else "")
        for node in speech.nodes
        if node.kind not in EDGES
    ]


EDGES = {"opening", "closing"}


@pytest.mark.parametrize(
    ("markers", "kind"),
    [
        (("一、", "二、", "三、"), "section"),
        (("第一部分 ", "第二部分 ", "第三部分 "), "section"),
        (("（一）", "（二）", "（三）"), "subsection"),
        (("(一)、", "(二)、", "(三)、"), "subsection"),
        (("1.", "2.", "3."), "item"),
        (("１．", "２．", "３．"), "item"),
        (("1、", "2、", "3、"), "item"),
        (("（1）", "（2）", "（3）"), "subitem"),
        (("(1)", "(2)", "(3)"), "subitem"),
        (("①", "②", "③"), "subitem"),
        (("一是", "二是", "三是"), "point"),
        (("一要", "二要", "三要"), "point"),
        (("第一，", "第二，", "第三，"), "point"),
        (("第一、", "第二、", "第三、"), "point"),
        (("其一，", "其二，", "其三，"), "point"),
        (("首先，", "其次，", "再次，"), "point"),
        (("首先", "其次", "第三，"), "point"),
        (("——", "——", "——"), "point"),
        (("--", "--", "--"), "point"),
        (("一个是", "二个是", "三个是"), "point"),
        (("首先，", "其次，", "最后，"), "point"),
        (("首先，", "此外，", "最后，"), "point"),
        (("一则", "二则", "三则"), "point"),
        (("一来", "二来", "三来"), "point"),
        (("第一点，", "第二点，", "第三点，"), "point"),
        (("第一条，", "第二条，", "第三条，"), "point"),
        (("第一项：", "第二项：", "第三项："), "point"),
        (("第1，", "第2，", "第3，"), "point"),
        (("第一　", "第二　", "第三　"), "point"),
        (("●", "●", "●"), "point"),
        (("■ ", "■ ", "■ "), "point"),
        (("- ", "- ", "- "), "point"),
        (("第1部分 ", "第2部分 ", "第3部分 "), "section"),
        (("【第一部分】", "【第二部分】", "【第三部分】"), "section"),
        (("Part 1 ", "Part 2 ", "Part 3 "), "section"),
        (("壹、", "贰、", "叁、"), "section"),
        (("甲、", "乙、", "丙、"), "section"),
        (("Ⅰ.", "Ⅱ.", "Ⅲ."), "section"),
        (("一　", "二　", "三　"), "section"),
        (("【一】", "【二】", "【三】"), "section"),
        (("01", "02", "03"), "section"),
        (("第一个问题：", "第二个问题：", "第三个问题："), "section"),
        (("㈠", "㈡", "㈢"), "subsection"),
        (("一）", "二）", "三）"), "subsection"),
        (("第一阶段（1—3月）：", "第二阶段（4—6月）：", "第三阶段（7—9月）："), "item"),
        (("任务一：", "任务二：", "任务三："), "item"),
        (("1.2024年", "2.2024年", "3.2024年"), "item"),
        (("1．3月底前", "2．10月底前", "3．12月底前"), "item"),
        (("1.", "2.10家企业", "3."), "item"),
        (("1 ", "2 ", "3 "), "item"),
        (("1.1", "1.2", "1.3"), "item"),
        (("1.1.1 ", "1.1.2 ", "1.1.3 "), "subitem"),
        (("A.", "B.", "C."), "subitem"),
        (("❶", "❷", "❸"), "subitem"),
    ],
)
def test_every_way_of_numbering_is_read(markers: tuple[str, ...], kind: str) -> None:
    body = "\n".join(f"{marker}抓好某事。推进某事。" for marker in markers)
    assert shape(f"开会。\n{body}") == [f"{number} {kind}" for number in (1, 2, 3)]


@pytest.mark.parametrize("mark", ["。", "；", "：", "！", "？", "”"])
def test_spoken_points_may_stand_within_a_paragraph(mark: str) -> None:
    text = f"一、总\n抓好几件事{mark}一是抓甲；二是抓乙；三是抓丙。"
    assert shape(text) == ["1 section", "1.1 point", "1.2 point", "1.3 point"]


def test_first_and_last_make_no_list() -> None:
    assert shape("开会。\n首先，抓甲。\n最后，抓乙。") == []


def test_numbering_goes_beyond_ten() -> None:
    numerals = [
        "一",
        "二",
        "三",
        "四",
        "五",
        "六",
        "七",
        "八",
        "九",
        "十",
        "十一",
        "十二",
        "十九",
        "二十",
        "二十一",
    ]
    numerals[12:13] = ["十三", "十四", "十五", "十六", "十七", "十八", "十九"]
    text = "\n".join(f"{each}、第{each}件\n做好这件。" for each in numerals)
    assert len(shape(text)) == 21


def test_run_in_and_stand_alone_headings_are_both_headings() -> None:
    text = "一、总\n（一）抓甲。推进甲。\n（二）抓乙\n推进乙。\n二、分\n文。"
    assert [title for title, _ in under(text)] == ["总", "抓甲", "抓乙", "分"]


def test_a_family_may_serve_two_levels() -> None:
    text = "一、总\n文。\n二、分\n要做到：\n一、抓甲；\n二、抓乙；\n三、抓丙。\n三、合\n文。"
    assert under(text) == [
        ("总", ""),
        ("分", ""),
        ("抓甲", "分"),
        ("抓乙", "分"),
        ("抓丙", "分"),
        ("合", ""),
    ]


def test_a_family_may_serve_three_levels_of_one_form() -> None:
    inner = "一、子甲\n文字。\n二、子乙\n文字。\n"
    text = f"一、总\n文。\n二、分\n{inner}三、子丙\n文字。\n三、合\n文。\n四、结\n文。"
    assert [title for title, parent in under(text) if parent == "分"] == ["子甲", "子乙", "子丙"]


def test_levels_may_be_skipped() -> None:
    text = (
        "一、总\n1.抓甲。推进甲。\n2.抓乙。推进乙。\n二、分\n（1）抓丙。推进。\n（2）抓丁。推进。"
    )
    assert shape(text) == [
        "1 section",
        "1.1 item",
        "1.2 item",
        "2 section",
        "2.1 subitem",
        "2.2 subitem",
    ]


def test_the_usual_order_of_levels_may_be_turned_round() -> None:
    text = "（一）总\n文。\n（二）分\n文。\n一、抓甲。推进甲。\n二、抓乙。推进乙。\n（三）合\n文。"
    assert [parent for _, parent in under(text)] == ["", "", "分", "分", ""]


def test_numbering_may_run_through_the_whole_document() -> None:
    text = (
        "一、总\n（一）抓甲。推进。\n（二）抓乙。推进。\n"
        "二、分\n（三）抓丙。推进。\n（四）抓丁。推进。"
    )
    assert [parent for _, parent in under(text)] == ["", "总", "总", "", "分", "分"]


def test_a_list_may_cross_paragraphs() -> None:
    text = "一、总\n一是抓甲。推进甲。\n还要抓好甲的后续。\n二是抓乙。推进乙。\n二、分\n文。"
    speech = parse(text)
    assert speech["一一是"].text.endswith("甲的后续。")
    assert speech["一二是"].text == "二是抓乙。推进乙。"


def test_an_appendix_begins_at_one_again() -> None:
    text = (
        "一、总\n文。\n二、分\n文。\n附件1\n某某清单\n"
        "一、甲类\n文。\n二、乙类\n文。\n三、丙类\n文。"
    )
    assert under(text) == [
        ("总", ""),
        ("分", ""),
        ("某某清单", ""),
        ("甲类", "某某清单"),
        ("乙类", "某某清单"),
        ("丙类", "某某清单"),
    ]


def test_points_lie_in_the_point_whose_numbering_goes_on_after_them() -> None:
    text = "一、总\n第一，抓甲。要做到：\n一是快。\n二是好。\n第二，抓乙。\n一是省。\n二是实。"
    assert [parent for _, parent in under(text)] == ["", "总", "抓甲", "抓甲", "总", "抓乙", "抓乙"]


def test_two_points_of_two_parts_make_no_list() -> None:
    assert len(shape("开会。\n第一，抓甲。做到：一是快。\n第二，抓乙。做到：二是好。")) == 2


def test_points_within_the_last_point_of_a_list_lie_in_it() -> None:
    text = "一、总\n一是抓甲。\n二是抓乙。（1）抓丙；（2）抓丁。\n二、分\n文。"
    assert under(text)[3:5] == [("抓丙", "抓乙"), ("抓丁", "抓乙")]


def test_a_missing_number_does_not_lose_the_rest() -> None:
    text = "一、甲\n文。\n二、乙\n文。\n四、丁\n文。\n五、戊\n文。"
    assert [title for title, _ in under(text)] == ["甲", "乙", "丁", "戊"]
    assert [(doubt.node, doubt.reason[:5]) for doubt in parse(text).unsure] == [("3", "编号不连续")]


@pytest.mark.parametrize(
    "body",
    [
        "第一要务是发展。第二要务是稳定。",
        "全国第四，全省第二。",
        "统一、规范、有序。",
        "统一是大势。",
        "优化一、二、三产业结构。",
        "提质。二、三产业加快发展。",
        "第十一个五年规划开局。",
        "老话说“一要吃饭，二要建设”。",
        "增长8.6个百分点。",
        "目标定在20.2026年再看。",
        "一个现代化的国家。二个现代化的城市。",
        "第一时间到场。第二天恢复。",
        "第一步到位。第二步提升。",
        "首先是人。再说别的。",
        "三是此处没有一和二。",
        "1.5亿元到位。2.5亿元在途。",
        "1.5万件办结。\n2.6万件在办。",
        "1.2亿元到位。\n1.3亿元在途。",
        "3.15晚会播出。\n4.15普法日开展活动。",
        "第一书记驻村。第二书记轮换。",
        "第一条线索核实了。\n第二条线索移送了。",
        "第一个问题的由来很长。第二个问题的也长。",
        "第一阶段的任务完成了。\n第二阶段的任务开始了。",
        "第一部分的资金到了。",
        "一号检察建议落实了。\n二号检察建议也发了。",
        "一方面要快。另一方面要稳。",
        "一体化推进。\n二级响应启动。",
        "一来二去熟了。",
        "一则消息传来。",
        "A股上涨。\nB股下跌。",
        "Ⅰ期开工。\nⅡ期竣工。",
        "Ⅰ、Ⅱ级响应启动。",
        "甲、乙两村结对。\n乙、丙两村签约。",
        "01：30接警。\n02：00到场。",
        "10 月底完成。\n11 月验收。",
        "- 5℃的天气。",
        "首先要看到成绩。此外，困难也有。",
        "首先，抓甲。最后，我代表大家表态。",
        "十四五开局。\n十五五谋划。",
        "不忘初心——方得始终。",
    ],
)
def test_what_only_looks_like_a_marker_stays_text(body: str) -> None:
    assert under(f"一、总\n{body}\n二、分\n{body}") == [("总", ""), ("分", "")]


def test_a_text_in_one_short_line_has_its_parts() -> None:
    text = (
        "同志们，我讲两个问题。第一个问题：为什么抓。这是大事。第一，群众有期盼。要听意见。"
        "第二，发展有需要。要抓落实。第二个问题：怎样抓。一是建强队伍。二是理顺机制。"
    )
    assert shape(text) == [
        "1 section",
        "1.1 point",
        "1.2 point",
        "2 section",
        "2.1 point",
        "2.2 point",
    ]


def test_a_title_in_brackets_may_have_its_text_behind_it() -> None:
    text = "【第一部分：看清形势】当前任务很重。\n【第二部分：抓好落实】要抓到底。"
    assert [title for title, _ in under(text)] == ["看清形势", "抓好落实"]


def test_decimal_numbers_lie_in_those_that_they_go_on_with() -> None:
    text = "1 现状\n1.1 区位\n文。\n1.2 问题\n文。\n2 目标\n2.1 总体\n文。\n2.2 任务\n文。"
    assert [parent for _, parent in under(text)] == ["", "现状", "现状", "", "目标", "目标"]


def test_a_number_right_behind_the_mark_is_none_of_the_title() -> None:
    text = "（一）免试条件：\n1．2020年以前参加过义工队。\n2．满一百小时。\n3．获得过表彰。"
    assert [title for title, _ in under(text)][1] == "2020年以前参加过义工队"


@pytest.mark.parametrize("head", ["目录\n", ""])
def test_a_table_of_contents_is_not_read_twice(head: str) -> None:
    contents = f"{head}一、总体要求……1\n二、重点任务……3\n三、保障措施……9\n"
    body = "一、总体要求\n文。\n二、重点任务\n文。\n三、保障措施\n文。"
    speech = parse(contents + body)
    assert next(node.start for node in speech.nodes if node.kind == "section") == len(contents)
    assert len([node for node in speech.nodes if node.kind == "section"]) == 3


def test_a_place_and_date_after_a_dash_is_no_point() -> None:
    text = "政府工作报告\n——2024年1月8日在某市人民代表大会上\n各位代表：\n一、总\n文。"
    assert shape(text) == ["1 section"]


@pytest.fixture
def lost() -> Speech:
    """A talk whose newlines were lost."""
    body = "我们开了很多会，做了很多事，认识也更深了，办法也更多了，还要继续做下去。" * 45
    return parse(
        f"同志们：开会了。{body}一、充分认识加快某项工作的重大意义党的十八大以来，我们抓了。"
        f"一是抓甲。{body}二是抓乙。{body}二、切实做好某项工作今年要做好。第一，抓丙。第二，抓丁。"
    )


def test_a_text_without_newlines_is_read_all_the_same(lost: Speech) -> None:
    assert [node.id for node in lost.nodes] == ["opening", "1", "1.1", "1.2", "2", "2.1", "2.2"]


def test_a_title_glued_to_its_text_is_cut_and_marked_as_unsure(lost: Speech) -> None:
    assert lost.node("1").title == "充分认识加快某项工作的重大意义"
    assert any(doubt.node == "1" and "连在一起" in doubt.reason for doubt in lost.unsure)


def test_two_wide_spaces_stand_for_a_lost_newline() -> None:
    text = (
        "同志们：\u3000\u3000我讲几点。"
        + "话。" * 300
        + "\u3000\u3000一、总结成绩\u3000\u3000有成绩。"
    )
    assert parse(text).node("1").title == "总结成绩"


def test_a_part_in_brackets_is_called_by_what_stands_in_them() -> None:
    speech = parse("【第一部分：看清形势】当前任务很重。\n【第二部分：抓好落实】要抓到底。")
    assert [speech.label(node) for node in speech.nodes] == ["第一部分", "第二部分"]


def test_a_number_alone_has_its_title_below_however_short_the_text_is() -> None:
    speech = parse("一\n抓紧学习\n要学。\n二\n抓好落实\n（一）抓甲。要办。\n（二）抓乙。要做。\n")
    assert [(each.mark, each.title) for each in speech.nodes] == [
        *(("一", "抓紧学习"), ("二", "抓好落实"), ("（一）", "抓甲"), ("（二）", "抓乙")),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "points",
    [
        ("一是抓甲。", "二是抓乙。"),
        ("一则抓甲。", "二则抓乙。"),
        ("第一点：抓甲。", "第二点：抓乙。"),
    ],
)
def test_a_list_may_follow_a_title_in_brackets_on_its_line(points: tuple[str, str]) -> None:
    speech = parse(f"【第一部分：总】{points[0]}{points[1]}\n【第二部分：分】要落实。\n")
    assert [each.title for each in speech.children(speech.find("1"))] == ["抓甲", "抓乙"]


def test_page_numbers_of_a_table_of_contents_may_stand_behind_tabs() -> None:
    speech = parse(
        "报告\n目　录\n一、总\t1\n二、分\t12\n各位代表：\n一、总\n要学。\n二、分\n要办。\n"
    )
    assert [each.title for each in speech.nodes if each.marker] == ["总", "分"]


def test_an_ordinal_that_heads_a_text_has_its_whole_sentence_as_title() -> None:
    speech = parse(
        "第一，认清形势，坚定信心。\n今年不易。\n第二，抓住重点，见到实效。\n要办实事。\n"
    )
    assert [each.title for each in speech.nodes] == ["认清形势，坚定信心", "抓住重点，见到实效"]


def test_the_colon_behind_a_stage_is_none_of_its_title() -> None:
    speech = parse("一、安排\n第一阶段：动员部署。要开会。\n第二阶段（5月）：集中整治。要排查。\n")
    titles = [each.title for each in speech.children(speech.find("1"))]
    assert titles == ["动员部署", "（5月）：集中整治"]


def test_a_decimal_number_is_not_written_behind_the_number_that_it_has() -> None:
    speech = parse("1 总\n1.1 甲\n要学。\n1.2 乙\n要办。\n2 分\n2.1 丙\n要做。\n2.2 丁\n要管。\n")
    labels = ["1", "1.1", "1.2", "2", "2.1", "2.2"]
    assert [speech.label(each) for each in speech.nodes] == labels
    assert [speech.find(label) for label in labels] == list(speech.nodes)


def test_a_letter_is_a_number() -> None:
    speech = parse("一、总\nA. 甲\n要学。\nB. 乙\n要办。\n二、分\n要做。\n")
    assert [speech.label(each) for each in speech.nodes] == ["一", "一A", "一B", "二"]
