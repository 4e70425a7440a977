"""What stands below a text and is none of it, and what only looks like that."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kit.speech import parse

TEXT = "关于巡查的通知\n一、巡查范围\n全部小区。\n二、巡查要求\n要逐户登记。\n"


def closing(text: str) -> str:
    speech = parse(text)
    return next((text[n.start : n.end] for n in speech.nodes if n.kind == "closing"), "")


@pytest.mark.parametrize(
    "below",
    [
        "（此件公开发布）",
        "（本文有删减）",
        "（根据录音整理）",
        "特此通知。",
        "以上汇报，不当之处请批评指正。",
        "云溪街道办事处\n2024年3月5日",
        "云溪街道办事处　2024年3月5日",
        "云溪社区　陈静\n二〇二四年三月五日",
        "云溪街道党工委\n云溪街道办事处\n2024年3月5日\n（此件公开发布）",
        "云溪街道办事处",
        "附件：巡查登记表",
        "附件：1.巡查登记表\n2.问题整改台账\n云溪街道办事处\n2024年3月5日",
        "附件：\n1.巡查登记表\n2.问题整改台账",
        "附件1：巡查登记表\n附件2：问题整改台账",
        "抄送：区平安办。",
        "出席：刘洋、赵敏。\n记录：周婷。",
        "联系人：周婷，联系电话：略",
        "注：①小区包括单位宿舍。②登记要用统一表格。",
        "注：\n①小区包括单位宿舍。\n②登记要用统一表格。",
        "（这是在巡查工作会议上讲话的节选）",
    ],
)
def test_it_closes_the_text(below: str) -> None:
    assert closing(f"{TEXT}{below}\n") == below
    speech = parse(f"{TEXT}{below}\n")
    assert [node.title for node in speech.nodes if node.numbered] == ["巡查范围", "巡查要求"]


def test_signs_that_stand_behind_a_word_are_those_of_notes() -> None:
    text = TEXT.replace("小区。", "小区①和宿舍②。")
    notes = "①小区包括商住楼。\n②宿舍要单独登记。"
    assert closing(f"{text}{notes}") == notes


@pytest.mark.parametrize(
    "last",
    [
        "2024年3月5日前完成登记。",
        "①登记姓名；\n②登记电话。",
        "1.登记姓名\n2.登记电话",
        "注意安全。",
        "责任单位：云溪街道办事处",
        "附件所列小区要重点登记。",
    ],
)
def test_what_only_looks_like_that_stays_in_the_last_part(last: str) -> None:
    assert closing(f"{TEXT}要求如下：\n{last}") == ""


def test_what_is_attached_is_a_part_and_what_stands_above_it_closes_the_text() -> None:
    above = "附件：1.登记表\n2.台账\n云溪街道办事处\n2024年3月5日\n（此件公开发布）"
    first = "附件1\n登记表\n一、姓名\n要写全名。\n二、电话\n要写手机。"
    text = f"{TEXT}{above}\n{first}\n附件2\n台账\n写明问题。"
    speech = parse(text)
    assert closing(text) == above
    assert [node.title for node in speech.nodes if node.parent is None and node.numbered] == [
        "巡查范围",
        "巡查要求",
        "登记表",
        "台账",
    ]
    assert [node.title for node in speech.children(speech.node("3"))] == ["姓名", "电话"]
    assert [segment.node for segment in speech.segments if segment.node == ""] == []


def test_a_note_of_a_unit_among_what_closes_the_text_is_read() -> None:
    text = f"{TEXT}云溪街道办事处\n2024年3月5日\n附件1\n登记表\n责任单位：甲局\n要写全名。"
    assert [node.kind for node in parse(text).nodes] == [
        "opening",
        "section",
        "section",
        "closing",
        "heading",
    ]


def test_a_corrected_line_among_what_closes_the_text_is_a_part() -> None:
    from kit.speech import Correction

    text = f"{TEXT}附件：登记表\n云溪街道办事处\n2024年3月5日"
    speech = parse(text, corrections=(Correction(6, kind="heading", level=1),))
    assert [node.title for node in speech.nodes if node.kind == "heading"] == ["附件：登记表"]


def test_a_corrected_line_above_an_appendix_is_no_part_of_the_closing() -> None:
    from kit.speech import Correction

    text = f"{TEXT}云溪街道办事处\n2024年3月5日\n附件1\n登记表"
    speech = parse(text, corrections=(Correction(6, kind="heading", level=1),))
    spans = [(node.start, node.end) for node in speech.nodes if node.parent is None]
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
